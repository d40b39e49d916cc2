/// A month of form II.06a as of its cut-off and that of the month before, in the zone of the deciding agency.
///
/// This is the specification of the form; the store counts the same columns in SQL.
package struct MonthlyReckoning: Sendable, Hashable {
    /// The period, as of its own cut-off.
    package let present: Reckoning
    /// All that lies before the period, as of the cut-off before.
    package let past: Reckoning
    /// How the form counts what waits for a supplement.
    package let waiting: WaitingRule

    /// - Parameter now: both cut-offs are the period's own or this instant, whichever comes first.
    package init(period: Period, waiting: WaitingRule, now: Instant, offset: UTCOffset) {
        present = Reckoning(period: period, now: now, offset: offset)
        past = Reckoning(period: period.past, now: now, offset: offset)
        self.waiting = waiting
    }

    /// Whether a dossier belongs to a column.
    package func counts(_ dossier: MonthlyFacts, as column: MonthlyColumn) -> Bool {
        switch column {
        case .receivedTotal: isReceived(dossier) || isCarriedOver(dossier)
        case .receivedOnline: isReceived(dossier) && dossier.present.channel == .online
        case .receivedDirectOrPost: isReceived(dossier) && dossier.present.channel != .online
        case .carriedOver: isCarriedOver(dossier)
        case .resolvedTotal:
            isIn(dossier, .resolvedEarly, .resolvedOnTime, .resolvedLate, .resolvedNoLimit) || isSetAside(dossier)
        case .resolvedEarly: isIn(dossier, .resolvedEarly) && !isGivenBack(dossier)
        case .resolvedOnTime:
            isIn(dossier, .resolvedOnTime, .resolvedNoLimit) || isGivenBack(dossier) || isSetAside(dossier)
        case .resolvedLate: isIn(dossier, .resolvedLate)
        case .openTotal: isOpen(dossier.present, in: present) && !isOut(dossier.present, in: present)
        case .openWithin:
            isIn(dossier, .openWithin, .openNoLimit, .paused) && !isOut(dossier.present, in: present)
        case .openOverdue: isIn(dossier, .openOverdue)
        case .resolvedNoLimit: isIn(dossier, .resolvedNoLimit)
        case .openNoLimit: isIn(dossier, .openNoLimit) && !isOut(dossier.present, in: present)
        case .waitingSupplement: isWaiting(dossier.present, in: present, .awaitingSupplement)
        case .waitingPayment: isWaiting(dossier.present, in: present, .awaitingPayment)
        case .resolvedWaiting: isSetAside(dossier)
        case .resolvedGivenBack: isGivenBack(dossier)
        case .receivedAgain: isBack(dossier)
        case .leftOpenBefore: dossier.past.map { isOpen($0, in: past) && !isOut($0, in: past) } ?? false
        }
    }

    /// In one of the classes of the period.
    private func isIn(_ dossier: MonthlyFacts, _ classes: PeriodClass...) -> Bool {
        classes.contains { present.counts(dossier.present, as: $0) }
    }

    private func isReceived(_ dossier: MonthlyFacts) -> Bool {
        present.counts(dossier.present, as: .received) || isBack(dossier)
    }

    private func isCarriedOver(_ dossier: MonthlyFacts) -> Bool {
        present.counts(dossier.present, as: .carriedOver) && !wasOut(dossier)
    }

    private func isOpen(_ facts: DossierFacts, in reckoning: Reckoning) -> Bool {
        let open: [PeriodClass] = [.openWithin, .openOverdue, .openNoLimit, .paused]
        return open.contains { reckoning.counts(facts, as: $0) }
    }

    private func isWaiting(_ facts: DossierFacts, in reckoning: Reckoning, _ status: Status) -> Bool {
        isOpen(facts, in: reckoning) && facts.status == status && !facts.pausedAfterDue
    }

    /// Counted as resolved while it waits, and so not in progress.
    private func isOut(_ facts: DossierFacts, in reckoning: Reckoning) -> Bool {
        waiting == .onTime && isWaiting(facts, in: reckoning, .awaitingSupplement)
    }

    private func wasOut(_ dossier: MonthlyFacts) -> Bool {
        dossier.past.map { isOut($0, in: past) } ?? false
    }

    /// Out at this cut-off and not at the one before.
    private func isSetAside(_ dossier: MonthlyFacts) -> Bool {
        isOut(dossier.present, in: present) && !wasOut(dossier)
    }

    /// Out at the cut-off before and not at this one.
    private func isBack(_ dossier: MonthlyFacts) -> Bool {
        wasOut(dossier) && !isOut(dossier.present, in: present)
    }

    private func isGivenBack(_ dossier: MonthlyFacts) -> Bool {
        guard waiting == .onTime, isIn(dossier, .resolvedEarly) else { return false }
        return dossier.present.status == .withdrawn || dossier.present.status == .stopped
    }
}

/// What the columns look at: a dossier as it was at the period's cut-off and at the one before.
package struct MonthlyFacts: Sendable, Hashable {
    package var present: DossierFacts
    /// Nil when nothing had happened by then.
    package var past: DossierFacts?

    /// The facts after a life's events up to both cut-offs; nil when nothing had happened by the later one.
    package init?(_ events: [Event], in reckoning: MonthlyReckoning) {
        guard let present = DossierFacts(events, asOf: reckoning.present.asOf) else { return nil }
        self.present = present
        past = DossierFacts(events, asOf: reckoning.past.asOf)
    }
}

extension MonthlyFigures {
    /// Counts dossiers by their events alone.
    package init(ofLives lives: some Sequence<[Event]>, in reckoning: MonthlyReckoning) {
        self.init()
        for facts in lives.compactMap({ MonthlyFacts($0, in: reckoning) }) {
            for column in MonthlyColumn.allCases where reckoning.counts(facts, as: column) { self[column] += 1 }
        }
    }
}
