package import Logging
package import OneStop
import ServiceLifecycle

/// Carries out what was decided about calendars, also what another program, or this one before it was killed, began.
package struct CalendarKeeper: Service {
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
                do {
                    try await desk.carryOutCalendarDecisions(at: now())
                } catch {
                    logger.warning("a calendar decision waits", metadata: ["error": .string(loggable(error))])
                }
            }
        }
    }
}
