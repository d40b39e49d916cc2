/// How the late dossiers of a period stand with their letters of apology. Late is what ended in the period after its due
/// date, and what is open past it when the period is reckoned.
package enum ApologyClass: String, Sendable, Hashable, CaseIterable {
    /// Every late dossier.
    case late
    /// With a letter issued on the latest day for it or before.
    case onTime
    /// With a letter issued after that day.
    case afterwards
    /// Without a letter. Also while one could still come in time, as on the due day of a limit in hours.
    case missing
    /// Imported and ended: the other system kept no letters.
    case notKept
    /// Beside these: a supervisor let it pass the gate.
    case overridden
}

/// What the classes look at: a dossier as it was at the instant the figures are as of.
package struct LateFacts: Sendable, Hashable {
    package var facts: DossierFacts
    package var imported: Bool
    /// The latest day for the letter then.
    package var latest: LocalDate?
    /// When the letter was issued.
    package var issuedAt: Instant?
    /// Why, as far as a draft said so.
    package var cause: DelayCause?
    /// The unit that answers for the delay, as far as a draft said so.
    package var unit: UnitID?
    /// Whether a supervisor had overridden the gate.
    package var overridden: Bool

    /// The facts after the events up to an instant; nil when nothing had happened yet.
    package init?(_ events: some Sequence<Event>, asOf instant: Instant) {
        let past = events.filter { $0.body.happened(by: instant, recordedAt: $0.at) }
        guard let facts = DossierFacts(events, asOf: instant),
            let dossier = past.reduce(nil as Dossier?, { apply($1, to: $0) })
        else { return nil }
        self.facts = facts
        imported = dossier.imported
        latest = dossier.deadline?.apologyLatest
        issuedAt = dossier.apology?.issuedAt
        cause = dossier.apology.map { DelayCause($0.cause) }
        unit = dossier.apology?.unit
        overridden = dossier.gateOverride != nil
    }
}

extension Reckoning {
    /// Whether a dossier, with its facts as of `asOf`, belongs to a class.
    package func counts(_ dossier: LateFacts, as apologyClass: ApologyClass) -> Bool {
        let isLate = counts(dossier.facts, as: .resolvedLate) || counts(dossier.facts, as: .openOverdue)
        guard isLate else { return false }
        let isKept = !dossier.imported || dossier.facts.endedAt == nil
        let isInTime = dossier.issuedAt.flatMap { issued in
            dossier.latest.map { offset.localDate(of: issued) <= $0 }
        }
        switch apologyClass {
        case .late: return true
        case .onTime: return isKept && isInTime == true
        case .afterwards: return isKept && isInTime == false
        case .missing: return isKept && dossier.issuedAt == nil
        case .notKept: return !isKept
        case .overridden: return dossier.overridden
        }
    }
}
