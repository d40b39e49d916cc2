import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

@Suite struct ImportRefusalTests {
    private static let good = "ok,2026-03-02T08:00,2026-03-09,2026-03-05T10:00,web,u,o,s,2026-03-02T08:00,1\n"

    struct Fault: Sendable, CustomTestStringConvertible {
        var rows: String
        var line: Int
        var reason: String
        var testDescription: String { reason }

        init(_ rows: String, _ line: Int, _ reason: String) {
            self.rows = rows
            self.line = line
            self.reason = reason
        }
    }

    private static let long = String(repeating: "u", count: 501)

    static let faults = [
        Fault(
            "x,2026-03-02T08:00,2026-03-09,2026-03-01T10:00,web,u,o,s,2026-03-02T08:00,1", 3,
            "the case ends before it starts"),
        Fault(
            "x,2026-02-30T08:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1", 3,
            "there is no such time as \"2026-02-30T08:00\""),
        Fault("x,31/04/2026,2026-03-09,,web,u,o,s,2026-03-02T08:00,1", 3, "there is no such time as \"31/04/2026\""),
        Fault("x,2026-03-02T25:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1", 3, "there is no such time"),
        Fault(
            "x,0026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1", 3,
            "the year of \"0026-03-02T08:00\" is none from 1900 to 2100"),
        Fault("x,2026-03-02T08:00,2026-03-09,05/03/20226,web,u,o,s,2026-03-02T08:00,1", 3, "is no date"),
        Fault("x,2026-03-02T08:00,02/03/9026,,web,u,o,s,2026-03-02T08:00,1", 3, "the year of \"02/03/9026\""),
        Fault("x,soon,2026-03-09,,web,u,o,s,2026-03-02T08:00,1", 3, "\"soon\" is no date written as iso or dd/MM/yyyy"),
        Fault(
            "x,,2026-03-09,,web,u,o,s,2026-03-02T08:00,1", 3, "column \"start\" is empty: a case has to have a start"),
        Fault("x,2026-03-02T08:00,2026-03-09,,web,u,o,s,,1", 3, "column \"at\" is empty: the step has no time"),
        Fault("x,2026-03-02T08:00,2026-03-09,,web,u,o,-,2026-03-02T08:00,1", 3, "column \"step\" is empty"),
        Fault("x,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-02T08:00", 3, "the row has 9 columns, the heading 10"),
        Fault(
            """
            x,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1
            x,2026-03-02T08:00,2026-03-10,,web,u,o,s,2026-03-02T08:00,2
            """, 4, "the columns of the case differ from those in line 3"),
        Fault(
            """
            x,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1
            x,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-02T09:00,1
            """, 4, "the step has the key of another one in line 3"),
        Fault("x,2026-03-02T08:00,2026-03-09,,web,\(long),o,s,2026-03-02T08:00,1", 3, "is longer than 500 bytes"),
    ]

    @Test(arguments: faults) func `a bad case is refused whole, and only that`(_ fault: Fault) async throws {
        let test = try await TestDatabase.make()
        let other = "last,2026-03-02T08:00,2026-03-09,,web,u,o,s,2026-03-02T08:00,1"
        let imported = try await test.database.importing(Self.good + fault.rows + "\n" + other)
        #expect(imported.outcome.refused.map(\.reference) == ["x"])
        #expect(imported.outcome.refused.first?.line == fault.line)
        #expect(imported.outcome.refused.first?.reason.contains(fault.reason) == true, "\(imported.outcome.refused)")
        #expect(imported.outcome.counts.ended == 1 && imported.outcome.counts.open == 1)
        #expect(imported.outcome.verdict == .someRefused)
        #expect(try await test.count("dossier") == 2)
        #expect(imported.rejects.split(separator: "\r\n").count == 1 + fault.rows.split(separator: "\n").count)
    }

