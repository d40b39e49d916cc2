/// Every class of a period (contract C6). Each has its own predicate; none is what the others leave.
package enum PeriodClass: String, Sendable, Hashable, CaseIterable {
    /// Accepted before the period and not ended before it.
    case carriedOver
    /// Accepted in the period.
    case received
    /// Accepted in the period and filed through a portal.
    case receivedOnline
    /// Accepted in the period at the desk.
    case receivedDirect
    /// Accepted in the period and sent by public post.
    case receivedPost
    /// Ended in the period before the due date.
    case resolvedEarly
    /// Ended in the period on the due date.
    case resolvedOnTime
    /// Ended in the period after the due date.
    case resolvedLate
    /// Ended in the period and never had a due date.
    case resolvedNoLimit
    /// Open, running, and not past its due date.
    case openWithin
    /// Open and past its due date; also while it waits for the applicant since after it.
    case openOverdue
    /// Open without a due date, whether it waits or not.
    case openNoLimit
    /// Open and waiting for the applicant since before its due date.
    case paused
    /// Filed and not answered finally yet.
    case awaitingReceipt
    /// Refused in the period.
    case refused
    /// Not answered within eight working hours that ended in the period.
    case receiptLate
    /// Counted against the portal rate for a second request for documents.
    case secondSupplement
}

/// A period as of an instant, in the zone of the deciding agency.
package struct Reckoning: Sendable, Hashable {
    /// The period.
    package let period: Period
    /// The instant the figures are as of.
    package let asOf: Instant
    /// The agency's zone.
    package let offset: UTCOffset

    /// The reckoning of a period at a time.
    package init(period: Period, now: Instant, offset: UTCOffset) {
        self.period = period
        self.offset = offset
        asOf = period.asOf(now: now, in: offset)
    }

    /// Whether a dossier, with its facts as of `asOf`, belongs to a class.
    package func counts(_ facts: DossierFacts, as periodClass: PeriodClass) -> Bool {
        switch periodClass {
        case .carriedOver: isCarriedOver(facts)
        case .received: isReceived(facts)
        case .receivedOnline: isReceived(facts) && facts.channel == .online
        case .receivedDirect: isReceived(facts) && facts.channel == .direct
        case .receivedPost: isReceived(facts) && facts.channel == .post
        case .resolvedEarly: isResolved(facts) && punctuality(facts) == .early
        case .resolvedOnTime: isResolved(facts) && punctuality(facts) == .onTime
        case .resolvedLate: isResolved(facts) && punctuality(facts) == .late
        case .resolvedNoLimit: isResolved(facts) && facts.due == nil
        case .openWithin: isOpen(facts) && runs(facts) && isPast(facts) == false
        case .openOverdue: isOpen(facts) && runs(facts) && isPast(facts) == true
        case .openNoLimit: isOpen(facts) && facts.due == nil
        case .paused: isOpen(facts) && facts.due != nil && facts.pausedSince != nil && !facts.pausedAfterDue
        case .awaitingReceipt: isAwaitingReceipt(facts)
        case .refused: isInPeriod(facts.refusedAt)
        case .receiptLate: isReceiptLate(facts)
        case .secondSupplement: isAgainstPortalRate(facts)
        }
    }

    private func isCarriedOver(_ facts: DossierFacts) -> Bool {
        guard let accepted = day(facts.acceptedAt), accepted < period.from else { return false }
        guard let ended = day(facts.endedAt) else { return true }
        return ended >= period.from
    }

    private func isReceived(_ facts: DossierFacts) -> Bool {
        isInPeriod(facts.acceptedAt)
    }

    private func isResolved(_ facts: DossierFacts) -> Bool {
        facts.acceptedAt != nil && isInPeriod(facts.endedAt)
    }

    private func isOpen(_ facts: DossierFacts) -> Bool {
        facts.acceptedAt != nil && facts.endedAt == nil
    }

    /// Not paused, or paused after due, which stops nothing.
    private func runs(_ facts: DossierFacts) -> Bool {
        facts.pausedSince == nil || facts.pausedAfterDue
    }

    private func isPast(_ facts: DossierFacts) -> Bool? {
        guard let due = facts.due, let dueOn = facts.dueOn else { return nil }
        return facts.byInstant ? asOf > due : offset.localDate(of: asOf) > dueOn
    }

    private func punctuality(_ facts: DossierFacts) -> Punctuality? {
        guard let due = facts.due, let dueOn = facts.dueOn, let end = facts.endedAt else { return nil }
        return facts.byInstant
            ? Punctuality(end, against: due) : Punctuality(offset.localDate(of: end), against: dueOn)
    }

    /// Filed, and neither accepted nor refused, withdrawn or stopped.
    private func isAwaitingReceipt(_ facts: DossierFacts) -> Bool {
        switch facts.status {
        case .filed: true
        case .awaitingSupplement: facts.acceptedAt == nil
        case .accepted, .refused, .processing, .awaitingPayment, .withdrawn, .stopped, .finished, .returned: false
        }
    }

    /// The eight working hours ran out in the period and nobody had answered by then.
    private func isReceiptLate(_ facts: DossierFacts) -> Bool {
        guard let due = facts.receiptDue, isInPeriod(due), asOf > due else { return false }
        guard let response = facts.firstResponseAt else { return true }
        return response > due
    }

    /// Asked for documents twice, and in a class that would otherwise count for the portal rate (R8.3).
    private func isAgainstPortalRate(_ facts: DossierFacts) -> Bool {
        guard facts.secondSupplementAt != nil else { return false }
        return [.resolvedEarly, .resolvedOnTime, .openWithin, .paused].contains { counts(facts, as: $0) }
    }

    func isInPeriod(_ instant: Instant?) -> Bool {
        guard let day = day(instant) else { return false }
        return period.contains(day)
    }

    private func day(_ instant: Instant?) -> LocalDate? {
        instant.map { offset.localDate(of: $0) }
    }
}
