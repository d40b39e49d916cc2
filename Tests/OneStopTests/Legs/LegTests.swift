import Testing

@testable import OneStop

/// Legs at other agencies (R2.6).
@Suite struct LegTests {
    /// Works on Saturdays, and not on Wednesdays.
    private static func partnerCalendar() throws -> CompiledCalendar {
        var calendar = WorkCalendar.vietNam
        calendar.week[.saturday] = calendar.week[.friday]
        calendar.week[.wednesday] = []
        return try CompiledCalendar(calendar)
    }

    private static func sent(_ limit: String = "2wd") throws -> Life {
        var office = try Office()
        office.partnerCalendar = try partnerCalendar()
        var life = try Life.inTheUnit(office)
        try life.run(.toThePartner(limit), .officer, "2026-03-03 09:00")
        return life
    }

    @Test(arguments: [
        ("2wd", "2026-03-06 17:00"), ("4wd", "2026-03-09 17:00"), ("2d", "2026-03-05 17:00"),
        ("10wh", "2026-03-05 11:00"), ("1wd+1d", "2026-03-06 17:00"),
    ])
    func `a leg is due by the calendar of the agency that has it, and the total by its own`(
        limit: String, due: String
    ) throws {
        let life = try Self.sent(limit)
        let leg = try #require(try life.state.legs.first)
        #expect(leg.due?.due == (try at(due)))
        #expect(try life.state.deadline?.dueOn == day("2026-03-09"))
        #expect(try life.state.pause == nil)
    }

    @Test func `a leg is received and answered there, late or not, and the total's date stays`() throws {
        var life = try Self.sent()
        let officer = life.office.partner(.officer)
        try life.run(.receiveLeg(1), officer, "2026-03-03 14:00")
        #expect(try life.refusal(.receiveLeg(1), officer, "2026-03-03 15:00") == .legReceived(1))
        try life.run(.completeLeg(1, statement: " có ý kiến đồng ý "), life.office.partner(.head), "2026-03-07 09:00")
        let leg = try #require(try life.state.legs.first)
        #expect(leg.receiver == officer.user)
        #expect(leg.end?.statement == "có ý kiến đồng ý")
        #expect(leg.punctuality(in: .vietnam) == .late)
        #expect(try life.refusal(.returnLeg(1, reason: "x"), officer, "2026-03-07 10:00") == .legEnded(1))
        try life.finish("2026-03-09 10:00")
        #expect(try life.state.deadline?.punctuality(of: at("2026-03-09 10:00"), in: .vietnam) == .onTime)
    }

    @Test func `an answer nobody noted the receipt of is its receipt`() throws {
        var life = try Self.sent()
        try life.run(.returnLeg(1, reason: "sai thẩm quyền"), life.office.partner(.officer), "2026-03-04 09:00")
        let leg = try #require(try life.state.legs.first)
        #expect(leg.receivedAt == leg.end?.at && leg.receiver == leg.end?.by)
        #expect(leg.end?.outcome == .returned)
        #expect(leg.punctuality(in: .vietnam) == .early)
    }

    @Test func `a result waits for the other agency, until it is answered or taken back`() throws {
        var life = try Self.sent()
        #expect(try life.refusal(.submit, .officer, "2026-03-04 09:00") == .legIsOpen(1))
        #expect(try life.refusal(.toThePartner(), .officer, "2026-03-04 09:00") == .legIsOpen(1))
        try life.run(.recallLeg(1, reason: "không cần nữa"), .officer, "2026-03-04 09:00")
        #expect(try life.refusal(.submit, .officer, "2026-03-04 09:30") == nil)
        try life.run(.toThePartner(), .head, "2026-03-04 10:00")
        #expect(try life.state.legs.map(\.number) == [1, 2])
    }

    @Test func `the dossier's end ends its legs, and nobody is told late for it`() throws {
        var life = try Self.sent()
        try life.run(.withdraw, .intake, "2026-03-20 09:00")
        #expect(try life.state.openLegs.isEmpty)
        #expect(try life.state.legs.first?.end?.outcome == .lapsed)
        let office = life.office.partner(.officer)
        #expect(try life.refusal(.completeLeg(1, statement: "x"), office, "2026-03-20 10:00") == .outOfScope)
    }

