import Desk
import OneStop
import Store
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct LegOracleTests {
    @Test func `figures of legs by SQL equal the pure classes on random lives at random instants`() async throws {
        var seen = LegFigures()
        // Equality of zeros would prove nothing: as many seeds as it takes to have met every class.
        for seed: UInt64 in 1...9 where seed <= 2 || !seen.isWhole { try await compare(seed: seed, &seen) }
        for leg in LegClass.allCases { #expect(seen[leg] > 0, "\(leg) was never counted") }
        #expect(seen.isWhole)
    }

    private func compare(seed: UInt64, _ seen: inout LegFigures) async throws {
        let test = try await TestDatabase.make()
        try await test.script(StoredLives.office)
        var lives = try StoredLives(test.database, seed: seed)
        var events: [[Event]] = []
        for _ in 0..<200 { events.append(try await lives.life()) }
        let start = try Instant(rfc3339: "2026-01-05T09:00:00+07:00")
        for _ in 0..<60 {
            let from = try #require(LocalDate(iso: "2026-01-01")).adding(days: lives.random.upTo(200))
            let period = try #require(Period(from: from, to: from.adding(days: lives.random.upTo(90))))
            let now = start.adding(minutes: Int64(lives.random.upTo(60 * 24 * 300)))
            let reckoning = Reckoning(period: period, now: now, offset: .vietnam)
            let pure = LegFigures(counting: events.flatMap { Self.legs(of: $0, in: reckoning) }, in: reckoning)
            var stored = LegFigures()
            let rows = try await test.database.legFigures(
                LegFigureQuery(lines: [AgencyID(1)], leads: [AgencyID(1)], reckoning: reckoning, grouping: .agency))
            for row in rows { stored[row.leg, row.total] += row.count }
            #expect(stored == pure, "from \(from.iso), as of \(reckoning.asOf.rfc3339(in: .utc)), seed \(seed)")
            seen.add(pure)
        }
    }

    /// The legs of a life with the dossier's facts, as they were at the reckoning's instant.
    private static func legs(of events: [Event], in reckoning: Reckoning) -> [(leg: LegFacts, dossier: DossierFacts)] {
        guard let facts = DossierFacts(events, asOf: reckoning.asOf),
            let dossier = events.reduce(nil as Dossier?, { apply($1, to: $0) })
        else { return [] }
        return dossier.legs.compactMap { leg in
            let offset = leg.agency == AgencyID(3) ? UTCOffset(minutes: 480) : UTCOffset(minutes: 420)
            return offset.flatMap { LegFacts(leg, asOf: reckoning.asOf, offset: $0) }.map { ($0, facts) }
        }
    }
}

extension LegFigures {
    /// Whether every class was counted, and a leg that was late in time and one in time of what was late.
    fileprivate var isWhole: Bool {
        LegClass.allCases.allSatisfy { self[$0] > 0 } && lateInTime > 0 && inTimeOfLate > 0
    }
}
