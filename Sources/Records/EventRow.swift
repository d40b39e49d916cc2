package import OneStop

/// An event as read back, for a timeline.
package struct EventRow: Sendable, Hashable {
    package var sequence: Int
    package var at: Instant
    package var kind: String
    /// Who did it, by sign-in name; nil for an imported step of nobody.
    package var actorLogin: String?
    package var unitCode: String?
    /// The facts as JSON text, without personal data.
    package var facts: String
    package var status: Int?
    package var due: Instant?
    /// The absent person with whose rights it was done, by sign-in name.
    package var standingForLogin: String?

    /// All fields, as read.
    package init(
        sequence: Int, at: Instant, kind: String, actorLogin: String?, unitCode: String?, facts: String,
        status: Int?, due: Instant?, standingForLogin: String?
    ) {
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.actorLogin = actorLogin
        self.unitCode = unitCode
        self.facts = facts
        self.status = status
        self.due = due
        self.standingForLogin = standingForLogin
    }
}
