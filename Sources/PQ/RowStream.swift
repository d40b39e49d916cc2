/// The rows of one statement, read as they come. Not more than a few hundred are held: a reader that is slow slows the server.
///
/// An error may come after rows have been delivered; then the loop throws. Leaving the loop early, or letting the stream go, cancels
/// the statement on the server. Cancelling the task makes the loop throw ``PQError/Code/cancelled``. A stream can be read once.
package struct RowStream<Row>: AsyncSequence {
    private let source: Source

    init(statement: Statement<some Any, Row>, request: Request, channel: RowChannel, connection: Connection) {
        source = Source(
            decode: statement.decode, sql: statement.text.sql, request: request, channel: channel,
            connection: connection)
    }

    init(refused error: PQError, statement: Statement<some Any, Row>, connection: Connection) {
        let channel = RowChannel()
        channel.finish(error)
        source = Source(
            decode: statement.decode, sql: statement.text.sql, request: Request(.lease), channel: channel,
            connection: connection)
    }

    /// Begins to read; a stream is read once.
    package func makeAsyncIterator() -> Iterator {
        Iterator(source: source)
    }

    /// Takes the rows from the connection as they come in, a few at a time.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let source: Source
        private var rows: [PGResult] = []
        private var index = 0

        fileprivate init(source: Source) {
            self.source = source
        }

        package mutating func next() async throws(PQError) -> Row? {
            while index == rows.count {
                switch await source.read() {
                case .rows(let rows):
                    self.rows = rows
                    index = 0
                case .end(nil):
                    return nil
                case .end(let error?):
                    throw error
                }
            }
            defer { index += 1 }
            return try source.decode(rows[index])
        }
    }

    /// Shared by the stream and its iterator; when both are gone, nobody wants the rest.
    fileprivate final class Source: Sendable {
        private let decode: @Sendable (inout RowReader) throws -> Row
        private let sql: StaticString
        private let request: Request
        private let channel: RowChannel
        private let connection: Connection

        init(
            decode: @escaping @Sendable (inout RowReader) throws -> Row, sql: StaticString, request: Request,
            channel: RowChannel, connection: Connection
        ) {
            self.decode = decode
            self.sql = sql
            self.request = request
            self.channel = channel
            self.connection = connection
        }

        deinit {
            connection.reactor.cancel(request)
        }

        func read() async -> RowChannel.Delivery {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    connection.reactor.call { [channel, connection] in
                        channel.read(continuation)
                        connection.assumeIsolated { $0.continueStream(channel) }
                    }
                }
            } onCancel: {
                connection.reactor.cancel(request)
            }
        }

        func decode(_ row: PGResult) throws(PQError) -> Row {
            var reader = RowReader(row)
            return try reader.decode(decode, sql: sql)
        }
    }
}

@available(*, unavailable)
extension RowStream.Iterator: Sendable {}
