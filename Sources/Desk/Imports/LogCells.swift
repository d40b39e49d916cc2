import DelimitedText
import OneStop

/// The cells of a file as a map understands them: without blanks around them, with texts that stand for nothing, and
/// with those filled down that a spreadsheet had merged.
///
/// A class, because its closures over bytes would copy a structure of this size for every field.
final class LogCells {
    private let names: [String]
    private let empty: [[UInt8]]
    private let dates: DateReading
    private let fillDown: [Int]
    /// What stood last in each column that fills down, and what the present row takes from there.
    private var above: [[UInt8]]
    private var filled: [[UInt8]?]
    /// The line of a row above that could not be taken apart: what it held is not known.
    private var lostLine: Int?

    init(_ heading: LogHeading, map: ColumnMap, offset: UTCOffset) {
        names = heading.names
        empty = map.empty.map { Array($0.utf8) }
        dates = DateReading(offset: offset, patterns: map.dates)
        fillDown = heading.fillDown
        above = [[UInt8]](repeating: [], count: heading.names.count)
        filled = [[UInt8]?](repeating: nil, count: heading.names.count)
    }

    /// Goes on to the reader's present record. It is asked of every record, in order, before its cells are.
    func begin(_ reader: borrowing DelimitedReader) throws(RowProblem) {
        for column in fillDown { filled[column] = nil }
        guard reader.fieldCount == names.count else {
            if !fillDown.isEmpty { lostLine = reader.line }
            throw RowProblem("the row has \(reader.fieldCount) columns, the heading \(names.count)")
        }
        var lacks: Int?
        for column in fillDown {
            if isGiven(column, in: reader) {
                above[column] = reader.withBytes(column) { Array($0) }
            } else if lostLine == nil {
                filled[column] = above[column]
            } else {
                lacks = column
            }
        }
        guard let lostLine else { return }
        guard lacks == nil else {
            throw RowProblem(
                "column \"\(names[lacks ?? 0])\" is to be filled from above, and line \(lostLine) there cannot be read")
        }
        self.lostLine = nil
    }

    /// Whether nothing at all stands in the record.
    func isBlank(_ reader: borrowing DelimitedReader) -> Bool {
        for column in 0..<reader.fieldCount where reader.withBytes(column, { !Self.trimmed($0).isEmpty }) {
            return false
        }
        return true
    }

    /// The cell without blanks around it, for as long as `body` runs.
    func withBytes<Result, Failure: Error>(
        _ column: Int, in reader: borrowing DelimitedReader,
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let bytes = filled[column] {
            return try bytes.withUnsafeBufferPointer { (field) throws(Failure) in try body(Self.trimmed(field)) }
        }
        return try reader.withBytes(column) { (field) throws(Failure) in try body(Self.trimmed(field)) }
    }

    /// The cell as it is written, or what it is filled with.
    func asTaken(
        _ column: Int, in reader: borrowing DelimitedReader, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        if let bytes = filled[column] { bytes.withUnsafeBufferPointer(body) } else { reader.withBytes(column, body) }
    }

    /// The beginning of the cell, for a sentence about it.
    func shown(_ column: Int, in reader: borrowing DelimitedReader) -> Substring {
        withBytes(column, in: reader) { String(decoding: $0, as: UTF8.self) }.prefix(40)
    }

    /// Whether something stands in the cell that means something.
    func isGiven(_ column: Int, in reader: borrowing DelimitedReader) -> Bool {
        withBytes(column, in: reader) { !isNothing($0) }
    }

    /// The first of several columns that says something.
    func firstGiven(_ columns: [Int], in reader: borrowing DelimitedReader) -> Int? {
        for column in columns where isGiven(column, in: reader) { return column }
        return nil
    }

    /// Whether a trimmed field says nothing.
    func isNothing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        field.isEmpty || empty.contains { $0.elementsEqual(field) }
    }

    /// The time in a cell; nil when there is none.
    func time(_ column: Int?, in reader: borrowing DelimitedReader) throws(RowProblem) -> LoggedTime? {
        guard let column, isGiven(column, in: reader) else { return nil }
        do throws(LoggedTimeError) {
            return try withBytes(column, in: reader) { (field) throws(LoggedTimeError) in try dates.read(field) }
        } catch {
            let text = shown(column, in: reader)
            let allowed = dates.patterns.map(\.rawValue).joined(separator: " or ")
            switch error {
            case .yearOutOfRange:
                throw RowProblem(
                    "column \"\(names[column])\": the year of \"\(text)\" is none from \(DateReading.years.lowerBound) to \(DateReading.years.upperBound)"
                )
            case .impossible: throw RowProblem("column \"\(names[column])\": there is no such time as \"\(text)\"")
            case .unreadable:
                throw RowProblem("column \"\(names[column])\": \"\(text)\" is no date written as \(allowed)")
            }
        }
    }

    /// Of the columns as they are taken in: blanks around a text and marks for "nothing" make no difference.
    func fingerprint(of columns: [Int], in reader: borrowing DelimitedReader) -> Int64 {
        var fingerprint = Fingerprint()
        for column in columns {
            withBytes(column, in: reader) { field in
                fingerprint.add(isNothing(field) ? UnsafeBufferPointer(rebasing: field[0..<0]) : field)
            }
        }
        return fingerprint.signed
    }

    static func trimmed(_ field: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = field.count
        while start < end {
            let length = Self.isBlank(field[start]) ? 1 : Self.isNoBreakSpace(at: start, in: field) ? 2 : 0
            guard length > 0 else { break }
            start += length
        }
        while end > start {
            let length = Self.isBlank(field[end - 1]) ? 1 : Self.isNoBreakSpace(at: end - 2, in: field) ? 2 : 0
            guard length > 0, end - length >= start else { break }
            end -= length
        }
        return UnsafeBufferPointer(rebasing: field[start..<end])
    }

    /// Spreadsheets and pages put it where a blank is meant (U+00A0).
    private static func isNoBreakSpace(at place: Int, in field: UnsafeBufferPointer<UInt8>) -> Bool {
        place >= 0 && place + 1 < field.count && field[place] == 0xC2 && field[place + 1] == 0xA0
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

/// Why a row of a log cannot be taken, in one sentence for who sent it.
struct RowProblem: Error {
    var text: String

    init(_ text: String) { self.text = text }
}
