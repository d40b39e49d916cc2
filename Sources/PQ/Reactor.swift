internal import CLibPQ
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#endif

/// The one thread that touches connections: it waits for their sockets and is the executor of their actors.
///
/// A call from outside is one entry in the inbox, and one write to the wake-up descriptor if the thread sleeps. The answer is
/// one resumption, when all of it is there. Nothing that runs here may block: connecting and cancelling, which libpq can only do
/// blockingly, have threads of their own.
///
/// There is one per process, and it lives as long as the process; executors are not retained by those they serve.
final class Reactor: SerialExecutor {
    static let shared = Reactor()

    private enum Entry: Sendable {
        case job(UnownedJob)
        case submit(Request, to: PoolCore)
        case share(Request, in: PoolCore)
        case run(Request, on: Connection)
        case cancel(Request)
        case call(@Sendable () -> Void)
    }

    private struct Inbox {
        var entries: [Entry] = []
        var asleep = false
    }

    private struct Slot {
        var connection: Connection?
        var generation: UInt32 = 0
    }

    /// What only the reactor's thread touches; every use is reached from ``loop()``.
    private struct Confined {
        var slots: [Slot] = []
        var freeSlots: [Int] = []
        var pools: [ObjectIdentifier: PoolCore] = [:]
        /// No deadline is before this. It may be too early, never too late.
        var earliest: ContinuousClock.Instant?
        /// Callers to be resumed at the end of the round.
        var answered: [Answer] = []
    }

    @safe private struct Answer {
        let continuation: UnsafeContinuation<Response, Never>
        let response: Response
    }

    private static let wakeTag = UInt64.max

    private let inbox = Mutex(Inbox())
    private let epoll: Int32
    private let wakeDescriptor: Int32
    private let thread = Atomic<UInt>(0)
    /// Confined to the reactor's thread, which the actors' isolation guarantees and ``checkIsolated()`` verifies.
    private nonisolated(unsafe) var confined = Confined()

    init() {
        epoll = motcua_epoll_create()
        wakeDescriptor = motcua_eventfd()
        precondition(epoll >= 0 && wakeDescriptor >= 0, "the system has no descriptors left")
        precondition(motcua_epoll_add_wakeup(epoll, wakeDescriptor, Self.wakeTag) == 0, "epoll refused its own wake-up")
        let started = HelperThread.run(name: "pq-reactor") { [self] in loop() }
        precondition(started, "the system has no threads left")
    }

    // MARK: From any thread

    func enqueue(_ job: consuming ExecutorJob) {
        post(.job(UnownedJob(job)))
    }

    func submit(_ request: Request, to pool: PoolCore) {
        post(.submit(request, to: pool))
    }

    func share(_ request: Request, in pool: PoolCore) {
        post(.share(request, in: pool))
    }

    func run(_ request: Request, on connection: Connection) {
        post(.run(request, on: connection))
    }

    func cancel(_ request: Request) {
        post(.cancel(request))
    }

    /// Runs a closure on the reactor's thread, after everything posted before it.
    func call(_ body: @escaping @Sendable () -> Void) {
        post(.call(body))
    }

    func checkIsolated() {
        precondition(isCurrent, "not on the reactor's thread")
    }

    func isIsolatingCurrentContext() -> Bool? {
        isCurrent
    }

    private var isCurrent: Bool {
        thread.load(ordering: .relaxed) == UInt(pthread_self())
    }

    private func post(_ entry: Entry) {
        let asleep = inbox.withLock { inbox in
            inbox.entries.append(entry)
            let asleep = inbox.asleep
            inbox.asleep = false
            return asleep
        }
        if asleep { motcua_wake(wakeDescriptor) }
    }

    // MARK: The thread

