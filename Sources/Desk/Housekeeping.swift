package import Logging
package import OneStop
package import Records
import ServiceLifecycle
import Store

extension DeskService {
    /// Whether the database answers.
    package func isReady() async throws {
        try await translated { try await database.ping() }
    }

    /// What wants attention in each unit of an agency, by unit code; a nil unit holds what lies in none.
    package func board(
        of agency: Office.Agency, in office: Office, at now: Instant
    ) async throws -> [(unit: String?, name: String?, counts: BoardRow)] {
        let today = agency.calendar.offset.localDate(of: now)
        let rows = try await translated { try await database.board(of: agency.id, at: now, today: today) }
        return rows.map { row in
            let unit = row.unit.flatMap { office.unit($0) }
            return (unit?.code, unit?.name, row)
        }
    }
}

/// Keeps what the program has at hand fresh, and forgets what it need not keep.
package struct Housekeeping: Service {
    private let desk: DeskService
    private let logger: Logger
    private let now: @Sendable () -> Instant

    package init(desk: DeskService, logger: Logger, now: @escaping @Sendable () -> Instant) {
        self.desk = desk
        self.logger = logger
        self.now = now
    }

    /// Reads the office anew every two seconds, and forgets idempotency keys older than a day. A failure is logged and
    /// tried again; it stops nothing.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var lastForgotten: Instant?
            while (try? await Task.sleep(for: .seconds(2))) != nil {
                do {
                    try await desk.directory.refresh()
                    let now = now()
                    if lastForgotten.map({ $0.adding(seconds: 3_600) <= now }) ?? true {
                        _ = try await desk.database.forgetAnswers(before: now.adding(seconds: -86_400))
                        lastForgotten = now
                    }
                } catch {
                    logger.warning("housekeeping failed", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
