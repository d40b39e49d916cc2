/// A form of the letter, as a circular has it. Which one a dossier takes goes by the day of its acceptance, so that a new
/// circular does not change what began under the old one.
package struct LetterForm: Sendable, Hashable, OfCircular {
    /// A short name, such as `tt03-2025`.
    package var code: String
    /// The circular with its number and day.
    package var circular: String
    /// The form's number in the circular; numbers moved between circulars, so it means nothing without it.
    package var number: String
    package var title: String
    /// The first day of acceptance it is used for.
    package var acceptedFrom: LocalDate
    /// Whether that day is confirmed by the text of the circular.
    package var isConfirmed: Bool
    /// Paragraphs, one a line, with names of blanks in braces.
    package var body: String

    /// A form as it is stored.
    package init(
        code: String, circular: String, number: String, title: String, acceptedFrom: LocalDate, isConfirmed: Bool,
        body: String
    ) {
        self.code = code
        self.circular = circular
        self.number = number
        self.title = title
        self.acceptedFrom = acceptedFrom
        self.isConfirmed = isConfirmed
        self.body = body
    }

    /// What a body has blanks for.
    package enum Blank: String, Sendable, Hashable, CaseIterable {
        case agency, applicant, procedure, code, received, promised, standing, reason, apology, newDate
    }

    /// The paragraphs with their blanks filled in. Each value stands as it is, also where it has braces of its own; what
    /// is no blank stays as it stands.
    package func paragraphs(_ values: [Blank: String]) -> [String] {
        body.split(separator: "\n").map { line in
            var text = ""
            var rest = line[...]
            while let open = rest.firstIndex(of: "{") {
                text += rest[..<open]
                let inside = rest[rest.index(after: open)...]
                if let close = inside.firstIndex(of: "}"), let blank = Blank(rawValue: String(inside[..<close])) {
                    text += values[blank] ?? ""
                    rest = inside[inside.index(after: close)...]
                } else {
                    text += "{"
                    rest = inside
                }
            }
            return text + rest
        }
    }

    /// The form of a dossier accepted on a day.
    package static func used(for acceptedOn: LocalDate, of forms: [LetterForm]) -> LetterForm? {
        forms.used(for: acceptedOn)
    }
}