    @Test func `who has a leg reads the dossier and answers the leg, and nothing else`() throws {
        let life = try Self.sent()
        let scope = DossierScope(try life.state)
        var elsewhere = life.office.partner(.officer)
        elsewhere.grants[0].units = [UnitID(21)]
        #expect(Rights.permits(.readDossiers, actor: elsewhere, dossier: scope) == .outOfScope)
        #expect(try life.refusal(.receiveLeg(1), .officer, "2026-03-04 09:00") == .noRight(.answerLeg))
        let partner = life.office.partner(.officer)
        #expect(try life.refusal(.recallLeg(1, reason: "x"), partner, "2026-03-04 09:00") == .noRight(.openLeg))
        #expect(try life.refusal(.receiveLeg(2), partner, "2026-03-04 09:00") == .noSuchLeg(2))
    }

    @Test func `a leg taken back before anybody had it opens the dossier to nobody`() throws {
        var life = try Self.sent()
        let partner = life.office.partner(.head)
        try life.run(.recallLeg(1, reason: "nhầm cơ quan"), .officer, "2026-03-03 10:00")
        #expect(
            Rights.permits(.readDossiers, actor: partner, dossier: DossierScope(try life.state)) == .outOfScope)
        try life.run(.toThePartner(), .officer, "2026-03-03 11:00")
        try life.run(.receiveLeg(2), partner, "2026-03-03 12:00")
        try life.run(.recallLeg(2, reason: "x"), .officer, "2026-03-03 14:00")
        #expect(Rights.permits(.readDossiers, actor: partner, dossier: DossierScope(try life.state)) == .allowed)
    }

    @Test func `the process sends its legs when their step begins, each once`() throws {
        var office = try Office()
        let request = LegRequest(
            agency: Office.partner, unit: Office.partnerUnit, limit: try Limit(parsing: "1wd"))
        office.process = [
            ProcessStep(number: 1, name: "a", role: .officer, unit: nil, limit: .none),
            ProcessStep(number: 2, name: "b", role: .officer, unit: nil, limit: .none, legs: [request]),
            ProcessStep(number: 3, name: "c", role: .officer, unit: nil, limit: .none),
        ]
        var life = try Life.inTheUnit(office)
        #expect(try life.state.legs.isEmpty)
        try life.run(.completeStep(remark: ""), .officer, "2026-03-03 09:00")
        #expect(life.events.suffix(2).map(\.kind) == [.stepCompleted, .legOpened])
        #expect(try life.state.legs.map(\.step) == [2])
        try life.run(.completeStep(remark: ""), .officer, "2026-03-03 10:00")
        try life.run(.sendBack(toStep: 1, remark: "x"), .officer, "2026-03-03 10:30")
        try life.run(.completeStep(remark: ""), .officer, "2026-03-03 11:00")
        #expect(try life.state.step == 2 && life.state.legs.count == 1)
    }

    @Test(arguments: ["H99.15/TN:3wd", "H99.15/TN:3wd, 000.00.14.H38/A-B:5wd+8wh", "A/B:none"])
    func `what a step asks of others is read as it is written`(text: String) {
        #expect([StepLeg](parsing: text)?.text == text)
    }

    @Test(arguments: ["", "H99.15", "H99.15/TN", "H99.15:3wd", "/TN:3wd", "A/:3wd", "A/B:soon", "A/B:3wd,", "A/B/C:1d"])
    func `what is no leg is not taken for one`(text: String) {
        #expect([StepLeg](parsing: text) == nil)
    }

    @Test func `a leg late of a total in time, and the reverse, are both counted`() throws {
        var figures = LegFigures()
        let march = try #require(Period(from: try day("2026-03-01"), to: try day("2026-03-31")))
        for (answer, end) in [("2026-03-07 09:00", "2026-03-09 10:00"), ("2026-03-05 09:00", "2026-03-12 10:00")] {
            var life = try Self.sent()
            life.office.policy.gateFrom = nil
            try life.run(.completeLeg(1, statement: "x"), life.office.partner(.officer), answer)
            try life.finish(end)
            let now = try at("2026-04-02 09:00")
            let reckoning = Reckoning(period: march, now: now, offset: .vietnam)
            let sent = try #require(try life.state.legs.first)
            let leg = try #require(LegFacts(sent, asOf: reckoning.asOf, offset: .vietnam))
            let facts = try #require(DossierFacts(life.events, asOf: reckoning.asOf))
            figures.add(LegFigures(counting: [(leg: leg, dossier: facts)], in: reckoning))
        }
        #expect(figures[.endedLate, .resolvedOnTime] == 1 && figures.lateInTime == 1)
        #expect(figures[.endedEarly, .resolvedLate] == 1 && figures.inTimeOfLate == 1)
        #expect(LegClass.allCases.map { figures[$0] }.reduce(0, +) == 2)
    }
}
