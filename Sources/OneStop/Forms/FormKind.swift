/// What an official form is for, whatever its number: numbers moved between circulars (R5.1).
package enum FormKind: String, Sendable, Hashable, CaseIterable {
    /// Receipt, with the promised date.
    case receipt
    /// What is missing or wrong in a dossier.
    case supplementRequest = "supplement_request"
    /// Why an application is not accepted.
    case refusal
    /// The letter of apology, which is a document of its own (`LetterText`).
    case apology
    /// That a dossier is not worked on any further.
    case stopNotice = "stop_notice"
    /// Whose hands a dossier went through.
    case controlSlip = "control_slip"
    /// The register of what a desk received; of an agency and no one dossier.
    case register
}

/// A form as a circular has it.
package struct OfficialForm: Sendable, Hashable {
    package var kind: FormKind
    /// Its number in the circular, two digits.
    package var number: String
    package var title: String

    /// A form of a circular.
    package init(_ kind: FormKind, _ number: String, _ title: String) {
        self.kind = kind
        self.number = number
        self.title = title
    }
}

/// A form that a dossier has, because of something that happened to it.
package struct GivenForm: Sendable, Hashable {
    package var form: OfficialForm
    /// The number of the event that it tells of.
    package var event: Int
    package var at: Instant
}
