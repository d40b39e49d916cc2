import OneStop
import Records
import Store

/// What a decision that is in effect still has to do to dossiers: found without a lock, moved in batches.
struct MovingTask: Sendable {
    /// When the decision took effect.
    var began: Instant
    /// The dossiers that may still have to be moved, whatever was found before.
    var find: @Sendable () async throws -> [DossierID]
    /// Notes how many are left to be looked at.
    var note: @Sendable (Int) async throws -> Void
    /// Moves a batch in a transaction of its own.
    var move: @Sendable ([DossierID]) async throws -> MovedBatch
    /// Says that nothing is left.
    var finish: @Sendable () async throws -> Void
}

extension MovingTask {
    /// Another process may work by the former office for so long after a decision took effect: it reads the office every
    /// two seconds. What it did meanwhile is seen by a last look.
    private static let settlingSeconds: Int64 = 5
    /// Few enough that whoever wants one of them waits for a moment only.
    private static let dossiersInBatch = 400
    /// While one waits for the disk, two work.
    private static let workers = 3
    /// Whoever holds a dossier for longer than so many rounds is waited for at the next turn.
    private static let rounds = 40

    /// One turn, from wherever an earlier one ended.
    ///
    /// Each batch looks at the dossiers anew under their locks, so that a turn that was broken off and a second program that
    /// does the same move nothing twice. Nothing is left when a look at all of them finds none after the settling time.
    func turn(at now: Instant) async throws {
        for _ in 0..<3 {
            let found = try await find()
            try await note(found.count)
            if found.isEmpty {
                if now >= began.adding(seconds: Self.settlingSeconds) { try await finish() }
                return
            }
            do {
                let held = try await moveAll(found)
                guard held.isEmpty else { return try await note(held.count) }
            } catch StoreError.notFound {
                // Taken back meanwhile: the next turn sees what the decision is now.
                return
            }
        }
    }

    /// - Returns: those that somebody held for all the time.
    private func moveAll(_ found: [DossierID]) async throws -> [DossierID] {
        var waiting = found
        for _ in 0..<Self.rounds where !waiting.isEmpty {
            let batches = stride(from: 0, to: waiting.count, by: Self.dossiersInBatch).map {
                Array(waiting[$0..<min($0 + Self.dossiersInBatch, waiting.count)])
            }
            let locked = try await withThrowingTaskGroup(of: [DossierID].self) { group in
                for worker in 0..<min(Self.workers, batches.count) {
                    group.addTask {
                        var locked: [DossierID] = []
                        for place in stride(from: worker, to: batches.count, by: Self.workers) {
                            locked += try await move(batches[place]).locked
                        }
                        return locked
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            // Whoever has them is done in a moment.
            if !locked.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
            waiting = locked
        }
        return waiting
    }
}

extension Office {
    /// What an event makes of a dossier, and who is told of it.
    func moved(_ record: DossierRecord, by event: Event) -> MovedDossiers.Move? {
        guard var move = MovedDossiers.Move(record.state, event) else { return nil }
        move.outbox = outbox(
            of: NewEvents(
                dossier: move.state.id, firstSequence: move.state.version, events: [event], states: [move.state]),
            for: record)
        return move
    }
}
