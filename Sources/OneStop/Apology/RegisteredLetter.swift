/// A line of the register of letters of apology. No personal data: who it was addressed to is found by the code.
package struct RegisteredLetter: Sendable, Hashable {
    /// As printed; nil for a letter that was issued before letters had numbers.
    package var number: String?
    package var issuedAt: Instant
    /// The dossier's code or, where it has none, its reference.
    package var code: String
    package var procedure: String
    package var field: String
    /// The code of the unit that answers for the delay.
    package var unit: String?
    package var cause: DelayCause?
    package var acceptedAt: Instant?
    package var due: Instant?
    /// The latest day for the letter.
    package var latest: LocalDate?
    package var isOnTime: Bool
    package var newDate: Instant?
    package var signedAs: SigningCapacity?
    package var deliveredAt: Instant?
    package var method: LetterMethod?

    /// A line as it is read from the register.
    package init(
        number: String?, issuedAt: Instant, code: String, procedure: String, field: String, unit: String?,
        cause: DelayCause?, acceptedAt: Instant?, due: Instant?, latest: LocalDate?, isOnTime: Bool, newDate: Instant?,
        signedAs: SigningCapacity?, deliveredAt: Instant?, method: LetterMethod?
    ) {
        self.number = number
        self.issuedAt = issuedAt
        self.code = code
        self.procedure = procedure
        self.field = field
        self.unit = unit
        self.cause = cause
        self.acceptedAt = acceptedAt
        self.due = due
        self.latest = latest
        self.isOnTime = isOnTime
        self.newDate = newDate
        self.signedAs = signedAs
        self.deliveredAt = deliveredAt
        self.method = method
    }
}
