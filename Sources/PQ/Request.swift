internal import CLibPQ

/// One errand to the server: what to send, what came back, and who waits for it.
///
/// Written by the caller before it is submitted, and by the reactor's thread afterwards; the hand-over through the reactor's
/// locked inbox orders the two, and the continuation orders the way back. Hence the unchecked conformance.
@safe final class Request: @unchecked Sendable {
    enum Work {
        case batch([Command])
        case script(String)
        case copy(String, CopyChannel)
        case stream(Command, RowChannel)
        case describe(StatementText)
        /// Nothing to send: the connection itself is wanted.
        case lease
    }

    /// What becomes of the connection afterwards.
    enum Afterwards {
        case keep, free
    }

    enum State {
        case new
        case waiting(PoolCore)
        /// Waits for, or travels with, a carrier; the caller may leave it alone at any time.
        case shared
        case running(Connection)
        case finished
    }

    let work: Work
    let begins: Bool
    let commits: Bool
    /// Part of a transaction that ends with a `COMMIT` of its own.
    let isWithinTransaction: Bool
    let afterwards: Afterwards
    let deadline: ContinuousClock.Instant?
    /// The reads that this one carries; nil for a request of its own.
    let members: [Request]?
    /// So many of the members, the first ones, are answered by the first statement together.
    let gathered: Int

    var state = State.new
    var waitsUntil: ContinuousClock.Instant?
    var cancelReason: ConnectionMachine.CancelReason?
    var results: [PGResult] = []
    var error: PQError?
    /// Whether anything may have reached the server.
    var wasSent = false
    /// How often it was sent anew because of a stale plan.
    var replays = 0
    /// The pool it was handed to, which may give it to another connection while nothing was sent.
    var pool: PoolCore?
    var moves = 0
    private var continuation: UnsafeContinuation<Response, Never>?
    private var response: Response?

    init(
        _ work: Work, begins: Bool = false, commits: Bool = false, isWithinTransaction: Bool = false,
        afterwards: Afterwards = .keep, deadline: ContinuousClock.Instant? = nil, members: [Request]? = nil,
        gathered: Int = 0
    ) {
        self.work = work
        self.begins = begins
        self.commits = commits
        self.isWithinTransaction = isWithinTransaction
        self.afterwards = afterwards
        self.deadline = deadline
        self.members = members
        self.gathered = gathered
    }

    var isFinished: Bool {
        if case .finished = state { true } else { false }
    }

    /// Whether its success means that something was committed.
    var endsTransaction: Bool {
        switch work {
        case .batch: commits || (!isWithinTransaction && members == nil)
        case .script, .copy: true
        case .stream, .describe, .lease: false
        }
    }

    /// Reactor only, or before submission. Resumes at once when the answer is already there.
    func wait(with continuation: UnsafeContinuation<Response, Never>) {
        if let response {
            unsafe continuation.resume(returning: response)
        } else {
            unsafe self.continuation = unsafe continuation
        }
    }

    /// Reactor only. The first answer counts.
    func finish(_ response: Response) {
        guard !isFinished else { return }
        state = .finished
        if members != nil, let pool { return pool.assumeIsolated { $0.arrived(self, response) } }
        self.response = response
        if let continuation = unsafe continuation { unsafe Reactor.shared.resume(continuation, with: response) }
        unsafe continuation = nil
    }

    func fail(_ error: PQError) {
        finish(Response(results: [], error: error, connection: nil))
    }
}

/// What comes back from a ``Request``.
struct Response: Sendable {
    let results: [PGResult]
    let error: PQError?
    /// The connection, when it stays with the caller.
    let connection: Connection?
}
