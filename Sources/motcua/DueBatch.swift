import ArgumentParser
import DelimitedText
import Glibc
import OneStop

/// Due dates for a file of cases: `from,limit` in, `from,limit,due,provisional,error` out. Rows pass through one by
/// one.
struct DueBatch {
    let calendar: CompiledCalendar
    let dayZero: DayZeroRule

    /// - Returns: whether every row was good.
    func run() throws -> Bool {
        var reader = DelimitedReader()
        var writer = DelimitedWriter(lineEnd: .lineFeed)
        var columns: (from: Int, limit: Int)?
        var allGood = true
        writer.record(["from", "limit", "due", "provisional", "error"])
        while true {
            let chunk = try Self.readChunk()
            if chunk.isEmpty { reader.finish() } else { reader.feed(chunk) }
            while let record = try next(of: &reader, flushing: &writer) {
                guard let columns else {
                    columns = try Self.header(record.fields)
                    continue
                }
                allGood = write(record.fields, columns, to: &writer) && allGood
            }
            Output.raw(writer.take())
            if chunk.isEmpty { break }
        }
        guard columns != nil else {
            throw CommandFailure(text: "Standard input is empty; its first row must be from,limit.")
        }
        return allGood
    }

    /// The next row. A text that cannot be taken apart ends the run: what follows might be read as something else.
    private func next(
        of reader: inout DelimitedReader, flushing writer: inout DelimitedWriter
    ) throws -> DelimitedRecord? {
        do {
            return try reader.nextRecord()
        } catch {
            Output.raw(writer.take())
            Output.remark("Line \(error.line): \(error.explanation) Nothing after it was read.")
            throw ExitCode(2)
        }
    }

    private static func header(_ fields: [String]) throws -> (from: Int, limit: Int) {
        guard let from = fields.firstIndex(of: "from"), let limit = fields.firstIndex(of: "limit") else {
            throw CommandFailure(text: "The first row must name the columns from and limit.")
        }
        return (from, limit)
    }

    private func write(
        _ fields: [String], _ columns: (from: Int, limit: Int), to writer: inout DelimitedWriter
    ) -> Bool {
        guard fields.count > max(columns.from, columns.limit) else {
            let given = [columns.from, columns.limit].map { $0 < fields.count ? fields[$0] : "" }
            writer.record(given + ["", "", "the row has too few columns"])
            return false
        }
        let (from, limit) = (fields[columns.from], fields[columns.limit])
        do {
            let deadline = try calendar.deadline(
                try Limit(parsing: limit), from: try Instant(rfc3339: from), dayZero: dayZero)
            let due = deadline?.due.rfc3339(in: calendar.offset) ?? ""
            writer.record([from, limit, due, deadline?.provisional == true ? "true" : "false", ""])
            return true
        } catch {
            writer.record([from, limit, "", "", Self.explanation(error)])
            return false
        }
    }

    private static func explanation(_ error: any Error) -> String {
        switch error {
        case let error as LimitRefusal: error.explanation
        case let error as ClockRefusal: error.explanation
        case is TimeTextError: "from must be a time that exists, with its offset, such as 2026-02-09T10:00:00+07:00"
        default: "\(error)"
        }
    }

    private static func readChunk() throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = bytes.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
            if count >= 0 { return Array(bytes.prefix(count)) }
            if errno != EINTR { throw CommandFailure(text: "Standard input cannot be read.") }
        }
    }
}
