/// Several statements that travel together and are answered in one round trip.
///
/// Outside a transaction a batch is one implicit transaction: all of it happens or none (libpq, "Pipeline Mode").
package struct Batch: Sendable {
    private(set) var commands: [Command] = []

    /// A batch of nothing, to be added to.
    package init() {}

    package var isEmpty: Bool { commands.isEmpty }
    package var count: Int { commands.count }

    /// Puts a statement at the end; its parameters are written now, in the caller's task.
    /// - Returns: the ticket by which its rows are collected from the ``BatchResult``.
    @discardableResult
    package mutating func add<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters
    ) -> Ticket<Row> {
        commands.append(Command(statement, parameters))
        return Ticket(index: commands.count - 1, text: statement.text, decode: statement.decode)
    }

    @discardableResult
    package mutating func add<Row>(_ statement: Statement<Void, Row>) -> Ticket<Row> {
        add(statement, ())
    }

    mutating func append(_ command: Command) {
        commands.append(command)
    }
}

/// A statement with its parameters in wire form.
struct Command: Sendable {
    let text: StatementText
    let parameters: EncodedParameters

    init(text: StatementText, parameters: EncodedParameters) {
        self.text = text
        self.parameters = parameters
    }

    init<Parameters, Row>(_ statement: Statement<Parameters, Row>, _ parameters: Parameters) {
        text = statement.text
        var writer = ParameterWriter(types: statement.text.types)
        statement.encode(parameters, &writer)
        self.parameters = writer.finish()
    }
}

/// A claim on the rows of one statement of a batch.
package struct Ticket<Row>: Sendable {
    let index: Int
    let text: StatementText
    let decode: @Sendable (inout RowReader) throws -> Row
}

/// The answers to a batch. Rows are decoded when asked for, in the caller's task, not on the thread that serves all connections.
package struct BatchResult: Sendable {
    let results: [PGResult]
    let texts: [StatementText]

    /// The rows of one statement.
    /// - Throws: ``PQError/Code/decoding`` when a column does not fit, ``PQError/Code/misuse`` for another batch's ticket.
    package func rows<Row>(_ ticket: Ticket<Row>) throws(PQError) -> [Row] {
        let result = try result(of: ticket)
        var rows: [Row] = []
        rows.reserveCapacity(Int(result.rowCount))
        var reader = RowReader(result)
        for row in 0..<result.rowCount {
            rows.append(try reader.decode(row: row, of: ticket))
        }
        return rows
    }

    /// The first row of one statement, or nil when there is none; later rows are not decoded.
    package func first<Row>(_ ticket: Ticket<Row>) throws(PQError) -> Row? {
        let result = try result(of: ticket)
        guard result.rowCount > 0 else { return nil }
        var reader = RowReader(result)
        return try reader.decode(row: 0, of: ticket)
    }

    /// How many rows one statement inserted, updated, deleted or returned; 0 for another batch's ticket.
    package func affected<Row>(_ ticket: Ticket<Row>) -> Int {
        (try? result(of: ticket))?.affectedRows ?? 0
    }

    private func result<Row>(of ticket: Ticket<Row>) throws(PQError) -> PGResult {
        guard ticket.index < results.count, texts[ticket.index] == ticket.text else {
            throw PQError(.misuse, "the ticket belongs to another batch", sql: ticket.text.sql.description)
        }
        return results[ticket.index]
    }
}

extension RowReader {
    fileprivate mutating func decode<Row>(row: Int32, of ticket: Ticket<Row>) throws(PQError) -> Row {
        move(to: row)
        return try decode(ticket.decode, sql: ticket.text.sql)
    }

    /// Decodes the row it stands on, and sees to it that all columns were read.
    mutating func decode<Row>(
        _ decode: (inout RowReader) throws -> Row, sql: StaticString
    ) throws(PQError) -> Row {
        do {
            let value = try decode(&self)
            try finishRow()
            return value
        } catch let error as PQError {
            throw error.with(sql: sql.description)
        } catch {
            throw PQError(.decoding, "\(error)", sql: sql.description)
        }
    }
}
