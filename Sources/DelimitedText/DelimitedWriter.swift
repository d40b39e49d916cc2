/// Writes records (RFC 4180) into a buffer of bytes.
///
/// A field is quoted when it has to be. Read again with the same separator, the records are the same.
package struct DelimitedWriter: Sendable {
    /// What stands behind each record.
    package enum LineEnd: Sendable {
        case lineFeed
        /// As RFC 4180 and spreadsheets have it.
        case carriageReturnLineFeed
    }

    /// What has been written and not yet been taken.
    package private(set) var bytes: [UInt8] = []

    private let separator: UInt8
    private let lineEnd: LineEnd
    private let guardsFormulas: Bool
    private var fieldCount = 0
    private var recordStart = 0

    /// `guardsFormulas` puts an apostrophe before text that a spreadsheet would run as a formula (a field that begins
    /// with `=`, `+`, `-`, `@`, a tab or a carriage return and is no number); such text no longer reads back the same.
    /// `marksByteOrder` begins with the mark by which Excel recognises UTF-8.
    package init(
        separator: DelimitedSeparator = .comma, lineEnd: LineEnd = .carriageReturnLineFeed,
        guardsFormulas: Bool = false, marksByteOrder: Bool = false
    ) {
        self.separator = separator.rawValue
        self.lineEnd = lineEnd
        self.guardsFormulas = guardsFormulas
        if marksByteOrder { bytes = byteOrderMark }
        recordStart = bytes.count
    }

    /// A whole record.
    package mutating func record(_ fields: [String]) {
        for field in fields { self.field(field) }
        endRecord()
    }

    /// The next field of the record, quoted if need be.
    package mutating func field(_ text: String) {
        beginField()
        var text = text
        text.withUTF8 { append($0) }
    }

    /// The next field of the record, in decimal.
    package mutating func field(_ number: Int64) {
        beginField()
        bytes.append(contentsOf: String(number).utf8)
    }

    /// The next field of the record, from valid UTF-8.
    package mutating func field(bytes field: UnsafeBufferPointer<UInt8>) {
        beginField()
        append(field)
    }

    /// Ends the record; without a field before, an empty record, which reads back as nothing.
    package mutating func endRecord() {
        // An empty line would be skipped by a reader.
        if fieldCount == 1, bytes.count == recordStart { bytes.append(contentsOf: [quote, quote]) }
        if lineEnd == .carriageReturnLineFeed { bytes.append(carriageReturn) }
        bytes.append(lineFeed)
        fieldCount = 0
        recordStart = bytes.count
    }

    /// Hands over what has been written so far and goes on with an empty buffer. Call between records.
    package mutating func take() -> [UInt8] {
        let taken = bytes
        bytes = []
        recordStart = 0
        return taken
    }

    private mutating func beginField() {
        if fieldCount > 0 { bytes.append(separator) }
        fieldCount += 1
    }

    private mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
        let isGuarded = guardsFormulas && looksLikeFormula(field)
        var needsQuotes = field.starts(with: byteOrderMark)
        for byte in field where byte <= DelimitedSeparator.semicolon.rawValue {
            if byte == separator || byte == quote || byte == lineFeed || byte == carriageReturn {
                needsQuotes = true
                break
            }
        }
        guard needsQuotes else {
            if isGuarded { bytes.append(UInt8(ascii: "'")) }
            bytes.append(contentsOf: field)
            return
        }
        bytes.append(quote)
        if isGuarded { bytes.append(UInt8(ascii: "'")) }
        for byte in field {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}

/// Whether a spreadsheet would take the field for a formula (OWASP, "CSV Injection").
private func looksLikeFormula(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = field.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), carriageReturn: return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
        let isNumber =
            field.count > 1
            && field.dropFirst().allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
            }
        return !isNumber
    default: return false
    }
}
