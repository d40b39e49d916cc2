import Testing

@testable import OneStop

/// From which instant on a cause has waited long enough, and why duties arise.
@Suite struct DutyClockTests {
    private static func at(_ text: String) throws -> Instant { try Instant(rfc3339: "\(text):00+07:00") }

    /// Monday to Friday 07:00–11:30 and 13:30–17:00.
    private static func calendar() throws -> CompiledCalendar { try CompiledCalendar(.vietNam) }

    @Test(arguments: [
        // Monday morning: of two hours, one lies on Friday afternoon.
        ("2026-03-09T08:00", 2, "2026-03-06T16:00"),
        // The day's first hour is used up at 08:00, not at any moment of the night before.
        ("2026-03-10T08:00", 1, "2026-03-10T07:00"), ("2026-03-10T20:00", 8, "2026-03-10T07:00"),
        ("2026-03-10T12:00", 4, "2026-03-10T07:30"), ("2026-03-08T10:00", 8, "2026-03-06T07:00"),
        ("2026-03-10T10:00", 0, "2026-03-10T10:00"),
    ])
    func `working hours are counted back`(now: String, hours: Int, expected: String) throws {
        let told = try Self.calendar().instant(workingHours: hours, before: try Self.at(now))
        #expect(told == (try Self.at(expected)), "\(told.rfc3339(in: .vietnam))")
    }

    @Test func `what arose by then has waited so long, and what arose a microsecond later has not`() throws {
        let calendar = try Self.calendar()
        let start = try Self.at("2026-01-01T00:00")
        for step in 0..<400 {
            let now = start.adding(minutes: Int64(step * 1_237))
            let hours = 1 + step % 90
            let told = calendar.instant(workingHours: hours, before: now)
            let budget = Int64(hours) * 60 * Instant.microsecondsPerMinute
            #expect(calendar.workingMicroseconds(from: told, to: now) >= budget)
            #expect(calendar.workingMicroseconds(from: told.adding(microseconds: 1), to: now) < budget)
        }
    }

    @Test func `a result is not collected when so many working days have passed whole`() throws {
        var policy = DutyPolicy()
        policy.uncollectedAfter = 2
        // Finished on Thursday: Friday and Monday pass, on Tuesday it is said.
        let finished = try Self.at("2026-03-05T16:00")
        for (now, isTold) in [("2026-03-09T23:59", false), ("2026-03-10T00:00", true), ("2026-03-11T09:00", true)] {
            let clock = DutyClock(try Self.calendar(), policy, at: try Self.at(now))
            let latest = clock.latestCause(of: .resultNotCollected, reaching: .holder)
            #expect((finished <= latest) == isTold, "\(now)")
        }
    }

    @Test func `hours rise from level to level or are refused`() {
        #expect(DutyPolicy.Hours(head: 1, parent: 1, leader: 2) != nil)
        #expect(DutyPolicy.Hours(head: 2, parent: 1, leader: 3) == nil)
        #expect(DutyPolicy.Hours(head: 1, parent: 4, leader: 3) == nil)
        #expect(DutyPolicy.Hours(head: -1, parent: 0, leader: 0) == nil)
        #expect(DutyPolicy.Hours(head: 0, parent: 0, leader: 2_001) == nil)
        for duty in DutyKind.allCases {
            let usual = DutyPolicy()[duty]
            #expect(DutyPolicy.Hours(head: usual.head, parent: usual.parent, leader: usual.leader) == usual)
        }
    }

    @Test func `only a window that has passed proposes to stop, with a notice that names the day`() {
        for duty in DutyKind.allCases {
            let notice = duty.proposedNotice(dossier: "H99.14-260302-0001", occasion: "2026-03-09")
            #expect((notice != nil) == (duty == .windowPassed))
            #expect(notice?.contains("H99.14-260302-0001") ?? true)
            #expect(notice?.contains("09/03/2026") ?? true)
        }
    }
}
