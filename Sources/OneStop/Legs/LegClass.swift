/// In which class of a period's figures a leg is. Each has its own predicate; none is what the others leave.
package enum LegClass: String, Sendable, Hashable, CaseIterable {
    /// Answered in the period before its date.
    case endedEarly
    /// Answered in the period on its date.
    case endedOnTime
    /// Answered in the period after its date.
    case endedLate
    /// Answered in the period and never had a date.
    case endedNoLimit
    /// Open and not past its date.
    case openWithin
    /// Open and past its date.
    case openOverdue
    /// Open without a date.
    case openNoLimit
    /// Taken back in the period, or ended with the dossier: nobody's fault and in no rate.
    case givenUp
}

/// What the classes look at: a leg as it was at the instant that the figures are as of.
package struct LegFacts: Sendable, Hashable {
    /// When it was sent.
    package var sentAt: Instant
    /// Its date; nil without a limit.
    package var due: LegDue?
    /// When it ended, if it had ended by then.
    package var endedAt: Instant?
    /// How it ended, if it had ended by then.
    package var outcome: LegOutcome?
    /// The zone of the agency that has it: days of its limit are compared there.
    package var offset: UTCOffset

    /// The facts of a leg in the state it had at an instant; nil when it had not been sent.
    package init?(_ leg: AgencyLeg, asOf instant: Instant, offset: UTCOffset) {
        guard leg.sentAt <= instant else { return nil }
        sentAt = leg.sentAt
        due = leg.due
        if let end = leg.end, end.at <= instant {
            endedAt = end.at
            outcome = end.outcome
        }
        self.offset = offset
    }
}

extension Reckoning {
    /// Whether a leg, with its facts as of `asOf`, belongs to a class. Which period it counts in is told by the day of
    /// the deciding agency, how it lies to its date by the day of the agency that has it.
    package func counts(_ leg: LegFacts, as legClass: LegClass) -> Bool {
        switch legClass {
        case .endedEarly: isAnswered(leg) && punctuality(leg) == .early
        case .endedOnTime: isAnswered(leg) && punctuality(leg) == .onTime
        case .endedLate: isAnswered(leg) && punctuality(leg) == .late
        case .endedNoLimit: isAnswered(leg) && leg.due == nil
        case .openWithin: leg.endedAt == nil && leg.due?.punctuality(of: asOf, in: leg.offset).isInTime == true
        case .openOverdue: leg.endedAt == nil && leg.due?.punctuality(of: asOf, in: leg.offset).isInTime == false
        case .openNoLimit: leg.endedAt == nil && leg.due == nil
        case .givenUp: isInPeriod(leg.endedAt) && (leg.outcome == .recalled || leg.outcome == .lapsed)
        }
    }

    private func isAnswered(_ leg: LegFacts) -> Bool {
        isInPeriod(leg.endedAt) && (leg.outcome == .completed || leg.outcome == .returned)
    }

    private func punctuality(_ leg: LegFacts) -> Punctuality? {
        leg.endedAt.flatMap { leg.due?.punctuality(of: $0, in: leg.offset) }
    }
}

extension Punctuality {
    /// Whether the date is kept.
    package var isInTime: Bool { self != .late }
}
