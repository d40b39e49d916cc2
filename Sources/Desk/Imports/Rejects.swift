import DelimitedText
import OneStop
import Store

/// The rejects file of an import: the original columns of every row of a refused case, its line and the reason. Cells that
/// were merged are filled, so that the corrected file can be imported without the rows that stood above.
struct Rejects {
    let map: ColumnMap
    let offset: UTCOffset

    /// Reads the file again beside the refused rows, which come in its order, so that neither has to be held.
    func write(
        to rejects: ([UInt8]) async throws -> Void, from pieces: @escaping CaseImport.Pieces,
        in transaction: ImportTransaction
    ) async throws {
        let log = RecordReader(pieces: pieces)
        guard try await log.next() else { return }
        let heading = try LogHeading(log.reader.fields, map: map)
        let cells = LogCells(heading, map: map, offset: offset)
        var writer = DelimitedWriter(separator: log.reader.separator ?? .comma)
        writer.record(heading.names + ["line", "reason"])
        try await transaction.eachRefusedRow { row in
            while log.reader.line < row.line {
                guard try await log.next() else { break }
                // What is wrong with a row is told by its reason.
                if !cells.isBlank(log.reader) { try? cells.begin(log.reader) }
            }
            for column in heading.names.indices {
                guard column < log.reader.fieldCount else {
                    writer.field("")
                    continue
                }
                cells.asTaken(column, in: log.reader) { writer.field(bytes: $0) }
            }
            writer.field(Int64(row.line))
            writer.field(row.faultLine == row.line ? row.reason : "line \(row.faultLine): \(row.reason)")
            writer.endRecord()
            if writer.bytes.count >= 1 << 16 { try await rejects(writer.take()) }
        }
        try await rejects(writer.take())
    }
}

/// The records of a file, one after another.
final class RecordReader {
    let pieces: CaseImport.Pieces
    private(set) var reader = DelimitedReader()
    private var isFinished = false

    init(pieces: @escaping CaseImport.Pieces) { self.pieces = pieces }

    /// False at the end of the file.
    func next() async throws -> Bool {
        while try !reader.next() {
            if isFinished { return false }
            if let piece = try await pieces() {
                reader.feed(piece)
            } else {
                reader.finish()
                isFinished = true
            }
        }
        return true
    }
}
