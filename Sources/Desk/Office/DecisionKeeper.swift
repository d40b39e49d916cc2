package import Logging
package import OneStop
import ServiceLifecycle

/// Carries out what was decided about calendars and about the organisation of agencies, also what another program, or this
/// one before it was killed, began.
package struct DecisionKeeper: Service {
    private let desk: DeskService
    private let logger: Logger
    private let now: @Sendable () -> Instant

    package init(desk: DeskService, logger: Logger, now: @escaping @Sendable () -> Instant) {
        self.desk = desk
        self.logger = logger
        self.now = now
    }

    /// Looks every second. A failure is logged and tried again; it stops nothing.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                await attempt("a calendar decision waits") { try await desk.carryOutCalendarDecisions(at: now()) }
                await attempt("a transfer waits") { try await desk.carryOutTransfers(at: now()) }
            }
        }
    }

    private func attempt<Rows>(_ words: Logger.Message, _ body: () async throws -> Rows) async {
        do {
            _ = try await body()
        } catch {
            logger.warning(words, metadata: ["error": .string(loggable(error))])
        }
    }
}
