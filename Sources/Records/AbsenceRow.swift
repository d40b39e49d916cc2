package import OneStop

/// Somebody's absence, with who has their rights meanwhile. People by their sign-in names.
package struct AbsenceRow: Sendable, Hashable {
    package var id: Int64
    package var agency: AgencyID
    package var account: UserID
    package var person: String
    package var standInAccount: UserID
    package var standIn: String
    /// The first day.
    package var from: LocalDate
    /// The last day.
    package var to: LocalDate
    package var enteredAt: Instant
    package var enteredBy: String
    /// When it was ended before its last day; nil for one that ends by itself.
    package var endedAt: Instant?
    package var endedBy: String?

    /// All fields, as read.
    package init(
        id: Int64, agency: AgencyID, account: UserID, person: String, standInAccount: UserID, standIn: String,
        from: LocalDate, to: LocalDate, enteredAt: Instant, enteredBy: String, endedAt: Instant?, endedBy: String?
    ) {
        self.id = id
        self.agency = agency
        self.account = account
        self.person = person
        self.standInAccount = standInAccount
        self.standIn = standIn
        self.from = from
        self.to = to
        self.enteredAt = enteredAt
        self.enteredBy = enteredBy
        self.endedAt = endedAt
        self.endedBy = endedBy
    }
}
