/// A time in which the dossier waits for the applicant.
package struct Pause: Sendable, Hashable {
    /// What is waited for.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Documents asked for before acceptance: no clock runs yet.
        case supplementBeforeAcceptance = "supplement_before_acceptance"
        /// Documents asked for by the unit.
        case supplement
        /// A tax, a fee or a charge.
        case payment
    }

    /// What is waited for.
    package var kind: Kind
    /// When the applicant was asked.
    package var since: Instant
    /// What was left of the limit then; nil when no limit runs, or when the pause began after `due`.
    package var remainder: Remainder?
    /// Whether the pause began after `due`. Such a pause shifts nothing: the dossier stays open and overdue.
    package var afterDue: Bool
    /// The last day for the answer, when the procedure publishes a window.
    package var answerBy: LocalDate?

    /// A pause with everything that is known when it begins.
    package init(kind: Kind, since: Instant, remainder: Remainder?, afterDue: Bool, answerBy: LocalDate?) {
        self.kind = kind
        self.since = since
        self.remainder = remainder
        self.afterDue = afterDue
        self.answerBy = answerBy
    }
}

/// From where the current `due` was laid down; what is needed to count what is left at a pause, and to lay the date
/// down again when the calendar changes.
package struct RunningClock: Sendable, Hashable {
    /// The acceptance, or the answer that ended the last pause.
    package var from: Instant
    /// What was left at that pause; nil when the whole limit runs from `from`.
    package var remainder: Remainder?

    /// A clock that runs from an instant.
    package init(from: Instant, remainder: Remainder?) {
        self.from = from
        self.remainder = remainder
    }
}
