/// A question to another unit about a dossier, and what became of it. It pauses nothing: silence past its limit does not
/// extend the dossier's (R2.3).
package struct Opinion: Sendable, Hashable {
    /// What became of a question.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Asked, and waited for.
        case open
        /// Not waited for any more; an answer is still taken.
        case passedOver = "passed_over"
        /// Answered.
        case answered
        /// Taken back by whoever asked.
        case withdrawn
        /// The dossier ended without the answer.
        case lapsed
    }

    /// Its place among the dossier's questions, from 1.
    package var number: Int
    /// Who is asked.
    package var unit: UnitID
    /// The agency, limit and date of the question.
    package var terms: OpinionTerms
    /// When it was asked.
    package var askedAt: Instant
    /// Who asked.
    package var askedBy: UserID
    /// Whom the asked unit gave it to; nil while it is everybody's there.
    package var officer: UserID?
    /// How often the asked unit was reminded.
    package var reminders = 0
    /// When it was reminded last.
    package var remindedAt: Instant?
    /// What became of it.
    package var state = State.open
    /// When it left `open`; of a late answer, when that came.
    package var closedAt: Instant?
    /// The answer.
    package var verdict: OpinionVerdict?
    /// Who answered.
    package var answeredBy: UserID?
    /// Whether the answer came after its date.
    package var answeredLate = false

    /// A question as it is asked.
    package init(_ question: OpinionQuestion, unit: UnitID, askedAt: Instant, askedBy: UserID) {
        number = question.number
        self.unit = unit
        terms = question.terms
        self.askedAt = askedAt
        self.askedBy = askedBy
    }

    /// Whether an answer would be taken.
    package var awaitsAnswer: Bool { state == .open || state == .passedOver }

    /// Whether the asked unit's limit has passed.
    package func isOverdue(at now: Instant) -> Bool { now >= terms.lateFrom }
}

/// What a unit says when it is asked.
package enum OpinionVerdict: String, Sendable, Hashable, CaseIterable {
    /// Agrees.
    case agree
    /// Agrees, and says what should be heeded.
    case agreeWithRemarks = "agree_with_remarks"
    /// Disagrees, and says why.
    case disagree
    /// It is not for the unit to say, or it lacks what it would need.
    case cannotSay = "cannot_say"

    /// Whether the answer is nothing without words of its own.
    package var needsWords: Bool {
        switch self {
        case .agree: false
        case .agreeWithRemarks, .disagree, .cannotSay: true
        }
    }
}

/// Within which time whom an opinion is asked of. The limit runs by the calendar of the asked unit's agency.
package struct OpinionTerms: Sendable, Hashable {
    /// The asked unit's agency.
    package var agency: AgencyID
    /// The unit's own limit.
    package var limit: Limit
    /// The end of the limit.
    package var due: Instant
    /// The first instant at which an answer is late: after `due` for limits in hours, the end of its day for others (C6).
    package var lateFrom: Instant

    /// The terms as they were laid down.
    package init(agency: AgencyID, limit: Limit, due: Instant, lateFrom: Instant) {
        self.agency = agency
        self.limit = limit
        self.due = due
        self.lateFrom = lateFrom
    }

    /// Lays the terms down for a question that is asked now.
    /// - Parameter calendar: that of the asked unit's agency.
    /// - Throws: `Refusal.opinionLimit` for `none`, `Refusal.clock` when the calendar gives no date.
    package init(
        agency: AgencyID, limit: Limit, on calendar: CompiledCalendar, from now: Instant, sameDayHour: Int
    ) throws(Refusal) {
        let deadline: Deadline?
        do {
            deadline = try calendar.deadline(limit, from: now, dayZero: .working, sameDayHour: sameDayHour)
        } catch {
            throw .clock(error)
        }
        guard let deadline else { throw .opinionLimit }
        self.init(
            agency: agency, limit: limit, due: deadline.due,
            lateFrom: deadline.byInstant
                ? deadline.due.adding(microseconds: 1)
                : calendar.offset.instant(of: deadline.dueOn.adding(days: 1), minuteOfDay: 0))
    }
}

/// A question as its event keeps it.
package struct OpinionQuestion: Sendable, Hashable {
    /// Its place among the dossier's questions, from 1.
    package var number: Int
    /// The agency, limit and date.
    package var terms: OpinionTerms

    /// A question.
    package init(number: Int, terms: OpinionTerms) {
        self.number = number
        self.terms = terms
    }
}
