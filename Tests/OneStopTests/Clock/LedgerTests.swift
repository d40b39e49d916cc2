import Testing

@testable import OneStop

struct LedgerTests {
    private let calendar = try! CompiledCalendar(.vietNam)

    private func ledger(_ limit: String, _ from: String) throws -> Ledger {
        try #require(try calendar.ledger(Limit(parsing: limit), from: Instant(rfc3339: from + "+07:00")))
    }

    @Test func `every day from day zero to due says what it counted for and why`() throws {
        let found = try ledger("5wd", "2026-02-09T10:00:00")
        #expect(found.start == .sameDay)
        #expect(found.lines.map(\.day.day) == Array(9...23))
        #expect(found.lines.first?.mark == .dayZero)
        #expect(found.lines.last?.mark == .counted(5))
        #expect(found.lines[5].mark == .notCounted)
        #expect(found.lines[5].ground == .week(.saturday))
        guard case .off(let tet) = found.lines[8].ground else {
            Issue.record("17/2 is Tết")
            return
        }
        #expect(tet.reason == "Tết Nguyên đán")
        #expect(tet.decision?.isEmpty == false)
    }

    @Test func `a swapped Saturday counts by its decision`() throws {
        let found = try ledger("6wd", "2025-12-31T10:00:00")
        #expect(found.dueOn.iso == "2026-01-10")
        guard case .worked(let entry) = found.lines.last?.ground else {
            Issue.record("10/1 is made up for")
            return
        }
        #expect(entry.decision == "Hoán đổi ngày làm việc năm 2026")
    }

    @Test func `calendar days count every day and roll over days off`() throws {
        let found = try ledger("25d", "2026-01-23T10:00:00")
        #expect(found.lines.count { if case .counted = $0.mark { true } else { false } } == 25)
        #expect(found.lines.count { $0.mark == .rolled } == 6)
        #expect(found.lines.last?.day.iso == "2026-02-23")
    }

    @Test func `hours say how much of each day was used`() throws {
        let found = try ledger("8wh", "2026-11-20T16:00:00")
        let hour = 3600 * Instant.microsecondsPerSecond
        #expect(found.lines.map(\.mark) == [.used(hour), .used(0), .used(0), .used(7 * hour)])
    }

    @Test func `the ledger says why day zero is another day`() throws {
        #expect(try ledger("1wd", "2026-11-20T17:30:00").start == .afterClosing)
        #expect(try ledger("1wd", "2026-11-21T09:00:00").start == .dayOff(.week(.saturday)))
        #expect(try calendar.ledger(.none, from: Instant(microseconds: 0)) == nil)
    }

    @Test func `an endless ledger is refused`() throws {
        #expect(throws: ClockRefusal.self) { try ledger("10000mo+10000mo", "2026-11-20T10:00:00") }
    }
}
