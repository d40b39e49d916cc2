import Desk
import OneStop
import Store
import TestSupport
import Testing

/// `doctor --rebuild` over what the desk did not write itself.
@Suite(.timeLimit(.minutes(5))) struct RebuildTests {
    private func rebuild(_ database: Database) async throws -> (RebuildOutcome, [RebuildDifference]) {
        let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
        var differences: [RebuildDifference] = []
        let outcome = try await desk.rebuild { differences.append($0) }
        return (outcome, differences)
    }

    @Test func `the lives of the demonstration are what their events say`() async throws {
        try await TestDatabase.with { database in
            let document = try Examples.document("demonstration-office")
            _ = try await document.apply(to: database)
            let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
            let wish = try #require(document.demonstration)
            let added = try await desk.demonstrate(
                wish, at: Instant(rfc3339: "2026-11-20T10:05:00+07:00"),
                print: { _ in PrintedLetter(page: [], plain: []) })
            let (outcome, differences) = try await rebuild(database)
            #expect(differences == [])
            #expect(outcome.dossiers == added)
        }
    }

    @Test func `imported cases are, also with steps before their start, steps added later, and no code`() async throws {
        let test = try await TestDatabase.make()
        _ = try await test.database.importing(
            """
            a,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-01T08:00,1
            a,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-03T08:00,2
            b,2026-03-02T09:00,,2026-03-04T09:00,web,u,o,s,2026-03-03T08:00,1
            """)
        _ = try await test.database.importing("a,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-05T08:00,3")
        let (outcome, differences) = try await rebuild(test.database)
        #expect(differences == [])
        #expect(outcome.dossiers == 2)
        #expect(outcome.events == 7)
        try await test.script("update dossier set officer_id = null where external_reference = 'b'")
        let (after, found) = try await rebuild(test.database)
        #expect(after.differing == 1)
        #expect(found.map(\.column) == ["officer_id"])
        #expect(found.map(\.code) == ["b"])
    }

    @Test func `a department's list of dossiers is`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await test.database.importing(
            Log.example("danh-sach-ho-so.csv"),
            map: ColumnMap(parsing: Log.example("danh-sach-ho-so.columns.json"), of: .dossiers), agency: "H38.14")
        let (outcome, differences) = try await rebuild(test.database)
        #expect(differences == [])
        #expect(outcome.dossiers == imported.outcome.counts.ended + imported.outcome.counts.open)
    }
}
