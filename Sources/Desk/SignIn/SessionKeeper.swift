package import OneStop
package import Store
import Synchronization

/// Finds out whose session a secret is.
///
/// An answer is kept for three seconds, as those about tokens are: a session that is ended stops within five.
package final class SessionKeeper: Sendable {
    fileprivate struct Entry {
        var session: BrowserSession
        var seenAt: Instant
        var readAt: Instant
    }

    private static let keptFor: Int64 = 3 * Instant.microsecondsPerSecond
    private static let mostKept = 10_000
    /// That a session is in use is written once a minute, and so a session lasts a minute more or less.
    private static let noted: Int64 = 60

    private let database: Database
    private let directory: OfficeDirectory
    private let kept = Mutex<[[UInt8]: Entry]>([:])

    package init(database: Database, directory: OfficeDirectory) {
        self.database = database
        self.directory = directory
    }

    /// What a session is asked for.
    package enum Interest: Sendable {
        /// Its person does something.
        case use
        /// A page that is left open looks for something new by itself: an hour of this is an hour without use.
        case refresh
        /// The same of a page that is told when there is something new: the database is asked in any case.
        case watch
    }

    /// The session with this secret; nil when it is unknown, over, or its person may not sign in any more.
    /// - Throws: `StoreError` when the database cannot be asked.
    package func session(
        _ secret: String, for interest: Interest = .use, at now: Instant
    ) async throws -> BrowserSession? {
        let hash = TokenSecret.hash(secret)
        if interest != .watch, let entry = kept.withLock({ $0[hash] }), entry.isFresh(at: now, for: Self.keptFor) {
            return entry.session
        }
        guard let (row, appointments) = try await database.session(hash: hash, at: now), row.isOpen(at: now) else {
            forget(secret)
            return nil
        }
        let office = try await directory.office(knowing: row.account, appointments)
        let session = BrowserSession(
            id: row.id, principal: Principal(account: row.account, appointments: appointments, office: office),
            name: row.account.name, stage: SessionStage(row), expiresAt: row.expiresAt)
        if interest == .use, row.seenAt.adding(seconds: Self.noted) <= now {
            try await database.touchSession(row.id, at: now)
        }
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept.removeAll(keepingCapacity: true) }
            kept[hash] = Entry(session: session, seenAt: row.seenAt, readAt: now)
        }
        return session
    }

    /// Asks the database the next time.
    func forget(_ secret: String) {
        let hash = TokenSecret.hash(secret)
        kept.withLock { _ = $0.removeValue(forKey: hash) }
    }

    /// The same for everybody: a session was ended from elsewhere.
    func forgetAll() { kept.withLock { $0.removeAll() } }
}

extension SessionKeeper.Entry {
    fileprivate func isFresh(at now: Instant, for span: Int64) -> Bool {
        now < session.expiresAt && now >= readAt && now.microseconds - readAt.microseconds < span
    }
}

extension SessionRow {
    /// Whether it counts: neither ended nor left alone for too long, of somebody who may sign in.
    fileprivate func isOpen(at now: Instant) -> Bool {
        endedAt == nil && now < expiresAt && now < seenAt.adding(seconds: BrowserSession.idleSeconds)
            && account.disabledAt == nil && account.signsIn
    }
}
