/// Why a delimited text cannot be read, and where.
package struct DelimitedError: Error, Hashable, CustomStringConvertible {
    /// What is wrong in the line.
    package enum Reason: Sendable, Hashable {
        case invalidUTF8
        case utf16
        case nul
        case quoteInPlainField
        case textAfterClosingQuote
        case unclosedQuote
        case loneCarriageReturn
        case fieldTooLong(limit: Int)
        case tooManyFields(limit: Int)

        /// What is wrong and, where it is known, what to do.
        package var explanation: String {
            switch self {
            case .invalidUTF8: "the bytes are not valid UTF-8; save the file as \"CSV UTF-8\""
            case .utf16: "the text is UTF-16; save the file as \"CSV UTF-8\""
            case .nul: "there is a NUL byte, which no text here may hold"
            case .quoteInPlainField: "a quote stands inside a field that does not begin with one"
            case .textAfterClosingQuote: "something other than a separator follows a closing quote"
            case .unclosedQuote: "a quote is opened and never closed"
            case .loneCarriageReturn: "a carriage return stands without a line feed"
            case .fieldTooLong(let limit): "a field is longer than \(limit) bytes; is a quote missing?"
            case .tooManyFields(let limit): "a record has more than \(limit) fields"
            }
        }
    }

    /// What is wrong in the line.
    package let reason: Reason
    /// From 1, counting line ends within quotes; for an unclosed quote, the line of the quote.
    package let line: Int

    /// An error of a line.
    package init(reason: Reason, line: Int) {
        self.reason = reason
        self.line = line
    }

    /// Line and explanation.
    package var description: String { "line \(line): \(explanation)" }

    /// What is wrong and, where it is known, what to do, without the line.
    package var explanation: String { reason.explanation }
}
