import Desk
import Foundation
import OneStop
import Records
import Store
import TestSupport
import Testing

/// The counts that another program made of the same file.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: Log.real.path)), .timeLimit(.minutes(5)))
struct RealLogTests {
    private func bringIn(_ test: TestDatabase) async throws -> Imported {
        try await test.database.importing(
            [UInt8](Data(contentsOf: Log.real)), map: ColumnMap(parsing: Log.example("permit-receipt.columns.json")),
            agency: "NL-1", offset: UTCOffset(minutes: 60), piece: 1 << 18)
    }

    @Test func `the counts come out`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await bringIn(test)
        let counts = imported.outcome.counts
        #expect(counts.rows == 5_474)
        #expect(counts.ended == 852 && counts.open == 67 && counts.refused == 1)
        #expect(counts.stepsBeforeStart == 12 && counts.stepsAfterEnd == 112)
        #expect(imported.outcome.refused.map(\.reference) == ["case-10862"])
        #expect(imported.outcome.refused.map(\.line) == [566])
        #expect(imported.outcome.unmappedChannels == [])
        #expect(imported.outcome.verdict == .someRefused)

        let all = try await test.database.total("NL-1", "2010-01-01", "2013-12-31")
        #expect(all.received == 919 && all.openOverdue == 67)
        #expect(all.resolvedEarly == 595 && all.resolvedOnTime == 42 && all.resolvedLate == 215)
        let may = try await test.database.total("NL-1", "2011-05-01", "2011-05-31")
        #expect(may.resolvedEarly + may.resolvedOnTime + may.resolvedLate == 87 && may.resolvedLate == 20)
        let index = try await test.database.total("NL-1", "2011-04-15", "2011-05-14")
        #expect(index.resolvedEarly + index.resolvedOnTime + index.resolvedLate == 75 && index.resolvedLate == 16)
    }

    @Test func `every grouping adds up to the total, as of any day`() async throws {
        let test = try await TestDatabase.make()
        _ = try await bringIn(test)
        for now in ["2011-05-12T10:00:00Z", "2011-08-01T00:00:00Z"] {
            for grouping in OnTimeGrouping.allCases where grouping != .month {
                let figures = try await test.database.figures(
                    "NL-1", "2011-04-15", "2011-05-14", by: grouping, now: now)
                var sum = Figures()
                for row in figures.rows {
                    for each in PeriodClass.allCases { sum[each] += row.figures[each] }
                    #expect(row.figures.brokenIdentities == [])
                }
                #expect(sum == figures.total)
                #expect(figures.total.brokenIdentities == [])
                #expect(figures.total.carriedOver > 0 && figures.total.openWithin > 0)
            }
        }
    }

    @Test func `the months of a period are its own, clipped`() async throws {
        let test = try await TestDatabase.make()
        _ = try await bringIn(test)
        let figures = try await test.database.figures("NL-1", "2011-04-15", "2011-06-14", by: .month)
        #expect(figures.rows.map(\.key) == ["2011-04", "2011-05", "2011-06"])
        let may = try await test.database.total("NL-1", "2011-05-01", "2011-05-31")
        #expect(figures.rows[1].figures == may)
        #expect(figures.rows.map(\.figures.received).reduce(0, +) == figures.total.received)
        #expect(figures.rows[0].figures.carriedOver == figures.total.carriedOver)
    }

    @Test func `importing again adds nothing`() async throws {
        let test = try await TestDatabase.make()
        _ = try await bringIn(test)
        let before = try await (
            test.count("dossier"), test.count("dossier_event"), test.count("account"), test.count("unit")
        )
        let again = try await bringIn(test)
        #expect(again.outcome.counts.known == 919 && again.outcome.counts.steps == 0)
        #expect(again.outcome.counts.ended == 0 && again.outcome.counts.open == 0)
        #expect(again.outcome.newUnits == [] && again.outcome.newOfficers == [] && !again.outcome.isNewAgency)
        let after = try await (
            test.count("dossier"), test.count("dossier_event"), test.count("account"), test.count("unit")
        )
        #expect(before == after)
        #expect(before.0 == 919 && before.1 == 5_473 + 919 + 852)
    }

    @Test func `the rejects hold the row as it stood, its line and the reason`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await bringIn(test)
        let lines = imported.rejects.split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasSuffix(",time:timestamp,line,reason"))
        #expect(lines[1].contains(",case-10862,2012-02-06 00:00:00+01:00,"))
        #expect(lines[1].hasSuffix(",566,the case ends before it starts"))
    }
}
