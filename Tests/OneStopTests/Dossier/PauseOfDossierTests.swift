import Testing

@testable import OneStop

@Suite struct PauseOfDossierTests {
    @Test func `the rest is laid down again from the answer and the promise stands`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.ask, .officer, "2026-03-04 10:00")
        #expect(try life.state.pause?.remainder?.text == "3wd")
        try life.run(.recordSupplement(complete: false), .intake, "2026-03-10 09:00")
        #expect(try life.state.status == .awaitingSupplement)
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-16 09:00")
        #expect(try life.state.status == .processing)
        #expect(try life.state.deadline?.dueOn == day("2026-03-19"))
        #expect(try life.state.firstPromise == at("2026-03-09 17:00"))
        #expect(try life.state.pause == nil)
    }

    @Test func `a second pause counts from the date laid down after the first`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.ask, .officer, "2026-03-04 10:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-16 09:00")
        try life.run(.demand, .officer, "2026-03-17 09:00")
        #expect(try life.state.pause?.remainder?.text == "2wd")
        try life.run(.paid, .intake, "2026-03-23 09:00")
        #expect(try life.state.deadline?.dueOn == day("2026-03-25"))
    }

    @Test func `a procedure that counts from the full file starts anew, but not after a payment`() throws {
        var life = try Life.inTheUnit(Office(), restarts: true)
        try life.run(.demand, .officer, "2026-03-04 10:00")
        try life.run(.paid, .intake, "2026-03-05 09:00")
        #expect(try life.state.deadline?.dueOn == day("2026-03-10"))
        try life.run(.ask, .officer, "2026-03-06 10:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-16 09:00")
        #expect(try life.state.deadline?.dueOn == day("2026-03-23"))
        guard case .supplementCompleted(.restarted) = life.events.last?.body else {
            Issue.record("the event does not say that the limit started anew")
            return
        }
    }

    @Test func `asked before acceptance nothing runs, and acceptance starts the clock`() throws {
        let office = try Office()
        var life = Life(office)
        try life.run(.fileOnline(office.intake(.online)), office.portal, at("2026-03-02 08:00"))
        try life.run(.ask, .intake, "2026-03-02 09:00")
        #expect(try life.state.pause?.kind == .supplementBeforeAcceptance)
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-16 09:00")
        #expect(try life.state.status == .accepted)
        #expect(try life.state.acceptedAt == at("2026-03-16 09:00"))
        #expect(try life.state.firstPromise == at("2026-03-23 17:00"))
        #expect(try life.state.firstResponseAt == at("2026-03-02 09:00"))
    }

    @Test func `a pause that begins after due shifts nothing`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.ask, .officer, "2026-03-10 08:00")
        #expect(try life.state.pause?.afterDue == true)
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-30 09:00")
        #expect(try life.state.deadline?.dueOn == day("2026-03-09"))
        #expect(life.events.last?.body == .supplementCompleted(.unchanged))
    }

    @Test func `a second supplement takes a leader's approval on a ground, each time`() throws {
        var life = try Life.inTheUnit(Office())
        let approval = Command.approveSecondSupplement(ground: "khoản 2 Điều 9")
        #expect(try life.refusal(approval, .leader, "2026-03-03 08:00") == .approvalNotNeeded(.approveSecondSupplement))
        try life.run(.ask, .officer, "2026-03-03 09:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-04 09:00")
        #expect(try life.refusal(.ask, .officer, "2026-03-04 10:00") == .secondSupplement(asked: 1))
        #expect(
            try life.refusal(.approveSecondSupplement(ground: ""), .leader, "2026-03-04 10:00")
                == .textMissing(field: "ground"))
        #expect(try life.refusal(approval, .head, "2026-03-04 10:00") == .noRight(.approveSecondSupplement))
        try life.run(approval, .leader, "2026-03-04 10:00")
        #expect(try life.state.secondSupplementAt == nil)
        try life.run(.ask, .officer, "2026-03-04 11:00")
        #expect(try life.state.secondSupplementAt == at("2026-03-04 11:00"))
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-05 09:00")
        #expect(try life.refusal(.ask, .officer, "2026-03-05 10:00") == .secondSupplement(asked: 2))
        try life.run(approval, .leader, "2026-03-05 10:00")
        try life.run(.ask, .officer, "2026-03-05 11:00")
        #expect(try life.state.secondSupplementAt == at("2026-03-04 11:00"))
    }

    @Test func `a second payment demand takes a leader's approval`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.demand, .officer, "2026-03-03 09:00")
        try life.run(.paid, .intake, "2026-03-03 10:00")
        #expect(try life.refusal(.demand, .officer, "2026-03-03 11:00") == .secondPayment(demanded: 1))
        try life.run(.approveSecondPayment(ground: "phí thẩm định lại"), .leader, "2026-03-03 11:00")
        try life.run(.demand, .officer, "2026-03-03 11:30")
        #expect(try life.state.paymentDemands == 2)
        #expect(try life.state.furtherPaymentApproved == false)
        let nothing = Command.demandPayment(PaymentDemand(amount: 0, answerBy: nil))
        #expect(try Life.inTheUnit(Office()).refusal(nothing, .officer, "2026-03-03 11:00") == .amount(0))
    }

    @Test func `for want of an answer a dossier is stopped only after the window`() throws {
        var life = try Life.inTheUnit(Office())
        let last = try day("2026-04-01")
        let stop = Command.stopForNoAnswer(notice: "12/TB-SKHCN")
        #expect(
            try life.refusal(
                .askSupplement(SupplementRequest("a", answerBy: day("2026-03-03"))), .officer,
                "2026-03-04 09:00") == .windowInThePast(day("2026-03-03")))
        try life.run(
            .askSupplement(SupplementRequest("a", answerBy: last)), .officer,
            "2026-03-04 09:00")
        #expect(try life.refusal(stop, .leader, "2026-04-01 23:59") == .windowOpen(until: last))
        try life.run(stop, .leader, "2026-04-02 08:00")
        #expect(try life.state.status == .stopped)
        let open = try Scene.supplementAfter.life(Office())
        #expect(try open.refusal(stop, .leader, "2027-04-02 08:00") == .noWindow)
    }

    @Test func `asked before acceptance and never answered it is stopped and in no class`() throws {
        let office = try Office()
        var life = Life(office)
        try life.run(.fileOnline(office.intake(.online)), office.portal, at("2026-03-02 08:00"))
        let request = SupplementRequest("a", answerBy: try day("2026-03-20"))
        try life.run(.askSupplement(request), .intake, "2026-03-02 09:00")
        try life.run(.stopForNoAnswer(notice: "12/TB-SKHCN"), .leader, "2026-03-21 08:00")
        #expect(try life.state.status == .stopped)
        #expect(try life.state.acceptedAt == nil)
        #expect(try life.state.endedAt == at("2026-03-21 08:00"))
        let period = try #require(Period(from: day("2026-03-01"), to: day("2026-03-31")))
        let reckoning = Reckoning(period: period, now: try at("2026-04-01 09:00"), offset: .vietnam)
        #expect(Figures(ofLives: [life.events], in: reckoning) == Figures())
    }

    @Test func `the applicant's own time never makes a withdrawal or a stop late`() throws {
        let office = try Office()
        for scene in [Scene.windowPassed, .paymentWindowPassed, .supplementAfter, .payment] {
            var life = try scene.life(office)
            let command = scene == .windowPassed ? Command.stopForNoAnswer(notice: "12/TB") : .withdraw
            try life.run(command, scene == .windowPassed ? .leader : .intake, "2026-05-20 09:00")
            let dossier = try life.state
            let ended = try #require(dossier.endedAt)
            #expect(dossier.deadline?.punctuality(of: ended, in: .vietnam) == .early)
            #expect(dossier.pause == nil)
        }
    }

    @Test func `without a limit a pause stops nothing and starts nothing`() throws {
        var life = try Life.inTheUnit(Office(), limit: "none")
        #expect(try life.state.deadline == nil)
        try life.run(.ask, .officer, "2026-03-04 10:00")
        #expect(try life.state.pause?.afterDue == false)
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-16 09:00")
        #expect(try life.state.deadline == nil)
        #expect(try life.state.firstPromise == nil)
    }

    @Test func `an imported promise without a limit is paused in working days`() throws {
        let office = try Office()
        let promised = try #require(
            try office.calendar.deadline(Limit(parsing: "5wd"), from: at("2026-03-02 09:00")))
        let facts = Imported(
            acceptedAt: try at("2026-03-02 09:00"), deadline: promised, endedAt: nil, unit: Office.unit)
        var life = Life(office)
        life.dossier = apply(
            Event(
                at: try at("2026-03-02 12:00"), actor: UserID(1),
                body: .imported(try office.intake(limit: "none"), facts)), to: nil)
        try life.run(.takeOver, .officer, "2026-03-03 09:00")
        try life.run(.ask, .officer, "2026-03-04 10:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-16 09:00")
        #expect(try life.state.deadline?.dueOn == day("2026-03-19"))
    }
}
