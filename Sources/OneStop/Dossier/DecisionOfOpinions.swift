/// Questions to other units (R2.3, consult): asked and chased by who works on the dossier, answered by the unit asked.
extension Decision {
    func askOpinion(_ unit: UnitID, _ terms: OpinionTerms) throws(Refusal) -> [EventBody] {
        try requireWithTheUnit()
        guard unit != dossier.unit else { throw .opinionOfOwnUnit }
        guard !dossier.opinions.contains(where: { $0.unit == unit && $0.awaitsAnswer }) else { throw .opinionPending }
        let number = dossier.opinions.count + 1
        return [.opinionAsked(unit: unit, OpinionQuestion(number: number, terms: terms))]
    }

    /// On a later day than the question or the reminder before, so that nobody is chased by the hour.
    func remindOpinion(_ number: Int) throws(Refusal) -> [EventBody] {
        let opinion = try unanswered(number, passedOver: false)
        guard context.date(of: opinion.remindedAt ?? opinion.askedAt) < today else { throw .opinionReminded }
        return [.opinionReminded(number: number)]
    }

    func withdrawOpinion(_ number: Int) throws(Refusal) -> [EventBody] {
        _ = try unanswered(number)
        return [.opinionWithdrawn(number: number)]
    }

    /// Silence past the limit holds nothing up.
    func passOverOpinion(_ number: Int) throws(Refusal) -> [EventBody] {
        let opinion = try unanswered(number, passedOver: false)
        guard opinion.isOverdue(at: now) else { throw .opinionNotOverdue(until: context.date(of: opinion.terms.due)) }
        return [.opinionPassedOver(number: number)]
    }

    func answerOpinion(_ number: Int, _ verdict: OpinionVerdict) throws(Refusal) -> [EventBody] {
        let opinion = try asked(number)
        return [.opinionAnswered(number: number, verdict, late: opinion.isOverdue(at: now))]
    }

    func handOnOpinion(_ number: Int, to officer: UserID) throws(Refusal) -> [EventBody] {
        let opinion = try asked(number)
        guard opinion.officer != officer else { throw .sameOfficer(officer) }
        return [.opinionHandedOn(number: number, to: officer)]
    }

    /// What happens to unanswered questions when the result is submitted: the overdue are passed over. One whose time
    /// still runs is waited for, or withdrawn.
    func opinionsSettled() throws(Refusal) -> [EventBody] {
        let open = dossier.opinions.filter { $0.state == .open }
        if let running = open.first(where: { !$0.isOverdue(at: now) }) { throw .opinionAwaited(running.number) }
        return open.map { .opinionPassedOver(number: $0.number) }
    }

    /// A question that this actor may answer. The right to one says nothing of another.
    private func asked(_ number: Int) throws(Refusal) -> Opinion {
        let opinion = try unanswered(number)
        var scope = DossierScope(dossier)
        scope.asked.removeAll { $0.number != number }
        guard Rights.permits(.answerOpinion, actor: actor, dossier: scope) == .allowed else {
            throw .noRight(.answerOpinion)
        }
        return opinion
    }

    private func unanswered(_ number: Int, passedOver: Bool = true) throws(Refusal) -> Opinion {
        try require(.processing, .awaitingSupplement, .awaitingPayment)
        guard let opinion = dossier.opinions.first(where: { $0.number == number }) else { throw .noOpinion(number) }
        guard opinion.state == .open || passedOver && opinion.awaitsAnswer else { throw .opinionClosed }
        return opinion
    }
}
