import DelimitedText
import OneStop
import Store

/// Turns the records of a log into rows of the staging table, without making strings of what is only passed on.
///
/// A class, because its closures over bytes would copy a structure of this size for every field.
final class LogStager {
    /// In bytes: longer texts are no names, and no index would take them.
    static let longestName = 500
    private static let noChannel = Array("(empty)".utf8)

    private let heading: LogHeading
    private let dates: DateReading
    private let empty: [[UInt8]]
    private let channels: [[UInt8]: Channel]
    private let bounded: [Int]
    private let caseColumns: [Int]
    private let eventColumns: [Int]
    private(set) var writer = StagingWriter()
    private var recent = RecentCases()
    private var key: [UInt8] = []

    init(_ heading: LogHeading, map: ColumnMap, offset: UTCOffset) {
        self.heading = heading
        dates = DateReading(offset: offset, patterns: map.dates)
        empty = map.empty.map { Array($0.utf8) }
        channels = Dictionary(uniqueKeysWithValues: map.case.channels.map { (Array($0.key.utf8), $0.value) })
        bounded = heading.bounded
        caseColumns = heading.case.all
        eventColumns = heading.event?.all ?? []
    }

    /// What has been staged, once there is enough for one message.
    func takeIfLarge() -> [UInt8]? { writer.takeIfLarge() }

    /// The rest, with the end of the stream.
    func finish() -> [UInt8] { writer.finish() }

    /// Stages the reader's present record. What is wrong with it is staged, too, and refuses its case.
    func stage(_ reader: borrowing DelimitedReader) {
        do throws(RowProblem) {
            guard reader.fieldCount == heading.names.count else {
                throw RowProblem("the row has \(reader.fieldCount) columns, the heading \(heading.names.count)")
            }
            for column in bounded {
                let count = reader.withBytes(column) { $0.count }
                if count > Self.longestName {
                    throw RowProblem("column \"\(name(column))\" is longer than \(Self.longestName) bytes")
                }
            }
            guard isGiven(heading.case.reference, in: reader) else {
                throw RowProblem("column \"\(name(heading.case.reference))\" is empty: the row names no case")
            }
            let step = try stepTime(in: reader)
            let fingerprint = fingerprint(of: caseColumns, in: reader)
            if reader.withBytes(heading.case.reference, { recent.contains(trimmed($0), fingerprint) }) {
                begin(reader, problem: nil)
                writer.noCaseColumns()
            } else {
                try stageCase(fingerprint, in: reader)
            }
            stageStep(at: step, in: reader)
        } catch {
            begin(reader, problem: error.text)
            writer.noCaseColumns()
            writer.noStep()
        }
    }

    private func begin(_ reader: borrowing DelimitedReader, problem: String?) {
        writer.begin(line: reader.line, problem: problem)
        if heading.case.reference < reader.fieldCount {
            text(heading.case.reference, in: reader, atMost: Self.longestName)
        } else {
            writer.text(nil)
        }
    }

    private func stageCase(_ fingerprint: Int64, in reader: borrowing DelimitedReader) throws(RowProblem) {
        let columns = heading.case
        guard let accepted = try time(columns.accepted, in: reader) else {
            throw RowProblem("column \"\(name(columns.accepted))\" is empty: a case has to have a start")
        }
        let promised = try time(columns.promised, in: reader)
        let ended = try time(columns.ended, in: reader)
        let channel = columns.channel.flatMap { column in
            reader.withBytes(column) { channels[Array(trimmed($0))] }
        }
        begin(reader, problem: nil)
        writer.caseTimes(
            fingerprint: fingerprint, accepted: accepted.instant, promised: promised?.lastMinute,
            ended: ended?.lastMinute, channel: channel ?? .direct)
        if channel == nil, let column = columns.channel {
            reader.withBytes(column) { field in
                let given = trimmed(field)
                if given.isEmpty {
                    Self.noChannel.withUnsafeBufferPointer { writer.text($0) }
                } else {
                    writer.text(given)
                }
            }
        } else {
            writer.text(nil)
        }
        text(firstGiven(columns.unit, in: reader), in: reader)
        text(columns.officer, in: reader)
        text(columns.procedure, in: reader)
        reader.withBytes(columns.reference) { recent.insert(trimmed($0), fingerprint) }
    }

