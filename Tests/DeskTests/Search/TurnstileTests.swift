import Synchronization
import Testing

@testable import Desk

private final class Inside: Sendable {
    let count = Mutex((now: 0, most: 0))
}

@Suite(.timeLimit(.minutes(5))) struct TurnstileTests {
    @Test func `no more go through at once than there are places, and all get through`() async throws {
        let turnstile = Turnstile(places: 3)
        let inside = Inside()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await turnstile.pass {
                        inside.count.withLock {
                            $0.now += 1
                            $0.most = max($0.most, $0.now)
                        }
                        for _ in 0..<5 { await Task.yield() }
                        inside.count.withLock { $0.now -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(inside.count.withLock { $0.now } == 0)
        #expect((1...3).contains(inside.count.withLock { $0.most }))
    }

    @Test func `who is cancelled while waiting leaves, and nobody behind waits for that place`() async throws {
        let turnstile = Turnstile(places: 1)
        let (opened, door) = AsyncStream.makeStream(of: Void.self)
        let (entered, entry) = AsyncStream.makeStream(of: Void.self)
        let holder = Task {
            try await turnstile.pass {
                entry.finish()
                for await _ in opened {}
            }
        }
        for await _ in entered {}
        let waiters = (0..<50).map { _ in Task { try await turnstile.pass {} } }
        for waiter in waiters { waiter.cancel() }
        for waiter in waiters {
            await #expect(throws: CancellationError.self) { try await waiter.value }
        }
        let last = Task { try await turnstile.pass { true } }
        door.finish()
        try await holder.value
        #expect(try await last.value)
    }

    @Test func `a place is given back when the body throws`() async throws {
        struct Failure: Error {}
        let turnstile = Turnstile(places: 1)
        for _ in 0..<3 {
            await #expect(throws: Failure.self) { try await turnstile.pass { throw Failure() } }
        }
        #expect(try await turnstile.pass { true })
    }
}
