/// What is wrong with one field of a document: which field, which rule, and a sentence for the sender.
package struct FieldError: Error, Hashable, CustomStringConvertible {
    /// The rules that every document obeys. Raw values are stable: clients match them.
    package enum Rule: String, Sendable, CaseIterable {
        case missing = "field.missing"
        case type = "field.type"
        case unknown = "field.unknown"
        case tooLong = "field.tooLong"
        case tooShort = "field.tooShort"
        case tooMany = "field.tooMany"
        case range = "field.range"
        case choice = "field.choice"
        case format = "field.format"
        case nul = "field.nul"
        case notNFC = "field.notNFC"
    }

    /// From the document's root, as `components[2].copies`; empty for the document itself.
    package let path: String
    /// The rule that the field breaks.
    package let rule: Rule
    /// One sentence without the path: what is expected.
    package let explanation: String

    /// For rules that only a caller can check.
    package init(path: String, rule: Rule, explanation: String) {
        self.path = path
        self.rule = rule
        self.explanation = explanation
    }

    /// Path, sentence and rule, for a log or a terminal.
    package var description: String {
        (path.isEmpty ? "the document" : path) + ": " + explanation + " (\(rule.rawValue))"
    }
}
