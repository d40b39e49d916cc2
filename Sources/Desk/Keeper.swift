package import Logging
package import OneStop
import ServiceLifecycle

/// Does what nobody asks for, again and again until graceful shutdown.
///
/// A turn that fails is logged and tried again the next time; it stops nothing. One that the shutdown breaks off has not failed.
package struct Keeper: Service {
    private struct Turn: Sendable {
        /// What is said when it fails.
        var failure: Logger.Message
        var take: @Sendable () async throws -> Void
    }

    private let pause: Duration
    private let turns: [Turn]
    private let logger: Logger

    /// Sweeps the duties once a minute, while no other process does. A shutdown breaks a sweep off between two pages or within
    /// one; the next finds the rest.
    package static func ofDuties(_ desk: DeskService, logger: Logger, now: @escaping @Sendable () -> Instant) -> Keeper
    {
        Keeper(
            pause: .seconds(60),
            turns: [Turn(failure: "the sweep of the duties failed") { _ = try await desk.sweep(at: now()) }],
            logger: logger)
    }

    /// Carries out what was decided about calendars and about the organisation of agencies, also what another program, or this
    /// one before it was killed, began. Looks every second.
    package static func ofDecisions(
        _ desk: DeskService, logger: Logger, now: @escaping @Sendable () -> Instant
    ) -> Keeper {
        Keeper(
            pause: .seconds(1),
            turns: [
                Turn(failure: "a calendar decision waits") { _ = try await desk.carryOutCalendarDecisions(at: now()) },
                Turn(failure: "a transfer waits") { _ = try await desk.carryOutTransfers(at: now()) },
            ], logger: logger)
    }

    /// Carries out imports that were begun on a page, one after another. Looks every second; of one that a shutdown breaks off
    /// nothing is kept.
    package static func ofImports(_ desk: DeskService, logger: Logger, now: @escaping @Sendable () -> Instant) -> Keeper
    {
        Keeper(
            pause: .seconds(1),
            turns: [Turn(failure: "an import waits") { while try await desk.carryOutNextImport(at: now) {} }],
            logger: logger)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: pause)) != nil {
                for turn in turns {
                    do {
                        try await turn.take()
                    } catch {
                        guard !Task.isCancelled else { return }
                        logger.warning(turn.failure, metadata: ["error": .string(loggable(error))])
                    }
                }
            }
        }
    }
}
