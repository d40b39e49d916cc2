package import OneStop

/// What a dossier's own row does not tell of a question: who asked and answered, and in which words.
package struct OpinionDetails: Sendable, Hashable {
    package var number: Int
    /// The sign-in name of who asked.
    package var askedBy: String
    /// Whom the asked unit gave it to.
    package var officer: String?
    /// Who answered.
    package var answeredBy: String?
    /// What is asked, in words; nil when nothing was written, or it is erased.
    package var question: String?
    /// The answer in words.
    package var answer: String?

    /// All fields, as read.
    package init(
        number: Int, askedBy: String, officer: String?, answeredBy: String?, question: String?, answer: String?
    ) {
        self.number = number
        self.askedBy = askedBy
        self.officer = officer
        self.answeredBy = answeredBy
        self.question = question
        self.answer = answer
    }
}

/// Which questions to units are asked for.
package struct OpinionQuery: Sendable, Hashable {
    /// Those that wait for an answer, those of them that are overdue, or those that got one.
    package enum State: String, Sendable, Hashable, CaseIterable {
        case open, overdue, answered
    }

    /// A place in the list: open questions by when they are due, answered ones by when that was, the newest first.
    package struct Position: Sendable, Hashable {
        package var at: Instant
        package var dossier: DossierID
        package var number: Int

        package init(at: Instant, dossier: DossierID, number: Int) {
            self.at = at
            self.dossier = dossier
            self.number = number
        }
    }

    package var units: [UnitID]
    package var state: State
    /// Only those whose limit had passed then; nil for all.
    package var overdueAt: Instant?
    package var after: Position?
    package var limit: Int

    package init(units: [UnitID], state: State, overdueAt: Instant?, after: Position?, limit: Int) {
        self.units = units
        self.state = state
        self.overdueAt = overdueAt
        self.after = after
        self.limit = limit
    }
}

/// A question as a line of a unit's list. It names no applicant.
package struct OpinionLine: Sendable, Hashable {
    package var dossier: DossierID
    package var number: Int
    package var code: String?
    /// The dossier's version, for the answer's `If-Match`.
    package var lockVersion: Int
    package var version: ProcedureID
    package var decidedBy: AgencyID
    package var dossierDue: Instant?
    package var unit: UnitID
    package var askedAt: Instant
    package var limit: String
    package var due: Instant
    package var lateFrom: Instant
    package var officer: String?
    package var reminders: Int
    package var state: Opinion.State
    package var closedAt: Instant?
    package var verdict: OpinionVerdict?
    package var answeredLate: Bool

    /// All fields, as read.
    package init(
        dossier: DossierID, number: Int, code: String?, lockVersion: Int, version: ProcedureID, decidedBy: AgencyID,
        dossierDue: Instant?, unit: UnitID, askedAt: Instant, limit: String, due: Instant, lateFrom: Instant,
        officer: String?, reminders: Int, state: Opinion.State, closedAt: Instant?, verdict: OpinionVerdict?,
        answeredLate: Bool
    ) {
        self.dossier = dossier
        self.number = number
        self.code = code
        self.lockVersion = lockVersion
        self.version = version
        self.decidedBy = decidedBy
        self.dossierDue = dossierDue
        self.unit = unit
        self.askedAt = askedAt
        self.limit = limit
        self.due = due
        self.lateFrom = lateFrom
        self.officer = officer
        self.reminders = reminders
        self.state = state
        self.closedAt = closedAt
        self.verdict = verdict
        self.answeredLate = answeredLate
    }

    /// Where it stands in its list.
    package var position: OpinionQuery.Position {
        OpinionQuery.Position(
            at: state == .answered ? closedAt ?? due : due, dossier: dossier, number: number)
    }
}
