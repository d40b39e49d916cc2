/// What is asked of the texts that a command carries.
enum Wording {
    /// The most characters of a text; a form has no room for more.
    static let longest = 2000

    /// A text that must be there, without blanks around it.
    static func required(_ text: String, field: String) throws(Refusal) -> String {
        let trimmed = try optional(text, field: field)
        guard !trimmed.isEmpty else { throw .textMissing(field: field) }
        return trimmed
    }

    /// A text that may be empty, without blanks around it.
    static func optional(_ text: String, field: String) throws(Refusal) -> String {
        guard text.count <= longest else { throw .textTooLong(field: field, longest: longest) }
        let start = text.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