    private func loop() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        var entries: [Entry] = []
        var events = [motcua_event](repeating: motcua_event(), count: Int(MOTCUA_MAX_EVENTS))
        while true {
            inbox.withLock { swap(&entries, &$0.entries) }
            for entry in entries { perform(entry) }
            entries.removeAll(keepingCapacity: true)
            let untilDeadline = expire()
            resumeAnswered()
            let timeout = inbox.withLock { inbox -> Int32 in
                if !inbox.entries.isEmpty { return 0 }
                inbox.asleep = true
                return untilDeadline
            }
            let count = unsafe events.withUnsafeMutableBufferPointer { buffer in
                unsafe motcua_epoll_wait(epoll, buffer.baseAddress, Int32(buffer.count), timeout)
            }
            if timeout != 0 { inbox.withLock { $0.asleep = false } }
            for index in 0..<Int(max(0, count)) { dispatch(events[index]) }
            resumeAnswered()
        }
    }

    /// Reactor's thread only. What is to be sent goes out first, and callers resumed together cost fewer wake-ups of their threads.
    func resume(_ continuation: UnsafeContinuation<Response, Never>, with response: Response) {
        unsafe confined.answered.append(Answer(continuation: continuation, response: response))
    }

    private func resumeAnswered() {
        guard unsafe !confined.answered.isEmpty else { return }
        for answer in unsafe confined.answered {
            unsafe answer.continuation.resume(returning: answer.response)
        }
        unsafe confined.answered.removeAll(keepingCapacity: true)
    }

    private func perform(_ entry: Entry) {
        switch entry {
        case .job(let job):
            unsafe job.runSynchronously(on: asUnownedSerialExecutor())
        case .submit(let request, let pool):
            pool.assumeIsolated { $0.submit(request) }
        case .share(let request, let pool):
            pool.assumeIsolated { $0.share(request) }
        case .run(let request, let connection):
            connection.assumeIsolated { $0.submit(request) }
        case .cancel(let request):
            cancelNow(request, reason: .cancelled)
        case .call(let body):
            body()
        }
    }

    private func cancelNow(_ request: Request, reason: ConnectionMachine.CancelReason) {
        switch request.state {
        case .new: request.cancelReason = reason
        case .waiting(let pool): pool.assumeIsolated { $0.abandon(request, reason: reason) }
        case .shared: request.fail(PQError(reason.code))
        case .running(let connection): connection.assumeIsolated { $0.cancel(request, reason: reason) }
        case .finished: break
        }
    }

    private func dispatch(_ event: motcua_event) {
        guard event.tag != Self.wakeTag else { return }
        let slot = unsafe confined.slots[Int(event.tag & 0xFFFF_FFFF)]
        // A socket closed earlier in this round may have left an event behind.
        guard slot.generation == UInt32(event.tag >> 32), let connection = slot.connection else { return }
        connection.assumeIsolated {
            $0.socketReady(
                reading: motcua_is_readable(event) != 0, writing: motcua_is_writable(event) != 0)
        }
    }

    // MARK: Deadlines

    /// Lets what is overdue expire.
    /// - Returns: milliseconds until the next deadline, -1 when there is none.
    private func expire() -> Int32 {
        guard let earliest = unsafe confined.earliest else { return -1 }
        let now = ContinuousClock.now
        if now >= earliest {
            unsafe confined.earliest = nil
            for slot in unsafe confined.slots {
                slot.connection?.assumeIsolated { $0.expire(now: now) }
            }
            for pool in unsafe confined.pools.values {
                pool.assumeIsolated { $0.expire(now: now) }
            }
        }
        guard let next = unsafe confined.earliest else { return -1 }
        let (seconds, attoseconds) = now.duration(to: next).components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
        return Int32(clamping: max(0, milliseconds))
    }

    func add(_ pool: PoolCore) {
        unsafe confined.pools[ObjectIdentifier(pool)] = pool
    }

    func remove(_ pool: PoolCore) {
        unsafe confined.pools[ObjectIdentifier(pool)] = nil
    }
}

// Watching sockets and keeping time for connections. Reactor's thread only.
extension Reactor {
    /// Starts to watch a socket for reading on behalf of a connection.
    /// - Returns: the tag under which to change the watch, or nil when the system refuses.
    func watch(socket: Int32, for connection: Connection) -> UInt64? {
        let index = unsafe confined.freeSlots.popLast() ?? confined.slots.count
        if unsafe index == confined.slots.count { unsafe confined.slots.append(Slot()) }
        let generation = unsafe confined.slots[index].generation &+ 1
        unsafe confined.slots[index] = Slot(connection: connection, generation: generation)
        let tag = UInt64(generation) << 32 | UInt64(index)
        guard motcua_epoll_add(epoll, socket, 0, tag) == 0 else {
            release(index)
            return nil
        }
        return tag
    }

    /// Changes what is waited for; waiting for nothing leaves the server's bytes in the kernel, which stops the server.
    func change(_ tag: UInt64, socket: Int32, reading: Bool, writing: Bool) {
        _ = motcua_epoll_modify(epoll, socket, reading ? 1 : 0, writing ? 1 : 0, tag)
    }

    /// Stops watching; the connection is let go.
    func forget(_ tag: UInt64, socket: Int32) {
        _ = motcua_epoll_remove(epoll, socket)
        release(Int(tag & 0xFFFF_FFFF))
    }

    /// Has deadlines looked at no later than about `instant`.
    func remind(at instant: ContinuousClock.Instant) {
        if let earliest = unsafe confined.earliest, earliest <= instant { return }
        unsafe confined.earliest = instant
    }

    private func release(_ index: Int) {
        unsafe confined.slots[index].connection = nil
        unsafe confined.freeSlots.append(index)
    }
}
