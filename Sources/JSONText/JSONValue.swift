/// Any JSON value (RFC 8259), as parsed.
///
/// A whole number that fits is an `integer`, however it is written (`606`, `606.0`, `6.06e2`: to JSON Schema they are the
/// same); every other number is a `number`, held to the nearest double. A number written without fraction and exponent
/// that does not fit is refused by the parser.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Parses one whole text. Strict: nothing but white space may follow the value, and what RFC 8259 leaves open
    /// (invalid UTF-8, lone surrogates, U+0000, a key twice, deep nesting, numbers out of range) is refused.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in try JSONValue(parsing: buffer) }
    }

    /// Parses one whole text as ``init(parsing:)`` does, without a copy of it.
    package init(parsing buffer: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var parser = JSONParser(buffer)
        self = try parser.document()
    }

    /// Parses one whole text as ``init(parsing:)`` does.
    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// The kind of the value in words for a message: "a string", "null".
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer: "a whole number"
        case .number: "a number with a fraction, or too large a one"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The shortest JSON text of the value. Parsed again it gives an equal value, unless it holds a number that JSON
    /// cannot write (not a number, infinity), which becomes `null`, or a whole one as a `number`, which becomes an
    /// `integer`.
    package var serialized: String {
        var writer = JSONWriter()
        writer.value(self)
        return writer.text
    }
}
