import Synchronization

/// Turned on by a test while a server looks at it.
final class Switch: Sendable {
    private let state = Atomic(false)

    var isOn: Bool { state.load(ordering: .sequentiallyConsistent) }
    func turnOn() { state.store(true, ordering: .sequentiallyConsistent) }
}

/// Counts up from one, whoever asks.
final class Counter: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .sequentiallyConsistent).newValue }
}
