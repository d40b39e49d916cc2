import Desk
import OneStop
import Store
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct FigureOracleTests {
    @Test func `figures by SQL equal the pure classes on random lives at random instants`() async throws {
        var seen = Figures()
        // Equality of zeros would prove nothing: as many seeds as it takes to have met every class.
        for seed: UInt64 in 1...9 where seed <= 2 || !PeriodClass.allCases.allSatisfy({ seen[$0] > 0 }) {
            try await compare(seed: seed, &seen)
        }
        for each in PeriodClass.allCases { #expect(seen[each] > 0, "\(each) was never counted") }
    }

    private func compare(seed: UInt64, _ seen: inout Figures) async throws {
        let test = try await TestDatabase.make()
        try await test.script(StoredLives.office)
        var lives = try StoredLives(test.database, seed: seed)
        var events: [[Event]] = []
        for _ in 0..<120 { events.append(try await lives.life()) }
        let start = try Instant(rfc3339: "2026-01-05T09:00:00+07:00")
        for _ in 0..<80 {
            let from = try #require(LocalDate(iso: "2026-01-01")).adding(days: lives.random.upTo(250))
            let period = try #require(Period(from: from, to: from.adding(days: lives.random.upTo(60))))
            let now = start.adding(minutes: Int64(lives.random.upTo(60 * 24 * 400)))
            let reckoning = Reckoning(period: period, now: now, offset: .vietnam)
            let pure = Figures(ofLives: events, in: reckoning)
            let answers = try await test.database.figures([
                FigureQuery(lines: [AgencyID(1)], reckoning: reckoning, grouping: .total),
                FigureQuery(lines: [AgencyID(1)], reckoning: reckoning, grouping: .channel),
            ])
            let stored = answers[0].first?.figures ?? Figures()
            for each in PeriodClass.allCases {
                let place =
                    "\(each) from \(period.from.iso) to \(period.to.iso), as of \(reckoning.asOf.rfc3339(in: .utc))"
                #expect(stored[each] == pure[each], "\(place), seed \(seed)")
                #expect(answers[1].map(\.figures[each]).reduce(0, +) == stored[each])
                seen[each] += pure[each]
            }
        }
    }
}