    /// Nil when the row tells of no step.
    private func stepTime(in reader: borrowing DelimitedReader) throws(RowProblem) -> Instant? {
        guard let event = heading.event else { return nil }
        let time = try time(event.at, in: reader)
        guard isGiven(event.activity, in: reader) else {
            guard time == nil else {
                throw RowProblem("column \"\(name(event.activity))\" is empty: the step has no name")
            }
            return nil
        }
        guard let time else { throw RowProblem("column \"\(name(event.at))\" is empty: the step has no time") }
        return time.instant
    }

    private func stageStep(at instant: Instant?, in reader: borrowing DelimitedReader) {
        guard let instant, let event = heading.event else { return writer.noStep() }
        let content = fingerprint(of: eventColumns, in: reader)
        writer.stepTime(instant, content: content)
        text(event.activity, in: reader)
        text(event.unit, in: reader)
        text(event.officer, in: reader)
        key.removeAll(keepingCapacity: true)
        for column in event.key {
            if column != event.key.first { key.append(UInt8(ascii: "|")) }
            reader.withBytes(column) { field in
                let given = trimmed(field)
                if !isEmpty(given) { key.append(contentsOf: given) }
            }
        }
        if key.allSatisfy({ $0 == UInt8(ascii: "|") }) {
            key = Array("#\(String(UInt64(bitPattern: content), radix: 16))".utf8)
        }
        key.withUnsafeBufferPointer { writer.text($0) }
    }

    private func time(_ column: Int?, in reader: borrowing DelimitedReader) throws(RowProblem) -> LoggedTime? {
        guard let column, isGiven(column, in: reader) else { return nil }
        do throws(LoggedTimeError) {
            return try reader.withBytes(column) { (field) throws(LoggedTimeError) in try dates.read(trimmed(field)) }
        } catch {
            let text = reader.string(column).prefix(40)
            let allowed = dates.patterns.map(\.rawValue).joined(separator: " or ")
            switch error {
            case .impossible: throw RowProblem("column \"\(name(column))\": there is no such time as \"\(text)\"")
            case .unreadable:
                throw RowProblem("column \"\(name(column))\": \"\(text)\" is no date written as \(allowed)")
            }
        }
    }

    /// Of the columns as they are taken in: blanks around a text and marks for "nothing" make no difference.
    private func fingerprint(of columns: [Int], in reader: borrowing DelimitedReader) -> Int64 {
        var fingerprint = Fingerprint()
        for column in columns {
            reader.withBytes(column) { field in
                let given = trimmed(field)
                fingerprint.add(isEmpty(given) ? UnsafeBufferPointer(rebasing: given[..<0]) : given)
            }
        }
        return fingerprint.signed
    }

    private func text(_ column: Int?, in reader: borrowing DelimitedReader, atMost limit: Int = .max) {
        guard let column else { return writer.text(nil) }
        reader.withBytes(column) { field in
            let given = trimmed(field)
            writer.text(isEmpty(given) || given.count > limit ? nil : given)
        }
    }

    private func firstGiven(_ columns: [Int], in reader: borrowing DelimitedReader) -> Int? {
        for column in columns where isGiven(column, in: reader) { return column }
        return nil
    }

    private func isGiven(_ column: Int, in reader: borrowing DelimitedReader) -> Bool {
        reader.withBytes(column) { !isEmpty(trimmed($0)) }
    }

    private func isEmpty(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        field.isEmpty || empty.contains { $0.elementsEqual(field) }
    }

    private func trimmed(_ field: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = field.count
        while start < end, Self.isBlank(field[start]) { start += 1 }
        while end > start, Self.isBlank(field[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: field[start..<end])
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func name(_ column: Int) -> String { heading.names[column] }
}

/// Why a row of a log cannot be taken, in one sentence for who sent it.
struct RowProblem: Error {
    var text: String

    init(_ text: String) { self.text = text }
}

extension LoggedTime {
    /// A promise or an end that names a day alone lasts to the end of it.
    fileprivate var lastMinute: Instant { isDay ? instant.adding(minutes: 24 * 60 - 1) : instant }
}
