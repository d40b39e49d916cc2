/// The one letter that tells the applicant that the agency will be late, why, and the new date
/// (Decree 61/2018, art. 19; form 04 of TT 03/2025/TT-VPCP).
package struct Apology: Sendable, Hashable {
    /// Why the agency is late.
    package var cause: ApologyCause
    /// The unit that answers for the delay.
    package var unit: UnitID
    /// The date the letter names.
    package var newDate: Instant
    /// When it was drafted.
    package var draftedAt: Instant
    /// When a leader approved the draft.
    package var approvedAt: Instant?
    /// When a leader signed it; nil in letters that an older program issued with the signature.
    package var signedAt: Instant?
    /// When the clerk gave it number and day: from then on it is issued and `Dossier.newDate` is set.
    package var issuedAt: Instant?
    /// How it is on its way to the applicant; nil while it is not.
    package var sentBy: LetterMethod?
    /// When the applicant got it.
    package var deliveredAt: Instant?

    /// A draft.
    package init(cause: ApologyCause, unit: UnitID, newDate: Instant, draftedAt: Instant) {
        self.cause = cause
        self.unit = unit
        self.newDate = newDate
        self.draftedAt = draftedAt
    }
}

/// How a letter goes to the applicant: through the desk or by post who filed there, else electronically (R4.1).
package enum LetterMethod: String, Sendable, Hashable, CaseIterable {
    /// Handed over at the desk, against a signature.
    case desk
    /// By public post, against its proof of delivery.
    case post
    case email
    case sms
    /// Through the portal.
    case portal
}

/// Why a dossier will be late. A cause on the applicant's side is known so that it can be refused: that is a pause.
package enum ApologyCause: String, Sendable, Hashable, CaseIterable {
    /// More work than people.
    case workload
    /// Somebody is away.
    case absence
    /// Another agency has not answered.
    case otherAgency = "other_agency"
    /// A regulation is unclear.
    case regulation = "unclear_regulation"
    /// A site check, a council or an expert opinion took longer.
    case appraisal
    /// A system or power failure.
    case failure
    /// A cause on the agency's side that is none of these.
    case other
    /// The applicant has not answered or paid.
    case applicant
}
