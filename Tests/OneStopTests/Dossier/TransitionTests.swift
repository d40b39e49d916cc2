import Testing

@testable import OneStop

@Suite struct TransitionTests {
    /// C5, written out: from → to.
    private static let contract: [Status: Set<Status>] = [
        .filed: [.accepted, .refused, .awaitingSupplement, .withdrawn],
        .accepted: [.processing, .withdrawn],
        .refused: [],
        .processing: [.awaitingSupplement, .awaitingPayment, .finished, .stopped, .withdrawn],
        .awaitingSupplement: [.accepted, .processing, .stopped, .withdrawn],
        .awaitingPayment: [.processing, .stopped, .withdrawn],
        .withdrawn: [],
        .stopped: [],
        .finished: [.returned],
        .returned: [],
    ]

    /// Commands that fit most situations, beside those that create a dossier.
    private static func commands() throws -> [Command] {
        [
            .accept, .refusedWell, .toTheUnit, .takeOver, .completeStep(remark: ""),
            .sendBack(toStep: 1, remark: "x"), .ask, .recordSupplement(complete: true),
            .recordSupplement(complete: false),
            .demand, .paid, .payFee(.receipt, .example(1)), .noteRefund(Refund(amount: 1, ground: "x")),
            .chargeFee(FeeCharge(number: 1, quantity: 1, amount: 1, moment: .receipt, freeGround: nil)),
            try .consult(Office(), "2026-03-04 09:00"), .remindOpinion(number: 1), .withdrawOpinion(number: 1),
            .passOverOpinion(number: 1), .answerOpinion(number: 1, .agree),
            .handOnOpinion(number: 1, officer: UserID(1)), .submit, .signWell, try .number(2), .finish,
            .giveBack, .withdraw, .proposeStop(ground: "x"), .approveStop(notice: nil),
            .stopForNoAnswer(notice: "12/TB"),
            .amend([.phone]), .recordContact(.call), .correct(reason: "x"), try .letter("2026-05-04 17:00"),
            .approveApology, .signApology(.head), try .numberLetter(), .sendApology(.post), .deliverApology(.desk),
            .noteApologyFailure, .explainDelay(DelayNote(cause: .staff, unit: Office.unit, note: "x")),
            .overrideGate(reason: "x"),
            .applyCalendarDecision(decision: "x"), .approveSecondSupplement(ground: "x"),
            .approveSecondPayment(ground: "x"), .assign(officer: UserID(1)), .reassign(officer: UserID(1)),
        ]
    }

    @Test func `the transitions are exactly those of the contract`() throws {
        let office = try Office()
        var seen: [Status: Set<Status>] = Dictionary(uniqueKeysWithValues: Status.allCases.map { ($0, []) })
        for scene in Scene.allCases {
            let start = try scene.life(office)
            for command in try Self.commands() {
                for role in Role.allCases {
                    var life = start
                    guard (try? life.run(command, role, scene.now)) != nil else { continue }
                    let before = try start.state.status
                    let after = try life.state.status
                    if before != after { seen[before, default: []].insert(after) }
                }
            }
        }
        #expect(seen == Self.contract)
    }

    @Test(arguments: Scene.allCases)
    func `a command on a dossier that exists never creates one`(scene: Scene) throws {
        let office = try Office()
        let life = try scene.life(office)
        #expect(try life.refusal(.takeIn(office.intake()), .intake, scene.now) == .dossierExists(.takeIn))
        #expect(
            try life.refusal(.fileOnline(office.intake(.online)), office.portal, scene.now)
                == .dossierExists(.fileOnline))
        #expect(
            try life.refusal(.refuseAtDesk(office.intake(), .example), .intake, scene.now)
                == .dossierExists(.refuseAtDesk))
    }

    @Test func `nothing but a filing or an intake works without a dossier`() throws {
        let office = try Office()
        let life = Life(office)
        for command in try Self.commands() {
            #expect(try life.refusal(command, .leader, "2026-03-02 09:00") == .noDossier(command.kind))
        }
    }

    @Test func `a dossier refused at the desk is registered and final`() throws {
        let office = try Office()
        var life = Life(office)
        var form = RefusalForm.example
        form.number = try DocumentNumber(type: RefusalForm.documentType, symbol: "H38-14", year: 2026, number: 3)
        var padded = form
        padded.reason = " ngoài thẩm quyền "
        try life.run(.refuseAtDesk(office.intake(.post), padded), .intake, "2026-03-02 09:00")
        #expect(try life.state.status == .refused)
        #expect(try life.state.refusedAt == at("2026-03-02 09:00"))
        #expect(try life.state.refusalNumber?.text == "03/PTC-H38-14")
        #expect(try life.state.endedAt == nil)
        #expect(life.events.first?.body == .refusedAtDesk(try office.intake(.post), form))
        #expect(try life.refusal(.withdraw, .intake, "2026-03-02 09:01") == .final(.withdraw, status: .refused))
    }

    @Test func `a portal files, the desk takes in, and neither does the other's`() throws {
        let office = try Office()
        let life = Life(office)
        let time = "2026-03-02 09:00"
        #expect(
            try life.refusal(.fileOnline(office.intake(.direct)), office.portal, time) == .channel(.fileOnline, .direct)
        )
        #expect(try life.refusal(.takeIn(office.intake(.online)), .intake, time) == .channel(.takeIn, .online))
        #expect(try life.refusal(.fileOnline(office.intake(.online)), .intake, time) == .noRight(.fileOnline))
        #expect(try life.refusal(.takeIn(office.intake()), office.portal, time) == .noRight(.takeIn))
        #expect(try life.refusal(.takeIn(office.intake()), .officer, time) == .noRight(.takeIn))
        let stranger = Actor(user: UserID(1), grants: [Grant(role: .intake, agencies: [AgencyID(9)])])
        #expect(try life.refusal(.takeIn(office.intake()), stranger, time) == .outOfScope)
    }
}
