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
}
