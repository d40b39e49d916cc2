/// Where a dossier stands with its letter of apology (contract C4). A state is a comparison of stored days with today,
/// so a work list needs no clock.
package enum ApologyState: String, Sendable, Hashable, CaseIterable {
    /// Not accepted, without a limit, or waiting for the applicant since before `due`.
    case none
    /// Not yet at risk, or ended in time.
    case notNeeded = "not_needed"
    /// At most two working days are left.
    case atRisk = "at_risk"
    /// Today is the latest day for the letter.
    case dueToday = "due_today"
    /// The latest day has passed without a letter, or the dossier ended late without one.
    case missing
    /// Issued on the latest day or before it.
    case issuedOnTime = "issued_on_time"
    /// Issued after the latest day.
    case issuedLate = "issued_late"
    /// Imported and ended: the other system kept no letters.
    case notKept = "not_kept"

    /// The state on a day.
    ///
    /// A letter that was issued shows whatever happens afterwards. A pause that began after `due` excuses nothing: the
    /// dossier stays overdue while it waits. A dossier withdrawn before acceptance has no date, hence `none`.
    package static func of(_ facts: ApologyFacts, today: LocalDate, in offset: UTCOffset) -> ApologyState {
        guard facts.accepted, let deadline = facts.deadline else { return .none }
        if facts.imported, facts.endedAt != nil { return .notKept }
        if let issuedAt = facts.issuedAt {
            return offset.localDate(of: issuedAt) <= deadline.apologyLatest ? .issuedOnTime : .issuedLate
        }
        if let endedAt = facts.endedAt {
            return deadline.punctuality(of: endedAt, in: offset) == .late ? .missing : .notNeeded
        }
        if facts.pausedBeforeDue { return .none }
        if today > deadline.apologyLatest { return .missing }
        if today == deadline.apologyLatest { return .dueToday }
        return today >= deadline.atRiskFrom ? .atRisk : .notNeeded
    }
}

/// What the state of the letter depends on.
package struct ApologyFacts: Sendable, Hashable {
    /// Whether the desk accepted the dossier.
    package var accepted: Bool
    /// Whether it came from another system.
    package var imported: Bool
    /// The running date.
    package var deadline: Deadline?
    /// Whether it waits for the applicant since before `due`.
    package var pausedBeforeDue: Bool
    /// When it ended.
    package var endedAt: Instant?
    /// When the letter was issued.
    package var issuedAt: Instant?

    /// Facts as they are stored.
    package init(
        accepted: Bool, imported: Bool, deadline: Deadline?, pausedBeforeDue: Bool, endedAt: Instant?,
        issuedAt: Instant?
    ) {
        self.accepted = accepted
        self.imported = imported
        self.deadline = deadline
        self.pausedBeforeDue = pausedBeforeDue
        self.endedAt = endedAt
        self.issuedAt = issuedAt
    }

    /// The facts of a dossier.
    package init(_ dossier: Dossier) {
        self.init(
            accepted: dossier.acceptedAt != nil, imported: dossier.imported, deadline: dossier.deadline,
            pausedBeforeDue: dossier.pause.map { !$0.afterDue } ?? false, endedAt: dossier.endedAt,
            issuedAt: dossier.apology?.issuedAt)
    }
}
