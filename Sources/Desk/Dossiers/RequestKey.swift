import OneStop
import Store
import Synchronization

/// What makes a request repeatable: the caller's key, and a hash of what was asked with it.
package struct RequestKey: Sendable, Hashable {
    package var key: String
    /// SHA-256 of method, path and body.
    package var requestHash: [UInt8]

    package init(key: String, requestHash: [UInt8]) {
        self.key = key
        self.requestHash = requestHash
    }
}

/// The answer to a request that changes something, as it is stored with the change and given again to a repetition.
package struct Answer: Sendable, Hashable {
    package var status: Int
    package var etag: String?
    package var location: String?
    package var body: [UInt8]
    /// Whether this is the answer to an earlier request with the same key.
    package var isRepeated = false

    package init(status: Int, etag: String?, location: String?, body: [UInt8]) {
        self.status = status
        self.etag = etag
        self.location = location
        self.body = body
    }

    init(_ stored: StoredAnswer) {
        self.init(status: stored.status, etag: stored.etag, location: stored.location, body: stored.body)
        isRepeated = true
    }

    func stored(for account: UserID, under key: RequestKey, at now: Instant) -> StoredAnswer {
        StoredAnswer(
            account: account, key: key.key, requestHash: key.requestHash, status: status, etag: etag,
            location: location,
            body: body, createdAt: now)
    }
}

/// The keys that requests are being worked on with at this moment, in this program.
final class KeysInFlight: Sendable {
    private struct Entry: Hashable {
        var account: UserID
        var key: String
    }

    private let entries = Mutex<Set<Entry>>([])

    /// Runs `body` while no other request of the account has the same key.
    func alone<Value>(
        _ account: UserID, _ key: String, _ body: () async throws -> Value
    ) async throws -> Value {
        let entry = Entry(account: account, key: key)
        guard entries.withLock({ $0.insert(entry).inserted }) else {
            throw DeskError(
                .keyInFlight, rule: "C9.key_in_flight", field: "Idempotency-Key",
                "A request with this Idempotency-Key is being worked on. Wait for its answer, then repeat the request.")
        }
        defer { entries.withLock { _ = $0.remove(entry) } }
        return try await body()
    }
}

extension DeskService {
    /// Does something once for a key: the work itself stores its answer with the change, and a repetition gets that
    /// answer, whatever has happened to the dossier since.
    func once(
        _ key: RequestKey?, for account: UserID, _ work: () async throws -> Answer
    ) async throws -> Answer {
        guard let key else { return try await translated(work) }
        return try await inFlight.alone(account, key.key) {
            do {
                return try await work()
            } catch let error as StoreError {
                if case .unavailable = error { throw DeskError(error) ?? error }
                if let earlier = try await earlier(key, for: account) { return earlier }
                throw DeskError(error) ?? error
            } catch let error as DeskError {
                if let earlier = try await earlier(key, for: account) { return earlier }
                throw error
            }
        }
    }

    private func earlier(_ key: RequestKey, for account: UserID) async throws -> Answer? {
        guard let stored = try await database.answer(account: account, key: key.key) else { return nil }
        guard !stored.body.isEmpty else {
            throw DeskError(
                .answerErased, rule: "C9.answer_erased", field: "Idempotency-Key",
                "The request with this Idempotency-Key was served; its answer has been erased with the person it named. Read the dossier."
            )
        }
        guard stored.requestHash == key.requestHash else {
            throw DeskError(
                .keyReused, rule: "C9.key_reused", field: "Idempotency-Key",
                "This Idempotency-Key was used for another request within the last 24 hours. Use a new key.")
        }
        return Answer(stored)
    }

    /// Translates what the store throws into what a caller can act on; a defect goes through as it is.
    package func translated<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as StoreError {
            throw DeskError(error) ?? error
        }
    }
}
