internal import DequeModule
internal import Logging

/// The pool's book-keeping, kept on the reactor's thread: a caller's request, the choice of a connection and the sending are one
/// entry in the reactor's inbox, and a connection that comes free starts the next request before anybody is woken.
actor PoolCore {
    nonisolated let reactor: Reactor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe reactor.asUnownedSerialExecutor() }

    let configuration: PoolConfiguration
    private let logger: Logger
    private var members: [ObjectIdentifier: Connection] = [:]
    /// The one used last is taken first, so that the others can grow old and go.
    private var idle: [Connection] = []
    private var waiting = Deque<Request>()
    /// Those in `waiting` that still wait.
    private var waitingCount = 0
    var shared = SharedReads()
    private var connecting = 0
    private var breaker = ConnectBreaker()
    private var nextHousekeeping: ContinuousClock.Instant
    private(set) var isClosing = false
    private var drainDeadline: ContinuousClock.Instant?
    private var closers: [CheckedContinuation<Void, Never>] = []
    private var totals = PoolStatistics()

    init(_ configuration: PoolConfiguration, reactor: Reactor, logger: Logger) {
        self.configuration = configuration
        self.reactor = reactor
        self.logger = logger
        nextHousekeeping = .now + Self.housekeepingInterval
    }

    static let housekeepingInterval = Duration.seconds(5)

    /// Registers for deadlines and opens the minimum.
    func start() {
        reactor.add(self)
        reactor.remind(at: nextHousekeeping)
        grow()
    }

    var statistics: PoolStatistics {
        var result = totals
        result.open = members.count
        result.idle = idle.count
        result.leased = members.count - idle.count
        result.waiting = waitingCount + shared.waiting.count
        return result
    }

    // MARK: Requests

    func submit(_ request: Request) {
        request.pool = self
        totals.requests += request.members?.count ?? 1
        if let reason = request.cancelReason { return refuse(request, PQError(reason.code)) }
        if isClosing { return refuse(request, PQError(.poolClosed)) }
        if let connection = idle.popLast() { return connection.assumeIsolated { $0.start(request) } }
        if waitingCount >= configuration.queueLimit {
            return refuse(request, PQError(.poolExhausted, "\(waitingCount) callers already wait"))
        }
        if members.isEmpty, let error = breaker.refusal, !breaker.mayConnect(now: .now) {
            return refuse(request, error)
        }
        wait(request)
        grow()
    }

    private func wait(_ request: Request) {
        let limit = ContinuousClock.now + configuration.leaseTimeout
        let until = min(limit, request.deadline ?? limit)
        request.waitsUntil = until
        request.state = .waiting(self)
        waiting.append(request)
        waitingCount += 1
        totals.waited += 1
        reactor.remind(at: until)
    }

    func refuse(_ request: Request, _ error: PQError) {
        totals.refused += request.members?.count ?? 1
        request.fail(error)
    }

    /// The caller no longer waits.
    func abandon(_ request: Request, reason: ConnectionMachine.CancelReason) {
        leaveQueue(request, PQError(reason.code))
    }

    private func leaveQueue(_ request: Request, _ error: PQError) {
        guard !request.isFinished else { return }
        waitingCount -= 1
        refuse(request, error)
    }

    private func nextWaiting() -> Request? {
        while let request = waiting.popFirst() {
            guard !request.isFinished else { continue }
            waitingCount -= 1
            return request
        }
        return nil
    }

    // MARK: Connections

    /// A connection comes back. One that is inside a transaction is rolled back first; one in an unknown state is closed.
    func takeBack(_ connection: Connection) {
        guard members[ObjectIdentifier(connection)] != nil else { return }
        switch connection.assumeIsolated({ $0.transactionState }) {
        case .idle:
            serve(connection)
        case .open, .failed:
            let rollback = Request(
                .batch([Control.rollback]), afterwards: .free, deadline: .now + Connection.cancelGrace)
            connection.assumeIsolated { $0.start(rollback) }
        case .active, .unknown:
            close(connection)
        }
    }

    private func serve(_ connection: Connection) {
        if isClosing {
            close(connection)
        } else if let request = nextWaiting() {
            connection.assumeIsolated { $0.start(request) }
        } else {
            idle.append(connection)
        }
    }

    private func close(_ connection: Connection) {
        connection.assumeIsolated { $0.shut() }
        forget(connection)
    }

    func forget(_ connection: Connection) {
        guard members.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        idle.removeAll { $0 === connection }
        totals.closed += 1
        finishClosing()
        grow()
    }

    private func grow() {
        guard !isClosing, breaker.mayConnect(now: .now) else { return }
        let missing = max(waitingCount, configuration.minConnections - members.count)
        let room = configuration.maxConnections - members.count
        // While nothing answers, one attempt at a time is enough to find out.
        let wanted = min(missing, room, breaker.isOpen ? 1 : Int.max)
        while connecting < wanted { connect() }
    }

    private func connect() {
        connecting += 1
        let reactor = reactor
        let logger = logger
        Connector.connect(configuration.connection, logger: logger) { result in
            switch result {
            case .success(let conn):
                let connection = Connection(conn, reactor: reactor, logger: logger)
                reactor.call { self.assumeIsolated { $0.connected(connection) } }
            case .failure(let error):
                reactor.call { self.assumeIsolated { $0.connectFailed(error) } }
            }
        }
    }

    private func connected(_ connection: Connection) {
        connecting -= 1
        guard connection.assumeIsolated({ $0.open(owner: self) }) else {
            return connectFailed(PQError(.connectionFailed, "the system would not watch the socket"))
        }
        breaker.succeeded()
        totals.opened += 1
        members[ObjectIdentifier(connection)] = connection
        serve(connection)
        grow()
    }

    private func connectFailed(_ error: PQError) {
        if connecting > 0 { connecting -= 1 }
        let next = breaker.failed(error, now: .now)
        logger.warning("no connection to the database", metadata: ["reason": "\(error.message ?? "unknown")"])
        if members.isEmpty, let refusal = breaker.refusal {
            while let request = nextWaiting() { refuse(request, refusal) }
        }
        finishClosing()
        reactor.remind(at: next)
    }

    // MARK: Time

    func expire(now: ContinuousClock.Instant) {
        expireWaiting(now: now)
        expireShared(now: now)
        if nextHousekeeping <= now {
            nextHousekeeping = now + Self.housekeepingInterval
            keepHouse(now: now)
        }
        if let drainDeadline {
            if drainDeadline <= now { abandonAll() } else { reactor.remind(at: drainDeadline) }
        }
        if isClosing { return }
        if let retry = breaker.retry { reactor.remind(at: retry) }
        reactor.remind(at: nextHousekeeping)
        grow()
    }

    private func expireWaiting(now: ContinuousClock.Instant) {
        guard waitingCount > 0 else { return waiting.removeAll(keepingCapacity: true) }
        for request in waiting where !request.isFinished {
            guard let until = request.waitsUntil else { continue }
            if until > now {
                reactor.remind(at: until)
            } else if let deadline = request.deadline, deadline <= now {
                leaveQueue(request, PQError(.deadlineExceeded, "no connection came free before the deadline"))
            } else {
                leaveQueue(request, breaker.lastError ?? PQError(.poolExhausted, "no connection came free in time"))
            }
        }
    }

    private func keepHouse(now: ContinuousClock.Instant) {
        for connection in idle {
            let (age, silence) = connection.assumeIsolated {
                ($0.opened.duration(to: now), $0.lastUsed.duration(to: now))
            }
            let isSpare = members.count > configuration.minConnections
            if age > configuration.maxAge || (isSpare && silence > configuration.idleTimeout) {
                close(connection)
            } else if silence > configuration.keepAlive {
                idle.removeAll { $0 === connection }
                let ping = Request(
                    .batch([Control.ping]), afterwards: .free, deadline: now + Connection.cancelGrace)
                connection.assumeIsolated { $0.start(ping) }
            }
        }
    }

    // MARK: Closing

    func close() async {
        if isClosing, members.isEmpty, connecting == 0 { return }
        await withCheckedContinuation { continuation in
            closers.append(continuation)
            beginClosing()
        }
    }

    /// Idle connections go at once, the others when they come back or when the time to drain is over.
    func beginClosing() {
        if !isClosing {
            isClosing = true
            let deadline = ContinuousClock.now + configuration.drainTimeout
            drainDeadline = deadline
            reactor.remind(at: deadline)
            while let request = nextWaiting() { refuse(request, PQError(.poolClosed)) }
            refuseShared(PQError(.poolClosed))
            for connection in idle { close(connection) }
        }
        finishClosing()
    }

    private func abandonAll() {
        drainDeadline = nil
        for connection in Array(members.values) {
            connection.assumeIsolated { $0.lose("the pool was closed") }
        }
        connecting = 0
        finishClosing()
    }

    private func finishClosing() {
        guard isClosing, members.isEmpty, connecting == 0 else { return }
        reactor.remove(self)
        drainDeadline = nil
        for closer in closers { closer.resume() }
        closers.removeAll()
    }
}
