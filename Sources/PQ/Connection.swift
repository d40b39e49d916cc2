internal import DequeModule
package import Logging

/// One session with the server. Its executor is the ``Reactor``, so that libpq is only ever called from one thread.
///
/// Statements of several tasks are run one after the other, in the order they were asked for. A connection that has failed
/// stays failed: every later call throws ``PQError/Code/connectionLost``.
package actor Connection {
    nonisolated let reactor: Reactor
    package nonisolated let logger: Logger
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe reactor.asUnownedSerialExecutor() }

    /// How long a cancelled statement may go on before the connection is given up.
    static let cancelGrace = Duration.seconds(5)
    /// A request to cancel that arrives before the statement has begun is ignored by the server, so it is repeated.
    static let cancelInterval = Duration.milliseconds(100)
    /// After so long a silence the socket is asked whether it is still open before anything is sent.
    static let staleAfter = Duration.milliseconds(10)

    var conn: PGConn?
    var machine = ConnectionMachine()
    var cache = StatementCache()
    var current: Request?
    private var queue = Deque<Request>()
    private var owner: PoolCore?
    private var tag: UInt64?
    private var wantsWrite = false
    private(set) var readingPaused = false
    private(set) var usesTLS = false
    var nextTLSCheck: ContinuousClock.Instant?
    var inPipeline = false
    var ear: Ear?
    private var cancelHandle: CancelHandle?
    private var cancelGraceEnds: ContinuousClock.Instant?
    private var cancelAgain: ContinuousClock.Instant?
    private(set) var lastUsed: ContinuousClock.Instant
    let opened: ContinuousClock.Instant

    init(_ conn: sending PGConn, reactor: Reactor, logger: Logger) {
        self.conn = conn
        self.reactor = reactor
        self.logger = logger
        opened = .now
        lastUsed = opened
    }

    /// Begins to watch the socket.
    /// - Returns: false when the connection cannot be used.
    func open(owner: PoolCore?) -> Bool {
        guard let conn, conn.enterPipeline(), let tag = reactor.watch(socket: conn.socket, for: self) else {
            self.conn = nil
            return false
        }
        self.owner = owner
        self.tag = tag
        inPipeline = true
        usesTLS = conn.usesTLS
        cancelHandle = conn.cancelHandle()
        return true
    }

    var isClosed: Bool { conn == nil }
    var isBusy: Bool { current != nil }
    var transactionState: PGConn.TransactionState { conn?.transactionState ?? .unknown }
    /// The server's process for this session.
    package var backendID: Int32 { conn?.backendID ?? 0 }

    // MARK: Requests

    func submit(_ request: Request) {
        if let reason = request.cancelReason {
            request.fail(PQError(reason.code))
        } else if isClosed {
            request.fail(PQError(.connectionLost, "the connection is closed"))
        } else if current == nil {
            start(request)
        } else {
            request.state = .running(self)
            queue.append(request)
            remind(of: request)
        }
    }

    /// Only when idle and open.
    func start(_ request: Request) {
        guard let conn else { return request.fail(PQError(.connectionLost, "the connection is closed")) }
        request.state = .running(self)
        current = request
        remind(of: request)
        let now = ContinuousClock.now
        if lastUsed.duration(to: now) > Self.staleAfter, isStale(conn) {
            return lose("the server closed the connection while it was idle")
        }
        lastUsed = now
        if usesTLS { beginWatchingTLS(now: now) }
        send(request, on: conn)
    }

    /// A socket that has been silent may have been closed by the server, or hold its farewell.
    private func isStale(_ conn: PGConn) -> Bool {
        conn.peerHasClosed || !conn.consumeInput() || conn.peerHasClosed
    }

    private func remind(of request: Request) {
        if let deadline = request.deadline { reactor.remind(at: deadline) }
    }

    /// Ends the current request; the connection goes on to the next or back to its pool before the caller is resumed.
    func finishCurrent() {
        guard let request = current else { return }
        if replayIfStale(request) { return }
        current = nil
        cancelGraceEnds = nil
        cancelAgain = nil
        cache.endRequest()
        lastUsed = .now
        let error = request.error
        finishChannel(of: request)
        let keeps = request.afterwards == .keep
        let response = Response(
            results: error == nil ? request.results : [], error: error, connection: keeps ? self : nil)
        if isClosed {
            request.finish(response)
            return
        }
        if !inPipeline, conn?.enterPipeline() == true { inPipeline = true }
        if let next = nextQueued() {
            start(next)
        } else if !keeps, let owner {
            owner.assumeIsolated { $0.takeBack(self) }
        }
        request.finish(response)
    }

    private func finishChannel(of request: Request) {
        switch request.work {
        case .stream(_, let channel): channel.finish(request.error)
        case .copy(_, let channel): channel.interrupt(request.error ?? PQError(.copyAborted, "the COPY has ended"))
        default: break
        }
    }

    private func nextQueued() -> Request? {
        while let next = queue.popFirst() {
            if !next.isFinished { return next }
        }
        return nil
    }

    // MARK: Socket

    func socketReady(reading: Bool, writing: Bool) {
        guard let conn else { return }
        if reading, !readingPaused || !writing {
            guard conn.consumeInput() else {
                // The server's last words may have arrived together with the end.
                drain()
                return lose(conn.errorMessage)
            }
        }
        if wantsWrite { flush() }
        if case .copy(_, let channel) = current?.work { pumpCopy(channel) }
        drain()
    }

    /// Hands libpq's buffer to the kernel. While some is left, both directions are watched: a server that is itself blocked on
    /// writing reads nothing until we have read (libpq, "Asynchronous Command Processing").
    func flush() {
        guard let conn else { return }
        switch conn.flush() {
        case .done: setWatch(writing: false)
        case .pending: setWatch(writing: true)
        case .failed:
            if !conn.consumeInput() { drain() }
            lose(conn.errorMessage)
        }
    }

    var isFlushed: Bool { !wantsWrite }

    /// libpq's buffer is full: goes on when the socket takes more.
    func waitForRoom() {
        setWatch(writing: true)
    }

    private func setWatch(writing: Bool) {
        guard writing != wantsWrite else { return }
        wantsWrite = writing
        updateWatch()
    }

    /// Stops reading, so that the kernel's buffers fill and the server waits; or reads on.
    func pauseReading(_ paused: Bool) {
        guard paused != readingPaused else { return }
        readingPaused = paused
        updateWatch()
    }

    private func updateWatch() {
        guard let conn, let tag else { return }
        reactor.change(tag, socket: conn.socket, reading: !readingPaused, writing: wantsWrite)
    }

    /// Takes every result that is complete, and of a stream hands over what has come.
    func drain() {
        repeat { takeResults() } while takeDecrypted()
        if case .stream(_, let channel) = current?.work { channel.deliver() }
        if ear != nil { takeNotifications() }
    }

    /// `PQgetResult` would block while libpq is busy, so that is asked first.
    func takeResults() {
        while machine.expectsResults, !readingPaused, let conn, !conn.isBusy {
            if let result = conn.nextResult() {
                receive(result)
            } else {
                act(on: machine.handle(.endOfResults), result: nil)
            }
        }
    }

    private func receive(_ result: PGResult) {
        act(on: machine.handle(.result(result.kind)), result: result)
    }

    // MARK: Cancellation and deadlines

    func cancel(_ request: Request, reason: ConnectionMachine.CancelReason) {
        guard !request.isFinished else { return }
        guard request === current else {
            // Still queued here: nothing was sent.
            return request.fail(PQError(reason.code))
        }
        act(on: machine.handle(.cancelRequested(reason)), result: nil)
        if case .copy(_, let channel) = request.work { channel.interrupt(PQError(reason.code)) }
    }

    /// Asks the server from a thread of its own, since `PQcancel` blocks.
    func askServerToCancel() {
        if cancelGraceEnds == nil {
            let ends = ContinuousClock.now + Self.cancelGrace
            cancelGraceEnds = ends
            reactor.remind(at: ends)
        }
        let reactor = reactor
        let started =
            cancelHandle.map { handle in
                HelperThread.run(name: "pq-cancel") {
                    _ = handle.cancel()
                    reactor.call { self.assumeIsolated { $0.cancelFinished() } }
                }
            } ?? false
        if !started { cancelFinished() }
        pauseReading(false)
        drain()
    }

    private func cancelFinished() {
        act(on: machine.handle(.cancelFinished), result: nil)
        guard cancelGraceEnds != nil else { return }
        let again = ContinuousClock.now + Self.cancelInterval
        cancelAgain = again
        reactor.remind(at: again)
    }

    func expire(now: ContinuousClock.Instant) {
        expireTLS(now: now)
        if let ends = cancelGraceEnds {
            if ends <= now { return lose("a cancelled statement did not end in time") }
            reactor.remind(at: ends)
        }
        if let again = cancelAgain {
            if again <= now {
                cancelAgain = nil
                act(on: machine.handle(.cancelOverdue), result: nil)
            } else {
                reactor.remind(at: again)
            }
        }
        for request in queue { expire(request, now: now) }
        if let current, cancelGraceEnds == nil { expire(current, now: now) }
    }

    private func expire(_ request: Request, now: ContinuousClock.Instant) {
        guard let deadline = request.deadline, !request.isFinished else { return }
        if deadline <= now { cancel(request, reason: .deadline) } else { reactor.remind(at: deadline) }
    }

    // MARK: End

    /// The connection is broken: whoever waits on it is told, and the pool forgets it.
    func lose(_ message: String) {
        guard !isClosed else { return }
        let interrupted = current
        let owner = owner
        shut()
        owner?.assumeIsolated { $0.forget(self) }
        if let interrupted { fail(interrupted, message: message) }
        while let next = queue.popFirst() {
            next.fail(PQError(.connectionLost, message))
        }
    }

    private func fail(_ request: Request, message: String) {
        current = nil
        if !request.wasSent, let pool = request.pool, request.moves < 3 {
            // Nothing has left for the server, so another connection can do it.
            request.moves += 1
            request.state = .new
            return pool.assumeIsolated { $0.submit(request) }
        }
        let fields = request.error.map(\.fields) ?? PQError.Fields(message: message)
        let error = PQError(
            machine.cancelReason?.code ?? .connectionLost, fields: fields,
            outcomeUnknown: request.wasSent && request.endsTransaction)
        if case .copy(_, let channel) = request.work { channel.interrupt(error) }
        if case .stream(_, let channel) = request.work { channel.finish(error) }
        request.finish(Response(results: [], error: error, connection: nil))
    }

    /// Closes the session without ado.
    func shut() {
        if let tag, let conn {
            reactor.forget(tag, socket: conn.socket)
        }
        tag = nil
        owner = nil
        conn = nil
        cancelHandle = nil
        ear?.ended()
        ear = nil
    }
}
