package import Logging
internal import ServiceLifecycle

/// A bounded set of connections to one database, shared by all tasks of a program.
///
/// A call takes a connection when one is free, opens one when there is room, and otherwise waits in line: first come, first
/// served, until its deadline or `leaseTimeout`. Who names no deadline has one by ``PoolConfiguration/answerTimeout``. When the line is full it is refused at once with
/// ``PQError/Code/poolExhausted``; while the database cannot be reached, with ``PQError/Code/connectionFailed``.
///
/// What every call does on failure and on cancellation:
/// - An error of the server throws it; whatever the call had done is rolled back.
/// - Cancelling the task, or a deadline that passes, withdraws a call that still waits, and cancels a running one **on the
///   server**; the call returns when the server has let go. It throws ``PQError/Code/cancelled`` or
///   ``PQError/Code/deadlineExceeded``, unless the statement had already succeeded: then its result is returned, for it is true.
/// - A broken connection throws ``PQError/Code/connectionLost`` and is replaced. Only a request of which nothing was sent moves
///   to another connection by itself; nothing that the server may have seen is ever repeated silently.
package final class Pool: Service, Sendable {
    let core: PoolCore
    let reactor: Reactor
    let logger: Logger
    /// How long a batch may take where its caller names no deadline; see ``PoolConfiguration/answerTimeout``.
    package let answerTimeout: Duration

    /// Opens `minConnections` in the background; the first calls wait for them.
    package init(_ configuration: PoolConfiguration, logger: Logger) {
        let reactor = Reactor.shared
        let core = PoolCore(configuration, reactor: reactor, logger: logger)
        self.core = core
        self.reactor = reactor
        self.logger = logger
        answerTimeout = configuration.answerTimeout
        reactor.call { core.assumeIsolated { $0.start() } }
    }

    deinit {
        reactor.call { [core] in core.assumeIsolated { $0.beginClosing() } }
    }

    /// Waits for graceful shutdown, or for the task's cancellation, and then closes the pool. The pool works without it, too.
    package func run() async throws {
        let metrics = PoolMetrics()
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: PoolMetrics.interval)) != nil {
                await metrics.record(self.statistics)
            }
        }
        await close()
    }

    /// Refuses new calls with ``PQError/Code/poolClosed`` and waits until those under way have ended, at most `drainTimeout`; what is
    /// still running then is cut off. Not affected by cancellation.
    package func close() async {
        await core.close()
    }

    package var statistics: PoolStatistics {
        get async { await core.statistics }
    }

    /// Runs one statement and reads all its rows.
    package func query<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) -> [Row] {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch, deadline: deadline).rows(ticket)
    }

    /// Runs one statement and reads its first row.
    package func first<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) -> Row? {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch, deadline: deadline).first(ticket)
    }

    /// Runs one statement.
    /// - Returns: how many rows it touched.
    @discardableResult
    package func execute<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) -> Int {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await run(batch, deadline: deadline).affected(ticket)
    }

    /// Runs a batch as one implicit transaction, in one round trip.
    ///
    /// When the connection breaks, ``PQError/outcomeUnknown`` tells whether the batch may have been committed.
    package func run(
        _ batch: Batch, deadline: ContinuousClock.Instant? = nil
    ) async throws(PQError) -> BatchResult {
        if let refusal = batch.refusal { throw refusal }
        let request = Request(.batch(batch.commands), afterwards: .free, deadline: deadline ?? .now + answerTimeout)
        return try await reactor.perform(request, in: core).batchResult(batch.texts)
    }

    /// Runs one statement that only reads, in the same round trip as others that wait at the same moment.
    ///
    /// ``PoolConfiguration/sharedReaders`` connections serve such reads. What comes in while they are busy goes out together
    /// as one pipeline when one of them comes free: the more callers there are, the fewer round trips and wake-ups each costs
    /// the client and the server. For statements that take about a millisecond; a long one would hold up its companions.
    ///
    /// Each read is answered for itself. When the server refuses one, all that travelled with it are run again one by one, so
    /// nobody gets another's error; hence only for statements that change nothing. On cancellation the call returns at once, and
    /// the server finishes what it has begun.
    package func read<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters
    ) async throws(PQError) -> [Row] {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await read(batch).rows(ticket)
    }

    /// The first row of a shared read; see ``read(_:_:)``.
    package func readFirst<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters
    ) async throws(PQError) -> Row? {
        var batch = Batch()
        let ticket = batch.add(statement, parameters)
        return try await read(batch).first(ticket)
    }

    /// Several statements that only read, as a shared read; see ``read(_:_:)``.
    package func read(_ batch: Batch) async throws(PQError) -> BatchResult {
        if let refusal = batch.refusal { throw refusal }
        return try await reactor.share(Request(.batch(batch.commands)), in: core).batchResult(batch.texts)
    }

    /// Lends a connection for the time of `body`: for streams, COPY, scripts. A transaction left open is rolled back.
    ///
    /// The body must not keep the connection. On cancellation the calls on the connection throw; it comes back to the pool when
    /// the body has ended.
    package func withConnection<Value>(
        deadline: ContinuousClock.Instant? = nil, _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let response = await reactor.perform(Request(.lease, deadline: deadline), in: core)
        guard let connection = response.connection else {
            throw response.error ?? PQError(.connectionLost)
        }
        defer { reactor.run(Request(.lease, afterwards: .free), on: connection) }
        return try await body(connection)
    }
}
