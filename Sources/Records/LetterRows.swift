package import OneStop

/// The letter of a dossier as it is kept. Its words and whom it is addressed to are gone when the person is erased.
package struct LetterRow: Sendable, Hashable {
    /// The code of its form.
    package var form: String
    package var addressee: LetterText.Addressee
    package var words: LetterWords
    package var basis: LetterBasis
    package var draftedAt: Instant
    package var draftedBy: String
    package var approvedAt: Instant?
    package var approvedBy: String?
    package var signedAt: Instant?
    /// The name that stands under the letter.
    package var signerName: String?
    package var signedAs: SigningCapacity?
    /// SHA-256 of the plain text that was signed, before number and day.
    package var signedHash: [UInt8]?
    package var number: DocumentNumber?
    package var issuedAt: Instant?
    /// SHA-256 of the page and of the plain text as they were issued.
    package var pageHash: [UInt8]?
    package var plainHash: [UInt8]?
    package var erasedAt: Instant?

    /// All fields, as read.
    package init(
        form: String, addressee: LetterText.Addressee, words: LetterWords, basis: LetterBasis, draftedAt: Instant,
        draftedBy: String, approvedAt: Instant?, approvedBy: String?, signedAt: Instant?, signerName: String?,
        signedAs: SigningCapacity?, signedHash: [UInt8]?, number: DocumentNumber?, issuedAt: Instant?,
        pageHash: [UInt8]?, plainHash: [UInt8]?, erasedAt: Instant?
    ) {
        self.form = form
        self.addressee = addressee
        self.words = words
        self.basis = basis
        self.draftedAt = draftedAt
        self.draftedBy = draftedBy
        self.approvedAt = approvedAt
        self.approvedBy = approvedBy
        self.signedAt = signedAt
        self.signerName = signerName
        self.signedAs = signedAs
        self.signedHash = signedHash
        self.number = number
        self.issuedAt = issuedAt
        self.pageHash = pageHash
        self.plainHash = plainHash
        self.erasedAt = erasedAt
    }
}

/// What somebody writes into a letter; the rest of it follows from the dossier.
package struct LetterWords: Sendable, Hashable {
    /// Where the dossier stands; ends a sentence that begins with "Hiện nay".
    package var standing: String
    /// Why it is late.
    package var reason: String
    /// The apology.
    package var apology: String

    package init(standing: String, reason: String, apology: String) {
        self.standing = standing
        self.reason = reason
        self.apology = apology
    }
}

/// An attempt to bring a letter to the applicant.
package struct LetterDeliveryRow: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        case delivered, failed
        /// The letter reached the applicant in another way meanwhile.
        case superseded
    }

    package var attempt: Int
    package var method: LetterMethod
    package var orderedAt: Instant
    /// The clerk, by sign-in name.
    package var orderedBy: String
    package var finishedAt: Instant?
    /// Nil while it is under way.
    package var outcome: Outcome?
    /// What proves it: a line of the register, a postal receipt, a message's number.
    package var proof: String?
    /// Why it failed.
    package var reason: String?

    package init(
        attempt: Int, method: LetterMethod, orderedAt: Instant, orderedBy: String, finishedAt: Instant?,
        outcome: Outcome?, proof: String?, reason: String?
    ) {
        self.attempt = attempt
        self.method = method
        self.orderedAt = orderedAt
        self.orderedBy = orderedBy
        self.finishedAt = finishedAt
        self.outcome = outcome
        self.proof = proof
        self.reason = reason
    }
}

/// A letter that is under way: for whoever carries it.
package struct LetterUnderWay: Sendable, Hashable {
    package var dossier: DossierID
    package var code: String
    package var attempt: Int
    package var method: LetterMethod
    package var orderedAt: Instant
    /// The clerk, by sign-in name, and the tenant whose staff it is looked up in.
    package var orderedBy: String
    package var tenant: AgencyID
    package var addressee: LetterText.Addressee

    package init(
        dossier: DossierID, code: String, attempt: Int, method: LetterMethod, orderedAt: Instant, orderedBy: String,
        tenant: AgencyID, addressee: LetterText.Addressee
    ) {
        self.dossier = dossier
        self.code = code
        self.attempt = attempt
        self.method = method
        self.orderedAt = orderedAt
        self.orderedBy = orderedBy
        self.tenant = tenant
        self.addressee = addressee
    }
}
