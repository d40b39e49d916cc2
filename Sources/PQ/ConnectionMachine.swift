/// The protocol of one connection as a value: an event goes in, an action comes out. It does no I/O, knows no libpq type and is
/// tested without a socket.
///
/// It follows one request at a time, from submission to the moment when the server owes nothing more *and* no cancel request
/// is on its way; only then may the connection be given to somebody else, or a late cancel would hit a stranger's statement.
struct ConnectionMachine: Sendable {
    /// One thing the server owes an answer to, in the order sent.
    enum Step: Hashable, Sendable {
        /// The plan of command n.
        case prepare(Int)
        /// The removal of a plan no longer kept.
        case deallocate(String)
        case begin
        /// Command n.
        case statement(Int)
        /// Command n, row by row.
        case stream(Int)
        case describe(Int)
        case commit
        /// The end of a pipeline; answered without a terminating null (libpq, "Pipeline Mode").
        case sync
        /// A script in the simple protocol, outside pipeline mode.
        case script
        /// A COPY from the client, outside pipeline mode.
        case copy
    }

    enum CancelReason: Hashable, Sendable {
        case cancelled, deadline

        var code: PQError.Code {
            switch self {
            case .cancelled: .cancelled
            case .deadline: .deadlineExceeded
            }
        }
    }

    enum Event: Hashable, Sendable {
        case submitted([Step])
        case result(ResultKind)
        /// The null that ends the results of one step.
        case endOfResults
        /// The last of a COPY's data has been handed to libpq.
        case copyEnded
        case cancelRequested(CancelReason)
        case cancelFinished
        /// The server was asked and goes on: it may have been asked before it had begun.
        case cancelOverdue
    }

    enum Action: Hashable, Sendable {
        case none
        /// The server now has the plan of command n.
        case registerPlan(Int)
        case forgetRetired(String)
        /// The result belongs to command n.
        case keep(Int)
        case deliverRow
        case describeParameters
        /// The next result is that of a stream: libpq must be told before it is read.
        case enterSingleRowMode
        case openCopy
        /// The result answers `COMMIT`; its tag tells whether it was one.
        case checkCommit
        /// The result is the error that decides the request.
        case fail(Step)
        case askServerToCancel
        /// The request is over, and the connection is free.
        case finish
        /// An answer that makes no sense here: close.
        case violation
    }

    private var steps: [Step] = []
    private var cursor = 0
    private var failed = false
    private var failedAtSync = false
    private var copyOpen = false
    private var drained = true
    private var helperRunning = false
    private(set) var cancelReason: CancelReason?

    /// Whether a result may be asked for. During COPY libpq would answer "still copying" for ever.
    var expectsResults: Bool { !drained && !copyOpen }

    /// The step that the next result answers.
    var current: Step? { cursor < steps.count ? steps[cursor] : nil }

    mutating func handle(_ event: Event) -> Action {
        switch event {
        case .submitted(let steps):
            precondition(drained && !helperRunning, "one request at a time")
            self.steps = steps
            cursor = 0
            failed = false
            failedAtSync = false
            drained = false
            cancelReason = nil
            return arrived()
        case .result(let kind):
            guard !drained, let step = current else { return .violation }
            return received(kind, for: step)
        case .endOfResults:
            return ended()
        case .copyEnded:
            copyOpen = false
            return .none
        case .cancelRequested(let reason):
            guard !drained, cancelReason == nil else { return .none }
            cancelReason = reason
            helperRunning = true
            return .askServerToCancel
        case .cancelFinished:
            helperRunning = false
            return drained ? .finish : .none
        case .cancelOverdue:
            guard !drained, cancelReason != nil, !helperRunning else { return .none }
            helperRunning = true
            return .askServerToCancel
        }
    }

    /// The code of an error that the server reported: 57014 stands for a cancel as well as for a timeout of the server's own,
    /// so it matters who asked.
    func code(for state: SQLState?) -> PQError.Code {
        guard let state else { return .connectionLost }
        if state == .queryCanceled, let cancelReason { return cancelReason.code }
        return state.endsSession ? .connectionLost : .server(state)
    }

    private mutating func received(_ kind: ResultKind, for step: Step) -> Action {
        if kind == .failure { return fail(step) }
        if kind == .aborted { return failed ? .none : .violation }
        switch (step, kind) {
        case (.prepare(let command), .done): return .registerPlan(command)
        case (.deallocate(let name), .done): return .forgetRetired(name)
        case (.begin, .done): return .none
        case (.commit, .done): return .checkCommit
        case (.statement(let command), .done), (.statement(let command), .rows): return .keep(command)
        case (.stream, .singleRow): return .deliverRow
        case (.stream, .rows), (.stream, .done): return .none
        case (.describe, .done): return .describeParameters
        case (.script, .done), (.script, .rows): return .none
        case (.copy, .copyIn):
            copyOpen = true
            return .openCopy
        case (.copy, .done): return .keep(0)
        case (.sync, .sync):
            cursor += 1
            return release()
        default: return .violation
        }
    }

    private mutating func fail(_ step: Step) -> Action {
        copyOpen = false
        if step == .sync { failedAtSync = true }
        if failed { return .none }
        failed = true
        return .fail(step)
    }

    private mutating func ended() -> Action {
        switch current {
        case .script, .copy:
            cursor += 1
            return release()
        // An error at the sync itself (a deferred constraint) is followed by a null, and then by the sync. Nulls without end
        // are what libpq gives on a connection that has broken.
        case .sync:
            defer { failedAtSync = false }
            return failedAtSync ? .none : .violation
        case nil: return .violation
        default:
            cursor += 1
            return arrived()
        }
    }

    private func arrived() -> Action {
        if case .stream = current, !failed { return .enterSingleRowMode }
        return .none
    }

    private mutating func release() -> Action {
        drained = true
        return helperRunning ? .none : .finish
    }
}
