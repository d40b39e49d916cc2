import OneStop
import Store
import Synchronization

/// One board that is kept up to date, from when it is opened until it is let go of.
///
/// It holds no more than what it has to say next: whoever reads slowly finds the latest and no queue.
package final class LiveStream: Sendable {
    /// What its reader is woken for.
    package enum Signal: Sendable, Hashable {
        /// The figures may have changed.
        case changed
        /// Nothing has: the line is kept alive, and whether the session still counts is looked at.
        case still
        /// The same session has opened so many others that this one is over.
        case replaced
    }

    let box: LiveBox
    private let leave: @Sendable () -> Void

    init(_ box: LiveBox, leave: @escaping @Sendable () -> Void) {
        self.box = box
        self.leave = leave
    }

    deinit { leave() }

    /// Waits for the next signal, for one task at a time.
    /// - Returns: nil when the stream is over, or the task is cancelled.
    package func next() async -> Signal? {
        for await _ in box.wakeUps.rings {
            if let signal = box.take() { return signal }
        }
        return box.take()
    }

    /// Ends it: what waits for the next signal gets nil.
    package func end() { box.wakeUps.end() }
}

/// What a stream has to say next.
final class LiveBox: Sendable {
    private struct State {
        var hasChanged = false
        var isLookedAt = false
        var isReplaced = false
    }

    let agency: AgencyID
    let session: Int64
    let wakeUps = WakeUps()
    private let state = Mutex(State())

    init(agency: AgencyID, session: Int64) {
        self.agency = agency
        self.session = session
    }

    func put(_ signal: LiveStream.Signal) {
        state.withLock { state in
            switch signal {
            case .changed: state.hasChanged = true
            case .still: state.isLookedAt = true
            case .replaced: state.isReplaced = true
            }
        }
        if signal == .replaced { wakeUps.end() } else { wakeUps.ring() }
    }

    func take() -> LiveStream.Signal? {
        state.withLock { state in
            defer { (state.hasChanged, state.isLookedAt) = (false, false) }
            if state.isReplaced { return .replaced }
            if state.hasChanged { return .changed }
            return state.isLookedAt ? .still : nil
        }
    }
}
