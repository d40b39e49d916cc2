/// One command on one dossier, with all that the rules look at.
struct Decision {
    let dossier: Dossier
    let command: CommandKind
    let context: Context

    var now: Instant { context.now }
    var today: LocalDate { context.date(of: context.now) }
    var actor: Actor { context.actor }
    var clock: Clockwork { Clockwork(context: context) }

    /// What happens when the command is carried out.
    func events(_ command: Command) throws(Refusal) -> [EventBody] {
        try checkRight()
        switch command {
        case .fileOnline, .takeIn, .refuseAtDesk: throw .dossierExists(self.command)
        case .accept: return try accept()
        case .refuse(let form): return try refuse(form)
        case .handOver(let unit, let receiver): return try handOver(to: unit, receiver)
        case .assign(let officer): return try assign(officer)
        case .reassign(let officer): return try reassign(officer)
        case .takeOver: return try takeOver()
        case .completeStep(let remark): return try completeStep(remark)
        case .sendBack(let step, let remark): return try sendBack(to: step, remark)
        case .askSupplement(let request): return try askSupplement(request)
        case .approveSecondSupplement(let ground): return try approveSecondSupplement(ground)
        case .recordSupplement(let complete): return try recordSupplement(complete)
        case .demandPayment(let demand): return try demandPayment(demand)
        case .approveSecondPayment(let ground): return try approveSecondPayment(ground)
        case .confirmPayment(let payment): return try confirmPayment(payment)
        case .chargeFee(let charge): return try chargeFee(charge)
        case .payFee(let moment, let payment): return try payFee(moment, payment)
        case .noteRefund(let refund): return try noteRefund(refund)
        case .askOpinion(let unit, let terms): return try askOpinion(unit, terms)
        case .remindOpinion(let number): return try remindOpinion(number)
        case .withdrawOpinion(let number): return try withdrawOpinion(number)
        case .passOverOpinion(let number): return try passOverOpinion(number)
        case .answerOpinion(let number, let verdict): return try answerOpinion(number, verdict)
        case .handOnOpinion(let number, let officer): return try handOnOpinion(number, to: officer)
        case .openLeg(let request): return try openLeg(request)
        case .receiveLeg(let number): return try receiveLeg(number)
        case .completeLeg(let number, let statement): return try completeLeg(number, statement)
        case .returnLeg(let number, let reason): return try returnLeg(number, reason)
        case .recallLeg(let number, let reason): return try recallLeg(number, reason)
        case .submit: return try submit()
        case .sign(let signing): return try sign(signing)
        case .issueNumber(let number): return try issueNumber(number)
        case .finish: return try finish()
        case .returnResult(let facts): return try returnResult(facts)
        case .withdraw: return try withdraw()
        case .proposeStop(let ground): return try proposeStop(ground)
        case .approveStop(let notice): return try approveStop(notice)
        case .stopForNoAnswer(let notice): return try stopForNoAnswer(notice)
        case .amend(let fields): return try amend(fields)
        case .recordContact(let kind): return try recordContact(kind)
        case .correct(let reason): return try correct(reason)
        case .draftApology(let cause, let unit, let newDate): return try draftApology(cause, unit, newDate)
        case .approveApology: return try approveApology()
        case .signApology(let capacity): return try signApology(capacity)
        case .numberApology(let number): return try numberApology(number)
        case .sendApology(let method): return try sendApology(method)
        case .deliverApology(let method): return try deliverApology(method)
        case .noteApologyFailure: return try noteApologyFailure()
        case .explainDelay(let note): return try explainDelay(note)
        case .overrideGate(let reason): return try overrideGate(reason)
        case .applyCalendarDecision(let decision): return try applyCalendarDecision(decision)
        }
    }

    /// For whom the actor stands in with this command; nil for their own right to it.
    var absent: UserID? {
        let scope = DossierScope(dossier)
        var actor = actor
        if command == .completeStep || command == .submit, currentStep?.role == .head {
            actor.grants.removeAll { $0.role != .head }
        }
        let absent = Rights.absent(behind: command.verb, of: actor, on: scope)
        guard absent == nil, command == .sendBack,
            Rights.permits(command.verb, actor: actor, dossier: scope) != .allowed
        else { return absent }
        return Rights.absent(behind: .sign, of: actor, on: scope)
    }

    /// Checks the right to the command. What lies before the leader may also be sent back by whoever may sign it.
    private func checkRight() throws(Refusal) {
        let scope = DossierScope(dossier)
        let permission = Rights.permits(command.verb, actor: actor, dossier: scope)
        switch permission {
        case .allowed: return
        case .noRight, .outOfScope: break
        }
        if command == .sendBack, dossier.submittedAt != nil,
            Rights.permits(.sign, actor: actor, dossier: scope) == .allowed
        {
            return
        }
        throw permission == .noRight ? .noRight(command.verb) : .outOfScope
    }

    /// Refuses unless the dossier has one of the statuses.
    func require(_ statuses: Status...) throws(Refusal) {
        guard !statuses.contains(dossier.status) else { return }
        if dossier.status.isFinal { throw .final(command, status: dossier.status) }
        throw .transition(command, from: dossier.status)
    }

    /// Refuses once the applicant has nothing to do with the dossier any more.
    func requireOpenToTheApplicant() throws(Refusal) {
        try require(.filed, .accepted, .processing, .awaitingSupplement, .awaitingPayment, .finished)
    }

    /// Refuses once the result is signed.
    func requireUnsigned() throws(Refusal) {
        guard dossier.signedAt == nil else { throw .resultSigned(command) }
    }

    /// Refuses what is the unit's while the result lies before the leader, or is signed.
    func requireWithTheUnit() throws(Refusal) {
        try require(.processing)
        try requireUnsigned()
        guard dossier.submittedAt == nil else { throw .alreadySubmitted(command) }
    }
}
