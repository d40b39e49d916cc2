/// The causes of a delay that reports tell apart (R7.3). Known from the draft of the letter of apology, or from who answers
/// for the delay.
package enum DelayCause: String, Sendable, Hashable, CaseIterable {
    case staff, equipment, coordination, regulation, appraisal, applicant, other

    /// The cause that a letter gives.
    package init(_ cause: ApologyCause) {
        switch cause {
        case .workload, .absence: self = .staff
        case .otherAgency: self = .coordination
        case .regulation: self = .regulation
        case .appraisal: self = .appraisal
        case .failure: self = .equipment
        case .other: self = .other
        case .applicant: self = .applicant
        }
    }
}

/// Why a dossier is late, in the words of who answers for it.
package struct DelayNote: Sendable, Hashable {
    package var cause: DelayCause
    /// The unit at fault.
    package var unit: UnitID
    /// What the report is to say besides; no personal data.
    package var note: String

    /// A cause as it is given; `decide` checks it.
    package init(cause: DelayCause, unit: UnitID, note: String) {
        self.cause = cause
        self.unit = unit
        self.note = note
    }
}
