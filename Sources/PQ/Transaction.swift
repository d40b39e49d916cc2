internal import Synchronization

/// A transaction under way, READ COMMITTED, given to the body of ``Pool/transaction(retries:deadline:_:)``.
///
/// It holds no connection until its first statement; `BEGIN` travels with that one, and `COMMIT` with the last when
/// ``commit(with:)`` is used, so a transaction can be a single round trip. After a statement has failed the server refuses all
/// others: let the error out. One call at a time; the transaction must not be used after ``commit(with:)`` or outside the body
/// (``PQError/Code/misuse``).
package final class Transaction: Sendable {
    private enum State {
        case fresh
        case open(Connection)
        case busy
        case finished
    }

    private enum Start {
        case pool(PoolCore)
        case connection(Connection)
    }

    private let start: Start
    private let reactor: Reactor
    private let deadline: ContinuousClock.Instant?
    /// For each round trip, where there is no deadline for the whole.
    private let answerTimeout: Duration?
    private let state = Mutex(State.fresh)

    init(pool: PoolCore, reactor: Reactor, deadline: ContinuousClock.Instant?, answerTimeout: Duration) {
        start = .pool(pool)
        self.reactor = reactor
        self.deadline = deadline
        self.answerTimeout = answerTimeout
    }

    init(connection: Connection, reactor: Reactor, deadline: ContinuousClock.Instant?) {
        start = .connection(connection)
        self.reactor = reactor
        self.deadline = deadline
        answerTimeout = nil
    }

    /// Runs a batch inside the transaction, in one round trip.
    ///
    /// On cancellation, or when the transaction's deadline passes, the statement under way is cancelled on the server and the
    /// transaction can only be rolled back, which happens when the body ends.
    package func run(_ batch: Batch) async throws(PQError) -> BatchResult {
        try await run(batch, commits: false)
    }

    /// Runs a last batch and commits, in one round trip. With an empty batch it only commits.
    /// - Throws: ``PQError/Code/commitBecameRollback`` when an earlier failure was swallowed and the server rolled back.
    @discardableResult
    package func commit(with batch: Batch = Batch()) async throws(PQError) -> BatchResult {
        try await run(batch, commits: true)
    }

    /// Runs one statement and reads all its rows.
    package func query<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters
    ) async throws(PQError) -> [Row] {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch).rows(ticket)
    }

    /// Runs one statement and reads its first row.
    package func first<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters
    ) async throws(PQError) -> Row? {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch).first(ticket)
    }

    /// Runs one statement.
    /// - Returns: how many rows it touched.
    @discardableResult
    package func execute<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters
    ) async throws(PQError) -> Int {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch).affected(ticket)
    }

    private func run(_ batch: Batch, commits: Bool) async throws(PQError) -> BatchResult {
        if let refusal = batch.refusal { throw refusal }
        let before = try take()
        if commits, batch.isEmpty, case .fresh = before {
            finish()
            return BatchResult(results: [], texts: [])
        }
        let begins = if case .fresh = before { true } else { false }
        let request = Request(
            .batch(batch.commands), begins: begins, commits: commits, isWithinTransaction: true,
            afterwards: commits ? releasing : .keep, deadline: deadline ?? answerTimeout.map { .now + $0 })
        let response: Response
        switch (before, start) {
        case (.open(let connection), _), (_, .connection(let connection)):
            response = await reactor.perform(request, on: connection)
        case (_, .pool(let pool)):
            response = await reactor.perform(request, in: pool)
        }
        settle(response, commits: commits)
        return try response.batchResult(batch.texts)
    }

    /// A connection from the pool goes back with the commit; one the caller held before stays.
    private var releasing: Request.Afterwards {
        switch start {
        case .pool: .free
        case .connection: .keep
        }
    }

    /// Claims the transaction for one call.
    private func take() throws(PQError) -> State {
        let before = state.withLock { state in
            let before = state
            switch state {
            case .fresh, .open: state = .busy
            case .busy, .finished: break
            }
            return before
        }
        switch before {
        case .fresh, .open: return before
        case .busy: throw PQError(.misuse, "a transaction runs one call at a time")
        case .finished: throw PQError(.misuse, "the transaction is over")
        }
    }

    private func settle(_ response: Response, commits: Bool) {
        let next: State =
            if let connection = response.connection, !commits || response.error != nil {
                .open(connection)
            } else {
                .finished
            }
        state.withLock { $0 = next }
    }

    private func finish() {
        state.withLock { $0 = .finished }
    }

    /// Commits unless the body already has.
    func complete() async throws(PQError) {
        let isOver = state.withLock { state in if case .finished = state { true } else { false } }
        if !isOver { try await commit() }
    }

    /// Rolls back whatever is open. Runs to its end although the task may be cancelled; a failure closes the connection, which
    /// rolls back as well, and never hides the error that led here.
    func abandon() async {
        let before = state.withLock { state in
            let before = state
            state = .finished
            return before
        }
        guard case .open(let connection) = before else { return }
        let rollback = Request(
            .batch([Control.rollback]), afterwards: releasing, deadline: .now + Connection.cancelGrace)
        _ = await reactor.performRegardless(rollback, on: connection)
    }
}

extension Pool {
    /// Runs `body` in a transaction and commits when it returns, unless it has done so itself by ``Transaction/commit(with:)``.
    ///
    /// A serialisation failure (40001) or a deadlock (40P01) runs the whole body again, at most `retries` times and after a
    /// short random pause; therefore the body must have no other effects. Any other error rolls back and is thrown as it is; if the
    /// rollback fails too, that is not shown in its place. On cancellation the statement under way is cancelled on the server and the
    /// transaction is rolled back before this returns.
    ///
    /// - Throws: ``PQError/Code/commitBecameRollback`` when the body swallowed an error and returned;
    ///   ``PQError/Code/connectionLost`` with ``PQError/outcomeUnknown`` when the connection broke during `COMMIT`;
    ///   ``PQError/Code/deadlineExceeded`` when one of its round trips took longer than
    ///   ``PoolConfiguration/answerTimeout`` and there is no deadline for the whole.
    package func transaction<Value>(
        retries: Int = 3, deadline: ContinuousClock.Instant? = nil, _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        var attempt = 0
        while true {
            let transaction = Transaction(
                pool: core, reactor: reactor, deadline: deadline, answerTimeout: answerTimeout)
            do {
                let value = try await body(transaction)
                try await transaction.complete()
                return value
            } catch {
                await transaction.abandon()
                guard let failure = error as? PQError, failure.isRetryable, attempt < retries, !Task.isCancelled else {
                    throw error
                }
                attempt += 1
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...(8 << min(attempt, 5)))))
            }
        }
    }
}
