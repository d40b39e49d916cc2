/// A piece of a page. What is written in the source is markup; a text that is put into it is escaped, byte by byte, so that
/// it is shown and never obeyed, between tags and in a quoted attribute alike. A string made at run time cannot become
/// markup.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package private(set) var bytes: [UInt8]

    package init(stringLiteral text: String) { bytes = Array(text.utf8) }

    package init(stringInterpolation parts: Parts) { bytes = parts.bytes }

    /// Pieces one after another.
    package init(_ pieces: some Sequence<HTML>) { bytes = pieces.flatMap(\.bytes) }

    package static func + (first: HTML, second: HTML) -> HTML { HTML([first, second]) }

    package static func += (first: inout HTML, second: HTML) { first.bytes += second.bytes }

    package struct Parts: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: String) { bytes += literal.utf8 }

        package mutating func appendInterpolation(_ text: String) { bytes.appendEscaped(text) }

        package mutating func appendInterpolation(_ text: String?) { if let text { bytes.appendEscaped(text) } }

        package mutating func appendInterpolation(_ number: some BinaryInteger) { bytes += String(number).utf8 }

        package mutating func appendInterpolation(_ piece: HTML) { bytes += piece.bytes }

        package mutating func appendInterpolation(_ piece: HTML?) { if let piece { bytes += piece.bytes } }

        package mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { bytes += piece.bytes } }

        /// What is there on a condition.
        package mutating func appendInterpolation(_ piece: HTML?, if condition: Bool) {
            if condition { appendInterpolation(piece) }
        }

        package mutating func appendInterpolation(_ text: String, if condition: Bool) {
            if condition { appendInterpolation(text) }
        }
    }
}

extension HTML {
    /// A text that somebody typed, in a sentence of ours: marks that turn the direction of writing end with it.
    package static func isolated(_ text: String?) -> HTML { "<bdi>\(text)</bdi>" }
}

extension [UInt8] {
    /// Grapheme clusters would hide a quotation mark that has a combining mark behind it; bytes hide nothing. Control
    /// characters, which HTML does not allow, are left out.
    fileprivate mutating func appendEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): self += "&amp;".utf8
            case UInt8(ascii: "<"): self += "&lt;".utf8
            case UInt8(ascii: ">"): self += "&gt;".utf8
            case UInt8(ascii: "\""): self += "&#34;".utf8
            case UInt8(ascii: "'"): self += "&#39;".utf8
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"): append(byte)
            case 0..<0x20, 0x7F: break
            default: append(byte)
            }
        }
    }
}
