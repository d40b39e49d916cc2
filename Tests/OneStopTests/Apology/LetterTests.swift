import Testing

@testable import OneStop

@Suite struct LetterTests {
    @Test func `a letter is drafted, approved, signed and delivered, and sets the new date only`() throws {
        var life = try Life.inTheUnit(Office())
        let due = try life.state.deadline
        try life.run(.letter("2026-03-16 17:00"), .officer, "2026-03-05 09:00")
        #expect(try life.state.newDate == nil)
        #expect(try life.refusal(.signApology, .leader, "2026-03-05 09:30") == .letterNotApproved)
        try life.run(.approveApology, .leader, "2026-03-05 10:00")
        #expect(try life.refusal(.approveApology, .leader, "2026-03-05 10:01") == .letterApproved)
        #expect(try life.refusal(.deliverApology, .clerk, "2026-03-05 10:01") == .letterNotIssued)
        try life.run(.signApology, .leader, "2026-03-05 11:00")
        try life.run(.deliverApology, .clerk, "2026-03-05 13:30")
        #expect(try life.refusal(.deliverApology, .clerk, "2026-03-05 13:31") == .letterDelivered)
        let dossier = try life.state
        #expect(dossier.newDate == (try at("2026-03-16 17:00")))
        #expect(dossier.deadline == due)
        #expect(dossier.firstPromise == due?.due)
        #expect(dossier.apology?.issuedAt == (try at("2026-03-05 11:00")))
    }

    @Test func `a draft may be drafted anew, which takes a new approval`() throws {
        var life = try Scene.letterApproved.life(Office())
        try life.run(.letter("2026-03-17 17:00"), .head, "2026-03-05 09:00")
        #expect(try life.refusal(.signApology, .leader, "2026-03-05 09:30") == .letterNotApproved)
    }

    @Test func `a second letter is refused`() throws {
        let life = try Scene.letterIssued.life(Office())
        let issued = Refusal.secondLetter(issuedOn: try day("2026-03-03"))
        #expect(try life.refusal(.letter("2026-03-30 17:00"), .officer, "2026-03-17 09:00") == issued)
        #expect(try life.refusal(.approveApology, .leader, "2026-03-17 09:00") == issued)
        #expect(try life.refusal(.signApology, .leader, "2026-03-17 09:00") == issued)
    }

    @Test func `no letter for the applicant's own delay, for what waits, or for what has no date`() throws {
        let office = try Office()
        let time = "2026-03-04 09:00"
        let running = try Life.inTheUnit(office)
        #expect(
            try running.refusal(.letter("2026-03-16 17:00", cause: .applicant), .officer, time) == .applicantsCause)
        let waiting = try Scene.supplementAfter.life(office)
        #expect(try waiting.refusal(.letter("2026-03-16 17:00"), .officer, time) == .waitingForApplicant)
        let unlimited = try Life.inTheUnit(office, limit: "none")
        #expect(try unlimited.refusal(.letter("2026-03-16 17:00"), .officer, time) == .noDateToMiss)
        var late = running
        try late.run(.ask, .officer, "2026-03-10 09:00")
        #expect(try late.refusal(.letter("2026-03-16 17:00"), .officer, "2026-03-11 09:00") == nil)
    }

    @Test func `the new date is a working day after today and after due`() throws {
        let life = try Life.inTheUnit(Office())
        let time = "2026-03-04 09:00"
        let dueOn = try day("2026-03-09")
        #expect(
            try life.refusal(.letter("2026-03-09 17:00"), .officer, time) == .newDateTooEarly(dueOn, after: dueOn))
        #expect(
            try life.refusal(.letter("2026-03-14 11:00"), .officer, time)
                == .newDateNotWorking(day("2026-03-14")))
        let approved = try Scene.letterApproved.life(Office())
        #expect(
            try approved.refusal(.signApology, .leader, "2026-03-17 09:00")
                == .newDateTooEarly(day("2026-03-16"), after: day("2026-03-17")))
    }
}
