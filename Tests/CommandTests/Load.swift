import Foundation
import Glibc
import Synchronization

/// Desks that take dossiers in as fast as the server answers. A request that got no answer is repeated with its key until
/// it gets one, as a careful client would.
final class Load: Sendable {
    private struct State {
        var stopped = false
        var made = 0
        var running = 0
        var acknowledged: [String: String] = [:]
        var refused: [String] = []
    }

    private let state = Mutex(State())
    private let office: Office

    init(_ office: Office, clients: Int) {
        self.office = office
        state.withLock { $0.running = clients }
        for _ in 0..<clients { Thread { [self] in work() }.start() }
    }

    /// Codes by the key of their request.
    var acknowledged: [String: String] { state.withLock { $0.acknowledged } }
    /// What was answered with neither a dossier nor a passing failure.
    var refused: [String] { state.withLock { $0.refused } }

    /// No new requests; waits for those under way.
    func stop() {
        state.withLock { $0.stopped = true }
        _ = eventually { state.withLock { $0.running } == 0 }
    }

    private func work() {
        while let key = nextKey() { repeatUntilAnswered(key) }
        state.withLock { $0.running -= 1 }
    }

    private func nextKey() -> String? {
        state.withLock { state in
            guard !state.stopped else { return nil }
            state.made += 1
            return "intake-\(state.made)"
        }
    }

    private func repeatUntilAnswered(_ key: String) {
        var isStopped = false
        while !isStopped {
            let answer = office.takeIn(key: key)
            isStopped = state.withLock { state in
                switch answer?.status {
                case 201:
                    state.acknowledged[key] = answer?.text("code")
                    return true
                case nil, 409, 503, 504:
                    return state.stopped
                default:
                    state.refused.append("\(key): \(answer?.status ?? 0) \(answer?.body ?? "")")
                    return true
                }
            }
            if !isStopped { poll(nil, 0, 2) }
        }
    }
}
