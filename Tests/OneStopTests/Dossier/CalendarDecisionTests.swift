import Testing

@testable import OneStop

@Suite struct CalendarDecisionTests {
    private func calendar(off: [String] = [], work: [String] = []) throws -> CompiledCalendar {
        var calendar = WorkCalendar.vietNam
        calendar.off += try off.map { DayOff(day: try day($0), reason: "nghỉ", decision: "1/QĐ") }
        calendar.work += try work.map {
            DayWorked(day: try day($0), source: .hoursOf(try day("2026-03-02")), reason: nil, decision: "2/QĐ")
        }
        return try CompiledCalendar(calendar)
    }

    private let decision = Command.applyCalendarDecision(decision: "1/QĐ")

    @Test func `a day off announced late moves an open due date`() throws {
        var life = try Life.inTheUnit(Office())
        #expect(try life.refusal(decision, .supervisor, "2026-03-03 09:00") == .dateUnchanged)
        life.office.calendar = try calendar(off: ["2026-03-05"])
        try life.run(decision, .supervisor, "2026-03-03 09:00")
        #expect(try life.state.deadline?.dueOn == day("2026-03-10"))
        #expect(try life.state.firstPromise == at("2026-03-09 17:00"))
        #expect(try life.refusal(decision, .officer, "2026-03-03 09:00") == .noRight(.decideCalendar))
    }

    @Test func `a day worked never makes a date earlier than the receipt printed`() throws {
        var life = try Life.inTheUnit(Office())
        life.office.calendar = try calendar(work: ["2026-03-07"])
        #expect(try life.refusal(decision, .coordinator, "2026-03-03 09:00") == nil)
        try life.run(decision, .coordinator, "2026-03-03 09:00")
        #expect(try life.state.deadline?.due == at("2026-03-09 17:00"))
        #expect(try life.state.deadline?.apologyLatest == day("2026-03-07"))
        #expect(try life.state.deadline?.atRiskFrom == day("2026-03-06"))
    }

    @Test func `what ended keeps its date`() throws {
        var life = try Life.inTheUnit(Office())
        try life.finish("2026-03-06 09:00")
        life.office.calendar = try calendar(off: ["2026-03-05"])
        #expect(
            try life.refusal(decision, .supervisor, "2026-03-06 10:00")
                == .transition(.applyCalendarDecision, from: .finished))
    }

    @Test func `a day worked announced during a pause brings the answer's date no further forward`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.ask, .officer, "2026-03-04 10:00")
        life.office.calendar = try calendar(work: ["2026-03-07"])
        #expect(
            try life.refusal(decision, .supervisor, "2026-03-04 11:00")
                == .transition(.applyCalendarDecision, from: .awaitingSupplement))
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-04 16:00")
        #expect(try life.state.deadline?.due == at("2026-03-09 17:00"))
    }

    @Test func `on any sequence of calendars the date never comes before the receipt's`() throws {
        var numbers = RandomNumbers(seed: 77)
        var moved = 0
        for _ in 0..<12 {
            var lives = try ["5wd", "25d", "1mo", "20wh"].map { try Life.inTheUnit(Office(), limit: $0) }
            for _ in 0..<3 {
                let days = (0..<20).map { _ in LocalDate.iso(numbers.upTo(40)) }
                let other = try calendar(
                    off: Array(Set(days[..<8])), work: Array(Set(days[8...]).subtracting(days[..<8])))
                for index in lives.indices {
                    lives[index].office.calendar = other
                    guard (try? lives[index].run(decision, .supervisor, "2026-03-03 09:00")) != nil else { continue }
                    moved += 1
                    let dossier = try lives[index].state
                    let due = try #require(dossier.deadline)
                    #expect(try due.due >= #require(dossier.firstPromise))
                    #expect(due.apologyLatest <= due.dueOn && due.atRiskFrom <= due.apologyLatest)
                }
            }
        }
        #expect(moved > 50)
    }
}

extension LocalDate {
    /// The n-th day from 3 March 2026 on, as text.
    fileprivate static func iso(_ days: Int) -> String {
        (LocalDate(year: 2026, month: 3, day: 3) ?? .earliest).adding(days: days).iso
    }
}
