import OneStop
import Records
import Store
import TestSupport
import Testing

@testable import Desk

@Suite(.timeLimit(.minutes(5))) struct MonthlyOracleTests {
    @Test func `the form by SQL equals the pure columns on random lives, adds up, and lists whom it counts`()
        async throws
    {
        var seen = MonthlyFigures()
        var listed: Set<MonthlyEntry.Reason> = []
        var unmarked = 0
        for seed: UInt64 in 11...13 { try await compare(seed: seed, &seen, &listed, &unmarked) }
        #expect(unmarked > 0)
        // Equality of zeros would prove nothing.
        for column in MonthlyColumn.allCases { #expect(seen[column] > 0, "\(column) was never counted") }
        #expect(listed == Set(MonthlyEntry.Reason.allCases))
    }

    private func compare(
        seed: UInt64, _ seen: inout MonthlyFigures, _ listed: inout Set<MonthlyEntry.Reason>,
        _ unmarked: inout Int
    ) async throws {
        let test = try await TestDatabase.make()
        try await test.script(StoredLives.office)
        var lives = try StoredLives(test.database, seed: seed)
        var events: [[Event]] = []
        for _ in 0..<120 { events.append(try await lives.life()) }
        let start = try Instant(rfc3339: "2026-01-05T09:00:00+07:00")
        let desk = DeskService(database: test.database, directory: OfficeDirectory(database: test.database))
        let agency = try #require(try await desk.directory.office().agency(code: "H38.14"))
        for _ in 0..<60 {
            let month = try #require(
                ReportMonth(iso: "2026-\(lives.random.pick(["01", "02", "03", "04", "06", "08"]))"))
            let request = MonthlyRequest(
                month: month, cutOff: lives.random.pick(CutOff.allCases),
                waiting: lives.random.pick(WaitingRule.allCases))
            let now = start.adding(minutes: Int64(lives.random.upTo(60 * 24 * 300)))
            let form = try await desk.monthly(request, of: agency, now: now)
            let place = "\(request) as of \(now.rfc3339(in: .vietnam)), seed \(seed)"
            #expect(form.faults == [], "\(place)")
            let pure = MonthlyFigures(ofLives: events, in: form.reckoning)
            for column in MonthlyColumn.allCases {
                #expect(form.total[column] == pure[column], "\(column): \(place)")
                seen[column] += pure[column]
            }
            // Where each dossier is counted, as a frozen month keeps it, adds up to the columns.
            let query = MonthlyQuery(lines: agency.lines, reckoning: form.reckoning, now: now)
            let kept = try await test.database.differences(of: 0, from: query, limit: 10_000).rows.compactMap(\.present)
            #expect(kept.count == form.total[.receivedTotal], "\(place)")
            for column in [
                MonthlyColumn.receivedOnline, .receivedDirectOrPost, .carriedOver, .resolvedEarly, .resolvedOnTime,
                .resolvedLate, .openWithin, .openOverdue,
            ] {
                #expect(
                    kept.count { $0.entered == column || $0.outcome == column } == form.total[column],
                    "\(column): \(place)")
            }
            #expect(try MonthlyForm(stored: form.stored(countedAt: now)) == form, "\(place)")
            for reason in MonthlyEntry.Reason.allCases {
                let present = form.reckoning.present
                let expected = events.filter { life in
                    guard let facts = DossierFacts(life, asOf: present.asOf) else { return false }
                    return present.names(facts, for: reason)
                }
                let codes = form.entries.filter { $0.reason == reason }.map(\.code)
                #expect(codes.sorted() == expected.compactMap(\.code).sorted(), "\(reason): \(place)")
                if !codes.isEmpty { listed.insert(reason) }
            }
            let present = form.reckoning.present
            let against = events.filter { life in
                DossierFacts(life, asOf: present.asOf).map { present.counts($0, as: .secondSupplement) } ?? false
            }
            let marked = form.entries.filter(\.isAgainstPortalRate)
            #expect(marked.map(\.code).sorted() == against.compactMap(\.code).sorted(), "\(place)")
            let others = form.entries.count { $0.reason == .secondSupplement && !$0.isAgainstPortalRate }
            if others > 0 { unmarked += others }
        }
    }
}

extension [Event] {
    /// The code that the first event gave the dossier.
    fileprivate var code: String? {
        switch first?.body {
        case .filed(let intake, _), .takenIn(let intake, _), .refusedAtDesk(let intake, _), .imported(let intake, _):
            intake.code?.text
        default: nil
        }
    }
}