    @Test func `an end that is still to come is refused; one of the present day is an end`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await test.database.importing(
            """
            today,2026-03-02T08:00,2026-03-09,2026-03-05,web,u,o,s,2026-03-02T08:00,1
            past,2026-03-02T08:00,2026-03-09,2026-03-05T10:00,web,u,o,s,2026-03-02T08:00,1
            later,2026-03-02T08:00,2026-03-09,2026-03-05T10:01,web,u,o,s,2026-03-02T08:00,1
            later,2026-03-02T08:00,2026-03-09,2026-03-05T10:01,web,u,o,t,2026-03-02T09:00,2
            tomorrow,2026-03-02T08:00,2026-03-09,06/03/2026,web,u,o,s,2026-03-02T08:00,1
            """, now: "2026-03-05T10:00:00+07:00")
        #expect(imported.outcome.counts.ended == 2)
        #expect(imported.outcome.refused.map(\.reference) == ["later", "tomorrow"])
        #expect(imported.outcome.refused.map(\.line) == [4, 6])
        #expect(
            imported.outcome.refused.map(\.reason) == [
                "column \"end\": \"2026-03-05T10:01\" is still to come; a case that is open has no end",
                "column \"end\": \"06/03/2026\" is still to come; a case that is open has no end",
            ])
        #expect(imported.rejects.split(separator: "\r\n").count == 1 + 3)
    }

    @Test func `a row without a case is refused alone`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await test.database.importing(
            Self.good + " ,2026-03-02T08:00,2026-03-09,2026-03-05T10:00,web,u,o,s,2026-03-02T08:00,1\n" + Self.good)
        #expect(imported.outcome.refused.map(\.line) == [3])
        #expect(imported.outcome.refused.first?.reference == nil)
        #expect(imported.outcome.counts.ended == 1 && imported.outcome.counts.steps == 1)
    }

    @Test func `rows of a case may be scattered, and a row that is there twice counts once`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await test.database.importing(
            """
            a,2026-03-02T08:00,2026-03-09,,web,u,o,one,2026-03-02T08:00,1
            b,2026-03-02T09:00,2026-03-09,,web,u,o,one,2026-03-02T09:00,1
            a,2026-03-02T08:00,2026-03-09,,web,u,o,two,2026-03-03T08:00,2
            b,2026-03-02T09:00,2026-03-09,,web,u,o,one,2026-03-02T09:00,1
            a,2026-03-02T08:00,2026-03-09,,web,u,o,before,2026-03-01T08:00,3
            """)
        #expect(imported.outcome.verdict == .allIn)
        #expect(imported.outcome.counts.open == 2 && imported.outcome.counts.steps == 4)
        let order = try await test.value(
            """
            select string_agg(coalesce(facts->>'activity', kind), ',' order by sequence)
            from dossier_event e join dossier d on d.id = e.dossier_id where external_reference = 'a'
            """)
        #expect(order == "before,imported,one,two")
        #expect(
            try await test.value("select string_agg(version::text, ',' order by external_reference) from dossier")
                == "4,2")
    }

    @Test func `blanks around a text, and marks for nothing, make no other case and no other step`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await test.database.importing(
            """
            a,2026-03-02T08:00,2026-03-09,,web,u,o,one,2026-03-02T08:00,1
            a ,2026-03-02T08:00, 2026-03-09,-,web ,u\t, o ,one ,2026-03-02T08:00,1
            \u{A0}a\u{A0} ,2026-03-02T08:00, \u{A0}2026-03-09,-,web,u\u{A0},o,one,2026-03-02T08:00,\u{A0}1
            a,2026-03-02T08:00,2026-03-09,,web,u,o,two,2026-03-03T08:00,
             a,2026-03-02T08:00,2026-03-09,,web,u,o,two , 2026-03-03T08:00, -
            """)
        #expect(imported.outcome.verdict == .allIn, "\(imported.outcome.refused)")
        #expect(imported.outcome.counts.open == 1 && imported.outcome.counts.steps == 2)
    }

    @Test func `a case that came in before with other dates is refused, later steps of one are added`() async throws {
        let test = try await TestDatabase.make()
        _ = try await test.database.importing(
            """
            a,2026-03-02T08:00,2026-03-09,,web,u,o,one,2026-03-02T08:00,1
            b,2026-03-02T09:00,2026-03-09,,web,u,o,one,2026-03-02T09:00,1
            """)
        let again = try await test.database.importing(
            """
            a,2026-03-02T08:00,2026-03-09,,web,u,o,one,2026-03-02T08:00,1
            a,2026-03-02T08:00,2026-03-09,,web,u,o,two,2026-03-04T08:00,2
            b,2026-03-02T09:00,2026-03-16,,web,u,o,one,2026-03-02T09:00,1
            """)
        #expect(again.outcome.counts.known == 1 && again.outcome.counts.refused == 1 && again.outcome.counts.steps == 1)
        #expect(
            again.outcome.refused.first?.reason
                == "the case was imported before with another start, promised date or end")
        #expect(try await test.value("select version from dossier where external_reference = 'a'") == "3")
        #expect(try await test.count("dossier_event") == 5)
    }

    @Test(arguments: ["", "x,2026-03-02T08:00,,2026-03-01T10:00,web,u,o,s,2026-03-02T08:00,1"])
    func `a log without a case that can be taken leaves nothing behind`(rows: String) async throws {
        let test = try await TestDatabase.make()
        let none = try await test.database.importing(rows, agency: "H38.14")
        #expect(none.outcome.verdict == .nothingDone)
        for table in ["agency", "unit", "account", "procedure", "dossier", "code_block"] {
            #expect(try await test.count(table) == 0, "\(table)")
        }
    }

    @Test func `a dry run keeps nothing`() async throws {
        let test = try await TestDatabase.make()
        let dry = try await test.database.importing(Self.good, agency: "OTHER", dryRun: true)
        #expect(dry.outcome.counts.ended == 1 && dry.outcome.isNewAgency && dry.outcome.newUnits == ["u"])
        #expect(try await test.count("dossier") == 0)
        #expect(try await test.value("select count(*) from agency where code = 'OTHER'") == "0")
    }

    @Test func `a channel that the map does not know counts as direct and is told`() async throws {
        let test = try await TestDatabase.make()
        let imported = try await test.database.importing(
            """
            a,2026-03-02T08:00,2026-03-09,,fax,u,o,one,2026-03-02T08:00,1
            a,2026-03-02T08:00,2026-03-09,,fax,u,o,two,2026-03-02T08:00,2
            b,2026-03-02T08:00,2026-03-09,,,u,o,one,2026-03-02T08:00,1
            c,2026-03-02T08:00,2026-03-09,,fax,u,o,one,2026-03-02T08:00,1
            """)
        #expect(imported.outcome.unmappedChannels.map(\.name) == ["fax", "(empty)"])
        #expect(imported.outcome.unmappedChannels.map(\.count) == [2, 1])
        #expect(try await test.database.total("OFFICE", "2026-03-01", "2026-03-31").receivedDirect == 3)
    }
}
