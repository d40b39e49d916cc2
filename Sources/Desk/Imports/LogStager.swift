import DelimitedText
import JSONText
import OneStop
import Records
import Store

/// Turns the records of a file into rows of the staging table, without making strings of what is only passed on.
///
/// A class, because its closures over bytes would copy a structure of this size for every field.
final class LogStager {
    /// In bytes: longer texts are no names, and no index would take them.
    static let longestName = 500
    private static let noChannel = Array("(empty)".utf8)

    private let heading: LogHeading
    private let cells: LogCells
    private let rows: StagedRows
    private let now: Instant
    private let channels: [[UInt8]: Channel]
    private let kinds: [[UInt8]: ApplicantRecord.Kind]
    private let bounded: [Int]
    private let caseColumns: [Int]
    private let eventColumns: [Int]
    private(set) var writer: StagingWriter
    private var recent = RecentCases()
    private var key: [UInt8] = []

    /// - Parameter now: what ended later has not ended.
    init(_ heading: LogHeading, map: ColumnMap, offset: UTCOffset, now: Instant) {
        self.heading = heading
        self.now = now
        rows = map.rows
        cells = LogCells(heading, map: map, offset: offset)
        channels = Self.meanings(map.case.channels)
        kinds = Self.meanings(map.case.applicant?.kinds ?? [:])
        bounded = heading.bounded
        caseColumns = heading.case.all
        eventColumns = heading.event?.all ?? []
        writer = StagingWriter(map.rows)
    }

    /// What each text of a column means, whether letters and their marks are one character there or several.
    private static func meanings<Meaning>(_ named: [String: Meaning]) -> [[UInt8]: Meaning] {
        Dictionary(named.map { (Array($0.key.inNormalFormC.utf8), $0.value) }) { first, _ in first }
    }

    private func meaning<Meaning>(
        of column: Int, in reader: borrowing DelimitedReader, among meanings: [[UInt8]: Meaning]
    ) -> Meaning? {
        let written = cells.withBytes(column, in: reader) { Array($0) }
        if let found = meanings[written] { return found }
        guard written.contains(where: { $0 >= 0x80 }) else { return nil }
        return meanings[Array(String(decoding: written, as: UTF8.self).inNormalFormC.utf8)]
    }

    /// What has been staged, once there is enough for one message.
    func takeIfLarge() -> [UInt8]? { writer.takeIfLarge() }

    /// The rest, with the end of the stream.
    func finish() -> [UInt8] { writer.finish() }

    /// Stages the reader's present record. What is wrong with it is staged, too, and refuses its case. A row in
    /// which nothing stands is no case: a spreadsheet leaves such rows behind its last.
    func stage(_ reader: borrowing DelimitedReader) {
        if cells.isBlank(reader) { return }
        do throws(RowProblem) {
            try cells.begin(reader)
            for column in bounded where cells.withBytes(column, in: reader, { $0.count > Self.longestName }) {
                throw RowProblem("column \"\(name(column))\" is longer than \(Self.longestName) bytes")
            }
            guard cells.isGiven(heading.case.reference, in: reader) else {
                throw RowProblem(
                    "column \"\(name(heading.case.reference))\" is empty: the row names no \(rows == .dossiers ? "dossier" : "case")"
                )
            }
            let step = try stepTime(in: reader)
            let fingerprint = cells.fingerprint(of: caseColumns, in: reader)
            if cells.withBytes(heading.case.reference, in: reader, { recent.contains($0, fingerprint) }) {
                begin(reader, problem: nil)
                writer.noCaseColumns()
                writeNothingFurther()
            } else {
                try stageCase(fingerprint, in: reader)
            }
            if rows == .steps { stageStep(at: step, in: reader) }
        } catch {
            begin(reader, problem: error.text)
            writer.noCaseColumns()
            writeNothingFurther()
            if rows == .steps { writer.noStep() }
        }
    }

    private func begin(_ reader: borrowing DelimitedReader, problem: String?) {
        writer.begin(line: reader.line, problem: problem)
        guard heading.case.reference < reader.fieldCount else { return writer.text(nil) }
        reader.withBytes(heading.case.reference) { field in
            // The cells may not have been begun for a row that has too many of them.
            let given = LogCells.trimmed(field)
            writer.text(cells.isNothing(given) || given.count > Self.longestName ? nil : given)
        }
    }

    private func writeNothingFurther() {
        if rows == .dossiers { writer.noApplicant() }
    }

