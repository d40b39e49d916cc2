import Testing

@testable import OneStop

/// Limits, instants and calendars that cannot be answered.
struct RefusalTests {
    @Test(arguments: ["none", "0wd", "5wd", "25d", "3mo", "8wh", "10000d", "5wd+25d", "1wh+2wd+3d+4mo"])
    func `a limit survives its text`(text: String) throws {
        #expect(try Limit(parsing: text).text == text)
    }

    @Test(arguments: [
        ("", LimitRefusal.empty), ("wd", .notALimit("wd")), ("5", .unknownUnit("")), ("5 wd", .unknownUnit(" wd")),
        ("5WD", .unknownUnit("WD")), ("-5wd", .notALimit("-5wd")), ("5wd+", .notALimit("")), ("+5wd", .notALimit("")),
        ("1000000000d", .tooLarge("1000000000d")), ("10001wd", .tooLarge("10001wd")),
        ("99999999999999999999999wd", .tooLarge("99999999999999999999999wd")), ("None", .notALimit("None")),
        ("5wd+none", .notALimit("none")), ("٥wd", .notALimit("٥wd")), ("5\u{301}wd", .unknownUnit("\u{301}wd")),
        ("1d+1d+1d+1d+1d+1d+1d+1d+1d+1d+1d+1d+1d", .tooManyLegs(limit: 12)),
    ])
    func `a text that is no limit is refused with the reason`(text: String, expected: LimitRefusal) {
        #expect(throws: expected) { try Limit(parsing: text) }
    }

    private func sparse() throws -> CompiledCalendar {
        let day = try #require(LocalDate(iso: "2026-03-04"))
        let hours = [Session(open: 480, close: 720)]
        return try CompiledCalendar(WorkCalendar(week: [:], work: [DayWorked(day: day, source: .hours(hours))]))
    }

    @Test func `a search that meets no working day within ten years is refused`() throws {
        let calendar = try sparse()
        let start = try Instant(rfc3339: "2026-03-02T10:00:00+07:00")
        #expect(try calendar.deadline(Limit(parsing: "0wd"), from: start)?.dueOn.iso == "2026-03-04")
        let last = try #require(LocalDate(iso: "2026-03-04"))
        for limit in ["1wd", "100d", "1mo", "5wh", "2wd", "10000wd"] {
            #expect(throws: ClockRefusal.self, "\(limit)") {
                try calendar.deadline(Limit(parsing: limit), from: start)
            }
        }
        #expect(throws: ClockRefusal.noWorkingDayWithinTenYears(from: last)) {
            try calendar.deadline(Limit(parsing: "1wd"), from: start)
        }
        #expect(try calendar.deadline(Limit(parsing: "4wh"), from: start)?.dueOn.iso == "2026-03-04")
    }

    @Test func `a working day just within ten years is found and a day later is not`() throws {
        let calendar = try sparse()
        let limit = try Limit(parsing: "0wd")
        let within = try Instant(rfc3339: "2016-03-04T10:00:00+07:00")
        #expect(try calendar.deadline(limit, from: within)?.dueOn.iso == "2026-03-04")
        let beyond = try Instant(rfc3339: "2016-03-03T10:00:00+07:00")
        #expect(throws: ClockRefusal.self) { try calendar.deadline(limit, from: beyond) }
    }

    @Test func `dates far from the compiled years are as exact as near ones`() throws {
        let calendar = try CompiledCalendar(WorkCalendar(week: [.friday: [Session(open: 480, close: 720)]]))
        func due(_ limit: String, _ from: String) throws -> String? {
            try calendar.deadline(Limit(parsing: limit), from: Instant(rfc3339: from))?.dueOn.iso
        }
        #expect(try due("1wd", "1900-01-01T00:00:00Z") == "1900-01-12")
        #expect(try due("10000mo", "2026-11-21T00:00:00Z") == "2860-04-02")
        #expect(try due("10000wd", "2026-11-20T01:00:00Z") == "2218-07-17")
        #expect(try due("1wd", "0001-01-01T00:00:00Z") == "0001-01-12")
    }

    @Test func `a date after the year 9999 is refused`() throws {
        let calendar = try CompiledCalendar(.vietNam)
        let start = try Instant(rfc3339: "9999-12-01T10:00:00+07:00")
        for limit in ["31d", "2mo", "40wd", "400wh", "10000mo+10000mo"] {
            #expect(throws: ClockRefusal.beyondYear9999, "\(limit)") {
                try calendar.deadline(Limit(parsing: limit), from: start)
            }
        }
        #expect(try calendar.deadline(Limit(parsing: "5wd"), from: start)?.dueOn.iso == "9999-12-08")
    }

    @Test func `elapsed time counts working days after day zero and minutes between the instants`() throws {
        let calendar = try CompiledCalendar(.vietNam)
        let start = try Instant(rfc3339: "2026-02-13T16:30:00+07:00")
        let end = try Instant(rfc3339: "2026-02-24T07:10:59+07:00")
        let found = try calendar.elapsed(from: start, to: end)
        #expect(found == Elapsed(workingDays: 2, workingMinutes: 30 + 480 + 10))
        #expect(try calendar.elapsed(from: start, to: start) == Elapsed(workingDays: 0, workingMinutes: 0))
        #expect(throws: ClockRefusal.endBeforeStart) { try calendar.elapsed(from: end, to: start) }
    }
}
