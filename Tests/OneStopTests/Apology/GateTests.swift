import Testing

@testable import OneStop

@Suite struct GateTests {
    @Test func `past due nothing is submitted without a letter`() throws {
        var life = try Life.inTheUnit(Office())
        #expect(try life.refusal(.submit, .officer, "2026-03-09 23:59") == nil)
        #expect(try life.refusal(.submit, .officer, "2026-03-10 00:00") == .gate(dueOn: day("2026-03-09")))
        try life.run(.letter("2026-03-16 17:00"), .officer, "2026-03-10 08:00")
        try life.run(.approveApology, .leader, "2026-03-10 08:10")
        #expect(try life.refusal(.submit, .officer, "2026-03-10 08:11") == .gate(dueOn: day("2026-03-09")))
        try life.run(.signApology(.deputy), .leader, "2026-03-10 08:20")
        #expect(try life.refusal(.submit, .officer, "2026-03-10 08:21") == .gate(dueOn: day("2026-03-09")))
        try life.run(.numberLetter(), .clerk, "2026-03-10 08:25")
        try life.run(.submit, .officer, "2026-03-10 08:30")
        #expect(try life.refusal(.signWell, .leader, "2026-03-10 08:40") == nil)
    }

    @Test func `past due nothing is signed without a letter, but a signed result goes out`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.submit, .officer, "2026-03-09 16:00")
        #expect(try life.refusal(.signWell, .leader, "2026-03-10 08:00") == .gate(dueOn: day("2026-03-09")))
        try life.run(.signWell, .leader, "2026-03-09 16:30")
        try life.run(.number(1), .clerk, "2026-03-10 08:00")
        try life.run(.finish, .clerk, "2026-03-10 08:00")
        try life.run(.giveBack, .intake, "2026-03-10 09:00")
        let facts = ApologyFacts(try life.state)
        #expect(ApologyState.of(facts, today: try day("2026-03-11"), in: .vietnam) == .missing)
    }

    @Test func `a supervisor overrides with a reason, and only where the gate is shut`() throws {
        var life = try Life.inTheUnit(Office())
        let override = Command.overrideGate(reason: "khách quan")
        #expect(try life.refusal(override, .supervisor, "2026-03-09 10:00") == .gateOpen)
        #expect(
            try life.refusal(.overrideGate(reason: ""), .supervisor, "2026-03-10 10:00")
                == .textMissing(field: "reason"))
        #expect(try life.refusal(override, .leader, "2026-03-10 10:00") == .noRight(.overrideGate))
        try life.run(override, .supervisor, "2026-03-10 10:00")
        #expect(try life.state.gateOverride == GateOverride(by: Office.user(.supervisor), at: at("2026-03-10 10:00")))
        #expect(try life.refusal(.submit, .officer, "2026-03-10 11:00") == nil)
        #expect(try life.refusal(override, .supervisor, "2026-03-10 11:00") == .gateOpen)
    }

    @Test func `the gate holds from the agency's date on, or never`() throws {
        var life = try Life.inTheUnit(Office())
        life.office.policy.gateFrom = try day("2026-03-12")
        #expect(try life.refusal(.submit, .officer, "2026-03-11 10:00") == nil)
        #expect(try life.refusal(.submit, .officer, "2026-03-12 10:00") == .gate(dueOn: day("2026-03-09")))
        life.office.policy.gateFrom = nil
        #expect(try life.refusal(.submit, .officer, "2026-03-12 10:00") == nil)
    }

    @Test func `for a limit in hours the instant decides`() throws {
        let life = try Life.inTheUnit(Office(), limit: "8wh")
        #expect(try life.state.deadline?.due == at("2026-03-03 09:00"))
        #expect(try life.refusal(.submit, .officer, "2026-03-03 09:00") == nil)
        #expect(try life.refusal(.submit, .officer, "2026-03-03 09:01") == .gate(dueOn: day("2026-03-03")))
    }
}
