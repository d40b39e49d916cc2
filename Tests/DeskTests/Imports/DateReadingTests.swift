import OneStop
import Testing

@testable import Desk

@Suite struct DateReadingTests {
    private func read(_ text: String, _ patterns: [DatePattern] = [.iso, .dayFirst]) throws -> LoggedTime {
        let reading = DateReading(offset: .vietnam, patterns: patterns)
        return try Array(text.utf8).withUnsafeBufferPointer { bytes in try reading.read(bytes) }
    }

    @Test(arguments: [
        ("2011-10-11 13:42:22.688000+02:00", "2011-10-11T11:42:22.688Z"),
        ("2011-10-11T13:42:22Z", "2011-10-11T13:42:22Z"),
        ("2011-10-11T13:42-0330", "2011-10-11T17:12:00Z"),
        ("2011-10-11 13:42:22.1234567+02", "2011-10-11T11:42:22.123456Z"),
        ("2026-03-02 08:15", "2026-03-02T01:15:00Z"), ("02/03/2026 08:15", "2026-03-02T01:15:00Z"),
        ("2/3/2026 8:15:30", "2026-03-02T01:15:30Z"), ("29/02/2024", "2024-02-28T17:00:00Z"),
    ])
    func `dates are read as they are written`(text: String, instant: String) throws {
        #expect(try read(text).instant == Instant(rfc3339: instant))
        #expect(try read(text).isDay == !text.contains(":"))
    }

    @Test(arguments: [
        "", "2026", "2026-3-2", "2/3/26", "2026-03-02T", "2026-03-02 08:15 Z", "2026-03-02T08:15+7", "٢٠٢٦-03-02",
        "2026-03-02T08:15:00.",
    ])
    func `what is no date is unreadable`(text: String) {
        let error = #expect(throws: LoggedTimeError.self) { try read(text) }
        #expect(error == .unreadable)
    }

    @Test(arguments: [
        "2025-02-29", "30/02/2026", "2026-13-01", "2026-03-02T24:00", "2026-03-02T08:60", "0000-01-01",
        "2026-03-02T08:15+19:00",
    ])
    func `what no calendar or clock has is impossible`(text: String) {
        let error = #expect(throws: LoggedTimeError.self) { try read(text) }
        #expect(error == .impossible)
    }

    @Test func `only the ways that the map names are tried`() {
        #expect(throws: LoggedTimeError.unreadable) { try read("02/03/2026", [.iso]) }
        #expect(throws: LoggedTimeError.unreadable) { try read("2026-03-02", [.dayFirst]) }
    }
}
