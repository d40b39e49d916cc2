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

    /// A form of refusal with everything that it prints, and a number of the day's year when it has one.
    static func whole(_ form: RefusalForm, on day: LocalDate) throws(Refusal) -> RefusalForm {
        if let year = form.number?.year, year != day.year { throw .numberYear(expected: day.year, given: year) }
        return RefusalForm(
            reason: try required(form.reason, field: "reason"), ground: try required(form.ground, field: "ground"),
            advice: try required(form.advice, field: "advice"), number: form.number)
    }

    /// A text that may be empty, without blanks around it.
    static func optional(_ text: String, field: String) throws(Refusal) -> String {
        guard text.count <= longest else { throw .textTooLong(field: field, longest: longest) }
        let start = text.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
