package import OneStop
package import Store
import Synchronization

/// Finds out who a bearer token belongs to.
///
/// An answer is kept for three seconds, so that a busy desk costs the database no query per request and a revoked token
/// still stops within five (contract, section 9). A token that is not known is looked up each time.
package final class Authenticator: Sendable {
    fileprivate struct Entry {
        var principal: Principal
        var expiresAt: Instant
        var readAt: Instant
    }

    private static let keptFor: Int64 = 3 * Instant.microsecondsPerSecond
    private static let mostKept = 10_000

    private let database: Database
    private let directory: OfficeDirectory
    private let kept = Mutex<[String: Entry]>([:])

    package init(database: Database, directory: OfficeDirectory) {
        self.database = database
        self.directory = directory
    }

    /// Who the token belongs to.
    /// - Throws: `DeskError` of kind `notSignedIn` for a token that is unknown, expired or revoked: the caller is not
    ///   told which. `StoreError` when the database cannot be asked.
    package func principal(for secret: String, at now: Instant) async throws -> Principal {
        if let entry = kept.withLock({ $0[secret] }), entry.isFresh(at: now, for: Self.keptFor) {
            return entry.principal
        }
        let (principal, expiresAt) = try await find(secret, at: now)
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept.removeAll(keepingCapacity: true) }
            kept[secret] = Entry(principal: principal, expiresAt: expiresAt, readAt: now)
        }
        return principal
    }

    private func find(_ secret: String, at now: Instant) async throws -> (Principal, Instant) {
        let hash = TokenSecret.hash(secret)
        guard let (row, appointments) = try await database.token(hash: hash, at: now), row.revokedAt == nil,
            row.expiresAt > now, row.disabledAt == nil
        else {
            kept.withLock { _ = $0.removeValue(forKey: secret) }
            throw DeskError.notSignedIn
        }
        let office = try await directory.office(knowing: row.agency, row.unit, appointments)
        return (Principal(row, appointments: appointments, office: office), row.expiresAt)
    }
}

extension Authenticator.Entry {
    fileprivate func isFresh(at now: Instant, for span: Int64) -> Bool {
        now < expiresAt && now.microseconds - readAt.microseconds < span && now >= readAt
    }
}

extension DeskError {
    /// The same words for every token that does not count.
    package static let notSignedIn = DeskError(
        .notSignedIn, rule: "C9.token",
        "The token is missing, unknown, expired or revoked. Send `Authorization: Bearer …` with a valid token.")
}
