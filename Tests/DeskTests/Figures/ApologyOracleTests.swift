import Desk
import OneStop
import Store
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ApologyOracleTests {
    @Test func `letters counted by SQL equal the pure classes on random lives at random instants`() async throws {
        var seen = ApologyFigures()
        for seed: UInt64 in 11...13 { try await compare(seed: seed, &seen) }
        // Equality of zeros would prove nothing. What is imported the other lives do not have.
        for each in ApologyClass.allCases where each != .notKept {
            #expect(seen[each] > 0, "\(each) was never counted")
        }
    }

    private func compare(seed: UInt64, _ seen: inout ApologyFigures) async throws {
        let test = try await TestDatabase.make()
        try await test.script(StoredLives.office)
        var lives = try StoredLives(test.database, seed: seed)
        var events: [[Event]] = []
        for _ in 0..<120 { events.append(try await lives.life()) }
        let start = try Instant(rfc3339: "2026-01-05T09:00:00+07:00")
        for _ in 0..<60 {
            let from = try #require(LocalDate(iso: "2026-01-01")).adding(days: lives.random.upTo(250))
            let period = try #require(Period(from: from, to: from.adding(days: lives.random.upTo(60))))
            let now = start.adding(minutes: Int64(lives.random.upTo(60 * 24 * 400)))
            let reckoning = Reckoning(period: period, now: now, offset: .vietnam)
            let pure = ApologyFigures(ofLives: events, in: reckoning)
            #expect(pure.addsUp)
            for grouping in ApologyGrouping.allCases {
                let (total, rows) = try await test.database.apologies(
                    ApologyQuery(lines: [AgencyID(1)], reckoning: reckoning, grouping: grouping))
                #expect(total == pure, "\(period.from.iso) to \(period.to.iso), seed \(seed)")
                for each in ApologyClass.allCases { #expect(rows.reduce(0) { $0 + $1.figures[each] } == pure[each]) }
                guard grouping == .cause else { continue }
                for row in rows {
                    let mine = events.filter { LateFacts($0, asOf: reckoning.asOf)?.cause?.rawValue ?? "" == row.key }
                    #expect(ApologyFigures(ofLives: mine, in: reckoning) == row.figures, "\(row.key), seed \(seed)")
                }
            }
            for each in ApologyClass.allCases { seen[each] += pure[each] }
        }
    }

    @Test func `what another system ended late kept no letter, so that nobody knows whether each has one`() throws {
        let calendar = try CompiledCalendar(.vietNam)
        let accepted = try Instant(rfc3339: "2026-03-02T09:00:00+07:00")
        let ended = try Instant(rfc3339: "2026-03-12T09:00:00+07:00")
        let deadline = try calendar.deadline(Limit(parsing: "5wd"), from: accepted)
        let intake = Intake(
            id: DossierID(1), code: nil, channel: .direct, helpedAt: AgencyID(1), receivedBy: AgencyID(1),
            decidedBy: AgencyID(1), desk: nil, procedure: ProcedureID(7), limit: try Limit(parsing: "5wd"))
        let life = [
            Event(
                at: accepted, actor: UserID(1),
                body: .imported(intake, OneStop.Imported(acceptedAt: accepted, deadline: deadline, endedAt: ended)))
        ]
        let first = try #require(LocalDate(iso: "2026-03-01"))
        let period = try #require(Period(from: first, to: first.adding(days: 30)))
        let now = try Instant(rfc3339: "2026-04-01T09:00:00+07:00")
        let figures = ApologyFigures(
            ofLives: [life], in: Reckoning(period: period, now: now, offset: .vietnam))
        #expect(figures[.late] == 1 && figures[.notKept] == 1 && figures[.missing] == 0)
        #expect(figures.everyLateHasLetter == nil)
        #expect(ApologyFigures().everyLateHasLetter == true)
    }
}
