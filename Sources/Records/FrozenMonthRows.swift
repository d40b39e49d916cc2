package import OneStop

/// A month of an agency's form II.06a that was frozen, and what became of that.
package struct FrozenMonthRow: Sendable, Hashable {
    package var id: Int64
    package var agency: AgencyID
    /// The first day of the month it is named after.
    package var month: LocalDate
    package var cutOff: String
    package var waiting: String
    /// The form as it was counted, whole, in the store's own words.
    package var form: String
    package var frozenAt: Instant
    /// Logins.
    package var frozenBy: String
    package var unfrozenAt: Instant?
    package var unfrozenBy: String?
    /// Why it was unfrozen.
    package var reason: String?

    /// All fields, as read.
    package init(
        id: Int64, agency: AgencyID, month: LocalDate, cutOff: String, waiting: String, form: String,
        frozenAt: Instant, frozenBy: String, unfrozenAt: Instant?, unfrozenBy: String?, reason: String?
    ) {
        self.id = id
        self.agency = agency
        self.month = month
        self.cutOff = cutOff
        self.waiting = waiting
        self.form = form
        self.frozenAt = frozenAt
        self.frozenBy = frozenBy
        self.unfrozenAt = unfrozenAt
        self.unfrozenBy = unfrozenBy
        self.reason = reason
    }
}

/// Where a dossier is counted in the form: what decides in which columns of which rows.
package struct MonthlyPlace: Sendable, Hashable {
    /// `receivedOnline`, `receivedDirectOrPost` or `carriedOver`.
    package var entered: MonthlyColumn
    /// `resolvedEarly`, `resolvedOnTime`, `resolvedLate`, `openWithin` or `openOverdue`.
    package var outcome: MonthlyColumn
    package var field: String
    /// The unit's code; nil before the hand-over.
    package var unit: String?

    /// All fields, as read.
    package init(entered: MonthlyColumn, outcome: MonthlyColumn, field: String, unit: String?) {
        self.entered = entered
        self.outcome = outcome
        self.field = field
        self.unit = unit
    }
}

/// A dossier that a frozen month counts otherwise than it would be counted now.
package struct FrozenDifferenceRow: Sendable, Hashable {
    /// The code on the receipt, or the reference in the system it was imported from.
    package var code: String
    /// Nil where it was not counted.
    package var frozen: MonthlyPlace?
    package var present: MonthlyPlace?

    /// All fields, as read.
    package init(code: String, frozen: MonthlyPlace?, present: MonthlyPlace?) {
        self.code = code
        self.frozen = frozen
        self.present = present
    }
}
