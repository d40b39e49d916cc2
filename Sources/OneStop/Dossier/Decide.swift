/// Decides whether a command may be carried out, and what then happens.
///
/// A pure function: the store applies the events and writes them with the state in one transaction. `dossier` is nil
/// only for the commands that create one. Should `context.now` lie before the dossier's last event (two servers whose
/// clocks differ), the events take that event's time, so that a life never runs backwards.
///
/// - Throws: the first rule that refuses, rights before state before contents; nothing is half done.
package func decide(_ dossier: Dossier?, _ command: Command, _ context: Context) throws(Refusal) -> [Event] {
    var context = context
    let bodies: [EventBody]
    let absent: UserID?
    if let dossier {
        context.now = max(context.now, dossier.changedAt)
        let decision = Decision(dossier: dossier, command: command.kind, context: context)
        bodies = try decision.events(command)
        absent = decision.absent
    } else {
        let (body, intake) = try creation(command, context)
        bodies = [body]
        absent = Rights.absent(behind: command.kind.verb, of: context.actor, on: DossierScope(intake))
    }
    return bodies.map { Event(at: context.now, actor: context.actor.user, body: $0, standingFor: absent) }
}

/// The event that creates a dossier.
private func creation(_ command: Command, _ context: Context) throws(Refusal) -> (EventBody, Intake) {
    switch command {
    case .fileOnline(let intake):
        try mayCreate(intake, command.kind, context)
        guard intake.channel == .online else { throw .channel(command.kind, intake.channel) }
        let clock = Clockwork(context: context)
        return (.filed(intake, receiptDue: try clock.receiptDue()), intake)
    case .takeIn(let intake):
        try mayCreate(intake, command.kind, context)
        guard intake.channel != .online else { throw .channel(command.kind, intake.channel) }
        let clock = Clockwork(context: context)
        return (.takenIn(intake, try clock.acceptance(limit: intake.limit, dayZero: intake.dayZero)), intake)
    case .refuseAtDesk(let intake, let form):
        try mayCreate(intake, command.kind, context)
        guard intake.channel != .online else { throw .channel(command.kind, intake.channel) }
        return (.refusedAtDesk(intake, try Wording.whole(form, on: context.date(of: context.now))), intake)
    case .accept, .refuse, .handOver, .assign, .reassign, .takeOver, .completeStep, .sendBack, .askSupplement,
        .approveSecondSupplement, .recordSupplement, .demandPayment, .approveSecondPayment, .confirmPayment,
        .chargeFee, .payFee, .noteRefund, .askOpinion, .remindOpinion, .withdrawOpinion, .passOverOpinion,
        .answerOpinion, .handOnOpinion, .openLeg, .receiveLeg, .completeLeg, .returnLeg, .recallLeg,
        .submit, .sign, .issueNumber, .finish, .returnResult, .withdraw, .proposeStop, .approveStop,
        .stopForNoAnswer, .amend, .recordContact, .correct, .draftApology, .approveApology, .signApology,
        .numberApology, .sendApology, .deliverApology, .noteApologyFailure, .explainDelay, .overrideGate,
        .applyCalendarDecision:
        throw .noDossier(command.kind)
    }
}

/// Checks the right to create a dossier. There is no dossier yet that could be unknown to the caller; what they know
/// or not is the agencies it is for.
private func mayCreate(_ intake: Intake, _ command: CommandKind, _ context: Context) throws(Refusal) {
    let actor = context.actor
    guard Rights.permits(command.verb, actor: actor, dossier: DossierScope(intake)) != .allowed else { return }
    let agencies: Set<AgencyID> = [intake.helpedAt, intake.receivedBy, intake.decidedBy]
    let isKnown = actor.grants.contains { !$0.agencies.isDisjoint(with: agencies) }
    throw isKnown ? .noRight(command.verb) : .outOfScope
}