    private func stageCase(_ fingerprint: Int64, in reader: borrowing DelimitedReader) throws(RowProblem) {
        let columns = heading.case
        guard let accepted = try cells.time(columns.accepted, in: reader) else {
            throw RowProblem("column \"\(name(columns.accepted))\" is empty: a case has to have a start")
        }
        let promised = try cells.time(columns.promised, in: reader)
        let ended = try endTime(in: reader)
        let kind = try applicantKind(in: reader)
        var channel: Channel?
        if let column = columns.channel { channel = meaning(of: column, in: reader, among: channels) }
        begin(reader, problem: nil)
        writer.caseTimes(
            fingerprint: fingerprint, accepted: accepted.instant, promised: promised?.lastMinute,
            ended: ended?.lastMinute, channel: channel ?? .direct)
        if channel == nil, let column = columns.channel {
            cells.withBytes(column, in: reader) { field in
                if field.isEmpty {
                    Self.noChannel.withUnsafeBufferPointer { writer.text($0) }
                } else {
                    writer.text(field)
                }
            }
        } else {
            writer.text(nil)
        }
        text(cells.firstGiven(columns.unit, in: reader), in: reader)
        text(columns.officer, in: reader)
        text(columns.procedure, in: reader)
        if rows == .dossiers {
            text(columns.field, in: reader)
            stageApplicant(kind, in: reader)
        }
        cells.withBytes(columns.reference, in: reader) { recent.insert($0, fingerprint) }
    }

    /// Identity number and telephone in the form in which searches look for them; as they are written where they are
    /// neither.
    private func stageApplicant(_ kind: ApplicantRecord.Kind, in reader: borrowing DelimitedReader) {
        let columns = heading.case.applicant
        var unread = 0
        func number(_ column: Int?, _ form: (String) -> String?) -> [UInt8]? {
            guard let column, cells.isGiven(column, in: reader) else { return nil }
            let written = cells.withBytes(column, in: reader) { String(decoding: $0, as: UTF8.self) }
            if let number = form(written) { return Array(number.utf8) }
            unread += 1
            return Array(written.utf8)
        }
        let identityNumber = number(columns?.identityNumber, \.storedNumber)
        let phone = number(columns?.phone) { try? PhoneNumber(parsing: $0.tidied).text }
        writer.applicantKind(kind, unreadNumbers: unread)
        text(columns?.name, in: reader)
        for number in [identityNumber, phone] {
            if let number { number.withUnsafeBufferPointer { writer.text($0) } } else { writer.text(nil) }
        }
        text(columns?.email, in: reader)
        text(columns?.address, in: reader)
    }

    private func applicantKind(in reader: borrowing DelimitedReader) throws(RowProblem) -> ApplicantRecord.Kind {
        guard let column = heading.case.applicant?.kind, cells.isGiven(column, in: reader) else { return .citizen }
        guard let kind = meaning(of: column, in: reader, among: kinds) else {
            throw RowProblem(
                "column \"\(name(column))\": the map does not say what kind of applicant \"\(cells.shown(column, in: reader))\" is"
            )
        }
        return kind
    }

    /// Nil when the case is open. An end on the present day is one, whatever the hour.
    private func endTime(in reader: borrowing DelimitedReader) throws(RowProblem) -> LoggedTime? {
        guard let column = heading.case.ended, let ended = try cells.time(column, in: reader) else { return nil }
        guard ended.instant <= now else {
            throw RowProblem(
                "column \"\(name(column))\": \"\(cells.shown(column, in: reader))\" is still to come; a case that is open has no end"
            )
        }
        return ended
    }

    /// Nil when the row tells of no step.
    private func stepTime(in reader: borrowing DelimitedReader) throws(RowProblem) -> Instant? {
        guard let event = heading.event else { return nil }
        let time = try cells.time(event.at, in: reader)
        guard cells.isGiven(event.activity, in: reader) else {
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
        let content = cells.fingerprint(of: eventColumns, in: reader)
        writer.stepTime(instant, content: content)
        text(event.activity, in: reader)
        text(event.unit, in: reader)
        text(event.officer, in: reader)
        key.removeAll(keepingCapacity: true)
        for column in event.key {
            if column != event.key.first { key.append(UInt8(ascii: "|")) }
            cells.withBytes(column, in: reader) { if !cells.isNothing($0) { key.append(contentsOf: $0) } }
        }
        if key.allSatisfy({ $0 == UInt8(ascii: "|") }) {
            key = Array("#\(String(UInt64(bitPattern: content), radix: 16))".utf8)
        }
        key.withUnsafeBufferPointer { writer.text($0) }
    }

    private func text(_ column: Int?, in reader: borrowing DelimitedReader) {
        guard let column else { return writer.text(nil) }
        cells.withBytes(column, in: reader) { writer.text(cells.isNothing($0) ? nil : $0) }
    }

    private func name(_ column: Int) -> String { heading.names[column] }
}

extension LoggedTime {
    /// A promise or an end that names a day alone lasts to the end of it.
    fileprivate var lastMinute: Instant { isDay ? instant.adding(minutes: 24 * 60 - 1) : instant }
}
