package import Logging

/// Hears `NOTIFY` on a connection of its own, outside any pool, and opens it anew whenever it breaks.
///
/// PostgreSQL keeps a notification for nobody who does not listen at the moment of the commit. So a notification is a hint that
/// something is to be read, never the thing itself: whoever hears ``Signal/connected``, at the start and after every break, reads
/// their table once more, and so misses nothing.
///
/// ```swift
/// let listener = Listener(settings, to: [NotificationChannel("message")], logger: logger)
/// await listener.run { signal in wakeUps.yield() }
/// ```
package struct Listener: Sendable {
    /// What a listener hears.
    package enum Signal: Sendable, Hashable {
        /// The channels are listened to from now on. What was notified before is to be looked up.
        case connected
        case notified(Notification)
    }

    /// How often a silent session is asked whether it is still there: a peer that has vanished says nothing.
    private static let askInterval = Duration.seconds(30)
    private static let askTimeout = Duration.seconds(10)
    private static let firstPause = 0.1
    private static let longestPause = 30.0

    private let settings: ConnectionSettings
    private let channels: [NotificationChannel]
    private let logger: Logger

    /// A listener that does nothing before ``run(_:)``.
    /// - Parameter channels: at least one.
    package init(_ settings: ConnectionSettings, to channels: [NotificationChannel], logger: Logger) {
        precondition(!channels.isEmpty, "a listener listens to something")
        self.settings = settings
        self.channels = channels
        self.logger = logger
    }

    /// Listens until the task is cancelled; nothing else ends it.
    ///
    /// A server that cannot be reached is tried again after a tenth of a second, then after twice as long each time up to half a
    /// minute, less a random part of up to a half, so that many programs do not come back at the same moment.
    /// - Parameter hear: called on the thread that serves all connections; it must not block and should only wake somebody up.
    package func run(_ hear: @escaping @Sendable (Signal) -> Void) async {
        var pause = Self.firstPause
        while !Task.isCancelled {
            do {
                let connection = try await Connection.connect(settings, logger: logger)
                do {
                    let lost = try await begin(on: connection, hear)
                    pause = Self.firstPause
                    hear(.connected)
                    await wait(for: lost, on: connection)
                    await connection.close()
                } catch {
                    await connection.close()
                    throw error
                }
                if !Task.isCancelled { logger.notice("a listening connection has ended and is opened anew") }
            } catch {
                if Task.isCancelled { return }
                logger.warning("a listening connection cannot be opened", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(pause * Double.random(in: 0.5...1)))
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// - Returns: a stream of nothing that ends with the session.
    private func begin(
        on connection: Connection, _ hear: @escaping @Sendable (Signal) -> Void
    ) async throws(PQError) -> AsyncStream<Void> {
        let (lost, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await connection.listen(with: Ear(heard: { hear(.notified($0)) }, ended: { end.finish() }))
        let script = channels.map { "listen \($0.name)" }.joined(separator: "; ")
        try await connection.script(SQLScript(unsafe: script))
        return lost
    }

    /// Returns when the session has ended, does not answer, or the task is cancelled.
    private func wait(for lost: AsyncStream<Void>, on connection: Connection) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in lost {} }
            group.addTask {
                while (try? await Task.sleep(for: Self.askInterval)) != nil {
                    var batch = Batch()
                    batch.append(Control.ping)
                    guard (try? await connection.run(batch, deadline: .now + Self.askTimeout)) != nil else { return }
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
