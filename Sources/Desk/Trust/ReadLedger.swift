import OneStop
import Records
import Store
import Synchronization

/// Who has read what, on its way to the database.
///
/// A reading is noted in memory and written with others within a second, at shutdown at the latest. What a process that dies
/// suddenly had not written is lost: at most the readings of its last second. Repeated readings of the same thing by the
/// same person in the same way are one line in ten minutes.
package final class ReadLedger: Sendable {
    private struct Key: Hashable {
        var subject: Int64
        var what: ReadKind
        var reader: UserID
        var purpose: ReadPurpose?
    }

    private struct State {
        var waiting: [NewReadRecord] = []
        var known: Set<Key> = []
        /// When `known` began; it is forgotten after ten minutes.
        var since = Instant.earliest
    }

    /// One line for the same reading in so many seconds.
    private static let window: Int64 = 600
    /// So many lines may wait. When a database takes none for so long, nothing is shown that could not be recorded.
    package static let mostWaiting = 200_000
    private static let linesAtOnce = 5_000

    private let state = Mutex(State())
    private let database: Database

    init(database: Database) {
        self.database = database
    }

    /// Notes readings of several things by one person.
    /// - Throws: `DeskError` of kind `unavailable` when the database has taken no lines for too long.
    func note(
        _ what: ReadKind, of subjects: some Sequence<Int64>, by principal: Principal, at now: Instant
    ) throws(DeskError) {
        let isKept = state.withLock { state in
            guard state.waiting.count < Self.mostWaiting else { return false }
            if now >= state.since.adding(seconds: Self.window) || now < state.since
                || state.known.count > Self.mostWaiting
            {
                state.known.removeAll(keepingCapacity: true)
                state.since = now
            }
            for subject in subjects {
                let key = Key(
                    subject: subject, what: what, reader: principal.account, purpose: principal.occasion.purpose)
                guard state.known.insert(key).inserted else { continue }
                state.waiting.append(
                    NewReadRecord(
                        subject: subject, what: what, reader: principal.account, token: principal.token, at: now,
                        requestID: principal.occasion.requestID, purpose: principal.occasion.purpose))
            }
            return true
        }
        guard isKept else {
            throw DeskError(
                .unavailable, rule: "R1.reads_unrecorded",
                "Who reads a dossier has to be recorded, and the database takes no records at the moment. Repeat the request."
            )
        }
    }

    /// Writes what waits. What could not be written waits on.
    /// - Throws: `StoreError`.
    package func write() async throws {
        while true {
            let lines = state.withLock { state in
                let lines = Array(state.waiting.prefix(Self.linesAtOnce))
                state.waiting.removeFirst(lines.count)
                return lines
            }
            guard !lines.isEmpty else { return }
            do {
                try await database.record(lines)
            } catch {
                state.withLock { $0.waiting.insert(contentsOf: lines, at: 0) }
                throw error
            }
        }
    }
}
