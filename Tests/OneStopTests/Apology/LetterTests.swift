import Testing

@testable import OneStop

@Suite struct LetterTests {
    @Test func `a letter is drafted, approved, signed, numbered and delivered, and sets the new date only`() throws {
        var life = try Life.inTheUnit(Office())
        let due = try life.state.deadline
        try life.run(.letter("2026-03-16 17:00"), .officer, "2026-03-05 09:00")
        #expect(try life.state.newDate == nil)
        let sign = Command.signApology(.head)
        #expect(try life.refusal(sign, .leader, "2026-03-05 09:30") == .letterNotApproved)
        try life.run(.approveApology, .leader, "2026-03-05 10:00")
        #expect(try life.refusal(.approveApology, .leader, "2026-03-05 10:01") == .letterApproved)
        #expect(try life.refusal(.numberLetter(), .clerk, "2026-03-05 10:01") == .letterNotSigned)
        #expect(try life.refusal(.signApology(.order), .leader, "2026-03-05 10:30") == .letterSigner)
        try life.run(sign, .leader, "2026-03-05 10:30")
        #expect(try life.refusal(sign, .leader, "2026-03-05 10:31") == .letterSigned)
        #expect(try life.refusal(.deliverApology(.desk), .clerk, "2026-03-05 10:31") == .letterNotIssued)
        #expect(try life.state.newDate == nil)
        #expect(
            try life.refusal(.numberLetter(year: 2025), .clerk, "2026-03-05 11:00")
                == .numberYear(expected: 2026, given: 2025))
        #expect(try life.refusal(.numberLetter(), .leader, "2026-03-05 11:00") == .noRight(.issueNumber))
        try life.run(.numberLetter(), .clerk, "2026-03-05 11:00")
        try life.run(.deliverApology(.desk), .clerk, "2026-03-05 13:30")
        #expect(try life.refusal(.deliverApology(.desk), .clerk, "2026-03-05 13:31") == .letterDelivered)
        let dossier = try life.state
        #expect(dossier.newDate == (try at("2026-03-16 17:00")))
        #expect(dossier.deadline == due)
        #expect(dossier.firstPromise == due?.due)
        #expect(dossier.apology?.issuedAt == (try at("2026-03-05 11:00")))
    }

    @Test func `a draft may be drafted anew, which takes a new approval`() throws {
        var life = try Scene.letterApproved.life(Office())
        try life.run(.letter("2026-03-17 17:00"), .head, "2026-03-05 09:00")
        #expect(try life.refusal(.signApology(.head), .leader, "2026-03-05 09:30") == .letterNotApproved)
        var signed = try Scene.letterSigned.life(Office())
        try signed.run(.letter("2026-03-17 17:00"), .head, "2026-03-05 09:00")
        #expect(try signed.refusal(.numberLetter(), .clerk, "2026-03-05 09:30") == .letterNotSigned)
    }

    @Test func `a letter that failed to get through is sent again, and what is handed over at the desk is delivered`()
        throws
    {
        var life = try Scene.letterIssued.life(Office())
        let time = "2026-03-10 10:00"
        #expect(try life.refusal(.noteApologyFailure, .clerk, time) == .letterNotSent)
        try life.run(.sendApology(.email), .clerk, time)
        #expect(try life.refusal(.sendApology(.post), .clerk, time) == .letterOnItsWay(.email))
        try life.run(.noteApologyFailure, .clerk, time)
        try life.run(.sendApology(.post), .clerk, time)
        #expect(try life.state.apology?.sentBy == .post)
        try life.run(.deliverApology(.desk), .clerk, "2026-03-11 10:00")
        #expect(try life.state.apology?.sentBy == nil)
        #expect(try life.refusal(.noteApologyFailure, .clerk, "2026-03-11 11:00") == .letterDelivered)
    }

    @Test func `a letter that an older program issued with the signature is issued, and can be delivered`() throws {
        var life = try Scene.letterApproved.life(Office())
        let old = Event(
            at: try at("2026-03-05 11:00"), actor: Office.user(.leader),
            body: .apologyIssued(newDate: try at("2026-03-16 17:00"), number: nil))
        life.dossier = apply(old, to: life.dossier)
        #expect(try life.state.apology?.issuedAt == old.at)
        #expect(try life.refusal(.submit, .officer, "2026-03-10 08:00") == nil)
        try life.run(.deliverApology(.post), .clerk, "2026-03-10 08:00")
        #expect(try life.state.apology?.deliveredAt == at("2026-03-10 08:00"))
    }

    @Test func `a second letter is refused`() throws {
        let life = try Scene.letterIssued.life(Office())
        let issued = Refusal.secondLetter(issuedOn: try day("2026-03-03"))
        #expect(try life.refusal(.letter("2026-03-30 17:00"), .officer, "2026-03-17 09:00") == issued)
        #expect(try life.refusal(.approveApology, .leader, "2026-03-17 09:00") == issued)
        #expect(try life.refusal(.signApology(.head), .leader, "2026-03-17 09:00") == issued)
        #expect(try life.refusal(.numberLetter(2), .clerk, "2026-03-17 09:00") == issued)
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
            try approved.refusal(.signApology(.head), .leader, "2026-03-17 09:00")
                == .newDateTooEarly(day("2026-03-16"), after: day("2026-03-17")))
    }
}
