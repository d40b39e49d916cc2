/// Legs at other agencies (R2.6). None of these touches the dossier's own clock: waiting for another agency is no pause
/// (R2.5).
extension Decision {
    /// The most legs of one dossier; no procedure has more than a handful.
    static let mostLegs = 50

    func openLeg(_ request: LegRequest) throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        guard request.agency != dossier.decidedBy else { throw .legAtTheDecidingAgency }
        if let open = dossier.openLegs.first(where: { $0.agency == request.agency && $0.unit == request.unit }) {
            throw .legIsOpen(open.number)
        }
        guard dossier.legs.count < Self.mostLegs else { throw .tooManyLegs(Self.mostLegs) }
        return [.legOpened(try opening(request, number: dossier.legs.count + 1, step: dossier.step))]
    }

    func receiveLeg(_ number: Int) throws(Refusal) -> [EventBody] {
        let leg = try answeredLeg(number)
        guard leg.receivedAt == nil else { throw .legReceived(number) }
        return [.legReceived(number)]
    }

    func completeLeg(_ number: Int, _ statement: String) throws(Refusal) -> [EventBody] {
        _ = try answeredLeg(number)
        return [.legCompleted(number, statement: try Wording.required(statement, field: "statement"))]
    }

    func returnLeg(_ number: Int, _ reason: String) throws(Refusal) -> [EventBody] {
        _ = try answeredLeg(number)
        return [.legReturned(number, reason: try Wording.required(reason, field: "reason"))]
    }

    func recallLeg(_ number: Int, _ reason: String) throws(Refusal) -> [EventBody] {
        _ = try presentLeg(number)
        return [.legRecalled(number, reason: try Wording.required(reason, field: "reason"))]
    }

    /// The legs that the process plans for a step that begins, but for those that were sent there before.
    func plannedLegs(at start: StepStart) throws(Refusal) -> [EventBody] {
        var bodies: [EventBody] = []
        for plan in process.first(where: { $0.number == start.step })?.legs ?? [] {
            let isSent = dossier.legs.contains { leg in
                leg.step == start.step && leg.agency == plan.agency && leg.unit == plan.unit
            }
            guard !isSent, plan.agency != dossier.decidedBy else { continue }
            let number = dossier.legs.count + bodies.count + 1
            bodies.append(.legOpened(try opening(plan, number: number, step: start.step)))
        }
        return bodies
    }

    /// Refuses while another agency has not answered.
    func requireLegsAnswered() throws(Refusal) {
        if let open = dossier.openLegs.first { throw .legIsOpen(open.number) }
    }

    private func opening(_ request: LegRequest, number: Int, step: Int) throws(Refusal) -> LegOpening {
        LegOpening(
            number: number, agency: request.agency, unit: request.unit, step: step, limit: request.limit,
            due: try clock.legDue(request.limit, at: request.agency))
    }

    /// An open leg that the actor may answer. Whoever may answer another leg of the dossier sees this one too, and is
    /// told that it is not theirs.
    private func answeredLeg(_ number: Int) throws(Refusal) -> AgencyLeg {
        if let leg = dossier.legs.first(where: { $0.number == number }) {
            var scope = DossierScope(dossier)
            scope.legs = [LegScope(leg)]
            guard Rights.permits(.answerLeg, actor: actor, dossier: scope) == .allowed else {
                throw .noRight(.answerLeg)
            }
        }
        return try presentLeg(number)
    }

    private func presentLeg(_ number: Int) throws(Refusal) -> AgencyLeg {
        try require(.processing, .awaitingSupplement, .awaitingPayment)
        guard let leg = dossier.legs.first(where: { $0.number == number }) else { throw .noSuchLeg(number) }
        guard leg.end == nil else { throw .legEnded(number) }
        return leg
    }
}

extension Dossier {
    /// The legs that other agencies have not answered yet, the oldest first.
    package var openLegs: [AgencyLeg] { legs.filter { $0.end == nil } }

    /// Changes one leg.
    mutating func changeLeg(_ number: Int, _ change: (inout AgencyLeg) -> Void) {
        guard let place = legs.firstIndex(where: { $0.number == number }) else { return }
        change(&legs[place])
    }

    /// An answer is a receipt, too, where nobody had noted one.
    mutating func endLeg(
        _ number: Int, _ outcome: LegOutcome, by actor: UserID, at instant: Instant, _ statement: String
    ) {
        changeLeg(number) { leg in
            if outcome == .completed || outcome == .returned, leg.receivedAt == nil {
                leg.receiver = actor
                leg.receivedAt = instant
            }
            leg.end = LegEnd(outcome: outcome, at: instant, by: actor, statement: statement)
        }
    }

    /// With the dossier's end nobody waits for other agencies any more.
    mutating func lapseLegs(by actor: UserID, at instant: Instant) {
        for leg in openLegs { endLeg(leg.number, .lapsed, by: actor, at: instant, "") }
    }
}
