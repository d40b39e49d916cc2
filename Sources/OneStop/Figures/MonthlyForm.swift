/// Form II.06a/VPCP/KSTT of an agency for a month (R7.2): the same dossiers by field and by unit, and by name those
/// that need an explanation.
package struct MonthlyForm: Sendable, Hashable {
    /// The numbers of one field or unit.
    package struct Row: Sendable, Hashable {
        /// The code of the field or unit; empty for what is in no unit yet.
        package var key: String
        package var label: String
        package var figures: MonthlyFigures

        /// A row as it was counted; nothing is checked here.
        package init(key: String, label: String, figures: MonthlyFigures) {
            self.key = key
            self.label = label
            self.figures = figures
        }
    }

    package var agencyCode: String
    package var agencyName: String
    package var month: ReportMonth
    package var cutOff: CutOff
    package var reckoning: MonthlyReckoning
    package var total: MonthlyFigures
    package var fields: [Row]
    package var units: [Row]
    /// By the agency that first decided them: one row, and more where others went into this one.
    package var lines: [Row] = []
    /// In the order of their reason, then of their due date.
    package var entries: [MonthlyEntry]
    /// The letters of what columns 10 and 13 count, as of the cut-off; nil where nobody has counted them.
    package var apologies: ApologyFigures?
    /// That the month was frozen; nil for one that was not.
    package var frozen: FrozenNote?

    /// A form as it was counted; whether it adds up is asked before it is given out.
    package init(
        agencyCode: String, agencyName: String, month: ReportMonth, cutOff: CutOff, reckoning: MonthlyReckoning,
        total: MonthlyFigures, fields: [Row], units: [Row], entries: [MonthlyEntry]
    ) {
        self.agencyCode = agencyCode
        self.agencyName = agencyName
        self.month = month
        self.cutOff = cutOff
        self.reckoning = reckoning
        self.total = total
        self.fields = fields
        self.units = units
        self.entries = entries
    }
}

/// A dossier that the form names. No personal data: who applied is found by the code.
package struct MonthlyEntry: Sendable, Hashable {
    /// Why it is named, in the order of the lists.
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// Behind column 10.
        case resolvedLate
        /// Behind column 13.
        case openOverdue
        /// Not answered within eight working hours that ended in the period.
        case receiptLate
        /// Asked for documents a second time, and resolved in the period or open at its end.
        case secondSupplement
    }

    package var reason: Reason
    /// The code on the receipt, or the reference in the system it was imported from.
    package var code: String
    package var procedure: String
    package var field: String
    /// The code of the unit; nil before the hand-over.
    package var unit: String?
    package var acceptedAt: Instant?
    /// The due date at the cut-off; the end of the receipt clock for what was answered late.
    package var due: Instant?
    /// When it ended or, for what was answered late, when it was answered; nil if that had not happened by the cut-off.
    package var doneAt: Instant?
    /// Calendar days between the due date and the end or the cut-off: 0 for a limit in hours missed on the same day.
    package var daysLate: Int
    /// Nil when nobody has said why.
    package var cause: DelayCause?
    /// The code of the unit that answers for the delay; nil when nobody has said why.
    package var atFault: String?
    /// What was said besides; nil where the letter alone names the cause.
    package var note: String?
    /// When the letter of apology was issued.
    package var apologyIssuedOn: LocalDate?
    /// The date that the letter names.
    package var newDate: Instant?
    /// Whether the second request for documents counts against the portal rate (R8.3): not where the dossier is late, or
    /// has no limit, and so is in no kept promise.
    package var isAgainstPortalRate: Bool

    /// A line of the list, with the cause and the letter as far as there are any.
    package init(
        reason: Reason, code: String, procedure: String, field: String, unit: String?, acceptedAt: Instant?,
        due: Instant?, doneAt: Instant?, daysLate: Int, cause: DelayCause?, atFault: String? = nil, note: String? = nil,
        apologyIssuedOn: LocalDate?, newDate: Instant?, isAgainstPortalRate: Bool = false
    ) {
        self.reason = reason
        self.code = code
        self.procedure = procedure
        self.field = field
        self.unit = unit
        self.acceptedAt = acceptedAt
        self.due = due
        self.doneAt = doneAt
        self.daysLate = daysLate
        self.cause = cause
        self.atFault = atFault
        self.note = note
        self.apologyIssuedOn = apologyIssuedOn
        self.newDate = newDate
        self.isAgainstPortalRate = isAgainstPortalRate
    }
}

extension MonthlyForm {
    /// Whether dossiers are counted that another agency first decided.
    package var hasFormerAgencies: Bool { lines.contains { $0.key != agencyCode } }
}

extension Reckoning {
    /// Whether a form names a dossier for a reason.
    package func names(_ facts: DossierFacts, for reason: MonthlyEntry.Reason) -> Bool {
        switch reason {
        case .resolvedLate: return counts(facts, as: .resolvedLate)
        case .openOverdue: return counts(facts, as: .openOverdue)
        case .receiptLate: return counts(facts, as: .receiptLate)
        case .secondSupplement:
            let classes: [PeriodClass] = [
                .resolvedEarly, .resolvedOnTime, .resolvedLate, .resolvedNoLimit, .openWithin, .openOverdue,
                .openNoLimit, .paused,
            ]
            return facts.secondSupplementAt != nil && classes.contains { counts(facts, as: $0) }
        }
    }
}
