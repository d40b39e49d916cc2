import Testing

@testable import OneStop

@Suite struct LifeTests {
    @Test func `a dossier goes from the desk to the return`() throws {
        var life = try Life.inTheUnit(Office())
        try life.finish("2026-03-06 09:00")
        try life.run(.giveBack, .intake, "2026-03-20 09:00")
        let dossier = try life.state
        #expect(dossier.status == .returned)
        #expect(dossier.firstPromise == (try at("2026-03-09 17:00")))
        #expect(dossier.deadline?.due == dossier.firstPromise)
        #expect(dossier.endedAt == (try at("2026-03-06 09:00")))
        #expect(dossier.returnedAt == (try at("2026-03-20 09:00")))
        #expect(dossier.resultVersion == 1)
        #expect(dossier.number?.text == "07/GP-SKHCN")
        #expect(dossier.version == life.events.count)
        #expect(
            life.events.map(\.kind) == [
                .takenIn, .handedOver, .assigned, .submitted, .signed, .numberIssued, .finished, .returned,
            ])
    }

    @Test func `a filing starts a clock of eight working hours and acceptance stops it`() throws {
        let office = try Office()
        var life = Life(office)
        try life.run(.fileOnline(office.intake(.online)), office.portal, at("2026-03-06 16:00"))
        #expect(try life.state.receiptDue == at("2026-03-09 16:00"))
        #expect(try life.state.deadline == nil)
        try life.run(.accept, .intake, "2026-03-09 16:30")
        #expect(try life.state.firstResponseAt == at("2026-03-09 16:30"))
        #expect(try life.state.deadline?.dueOn == day("2026-03-16"))
    }

    @Test func `whoever completed a step or submitted may not sign`() throws {
        var office = try Office()
        office.process = [
            ProcessStep(number: 1, name: "Thẩm định", role: .officer, unit: nil, limit: try Limit(parsing: "8wh")),
            ProcessStep(number: 2, name: "Kiểm tra", role: .head, unit: nil, limit: try Limit(parsing: "1wd")),
        ]
        var life = try Life.inTheUnit(office)
        #expect(try life.state.stepDue == at("2026-03-03 10:00"))
        #expect(try life.refusal(.submit, .officer, "2026-03-03 09:00") == .stepsRemain(current: 1, last: 2))
        try life.run(.completeStep(remark: "đủ điều kiện"), .officer, "2026-03-03 09:00")
        #expect(try life.state.step == 2)
        #expect(try life.refusal(.submit, .officer, "2026-03-03 10:00") == .stepNeedsRole(step: 2, role: .head))
        try life.run(.submit, .head, "2026-03-03 10:00")
        for role in [Role.officer, .head] {
            var actor = life.office.actor(.leader)
            actor.user = Office.user(role)
            #expect(
                try life.refusal(.signWell, actor, "2026-03-03 11:00") == .signerCompletedStep(Office.user(role)))
        }
        #expect(try life.refusal(.signWell, .leader, "2026-03-03 11:00") == nil)
    }

    @Test func `what a leader sends back keeps who may not sign`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.submit, .officer, "2026-03-03 10:00")
        #expect(try life.refusal(.ask, .officer, "2026-03-03 10:30") == .alreadySubmitted(.askSupplement))
        #expect(
            try life.refusal(.sendBack(toStep: 2, remark: "x"), .leader, "2026-03-03 11:00")
                == .notAnEarlierStep(given: 2, current: 2))
        try life.run(.sendBack(toStep: 1, remark: "thiếu căn cứ"), .leader, "2026-03-03 11:00")
        #expect(try life.state.submittedAt == nil)
        #expect(try life.state.step == 1)
        #expect(try life.state.stepCompletedBy == [Office.user(.officer)])
        #expect(try life.refusal(.signWell, .leader, "2026-03-03 11:30") == .notSubmitted)
        #expect(try life.refusal(.sendBack(toStep: 1, remark: "x"), .leader, "2026-03-03 11:30") == .noRight(.sendBack))
    }

    @Test func `both signatures, then the number of the year, then the end`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.submit, .officer, "2026-03-03 10:00")
        let time = "2026-03-03 11:00"
        let personalOnly = Command.sign(Signing(capacity: .deputy, personalSignature: true, agencySignature: false))
        let agencyOnly = Command.sign(Signing(capacity: .deputy, personalSignature: false, agencySignature: true))
        #expect(try life.refusal(personalOnly, .leader, time) == .agencySignatureMissing)
        #expect(try life.refusal(agencyOnly, .leader, time) == .personalSignatureMissing)
        #expect(try life.refusal(.number(1), .clerk, time) == .notSigned)
        try life.run(.signWell, .leader, time)
        #expect(try life.refusal(.finish, .clerk, time) == .notNumbered)
        #expect(try life.refusal(.number(1, 2025), .clerk, time) == .numberYear(expected: 2026, given: 2025))
        try life.run(.number(1), .clerk, time)
        let issued = try DocumentNumber(type: "GP", symbol: "SKHCN", year: 2026, number: 1)
        #expect(try life.refusal(.number(2), .clerk, time) == .alreadyNumbered(issued))
        #expect(try life.refusal(.withdraw, .intake, time) == .resultSigned(.withdraw))
        try life.run(.finish, .clerk, time)
        #expect(try life.state.status == .finished)
    }

    @Test func `a correction is a new version and changes neither status nor end`() throws {
        var life = try Life.inTheUnit(Office())
        try life.finish("2026-03-06 09:00")
        let before = try life.state
        try life.run(.correct(reason: "sai tên thiết bị"), .leader, "2026-03-10 09:00")
        #expect(try life.state.status == .finished)
        #expect(try life.state.endedAt == before.endedAt)
        #expect(try life.state.resultVersion == 2)
        try life.run(.giveBack, .intake, "2026-03-11 09:00")
        try life.run(.correct(reason: "sai địa chỉ"), .leader, "2026-03-12 09:00")
        #expect(try life.state.status == .returned)
        #expect(try life.state.resultVersion == 3)
        #expect(try life.state.endedAt == before.endedAt)
    }

    @Test func `amending names the fields and touches no date and no code`() throws {
        var life = try Life.inTheUnit(Office())
        var before = try life.state
        try life.run(.amend([.phone, .address]), .intake, "2026-03-04 09:00")
        before.version += 1
        before.changedAt = try at("2026-03-04 09:00")
        #expect(try life.state == before)
        #expect(life.events.last?.body == .amended([.phone, .address]))
        #expect(try life.refusal(.amend([]), .intake, "2026-03-04 09:00") == .nothingAmended)
    }

    @Test func `every contact of the applicant is counted`() throws {
        let office = try Office()
        var life = Life(office)
        try life.run(.fileOnline(office.intake(.online)), office.portal, at("2026-03-02 08:00"))
        try life.run(.ask, .intake, "2026-03-02 09:00")
        #expect(try life.state.contacts == 1)
        try life.run(.recordSupplement(complete: false), .intake, "2026-03-02 10:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-02 11:00")
        #expect(try life.state.contacts == 2)
        #expect(try life.state.supplementsAfterAcceptance == 0)
        try life.run(.recordContact(.visit), .intake, "2026-03-02 11:15")
        #expect(try life.state.contacts == 3)
    }

    @Test func `an event never comes before the one it follows`() throws {
        var life = try Life.taken(Office())
        try life.run(.toTheUnit, .intake, "2026-03-02 08:59")
        #expect(life.events.last?.at == (try at("2026-03-02 09:00")))
        #expect(try life.state.handOver?.real == at("2026-03-02 09:00"))
    }

    @Test func `a dossier taken over by an officer is theirs`() throws {
        var life = try Scene.unassigned.life(Office())
        #expect(try life.refusal(.submit, .officer, "2026-03-04 09:00") == .noRight(.submit))
        #expect(try life.refusal(.reassign(officer: UserID(1)), .head, "2026-03-04 09:00") == .notAssigned)
        try life.run(.takeOver, .officer, "2026-03-04 09:00")
        #expect(try life.state.officer == Office.user(.officer))
        #expect(try life.refusal(.takeOver, .officer, "2026-03-04 09:01") == .sameOfficer(Office.user(.officer)))
        #expect(
            try life.refusal(.assign(officer: UserID(1)), .head, "2026-03-04 09:01")
                == .alreadyAssigned(to: Office.user(.officer)))
        try life.run(.reassign(officer: UserID(1)), .head, "2026-03-04 09:02")
        #expect(try life.refusal(.submit, .officer, "2026-03-04 09:03") == .noRight(.submit))
    }

    @Test func `a stop takes a proposal with a ground and a leader`() throws {
        var life = try Life.inTheUnit(Office())
        #expect(try life.refusal(.approveStop(notice: nil), .leader, "2026-03-03 09:00") == .stopNotProposed)
        #expect(
            try life.refusal(.proposeStop(ground: "  "), .head, "2026-03-03 09:00") == .textMissing(field: "ground"))
        try life.run(.proposeStop(ground: "không đủ điều kiện"), .head, "2026-03-03 09:00")
        #expect(
            try life.refusal(.approveStop(notice: " "), .leader, "2026-03-04 09:00") == .textMissing(field: "notice"))
        try life.run(.approveStop(notice: " 12/TB "), .leader, "2026-03-04 09:00")
        #expect(life.events.last?.body == .stopped(notice: "12/TB"))
        #expect(try life.state.status == .stopped)
        #expect(try life.state.endedAt == at("2026-03-04 09:00"))
    }

    @Test func `a leader's step among the unit's holds nothing up`() throws {
        var office = try Office()
        office.process = try [(1, Role.intake), (2, .officer), (3, .leader), (4, .officer), (5, .leader), (6, .clerk)]
            .map { ProcessStep(number: $0, name: "", role: $1, unit: nil, limit: try Limit(parsing: "1wd")) }
        var life = try Life.inTheUnit(office)
        var steps = [try life.state.step]
        try life.run(.completeStep(remark: ""), .officer, "2026-03-03 09:00")
        steps.append(try life.state.step)
        try life.run(.completeStep(remark: ""), .officer, "2026-03-03 10:00")
        steps.append(try life.state.step)
        #expect(try life.refusal(.completeStep(remark: ""), .officer, "2026-03-03 11:00") == .noStepLeft)
        try life.run(.submit, .officer, "2026-03-03 11:00")
        try life.run(.signWell, .leader, "2026-03-04 09:00")
        steps.append(try life.state.step)
        #expect(steps == [2, 4, 5, 6])
        #expect(try life.state.stepDue == at("2026-03-05 17:00"))
    }

    @Test func `a dossier of another system is submitted from wherever it is, and has a place from then on`() throws {
        var office = try Office()
        office.process = try [(1, Role.intake), (2, .officer), (3, .head), (4, .leader), (5, .clerk)]
            .map { ProcessStep(number: $0, name: "", role: $1, unit: nil, limit: try Limit(parsing: "1wd")) }
        var life = try Life.imported(office)
        #expect(try life.refusal(.completeStep(remark: ""), .officer, "2026-03-03 09:00") == .placeUnknown)
        #expect(try life.refusal(.toTheUnit, .intake, "2026-03-03 09:00") == .transition(.handOver, from: .processing))
        try life.run(.submit, .officer, "2026-03-03 09:00")
        #expect(try life.state.step == 4)
        try life.run(.sendBack(toStep: 2, remark: "x"), .leader, "2026-03-03 10:00")
        #expect(try life.refusal(.submit, .officer, "2026-03-03 11:00") == .stepsRemain(current: 2, last: 3))
        try life.run(.completeStep(remark: ""), .officer, "2026-03-03 11:00")
        try life.run(.submit, .head, "2026-03-03 11:30")
        try life.run(.signWell, .leader, "2026-03-03 14:00")
        try life.run(.number(7), .clerk, "2026-03-03 14:00")
        try life.run(.finish, .clerk, "2026-03-03 14:00")
        try life.run(.giveBack, .intake, "2026-03-03 15:00")
        #expect(try life.state.status == .returned)
    }

    @Test func `a dossier of another system that names no unit is handed to one`() throws {
        var life = try Life.imported(Office(), unit: nil)
        try life.run(.toTheUnit, .intake, "2026-03-03 09:00")
        #expect(try life.state.step == 1 && life.state.unit == Office.unit)
    }

    @Test func `a step in another unit moves the dossier there`() throws {
        var office = try Office()
        office.process = [
            ProcessStep(number: 1, name: "Thẩm định", role: .officer, unit: nil, limit: .none),
            ProcessStep(number: 2, name: "Lấy số liệu", role: .officer, unit: UnitID(20), limit: .none),
            ProcessStep(number: 3, name: "Ký", role: .leader, unit: nil, limit: .none),
        ]
        var life = try Life.inTheUnit(office)
        try life.run(.completeStep(remark: ""), .officer, "2026-03-03 09:00")
        #expect(try life.state.unit == UnitID(20))
        #expect(try life.state.officer == nil)
        #expect(try life.refusal(.submit, .head, "2026-03-03 10:00") == .outOfScope)
    }

    @Test func `texts that a form prints are neither empty nor endless`() throws {
        let life = try Scene.filed.life(Office())
        let long = String(repeating: "a", count: 2001)
        var form = RefusalForm.example
        form.reason = " \n"
        #expect(try life.refusal(.refuse(form), .intake, "2026-03-03 09:00") == .textMissing(field: "reason"))
        #expect(
            try life.refusal(
                .refuse(RefusalForm(reason: long, ground: "x", advice: "x", number: nil)), .intake, "2026-03-03 09:00")
                == .textTooLong(field: "reason", longest: 2000))
        let nothing = Command.askSupplement(SupplementRequest(items: [], reason: "x", answerBy: nil))
        #expect(try life.refusal(nothing, .intake, "2026-03-03 09:00") == .nothingAsked)
    }
}
