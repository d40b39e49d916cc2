import ArgumentParser
import DelimitedText
import Glibc
import OneStop

/// Due dates for a file of cases: `from,limit` in, `from,limit,due,provisional,error` out. Rows pass through one by
/// one.
struct DueBatch {
    let calendar: CompiledCalendar
    let dayZero: DayZeroRule

    /// Where the heading has the two columns, and how many there are.
    private struct Columns {
        var from: Int
        var limit: Int
        var count: Int
    }

    /// - Returns: whether every row was good.
    func run() throws -> Bool {
        var reader = DelimitedReader(keepsBadUTF8: true)
        var writer = DelimitedWriter(lineEnd: .lineFeed)
        var columns: Columns?
        var allGood = true
        while true {
            let chunk = try Self.readChunk()
            if chunk.isEmpty { reader.finish() } else { reader.feed(chunk) }
            while let record = try next(of: &reader, flushing: &writer) {
                guard let columns else {
                    columns = try Self.heading(record.fields)
                    writer.record(["from", "limit", "due", "provisional", "error"])
                    continue
                }
                allGood = write(record.fields, isBadUTF8: reader.isBadUTF8, columns, to: &writer) && allGood
            }
            Output.raw(writer.take())
            if chunk.isEmpty { break }
        }
        guard columns != nil else {
            throw Self.refused("Standard input is empty; its first row must be from,limit.")
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
            Output.remark("Line \(error.line): \(error.explanation). Nothing after it was read.")
            throw ExitCode(2)
        }
    }

    private static func heading(_ fields: [String]) throws -> Columns {
        for (place, name) in fields.enumerated() where fields[..<place].contains(name) {
            throw refused("The first row names the column \"\(name)\" twice. Leave one of them out.")
        }
        guard let from = fields.firstIndex(of: "from"), let limit = fields.firstIndex(of: "limit") else {
            throw refused(
                "The first row must name the columns from and limit; it is \(fields.joined(separator: ",").prefix(80))."
            )
        }
        return Columns(from: from, limit: limit, count: fields.count)
    }

    /// Nothing was answered: exit status 2, where 1 is for bad rows.
    private static func refused(_ text: String) -> ExitCode {
        Output.remark(text)
        return ExitCode(2)
    }

    private func write(
        _ fields: [String], isBadUTF8: Bool, _ columns: Columns, to writer: inout DelimitedWriter
    ) -> Bool {
        let given = [columns.from, columns.limit].map { $0 < fields.count ? fields[$0] : "" }
        guard fields.count == columns.count else {
            writer.record(given + ["", "", "the row has \(fields.count) columns, the first row \(columns.count)"])
            return false
        }
        guard !isBadUTF8 else {
            writer.record(given + ["", "", DelimitedError.Reason.invalidUTF8.explanation])
            return false
        }
        let (from, limit) = (given[0], given[1])
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
