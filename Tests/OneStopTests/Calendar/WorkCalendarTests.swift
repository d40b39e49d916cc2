import Testing

@testable import OneStop

struct WorkCalendarTests {
    private let morning = Session(open: 480, close: 720)
    private let afternoon = Session(open: 780, close: 1020)

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso: text)) }

    private func refusal(_ calendar: WorkCalendar) -> CalendarRefusal? {
        do {
            _ = try CompiledCalendar(calendar)
            return nil
        } catch {
            return error
        }
    }

    @Test func `sessions that overlap, are empty or cross midnight are refused by name`() throws {
        func week(_ sessions: [Session]) -> WorkCalendar { WorkCalendar(week: [.monday: sessions]) }
        let late = Session(open: 1320, close: 120)
        let wide = Session(open: 700, close: 900)
        #expect(refusal(week([late])) == .emptySession(.week(.monday), late))
        #expect(refusal(week([morning, wide])) == .overlap(.week(.monday), morning, wide))
        #expect(refusal(week([wide, morning])) == .overlap(.week(.monday), morning, wide))
        let none = Session(open: 480, close: 480)
        #expect(refusal(week([none])) == .emptySession(.week(.monday), none))
        let beyond = Session(open: 1400, close: 1500)
        #expect(refusal(week([beyond])) == .outsideDay(.week(.monday), beyond))
        var desk = week([morning])
        desk.desk[.saturday] = [none]
        #expect(refusal(desk) == .emptySession(.desk(.saturday), none))
        var work = week([morning])
        work.work = [DayWorked(day: try day("2026-01-10"), source: .hours([wide, morning]))]
        #expect(refusal(work) == .overlap(.work(try day("2026-01-10")), morning, wide))
    }

    @Test func `sessions may touch`() throws {
        let touching = [morning, Session(open: 720, close: 900)]
        let calendar = try CompiledCalendar(WorkCalendar(week: [.monday: touching]))
        let start = try Instant(rfc3339: "2026-11-09T11:00:00+07:00")
        let due = try calendar.deadline(Limit(parsing: "1wh"), from: start)?.due.rfc3339(in: .vietnam)
        #expect(due == "2026-11-09T12:00:00+07:00")
    }

    @Test func `a calendar on which nobody ever works is refused`() throws {
        #expect(refusal(WorkCalendar(week: [:])) == .noSession)
        #expect(refusal(WorkCalendar(week: [.monday: []], desk: [.saturday: [morning]])) == .noSession)
        let pointless = DayWorked(day: try day("2026-01-10"), source: .hoursOf(try day("2026-01-11")))
        #expect(refusal(WorkCalendar(week: [:], work: [pointless])) == .noSession)
    }

    @Test func `a day made up for twice in different ways is refused, twice alike is not`() throws {
        let saturday = try day("2026-01-10")
        var calendar = WorkCalendar(week: [.monday: [morning]])
        calendar.work = [
            DayWorked(day: saturday, source: .hours([morning])), DayWorked(day: saturday, source: .hours([afternoon])),
        ]
        #expect(refusal(calendar) == .workedTwice(saturday))
        calendar.work[1].source = .hours([morning])
        #expect(refusal(calendar) == nil)
    }

    @Test func `years that do not exist and endless lists are refused`() throws {
        var calendar = WorkCalendar(confirmedYears: [2026, 0], week: [.monday: [morning]])
        #expect(refusal(calendar) == .impossibleYear(0))
        calendar.confirmedYears = nil
        calendar.off = Array(repeating: DayOff(day: try day("2026-01-01")), count: 20_001)
        #expect(refusal(calendar) == .tooLarge(field: "off", limit: 20_000))
    }

    @Test func `work beats off and off beats the week`() throws {
        let friday = try day("2026-01-02")
        let saturday = try day("2026-01-10")
        let sunday = try day("2026-01-11")
        var calendar = WorkCalendar(week: [.friday: [morning, afternoon], .saturday: [morning]])
        calendar.off = [DayOff(day: friday), DayOff(day: saturday), DayOff(day: sunday)]
        calendar.work = [
            DayWorked(day: saturday, source: .hoursOf(friday)), DayWorked(day: sunday, source: .hours([afternoon])),
        ]
        let compiled = try CompiledCalendar(calendar)
        #expect(compiled.sessions(on: friday).isEmpty)
        #expect(compiled.sessions(on: saturday) == [morning, afternoon])
        #expect(compiled.sessions(on: sunday) == [afternoon])
        #expect(compiled.sessions(on: saturday.adding(days: 7)) == [morning])
    }

    @Test func `a day worked for itself gets its usual hours back`() throws {
        let friday = try day("2026-01-02")
        var calendar = WorkCalendar(week: [.friday: [morning]], off: [DayOff(day: friday)])
        calendar.work = [DayWorked(day: friday, source: .hoursOf(friday))]
        #expect(try CompiledCalendar(calendar).isWorkingDay(friday))
    }

    @Test func `a half day counts as a day and closes at its own closing`() throws {
        let saturday = try day("2026-11-14")
        var calendar = WorkCalendar.vietNam
        calendar.work.append(DayWorked(day: saturday, source: .hours([Session(open: 420, close: 690)])))
        let compiled = try CompiledCalendar(calendar)
        let start = try Instant(rfc3339: "2026-11-13T10:00:00+07:00")
        let due = try compiled.deadline(Limit(parsing: "1wd"), from: start)?.due.rfc3339(in: .vietnam)
        #expect(due == "2026-11-14T11:30:00+07:00")
        let later = try compiled.deadline(Limit(parsing: "8wh"), from: start)?.due.rfc3339(in: .vietnam)
        #expect(later == "2026-11-14T10:00:00+07:00")
    }

    @Test func `a day may close at midnight`() throws {
        let calendar = try CompiledCalendar(WorkCalendar(week: [.monday: [Session(open: 1200, close: 1440)]]))
        let start = try Instant(rfc3339: "2026-11-09T20:00:00+07:00")
        let deadline = try #require(try calendar.deadline(Limit(parsing: "4wh"), from: start))
        #expect(deadline.due.rfc3339(in: .vietnam) == "2026-11-10T00:00:00+07:00")
        #expect(deadline.dueOn.iso == "2026-11-09")
    }

    @Test func `desk hours allow acceptance and make no working day`() throws {
        var calendar = WorkCalendar.vietNam
        calendar.desk = [.saturday: [Session(open: 450, close: 660)]]
        let compiled = try CompiledCalendar(calendar)
        let saturday = try Instant(rfc3339: "2026-10-17T09:00:00+07:00")
        #expect(compiled.isOpen(at: saturday, desk: true))
        #expect(!compiled.isOpen(at: saturday, desk: false))
        #expect(!compiled.isWorkingDay(try day("2026-10-17")))
        let monday = try Instant(rfc3339: "2026-10-19T11:30:00+07:00")
        #expect(compiled.isOpen(at: monday, desk: false))
        #expect(!compiled.isOpen(at: monday.adding(microseconds: 1), desk: true))
        calendar.off.append(DayOff(day: try day("2026-10-17")))
        #expect(try !CompiledCalendar(calendar).isOpen(at: saturday, desk: true))
    }

    @Test(arguments: ["07:00-11:30", "00:00-24:00"])
    func `a session survives its text`(text: String) throws {
        #expect(try #require(Session(text)).text == text)
    }

    @Test(arguments: ["", "7:00-11:30", "07:00", "07:00-25:00", "07:60-08:00", "24:01-24:00", "07:00 - 11:30"])
    func `a text that is no session is refused`(text: String) {
        #expect(Session(text) == nil)
    }
}
