import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

@Suite struct SpreadsheetTests {
    @Test func `a register as Excel writes it comes in by its map alone`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await test.database.importing(
            Log.example("so-theo-doi.csv"), map: ColumnMap(parsing: Log.example("so-theo-doi.columns.json")),
            agency: "H38.14")
        #expect(imported.outcome.verdict == .allIn)
        #expect(imported.outcome.counts.ended == 3 && imported.outcome.counts.open == 1)
        #expect(imported.outcome.counts.steps == 5)
        #expect(imported.outcome.newUnits == ["Phòng Quản lý công nghệ", "Phòng Sở hữu trí tuệ"])
        #expect(imported.outcome.offset == .vietnam)
        let figures = try await test.database.total("H38.14", "2026-03-01", "2026-03-31")
        #expect(figures.receivedDirect == 2 && figures.receivedOnline == 1 && figures.receivedPost == 1)
        #expect(figures.resolvedEarly == 1 && figures.resolvedOnTime == 1 && figures.resolvedLate == 1)
        #expect(figures.openOverdue == 1)
    }

    @Test func `an agency with a national code gives its dossiers codes, one after another`() async throws {
        let test = try await TestDatabase.make()
        _ = try await test.database.importing(
            """
            a,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1
            b,2026-03-02T09:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1
            """, agency: "H38.14")
        _ = try await test.database.importing(
            "c,2026-03-02T09:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1", agency: "H38.14")
        let record = try #require(try await test.database.dossier(code: "H38.14-260302-0002"))
        #expect(record.externalReference == "b")
        #expect(record.state.status == .processing && record.state.version == 2 && record.state.imported)
        #expect(record.state.deadline?.dueOn == LocalDate(iso: "2026-03-09"))
        #expect(record.state.deadline?.apologyLatest == LocalDate(iso: "2026-03-06"))
        #expect(record.state.deadline?.atRiskFrom == LocalDate(iso: "2026-03-05"))
        #expect(record.state.firstPromise == record.state.deadline?.due)
        let third = try #require(try await test.database.dossier(code: "H38.14-260302-0003"))
        #expect(third.externalReference == "c")
    }
}
