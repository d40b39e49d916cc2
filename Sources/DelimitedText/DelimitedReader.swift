/// Reads comma-, semicolon- or tab-separated text (RFC 4180) piece by piece in constant memory.
///
/// Feed it pieces of any size; ``next()`` moves to the next whole record, whose fields are then read by position.
/// Fields may be quoted, with quotes doubled inside and line ends kept as they are. Lines end with LF or CRLF, the last
/// perhaps with nothing. A byte order mark is skipped, and so are empty lines. What is malformed is an error with its
/// line, and nothing after it is read.
///
/// ```swift
/// var reader = DelimitedReader()
/// while let piece = try file.read() {
///     reader.feed(piece)
///     while try reader.next() { use(reader.line, reader.fields) }
/// }
/// reader.finish()
/// while try reader.next() { use(reader.line, reader.fields) }
/// ```
package struct DelimitedReader: Sendable {
    /// Bounds on what is held in memory at once.
    package struct Limits: Sendable {
        /// In bytes, without the quotes around it.
        package var field: Int
        /// The number of fields that one record may have.
        package var fieldsOfRecord: Int

        /// Generous for an office's papers, harmless for its server.
        package init(field: Int = 1 << 20, fieldsOfRecord: Int = 4096) {
            self.field = field
            self.fieldsOfRecord = fieldsOfRecord
        }
    }

    enum State: Sendable {
        case beforeRecord
        case beforeField
        case inPlainField
        case inQuotedField
        case afterQuote
        case afterCarriageReturn
        case recordComplete
    }

    /// Where the current record begins, from 1.
    package private(set) var line = 1
    /// What was given or found out; `nil` before the first record.
    package private(set) var separator: DelimitedSeparator?

    /// Whether a field of the current record is not valid UTF-8. Always false unless the reader keeps such records.
    package internal(set) var isBadUTF8 = false

    let limits: Limits
    let keepsBadUTF8: Bool
    var state = State.beforeRecord
    /// The bytes of the current record's fields, without quotes and separators.
    var content: [UInt8] = []
    /// Behind the last byte of each field in `content`.
    var ends: [Int] = []
    var fieldStart = 0
    var fieldIsASCII = true
    var currentLine = 1
    var quoteLine = 1

    private var piece: [UInt8] = []
    var position = 0
    private var isFinished = false
    private var isBegun = false
    private var failure: DelimitedError?

    /// - Parameters:
    ///   - separator: `nil` to take the most frequent one of the first line.
    ///   - keepsBadUTF8: true to go on behind bytes that are not valid UTF-8, with ``isBadUTF8`` set for their record.
    package init(separator: DelimitedSeparator? = nil, limits: Limits = Limits(), keepsBadUTF8: Bool = false) {
        self.separator = separator
        self.limits = limits
        self.keepsBadUTF8 = keepsBadUTF8
    }

    /// Gives the next bytes of the text. Best after ``next()`` has returned false: then nothing is copied.
    package mutating func feed(_ bytes: [UInt8]) {
        if position == piece.count {
            piece = bytes
        } else {
            piece = piece[position...] + bytes
        }
        position = 0
    }

    /// Says that the text ends here.
    package mutating func finish() {
        isFinished = true
    }

    /// Moves to the next record. False if the bytes so far hold no further whole one; after ``finish()``, at the end.
    package mutating func next() throws(DelimitedError) -> Bool {
        if let failure { throw failure }
        do throws(DelimitedError) {
            return try advance()
        } catch {
            failure = error
            throw error
        }
    }

    /// The number of fields of the current record.
    package var fieldCount: Int { ends.count }

    /// The fields of the current record.
    package var fields: [String] { ends.indices.map(string) }

    /// One field of the current record; U+FFFD stands for bytes that are no UTF-8.
    package func string(_ index: Int) -> String {
        withBytes(index) { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of one field of the current record, valid UTF-8 unless ``isBadUTF8``, for as long as `body` runs.
    package func withBytes<Result, Failure: Error>(
        _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = index == 0 ? 0 : ends[index - 1]
        let end = ends[index]
        return try content.withUnsafeBufferPointer { (buffer) throws(Failure) in
            try body(UnsafeBufferPointer(rebasing: buffer[start..<end]))
        }
    }

    private mutating func advance() throws(DelimitedError) -> Bool {
        guard try begin(), let separator else { return false }
        if state == .beforeRecord || state == .recordComplete { startRecord() }
        let bytes = piece
        let isComplete = try bytes.withUnsafeBufferPointer { (buffer) throws(DelimitedError) in
            try scan(buffer, separator.rawValue)
        }
        if isComplete { return true }
        return isFinished ? try endOfText() : false
    }

    mutating func startRecord() {
        state = .beforeRecord
        content.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        fieldStart = 0
        fieldIsASCII = true
        isBadUTF8 = false
        line = currentLine
    }

    /// Skips a byte order mark and settles the separator, once the first bytes or the first line are there.
    private mutating func begin() throws(DelimitedError) -> Bool {
        if isBegun { return true }
        guard isFinished || piece.count >= byteOrderMark.count else { return false }
        if piece.starts(with: [0xFF, 0xFE]) || piece.starts(with: [0xFE, 0xFF]) {
            throw DelimitedError(reason: .utf16, line: 1)
        }
        let start = piece.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        if separator == nil {
            let lineEnd = piece.firstIndex(of: lineFeed)
            // A longer first line is judged by its beginning.
            guard lineEnd != nil || isFinished || piece.count >= 65_536 else { return false }
            separator = .detected(in: piece[start..<(lineEnd ?? piece.count)])
        }
        position = start
        isBegun = true
        return true
    }

    private mutating func endOfText() throws(DelimitedError) -> Bool {
        switch state {
        case .beforeRecord, .recordComplete: return false
        case .inQuotedField: throw DelimitedError(reason: .unclosedQuote, line: quoteLine)
        case .afterCarriageReturn: throw DelimitedError(reason: .loneCarriageReturn, line: currentLine)
        case .beforeField, .inPlainField, .afterQuote:
            try endField()
            state = .recordComplete
            return true
        }
    }
}
