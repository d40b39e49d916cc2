package import OneStop

/// What the desk wants to know of a result that waits to be collected, beside its line in a list.
package struct CollectionRow: Sendable, Hashable {
    package var dossier: DossierID
    /// The applicant's telephone; nil where none is known, or it is erased.
    package var phone: String?
    /// Since when the result waits.
    package var endedAt: Instant
    /// How often there was contact with the applicant, over the dossier's whole life.
    package var contacts: Int
    /// When contact was last recorded since the result waits.
    package var lastContactAt: Instant?

    /// All fields, as read.
    package init(dossier: DossierID, phone: String?, endedAt: Instant, contacts: Int, lastContactAt: Instant?) {
        self.dossier = dossier
        self.phone = phone
        self.endedAt = endedAt
        self.contacts = contacts
        self.lastContactAt = lastContactAt
    }
}
