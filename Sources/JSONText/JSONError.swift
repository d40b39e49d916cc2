/// Why a text is not JSON that is accepted here, and where.
package struct JSONError: Error, Hashable, CustomStringConvertible {
    /// What is wrong at the place.
    package enum Reason: Sendable, Hashable {
        case empty
        case byteOrderMark
        case unexpectedEnd(expected: String)
        case unexpected(byte: UInt8, expected: String)
        case textAfterValue
        case controlCharacterInString(UInt8)
        case unknownEscape(UInt8)
        case incompleteUnicodeEscape
        case loneSurrogate(UInt16)
        case nulInString
        case invalidUTF8
        case duplicateKey(String)
        case tooDeep(limit: Int)
        case leadingZero
        case numberOutOfRange
    }

    /// What is wrong at the place.
    package let reason: Reason
    /// Bytes from the beginning of the text, from 0.
    package let offset: Int
    /// From 1.
    package let line: Int
    /// Bytes from the beginning of the line, from 1.
    package let column: Int
    /// The member or element in which the fault lies, as `components[2].copies`; empty outside of any.
    package internal(set) var path: String = ""

    /// Place and explanation.
    package var description: String {
        "line \(line), column \(column)" + (path.isEmpty ? "" : " (\(path))") + ": " + explanation
    }

    /// One sentence without the place.
    package var explanation: String {
        switch reason {
        case .empty: "there is no JSON text"
        case .byteOrderMark: "the text begins with a byte order mark; send plain UTF-8"
        case .unexpectedEnd(let expected): "the text ends where \(expected) should stand"
        case .unexpected(let byte, let expected): "\(Self.show(byte)) stands where \(expected) should"
        case .textAfterValue: "there is more text after the value"
        case .controlCharacterInString(let byte):
            "a string holds the control character \(Self.show(byte)) unescaped"
        case .unknownEscape(let byte): "\\ followed by \(Self.show(byte)) is no escape"
        case .incompleteUnicodeEscape: "\\u needs four hexadecimal digits"
        case .loneSurrogate(let unit):
            "\\u\(String(unit, radix: 16)) is half of a surrogate pair without the other half"
        case .nulInString: "a string holds U+0000, which no text here may hold"
        case .invalidUTF8: "the bytes are not valid UTF-8"
        case .duplicateKey(let key): "the key \"\(key)\" stands twice in one object"
        case .tooDeep(let limit): "arrays and objects are nested more than \(limit) deep"
        case .leadingZero: "a number may not begin with 0 and another digit"
        case .numberOutOfRange: "the number is too large or too small to be held"
        }
    }

    private static func show(_ byte: UInt8) -> String {
        (0x21...0x7E).contains(byte)
            ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x" + String(byte, radix: 16, uppercase: true)
    }
}
