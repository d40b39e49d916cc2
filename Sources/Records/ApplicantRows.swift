package import OneStop

/// A detail of an applicant that was amended: personal data.
package struct ApplicantChangeRow: Sendable, Hashable {
    /// The sequence number of the event.
    package var sequence: Int
    package var field: String
    package var before: String?
    package var after: String
    package var changedAt: Instant
    package var byLogin: String?

    /// All fields, as read.
    package init(
        sequence: Int, field: String, before: String?, after: String, changedAt: Instant, byLogin: String?
    ) {
        self.sequence = sequence
        self.field = field
        self.before = before
        self.after = after
        self.changedAt = changedAt
        self.byLogin = byLogin
    }
}

/// An open dossier of the same applicant for the same procedure, with what the rights look at.
package struct TwinRow: Sendable, Hashable {
    package var code: String
    package var scope: DossierScope

    /// All fields, as read.
    package init(code: String, scope: DossierScope) {
        self.code = code
        self.scope = scope
    }
}
