import PQ
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Listening` {
    private static let channel = NotificationChannel("listen_tests")
    private static let notify = Statement<String, Void>(
        "select pg_notify('listen_tests', $1)", types: [.text], encode: { $1.text($0) })
    /// The session whose last statement was the `LISTEN` of these tests, by its own name.
    private static let process = Statement<String, Int32>(
        "select pid from pg_stat_activity where application_name = $1", types: [.text], encode: { $1.text($0) },
        decode: { row in try row.int4() })

    /// Everything that a listener has heard.
    private final class Heard: Sendable {
        private let signals = Mutex<[Listener.Signal]>([])

        func hear(_ signal: Listener.Signal) { signals.withLock { $0.append(signal) } }
        var connections: Int { signals.withLock { signals in signals.count { $0 == .connected } } }
        var payloads: [String] {
            signals.withLock { signals in
                signals.compactMap { signal -> String? in
                    guard case .notified(let heard) = signal else { return nil }
                    return heard.payload
                }
            }
        }
    }

    /// Runs a listener of its own beside the body.
    private func listening(
        as name: String, on server: TestServer = .shared, _ body: (Heard) async throws -> Void
    ) async throws {
        var settings = try server.settings
        settings.applicationName = name
        let listener = Listener(settings, to: [Self.channel], logger: quiet)
        let heard = Heard()
        let task = Task { await listener.run { heard.hear($0) } }
        do {
            #expect(try await eventually { heard.connections == 1 })
            try await body(heard)
        } catch {
            task.cancel()
            throw error
        }
        task.cancel()
        await task.value
    }

    @Test func `what is notified is heard in the order of the commits, with its payload`() async throws {
        try await listening(as: "order") { heard in
            try await withConnection { speaker async throws in
                for payload in ["1-order", "", "Nguyễn"] { _ = try await speaker.query(Self.notify, payload) }
            }
            let wanted = ["1-order", "Nguyễn"]
            #expect(try await eventually { heard.payloads.filter { wanted.contains($0) } == wanted })
        }
    }

    @Test func `a rolled back notification is heard by nobody`() async throws {
        try await listening(as: "rollback") { heard in
            try await withConnection { speaker async throws in
                struct Stop: Error {}
                await #expect(throws: Stop.self) {
                    try await speaker.transaction { transaction async throws -> Void in
                        _ = try await transaction.query(Self.notify, "undone")
                        throw Stop()
                    }
                }
                _ = try await speaker.query(Self.notify, "done")
            }
            #expect(try await eventually { heard.payloads.contains("done") })
            #expect(!heard.payloads.contains("undone"))
        }
    }

    @Test func `a killed backend is replaced, and the listener says that it was away`() async throws {
        try await listening(as: "killed") { heard in
            try await withConnection { watcher async throws in
                for round in 1...3 {
                    let backend = try #require(try await watcher.first(Self.process, "killed"))
                    #expect(try await watcher.first(SQL.terminate, backend) == true)
                    #expect(try await eventually { heard.connections == round + 1 })
                    _ = try await watcher.query(Self.notify, "after \(round)")
                    #expect(try await eventually { heard.payloads.contains("after \(round)") })
                }
            }
        }
    }

    @Test func `a server that was away is listened to again`() async throws {
        let server = try await TestServer.another()
        try await listening(as: "restart", on: server) { heard in
            try server.stop()
            try server.start()
            // As often as the server let it in while it was going down and coming up.
            #expect(try await eventually { heard.connections >= 2 })
            try await withConnection(on: server) { speaker async throws in
                _ = try await speaker.query(Self.notify, "back")
            }
            #expect(try await eventually { heard.payloads == ["back"] })
        }
        try server.stop()
    }

    @Test func `a cancelled listener leaves no session behind`() async throws {
        try await withConnection { watcher async throws in
            try await listening(as: "leaving") { _ async throws in
                let backend = try await watcher.first(Self.process, "leaving")
                #expect(backend != nil)
            }
            #expect(try await eventually { try await watcher.first(Self.process, "leaving") == nil })
        }
    }
}
