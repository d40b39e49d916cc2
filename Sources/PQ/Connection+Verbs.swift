package import Logging

extension Connection {
    /// Opens a session of its own, outside any pool. Close it with ``close()``.
    /// - Throws: ``PQError/Code/connectionFailed`` when it cannot be opened within the settings' time. Not cancellable before that.
    package static func connect(_ settings: ConnectionSettings, logger: Logger) async throws(PQError) -> Connection {
        let reactor = Reactor.shared
        let result: Result<Connection, PQError> = await withCheckedContinuation { continuation in
            Connector.connect(settings, logger: logger) { opened in
                switch opened {
                case .failure(let error):
                    continuation.resume(returning: .failure(error))
                case .success(let conn):
                    let connection = Connection(conn, reactor: reactor, logger: logger)
                    reactor.call {
                        let isOpen = connection.assumeIsolated { $0.open(owner: nil) }
                        continuation.resume(
                            returning: isOpen
                                ? .success(connection)
                                : .failure(PQError(.connectionFailed, "the system would not watch the socket")))
                    }
                }
            }
        }
        return try result.get()
    }

    /// Ends the session at once; what was running on it throws ``PQError/Code/connectionLost``.
    package func close() {
        lose("the connection was closed")
    }

    /// Runs one statement and reads all its rows.
    package nonisolated func query<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) -> [Row] {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch, deadline: deadline).rows(ticket)
    }

    /// Runs one statement and reads its first row.
    package nonisolated func first<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) -> Row? {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch, deadline: deadline).first(ticket)
    }

    /// Runs one statement.
    /// - Returns: how many rows it touched.
    @discardableResult
    package nonisolated func execute<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) -> Int {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch, deadline: deadline).affected(ticket)
    }

    /// Runs a batch in one round trip, as one implicit transaction unless a script has opened one. Cancellation and deadlines reach the
    /// server, as on the ``Pool``.
    package nonisolated func run(
        _ batch: Batch, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) -> BatchResult {
        if let refusal = batch.refusal { throw refusal }
        let request = Request(.batch(batch.commands), deadline: deadline)
        return try await reactor.perform(request, on: self).batchResult(batch.texts)
    }

    /// Runs `body` in a transaction on this connection, without retries; otherwise as ``Pool/transaction(retries:deadline:_:)``.
    package nonisolated func transaction<Value>(
        deadline: ContinuousClock.Instant? = nil, _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        let transaction = Transaction(connection: self, reactor: reactor, deadline: deadline)
        do {
            let value = try await body(transaction)
            try await transaction.complete()
            return value
        } catch {
            await transaction.abandon()
            throw error
        }
    }

    /// Runs a script of several statements in the simple protocol, as one implicit transaction unless it says otherwise.
    package nonisolated func script(
        _ script: SQLScript, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) {
        let response = await reactor.perform(Request(.script(script.sql), deadline: deadline), on: self)
        if let error = response.error { throw error }
    }

    /// Lets the server plan a statement without running it, and say what it takes and gives.
    package nonisolated func describe(_ statement: AnyStatement) async throws(PQError) -> StatementDescription {
        let response = await reactor.perform(Request(.describe(statement.text)), on: self)
        if let error = response.error { throw error }
        guard let result = response.results.first else { throw PQError(.misuse, "the server described nothing") }
        return StatementDescription(
            parameters: result.parameterTypes,
            columns: (0..<result.columnCount).map { .init(name: result.name(of: $0), type: result.type(of: $0)) })
    }

    package nonisolated func describe(
        _ statement: Statement<some Any, some Any>
    ) async throws(PQError) -> StatementDescription {
        try await describe(statement.erased)
    }

    /// Asks the server to stop the statement that runs now, if one does; its caller gets ``PQError/Code/cancelled``.
    package func cancel() {
        if let current { cancel(current, reason: .cancelled) }
    }
}

/// What the server says of a statement: the types of its parameters, and the names and types of its columns.
package struct StatementDescription: Sendable, Hashable {
    /// A column of what the statement gives back.
    package struct Column: Sendable, Hashable {
        package let name: String
        package let type: OID
    }

    package let parameters: [OID]
    package let columns: [Column]
}
