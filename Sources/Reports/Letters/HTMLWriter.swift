/// Writes HTML as bytes. What comes from outside is escaped byte by byte: a sign of the markup is one byte in UTF-8
/// whatever follows it, so that a quote with a combining mark behind it is as harmless as a bare one.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []

    /// Markup of the program's own.
    mutating func markup(_ text: StaticString) {
        text.withUTF8Buffer { bytes += $0 }
    }

    /// Text from outside, in an element or a quoted attribute. Control characters but line ends and tabs have no place in
    /// HTML and are left out.
    mutating func text(_ text: some StringProtocol) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            case UInt8(ascii: "'"): markup("&#39;")
            case 0x09, 0x0A: bytes.append(byte)
            case 0x00..<0x20, 0x7F: continue
            default: bytes.append(byte)
            }
        }
    }

    /// A paragraph of a class.
    mutating func paragraph(_ class: StaticString, _ words: some StringProtocol) {
        markup("<p class=\"")
        markup(`class`)
        markup("\">")
        text(words)
        markup("</p>\n")
    }
}
