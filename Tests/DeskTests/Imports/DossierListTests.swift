import Desk
import Foundation
import OneStop
import Records
import Store
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct DossierListTests {
    private static let heading = "id,start,due,end,unit,procedure,field,name,kind,phone\n"

    private func map(_ change: (String) -> String = { $0 }) throws -> ColumnMap {
        let text = """
            {"dossier": {"reference": "id", "accepted": "start", "promised": "due", "ended": "end", "unit": "unit",
                         "procedure": "procedure", "field": "field",
                         "applicant": {"name": "name", "phone": "phone",
                                       "kind": {"column": "kind", "values": {"org": "enterprise"}}}},
             "fillDown": ["unit", "procedure", "field"], "dates": ["iso", "dd/MM/yyyy"], "empty": ["-"]}
            """
        return try ColumnMap(parsing: Array(change(text).utf8), of: .dossiers)
    }

    private func bringIn(
        _ test: TestDatabase, _ rows: String, dryRun: Bool = false
    ) async throws -> Imported {
        try await test.database.importing(Array((Self.heading + rows).utf8), map: try map(), dryRun: dryRun)
    }

    private func example(_ test: TestDatabase) async throws -> Imported {
        try await test.database.importing(
            Log.example("danh-sach-ho-so.csv"),
            map: ColumnMap(parsing: Log.example("danh-sach-ho-so.columns.json"), of: .dossiers), agency: "H38.14")
    }

    @Test func `a department's spreadsheet comes in, merged cells, repeated rows and all; what is wrong is told`()
        async throws
    {
        let test = try await TestDatabase.make()
        let imported = try await example(test)
        let counts = imported.outcome.counts
        #expect(counts.ended == 4 && counts.open == 2)
        #expect(counts.list?.repeated == 1 && counts.list?.applicants == 5)
        #expect(imported.outcome.verdict == .someRefused)
        #expect(
            imported.outcome.refused.map { "\($0.reference ?? "-") \($0.line): \($0.reason)" } == [
                "KH-005 7: column \"Ngày hẹn trả\": there is no such time as \"31/04/2026\"",
                "KH-006 8: the case ends before it starts",
                "BX-002 11: the columns of the case differ from those in line 10",
                "BX-003 12: column \"Ngày tiếp nhận\": \"chưa rõ\" is no date written as dd/MM/yyyy",
                "Tổng cộng: 10 hồ sơ 15: column \"Ngày tiếp nhận\" is empty: a case has to have a start",
            ])
        #expect(imported.outcome.unmappedChannels.map { "\($0.name) \($0.count)" } == ["Qua người quen 1"])
        #expect(imported.outcome.newUnits == ["Phòng An toàn bức xạ", "Phòng Quản lý Khoa học"])
        let rejects = imported.rejects.split(separator: "\r\n")
        #expect(rejects.count == 1 + 6)
        #expect(rejects[0].hasSuffix(";Chuyên viên;line;reason"))
        // The merged cells are filled: the file is to be corrected and imported by itself.
        #expect(rejects[3].hasPrefix("8;An toàn bức xạ;Khai báo thiết bị X-quang;BX-002;"))
        #expect(rejects[3].contains(";Phòng An toàn bức xạ;thu.pt;10;line 11: "))

        let second = try #require(try await test.database.dossier(code: "H38.14-260303-0001"))
        #expect(second.externalReference == "KH-002" && second.state.channel == .online)
        #expect(second.applicant?.name == "Nguyễn Thị Ví Dụ" && second.applicant?.identityNumber == "000000000002")
        #expect(second.applicant?.phone == "0900000002" && second.applicant?.kind == .citizen)
        let first = try #require(try await test.database.dossier(code: "H38.14-260302-0001"))
        #expect(first.applicant?.kind == .enterprise && first.applicant?.phone == nil)
    }

    @Test func `the monthly form counts a list by its fields and units`() async throws {
        let test = try await TestDatabase.make()
        _ = try await example(test)
        let desk = DeskService(database: test.database, directory: OfficeDirectory(database: test.database))
        let agency = try #require(try await desk.directory.office().agency(code: "H38.14"))
        let form = try await desk.monthly(
            MonthlyRequest(
                month: try #require(ReportMonth(iso: "2026-03")), cutOff: .calendar, waiting: .withinLimit),
            of: agency, now: try Instant(rfc3339: "2026-11-01T00:00:00Z"))
        #expect(form.fields.map(\.key) == ["An toàn bức xạ", "Hoạt động khoa học và công nghệ"])
        #expect(form.units.map(\.key) == ["Phòng An toàn bức xạ", "Phòng Quản lý Khoa học"])
        #expect(form.fields.map { $0.figures[.receivedTotal] } == [2, 4])
        #expect(form.total[.resolvedLate] == 1 && form.total[.openOverdue] == 2 && form.total[.resolvedOnTime] == 1)
        #expect(form.entries.map(\.reason) == [.resolvedLate, .openOverdue, .openOverdue])
        #expect(form.entries.first?.daysLate == 7)
    }

    @Test func `importing again adds nothing, nor does a dry run`() async throws {
        let test = try await TestDatabase.make()
        _ = try await bringIn(test, "a,2026-03-02,2026-03-09,,u,p,f,n,,", dryRun: true)
        let none = try await (test.count("dossier"), test.count("applicant"), test.count("agency"))
        #expect(none == (0, 0, 0))
        _ = try await example(test)
        let before = try await (test.count("dossier"), test.count("dossier_event"), test.count("applicant"))
        #expect(before == (6, 10, 5))
        let again = try await example(test)
        #expect(again.outcome.counts.known == 6 && again.outcome.counts.ended + again.outcome.counts.open == 0)
        let after = try await (test.count("dossier"), test.count("dossier_event"), test.count("applicant"))
        #expect(before == after)
    }

    @Test func `a merged cell reaches down to the next that is not empty, and past rows that are refused`() async throws
    {
        let test = try await TestDatabase.make()
        let imported = try await bringIn(
            test,
            """
            a,2026-03-02,2026-03-09,,u1,p1,f1,,,
            b,2026-02-30,2026-03-09,,u2,,,,,
            c,2026-03-02,2026-03-09,,,,,,,
            d,2026-03-02,2026-03-09,,-,p2,f2,,,
            ,,,,,,,,,
            e,2026-03-02,2026-03-09,,,,,,,
            """)
        #expect(imported.outcome.refused.map(\.line) == [3])
        let desk = DeskService(database: test.database, directory: OfficeDirectory(database: test.database))
        let agency = try #require(try await desk.directory.office().agency(code: "OFFICE"))
        let form = try await desk.monthly(
            MonthlyRequest(
                month: try #require(ReportMonth(iso: "2026-03")), cutOff: .calendar, waiting: .withinLimit),
            of: agency, now: try Instant(rfc3339: "2026-11-01T00:00:00Z"))
        #expect(form.units.map { "\($0.key) \($0.figures[.receivedTotal])" } == ["u1 1", "u2 3"])
        #expect(form.fields.map { "\($0.key) \($0.figures[.receivedTotal])" } == ["f1 2", "f2 2"])
        #expect(imported.outcome.newProcedures == ["p1", "p2"])
    }

    @Test func `below a row that cannot be taken apart nothing is filled down until all stands there again`()
        async throws
    {
        let test = try await TestDatabase.make()
        let imported = try await bringIn(
            test,
            """
            a,2026-03-02,2026-03-09,,u1,p1,f1,,,
            b,2026-03-02,2026-03-09,,u2,p2,f2
            c,2026-03-02,2026-03-09,,,,,,,
            d,2026-03-02,2026-03-09,,u3,p3,f3,,,
            e,2026-03-02,2026-03-09,,,,,,,
            """)
        #expect(imported.outcome.refused.map(\.reference) == ["b", "c"])
        #expect(imported.outcome.refused.last?.reason.contains("to be filled from above, and line 3") == true)
        #expect(imported.outcome.newUnits == ["u1", "u3"])
    }

    @Test func `a name typed with its marks apart is the name`() async throws {
        let test = try await TestDatabase.make()
        let apart = "Pho\u{0300}ng Mo\u{0323}\u{0302}t"
        let imported = try await bringIn(
            test, "a,2026-03-02,2026-03-09,,\(apart),p,f,\(apart),org,\nb,2026-03-02,2026-03-09,,Phòng Một,p,f,,,")
        #expect(imported.outcome.newUnits.map { Array($0.utf8) } == [Array("Phòng Một".utf8)])
        #expect(imported.outcome.counts.list?.applicants == 1)
    }

    @Test func `a kind typed with its marks apart is the kind`() async throws {
        let test = try await TestDatabase.make()
        let kind = "Ca\u{301} nha\u{302}n"
        let imported = try await test.database.importing(
            Array((Self.heading + "a,2026-03-02,2026-03-09,,u,p,f,n,\(kind)\u{A0},").utf8),
            map: try map { $0.replacing("\"org\": \"enterprise\"", with: "\"Cá nhân\": \"household\"") })
        #expect(imported.outcome.refused == [])
        #expect(try await test.value("select kind from applicant") == "2")
    }

    @Test func `a kind of applicant that the map does not know is refused`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await bringIn(test, "a,2026-03-02,2026-03-09,,u,p,f,n,alien,")
        #expect(imported.outcome.refused.first?.reason.contains("kind of applicant \"alien\"") == true)
    }

    @Test(arguments: [
        ("\"reference\": \"id\", ", "", "dossier.reference"), ("\"procedure\": \"procedure\", ", "", "dossier.field"),
        ("[\"unit\", ", "[\"id\", ", "fillDown"),
        ("\"enterprise\"", "\"martian\"", "dossier.applicant.kind.values.org"),
        ("\"dossier\"", "\"case\"", "dossier"),
    ])
    func `a map that cannot serve names its field`(old: String, new: String, field: String) throws {
        let error = #expect(throws: DeskError.self) { try map { $0.replacing(old, with: new) } }
        #expect(error?.field == field)
    }
}
