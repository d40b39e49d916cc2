package import Logging
package import OneStop
import ServiceLifecycle
import Store

/// Sends what lies in the outbox, whenever it is woken: by the database when something was put into it, and by the time.
package struct Dispatcher: Service {
    /// What waits for its time is looked for so often, and what a notification was missed of.
    private static let interval = Duration.seconds(2)

    private let desk: DeskService
    private let couriers: Couriers
    private let logger: Logger
    private let seed: UInt64
    private let now: @Sendable () -> Instant

    /// - Parameter seed: for the pauses after failures; another one in each process.
    package init(
        desk: DeskService, couriers: Couriers, seed: UInt64, logger: Logger, now: @escaping @Sendable () -> Instant
    ) {
        self.desk = desk
        self.couriers = couriers
        self.seed = seed
        self.logger = logger
        self.now = now
    }

    /// Works until graceful shutdown; what is under way then is brought to its end.
    package func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { while (try? await Task.sleep(for: Self.interval)) != nil { desk.outboxWakeUps.ring() } }
                group.addTask { await work() }
                await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            desk.outboxWakeUps.end()
        }
    }

    private func work() async {
        var generator = SeededGenerator(seed: seed)
        do {
            try await desk.recordCarriedLetters(at: now())
        } catch {
            logger.warning("letters wait to be recorded", metadata: ["error": .string(loggable(error))])
        }
        for await _ in desk.outboxWakeUps.rings {
            do {
                while try await desk.dispatch(by: couriers, at: now(), using: &generator) > 0 {
                    if Task.isShuttingDownGracefully || Task.isCancelled { return }
                }
            } catch {
                logger.warning("messages wait to be sent", metadata: ["error": .string(loggable(error))])
            }
        }
    }
}
