import Desk
import JSONText
import OneStop
import Testing

@testable import Store

@Suite struct OfficeDocumentTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var field: String
        var rule: String
        var testDescription: String { "\(field): \(rule)" }

        init(_ old: String, _ new: String, _ field: String, _ rule: String) {
            self.old = old
            self.new = new
            self.field = field
            self.rule = rule
        }
    }

    static let version = "agencies[0].procedures[0].versions[0]"
    static let faults = [
        Fault("\"gateFrom\"", "\"gatefrom\"", "agencies[0].gatefrom", "field.unknown"),
        Fault("\"TTLT\"", "\"TT LT\"", "agencies[0].symbol", "field.format"),
        Fault("H98.07", "Đồi Thông", "agencies[0].code", "field.format"),
        Fault("H98.07", "SKHCN", "agencies[0].code", "R6.agency_code"),
        Fault("\"+07:00\",\n      \"gate", "\"+08:00\",\n      \"gate", "agencies[0].utcOffset", "field.choice"),
        Fault(
            "\"07:30-11:30\", \"13:00-17:00\"", "\"07:30-13:30\", \"13:00-17:00\"", "agencies[0].calendar",
            "C2.calendar"),
        Fault("\"desk\": false", "\"desk\": true", "agencies[0].units[1].desk", "office.one_desk"),
        Fault("\"desk\": true", "\"desk\": false", "agencies[0].units", "office.no_desk"),
        Fault("\"LUUTRU\", \"name\"", "\"QUAY\", \"name\"", "agencies[0].units[1].code", "office.twice"),
        Fault("binh.tv", "an.nt", "agencies[0].users[1].login", "office.twice"),
        Fault("binh.tv", "bình", "agencies[0].users[1].login", "field.format"),
        Fault("\"admin\"", "\"boss\"", "agencies[0].users[5].roles[0].role", "field.choice"),
        Fault("9.980001.H98", "98.1", "agencies[0].procedures[0].code", "R6.procedure_code"),
        Fault(
            "\"2026-01-01\",\n              \"validTo\": null", "\"2026-02-30\",\n              \"validTo\": null",
            "\(version).validFrom", "field.format"),
        Fault("\"validTo\": null", "\"validTo\": \"2025-12-31\"", "\(version).validTo", "R10.1.valid_order"),
        Fault("\"committed\": \"2wd\"", "\"committed\": \"4wd\"", "\(version).limit.committed", "R10.committed_limit"),
        Fault("\"committed\": \"2wd\"", "\"committed\": \"1wd\"", "\(version).steps", "R10.3.step_limits"),
        Fault(
            "\"role\": \"clerk\", \"limit\"", "\"role\": \"auditor\", \"limit\"", "\(version).steps[2].role",
            "R10.3.step_role"),
        Fault("\"committed\": \"2wd\"", "\"committed\": \"2 days\"", "\(version).limit.committed", "field.format"),
        Fault(
            "\"number\": 3, \"name\": \"Đóng dấu\"", "\"number\": 2, \"name\": \"Đóng dấu\"",
            "\(version).steps[2].number", "R10.2.listed_twice"),
        Fault("Đức\"", "D\u{323}\u{306}c\"", "agencies[0].users[3].name", "field.notNFC"),
    ]

    @Test func `a document with nothing in it is refused`() throws {
        let error = try #require(throws: DeskError.self) { try OfficeDocument(parsing: #"{"agencies": []}"#) }
        #expect(error.kind == .invalid && error.field == "agencies" && error.rule == "field.tooShort")
    }

    @Test(arguments: faults) func `a fault is refused with its place and its rule`(_ fault: Fault) throws {
        let text = try Examples.second(fault.old, fault.new)
        let error = try #require(throws: DeskError.self) { try OfficeDocument(parsing: text) }
        #expect(error.kind == .invalid)
        #expect(error.field == fault.field)
        #expect(error.rule == fault.rule)
        #expect(error.detail.contains(fault.field))
    }

    @Test func `the examples are well formed, and in normal form C`() throws {
        #expect(try Examples.document("second-office").agencies.count == 1)
        let demonstration = try Examples.document("demonstration-office")
        #expect(demonstration.demonstration?.agency == "H99.14")
        #expect(demonstration.agencies.flatMap(\.procedures).allSatisfy { $0.name.contains("không có thật") })
    }

    @Test func `steps may take all of the limit, and hours count as eighths of a day`() throws {
        // 1wd + 4wh + 2wh of 2wd; two hours more fill it.
        let text = try Examples.second("\"limit\": \"2wh\"", "\"limit\": \"4wh\"")
        #expect(throws: Never.self) { try OfficeDocument(parsing: text) }
        let over = try Examples.second("\"limit\": \"2wh\"", "\"limit\": \"5wh\"")
        #expect(throws: DeskError.self) { try OfficeDocument(parsing: over) }
    }

    @Test func `steps in working days are not compared with a limit in months`() throws {
        let text = try Examples.second(
            "\"statutory\": \"3wd\", \"committed\": \"2wd\"", "\"statutory\": \"1mo\", \"committed\": \"1mo\"")
        #expect(throws: Never.self) { try OfficeDocument(parsing: text) }
    }

    @Test func `what names nothing is refused before anything is written`() throws {
        let nothing = OfficeSnapshot.empty
        for (old, new, rule) in [
            ("\"parent\": null,\n      \"utc", "\"parent\": \"H98\",\n      \"utc", "office.unknown_agency"),
            ("\"unit\": \"LUUTRU\", \"roles\"", "\"unit\": \"KHO\", \"roles\"", "office.unknown_unit"),
            (
                "\"role\": \"leader\"}]", "\"role\": \"leader\", \"procedure\": \"9.980002\"}]",
                "office.unknown_procedure"
            ),
            ("\"role\": \"leader\"}]", "\"role\": \"leader\", \"agency\": \"H97\"}]", "office.unknown_agency"),
        ] {
            let document = try OfficeDocument(parsing: try Examples.second(old, new))
            let error = try #require(throws: DeskError.self) { try document.changes(to: nothing) }
            #expect(error.rule == rule)
        }
    }
}

extension OfficeSnapshot {
    /// Before the first office.
    static var empty: OfficeSnapshot {
        OfficeSnapshot(
            office: .init(
                agencies: [], units: [], calendars: [], decisions: [], procedures: [], versions: [], components: [],
                filingWays: [], fees: [], steps: [], stepLegs: [], subscriptions: [], templates: [],
                transfers: []),
            accounts: [], appointments: [])
    }
}
