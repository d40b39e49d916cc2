package import Logging
package import OneStop
import Records
import ServiceLifecycle
package import Store

extension DeskService {
    /// Whether the database answers.
    package func isReady() async throws {
        try await translated { try await database.ping() }
    }
}

/// How long the program keeps what it need not keep for ever.
package struct Retention: Sendable, Hashable {
    /// Answers for repetitions: the API promises a day (contract, section 9).
    package static let answerSeconds: Int64 = 86_400
    /// Messages that have come to their end, with what persons were told: as long as somebody may ask whether they were.
    package static let messageSeconds: Int64 = 90 * 86_400
    /// Sessions that are over: as long as somebody may ask from where an account was used.
    package static let sessionSeconds: Int64 = 90 * 86_400
    /// Wrong guesses: after a day without a further one they count no longer.
    package static let guessSeconds: Int64 = 2 * 86_400
    /// Files of imports and their rejects, in seconds: they hold what persons have told the office.
    package static let importSeconds: Int64 = 7 * 86_400
    /// Days that readings may be kept at least and at most.
    package static let readDays = 30...36_500

    /// Who read what, in days. Two years, if nothing else is said: so long after the fact a wrongful look into a dossier may
    /// still be asked about.
    package var readDays: Int

    package init(readDays: Int = 730) {
        self.readDays = readDays
    }
}

extension DeskService {
    /// Forgets what has been kept long enough, in small batches, while no other process does.
    /// - Returns: how many rows went by duty; nothing for one that another process does at this moment.
    @discardableResult
    package func forget(_ retention: Retention, at now: Instant) async throws -> [Duty: Int] {
        var removed: [Duty: Int] = [:]
        for duty in Duty.allCases {
            let age =
                switch duty {
                case .forgetAnswers: Retention.answerSeconds
                case .forgetReads: Int64(retention.readDays) * 86_400
                case .forgetMessages: Retention.messageSeconds
                case .forgetSessions: Retention.sessionSeconds
                case .forgetGuesses: Retention.guessSeconds
                case .forgetImports: Retention.importSeconds
                }
            removed[duty] = try await database.forget(duty, before: now.adding(seconds: -age), at: now)
        }
        return removed
    }
}

/// Keeps what the program has at hand fresh, and forgets what it need not keep.
package struct Housekeeping: Service {
    private let desk: DeskService
    private let retention: Retention
    private let logger: Logger
    private let now: @Sendable () -> Instant

    package init(
        desk: DeskService, retention: Retention, logger: Logger, now: @escaping @Sendable () -> Instant
    ) {
        self.desk = desk
        self.retention = retention
        self.logger = logger
        self.now = now
    }

    /// Reads the office anew every two seconds, and forgets once an hour. A failure is logged and tried again; it stops
    /// nothing.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var lastForgotten: Instant?
            while (try? await Task.sleep(for: .seconds(2))) != nil {
                do {
                    try await desk.directory.refresh()
                    let now = now()
                    if lastForgotten.map({ $0.adding(seconds: 3_600) <= now }) ?? true {
                        try await desk.forget(retention, at: now)
                        lastForgotten = now
                    }
                } catch {
                    logger.warning("housekeeping failed", metadata: ["error": .string(loggable(error))])
                }
            }
        }
    }
}

/// Writes who has read what, every second and once more at shutdown.
package struct ReadKeeper: Service {
    private let reads: ReadLedger
    private let logger: Logger

    package init(_ reads: ReadLedger, logger: Logger) {
        self.reads = reads
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(1))) != nil { await write() }
        }
        await write()
    }

    private func write() async {
        do {
            try await reads.write()
        } catch {
            logger.warning("readings wait to be recorded", metadata: ["error": .string(loggable(error))])
        }
    }
}
