import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

@Suite struct UnreadableLogTests {
    @Test(arguments: [
        ("", "C8.text"), ("case,start\n", "C8.column"),
        ("\(Log.heading)a,\"2026", "C8.text"),
        ("case,case,start,due,end,channel,unit,officer,step,at,key\n", "C8.column"),
        ("\(Log.heading)a,b\u{0}", "C8.text"),
    ])
    func `a file that cannot be read is refused whole`(text: String, rule: String) async throws {
        let test = try await TestDatabase.make()
        let error = await #expect(throws: DeskError.self) {
            try await test.database.importing(Array(text.utf8), map: try Log.map())
        }
        #expect(error?.kind == .invalid && error?.rule == rule)
        #expect(try await test.count("agency") == 0)
    }

    @Test(arguments: [
        ("\"accepted\": \"start\", ", "", "case.accepted"), ("\"online\"", "\"telex\"", "case.channel.values.web"),
        ("\"iso\"", "\"MM/dd\"", "dates"), ("\"empty\"", "\"emtpy\"", "emtpy"), ("\"step\"", "7", "event.activity"),
    ])
    func `a map with a fault is refused with the field`(old: String, new: String, field: String) throws {
        let error = #expect(throws: DeskError.self) { try Log.map { $0.replacing(old, with: new) } }
        #expect(error?.field == field)
    }

    @Test func `the zone of an agency there is stays`() async throws {
        let test = try await TestDatabase.make()
        let row = Array("\(Log.heading)a,2026-03-02T08:00,,,web,u,o,s,2026-03-02T08:00,1".utf8)
        _ = try await test.database.importing(row, map: try Log.map(), offset: UTCOffset(minutes: 60))
        let again = try await test.database.importing(row, map: try Log.map())
        #expect(again.outcome.offset.minutes == 60 && again.outcome.counts.known == 1)
        let office = try Office(try await test.database.offices())
        #expect(office.agency(code: "OFFICE")?.calendar.offset.minutes == 60)
        let error = await #expect(throws: DeskError.self) {
            try await test.database.importing(row, map: try Log.map(), offset: .vietnam)
        }
        #expect(error?.rule == "C8.utc_offset")
    }
}
