import Synchronization

/// Lets so many through at once; the others wait in the order in which they came.
///
/// Searches cost the database more than all else that a desk asks for. Many at once share its processors, so that each ends
/// late; one after the other most end early and none later, and the connections are there for what officers do.
package final class Turnstile: Sendable {
    private struct State {
        var free: Int
        var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        /// Who has a number and does not wait yet; false for who gave up in between.
        var arriving: [Int: Bool] = [:]
        var last = 0
    }

    private let state: Mutex<State>

    /// - Parameter places: how many go through at once, 1 at least.
    package init(places: Int) {
        state = Mutex(State(free: max(1, places)))
    }

    /// Runs the body when there is a place.
    /// - Throws: what the body throws; `CancellationError` when the task is cancelled while it waits.
    package func pass<Value>(_ body: () async throws -> Value) async throws -> Value {
        let number = state.withLock { state in
            state.last += 1
            state.arriving[state.last] = true
            return state.last
        }
        let isIn = await withTaskCancellationHandler {
            await withCheckedContinuation { enter(number, $0) }
        } onCancel: {
            giveUp(number)
        }
        guard isIn else { throw CancellationError() }
        defer { leave() }
        return try await body()
    }

    private func enter(_ number: Int, _ continuation: CheckedContinuation<Bool, Never>) {
        let isIn: Bool? = state.withLock { state in
            guard state.arriving.removeValue(forKey: number) == true else { return false }
            if state.free > 0 {
                state.free -= 1
                return true
            }
            state.waiting.append((number, continuation))
            return nil
        }
        if let isIn { continuation.resume(returning: isIn) }
    }

    private func giveUp(_ number: Int) {
        let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let place = state.waiting.firstIndex(where: { $0.number == number }) else {
                if state.arriving[number] != nil { state.arriving[number] = false }
                return nil
            }
            return state.waiting.remove(at: place).continuation
        }
        waiting?.resume(returning: false)
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
