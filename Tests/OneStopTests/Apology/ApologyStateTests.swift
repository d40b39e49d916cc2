import Testing

@testable import OneStop

@Suite struct ApologyStateTests {
    private func state(_ life: Life, _ today: String) throws -> ApologyState {
        ApologyState.of(ApologyFacts(try life.state), today: try day(today), in: .vietnam)
    }

    /// Accepted on Monday 9 February 2026 at 10:00 with five working days: due on the 23rd, over Tết.
    @Test func `over Tết the latest day is the Friday before`() throws {
        let office = try Office()
        var life = Life(office)
        try life.run(.takeIn(office.intake()), .intake, "2026-02-09 10:00")
        #expect(try state(life, "2026-02-11") == .notNeeded)
        #expect(try state(life, "2026-02-12") == .atRisk)
        #expect(try state(life, "2026-02-13") == .dueToday)
        #expect(try state(life, "2026-02-14") == .missing)
        #expect(try state(life, "2026-03-14") == .missing)
    }

    @Test(arguments: ["8wh", "1wd", "0wd"])
    func `for hours and up to one working day it is the due day`(limit: String) throws {
        let life = try Life.taken(Office(), limit: limit)
        let due = try #require(try life.state.deadline)
        #expect(due.apologyLatest == due.dueOn)
        #expect(try state(life, due.dueOn.iso) == .dueToday)
    }

    @Test func `what is not accepted, has no limit or waits has no state`() throws {
        let office = try Office()
        #expect(try state(Scene.filed.life(office), "2026-03-20") == .none)
        #expect(try state(Scene.supplementBefore.life(office), "2026-03-20") == .none)
        #expect(try state(Life.inTheUnit(office, limit: "none"), "2026-03-20") == .none)
        #expect(try state(Scene.supplementAfter.life(office), "2026-03-20") == .none)
        var waitingLate = try Life.inTheUnit(office)
        try waitingLate.run(.ask, .officer, "2026-03-10 09:00")
        #expect(try state(waitingLate, "2026-03-20") == .missing)
    }

    @Test func `an end in time needs none, a late one misses it`() throws {
        var early = try Life.inTheUnit(Office())
        try early.finish("2026-03-09 16:00")
        #expect(try state(early, "2026-04-01") == .notNeeded)
        var late = try Life.inTheUnit(Office())
        try late.run(.overrideGate(reason: "x"), .supervisor, "2026-03-10 09:00")
        try late.finish("2026-03-10 16:00")
        #expect(try state(late, "2026-04-01") == .missing)
    }

    @Test func `issued by the latest day it is on time, later it is late`() throws {
        for (time, expected) in [("2026-03-06 16:00", ApologyState.issuedOnTime), ("2026-03-09 08:00", .issuedLate)] {
            var life = try Scene.letterApproved.life(Office())
            try life.run(.signApology(.head), .leader, time)
            try life.run(.numberLetter(), .clerk, time)
            #expect(try state(life, "2026-03-12") == expected)
        }
    }

    @Test func `an imported dossier that ended kept no letter`() throws {
        let office = try Office()
        let deadline = try office.calendar.deadline(Limit(parsing: "5wd"), from: at("2026-03-02 09:00"))
        var facts = Imported(acceptedAt: try at("2026-03-02 09:00"), deadline: deadline, endedAt: nil)
        var life = Life(office)
        let intake = try office.intake()
        for (end, expected) in [
            (nil, ApologyState.missing), ("2026-03-03 09:00", .notKept), ("2026-04-03 09:00", .notKept),
        ] {
            facts.endedAt = try end.map { try at($0) }
            let event = Event(at: try at("2026-04-10 09:00"), actor: UserID(1), body: .imported(intake, facts))
            life.dossier = apply(event, to: nil)
            #expect(try state(life, "2026-04-10") == expected)
        }
    }
}
