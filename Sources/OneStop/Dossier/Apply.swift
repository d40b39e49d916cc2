/// The state after an event. Total over the closed set of events, and it asks nothing of the outside world.
///
/// An event on a dossier that is not there leaves nothing (nil); the four events that create a dossier do so whatever
/// was there before.
package func apply(_ event: Event, to dossier: Dossier?) -> Dossier? {
    var after: Dossier
    if let created = created(by: event) {
        after = created
    } else if let dossier {
        after = dossier
        after.apply(event.body, by: event.actor, at: event.at)
    } else {
        return nil
    }
    after.version += 1
    after.changedAt = event.at
    return after
}

/// The dossier that an event creates; nil for an event that changes one.
private func created(by event: Event) -> Dossier? {
    switch event.body {
    case .filed(let intake, let receiptDue):
        var dossier = Dossier(intake, status: .filed, at: event.at)
        dossier.filedAt = event.at
        dossier.receiptDue = receiptDue
        return dossier
    case .takenIn(let intake, let deadline):
        var dossier = Dossier(intake, status: .accepted, at: event.at)
        dossier.accept(at: event.at, deadline: deadline)
        return dossier
    case .refusedAtDesk(let intake, let form):
        var dossier = Dossier(intake, status: .refused, at: event.at)
        dossier.refusedAt = event.at
        dossier.refusalNumber = form.number
        return dossier
    case .imported(let intake, let facts):
        var dossier = Dossier(intake, status: .accepted, at: event.at)
        dossier.imported = true
        dossier.unit = facts.unit
        dossier.officer = facts.officer
        dossier.accept(at: facts.acceptedAt, deadline: facts.deadline)
        dossier.status = .processing
        if let endedAt = facts.endedAt {
            dossier.status = .finished
            dossier.endedAt = endedAt
        }
        return dossier
    case .accepted, .refused, .handedOver, .assigned, .reassigned, .takenOver, .stepCompleted, .sentBack,
        .supplementAsked, .secondSupplementApproved, .supplementIncomplete, .supplementCompleted, .paymentDemanded,
        .secondPaymentApproved, .paymentConfirmed, .feeCharged, .feePaid, .refundNoted, .opinionAsked, .opinionReminded,
        .opinionWithdrawn, .opinionPassedOver, .opinionAnswered, .opinionHandedOn, .legOpened, .legReceived,
        .legCompleted, .legReturned, .legRecalled, .submitted, .signed, .numberIssued, .finished,
        .returned, .withdrawn, .stopProposed, .stopped, .stoppedForNoAnswer, .amended, .contactRecorded, .corrected,
        .apologyDrafted, .apologyApproved, .apologySigned, .apologyIssued, .apologySent, .apologyDelivered,
        .apologyFailed, .delayExplained, .gateOverridden, .dueMoved, .transferred:
        return nil
    }
}
