/// A part of a dossier's way that lies with another agency (R2.6): with its own start, limit, result and line of the
/// control slip. The dossier keeps one code, one promise and one clock, for which the deciding agency answers.
package struct AgencyLeg: Sendable, Hashable {
    /// The place among the dossier's legs, from 1.
    package var number: Int
    /// Who has the leg.
    package var agency: AgencyID
    /// The unit of that agency which it was sent to.
    package var unit: UnitID
    /// The step of the internal process at which it was sent.
    package var step: Int
    /// The leg's own limit, counted by that agency's calendar.
    package var limit: Limit
    /// By when it should be answered; nil without a limit.
    package var due: LegDue?
    /// Who sent it.
    package var giver: UserID
    /// When it was sent: from here on its limit runs, received or not.
    package var sentAt: Instant
    /// Who received it there.
    package var receiver: UserID?
    /// When it was received.
    package var receivedAt: Instant?
    /// How it ended; nil while it is open.
    package var end: LegEnd?

    /// A leg as it is stored, open or ended.
    package init(
        number: Int, agency: AgencyID, unit: UnitID, step: Int, limit: Limit, due: LegDue?, giver: UserID,
        sentAt: Instant, receiver: UserID? = nil, receivedAt: Instant? = nil, end: LegEnd? = nil
    ) {
        self.number = number
        self.agency = agency
        self.unit = unit
        self.step = step
        self.limit = limit
        self.due = due
        self.giver = giver
        self.sentAt = sentAt
        self.receiver = receiver
        self.receivedAt = receivedAt
        self.end = end
    }

    /// A leg that begins.
    init(_ opening: LegOpening, by giver: UserID, at instant: Instant) {
        self.init(
            number: opening.number, agency: opening.agency, unit: opening.unit, step: opening.step,
            limit: opening.limit, due: opening.due, giver: giver, sentAt: instant)
    }

    /// How its end lies to its date; nil while it is open, and without a limit.
    /// - Parameter offset: the zone of the agency that had it.
    package func punctuality(in offset: UTCOffset) -> Punctuality? {
        guard let due, let end else { return nil }
        return due.punctuality(of: end.at, in: offset)
    }

    /// From where until when it lay with the other agency.
    package func span(until now: Instant) -> (from: Instant, to: Instant) {
        (sentAt, max(sentAt, end?.at ?? now))
    }
}

/// The date of a leg, laid down when it is sent.
package struct LegDue: Sendable, Hashable {
    /// The last closing of `dueOn`, or the instant at which working hours are used up.
    package var due: Instant
    /// Its local date at the agency that has the leg.
    package var dueOn: LocalDate
    /// Whether instants are compared, not dates.
    package var byInstant: Bool

    /// A date as it is stored.
    package init(due: Instant, dueOn: LocalDate, byInstant: Bool) {
        self.due = due
        self.dueOn = dueOn
        self.byInstant = byInstant
    }

    /// What a calendar gave.
    init(_ deadline: Deadline) {
        self.init(due: deadline.due, dueOn: deadline.dueOn, byInstant: deadline.byInstant)
    }

    /// How an instant lies to the date, as for a dossier (contract C6).
    package func punctuality(of instant: Instant, in offset: UTCOffset) -> Punctuality {
        byInstant ? Punctuality(instant, against: due) : Punctuality(offset.localDate(of: instant), against: dueOn)
    }
}

/// How a leg ended.
package struct LegEnd: Sendable, Hashable {
    /// In which way.
    package var outcome: LegOutcome
    /// When.
    package var at: Instant
    /// Who ended it.
    package var by: UserID
    /// The result, or why there is none: a statement of the procedure that names no person; empty for a lapsed leg.
    package var statement: String

    /// An end.
    package init(outcome: LegOutcome, at: Instant, by: UserID, statement: String) {
        self.outcome = outcome
        self.at = at
        self.by = by
        self.statement = statement
    }
}

/// In which ways a leg ends.
package enum LegOutcome: String, Sendable, Hashable, CaseIterable {
    /// The other agency gave its result.
    case completed
    /// The other agency gave it back undone.
    case returned
    /// The deciding agency took it back.
    case recalled
    /// The dossier ended while it was open.
    case lapsed

    /// The name on screen.
    package var vietnamese: String {
        switch self {
        case .completed: "Đã có kết quả"
        case .returned: "Trả lại, chưa giải quyết"
        case .recalled: "Cơ quan chủ trì rút lại"
        case .lapsed: "Hồ sơ kết thúc"
        }
    }
}
