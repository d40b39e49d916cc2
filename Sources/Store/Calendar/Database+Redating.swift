package import OneStop
import PQ
package import Records

/// What became of a batch of dossiers.
package struct RedatedBatch: Sendable {
    package var moved: Int
    /// Those that somebody else had locked.
    package var locked: [DossierID]
}

extension Database {
    /// Looks at every open dossier with a date, without a lock and without holding many at once.
    package func eachRunningDossier(
        _ query: RunningDossierQuery, _ body: (RunningDossier) -> Void
    ) async throws(StoreError) {
        try await perform { (pool) throws(PQError) in
            let found = query.movedBy == nil ? RedatingStatements.open : RedatingStatements.movedBy
            let keys = try await pool.first(found, query) ?? []
            for start in stride(from: 0, to: keys.count, by: Self.runningInPage) {
                let page = Array(keys[start..<min(start + Self.runningInPage, keys.count)])
                for dossier in try await pool.query(RedatingStatements.running, page) { body(dossier) }
            }
        }
    }

    private static let runningInPage = 2_000

    /// Moves as many of some dossiers as nobody else has locked, in one short transaction.
    /// - Parameters:
    ///   - state: the decision's; should it be another by now, nothing is moved.
    ///   - decide: the event for a dossier under its lock; nil when it stays. May run again after a deadlock.
    /// - Throws: `StoreError.notFound` when the decision is no longer in the state.
    package func redate(
        _ dossiers: [DossierID], by decision: CalendarDecisionID, in state: CalendarDecisionState,
        _ decide: (Dossier) -> MovedDossiers.Move?
    ) async throws -> RedatedBatch {
        do {
            return try await pool.transaction { transaction in
                var reading = Batch()
                let locks = reading.add(RedatingStatements.lock, dossiers)
                let records = reading.add(RedatingStatements.records, dossiers)
                let read = try await transaction.run(reading)
                let locked = Set(try read.rows(locks))
                let passedOver = dossiers.filter { !locked.contains($0) }
                let states = try read.rows(records).map(\.state).filter { locked.contains($0.id) }
                let moved = MovedDossiers(states.compactMap(decide))
                guard !moved.moves.isEmpty else {
                    try await transaction.commit()
                    return RedatedBatch(moved: 0, locked: passedOver)
                }
                var writing = Batch()
                let updated = writing.add(RedatingStatements.move, moved)
                writing.add(RedatingStatements.events, moved)
                if moved.moves.contains(where: { $0.stepDue != nil }) { writing.add(RedatingStatements.stays, moved) }
                moved.moves.compactMap(\.outbox).add(to: &writing)
                let progress = writing.add(
                    RedatingStatements.progress, (id: decision, state: state, by: moved.moves.count))
                let written = try await transaction.run(writing)
                guard written.affected(updated) == moved.moves.count, written.affected(progress) == 1 else {
                    throw StoreError.notFound
                }
                try await transaction.commit()
                return RedatedBatch(moved: moved.moves.count, locked: passedOver)
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// Notes how many dossiers a look at all of them found that are still to be moved.
    package func noteFound(
        _ left: Int, by decision: CalendarDecisionID, in state: CalendarDecisionState
    ) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(RedatingStatements.found, (id: decision, state: state, left: left))
        }
    }

    /// Ends an application or an undoing.
    package func finishRedating(
        _ decision: CalendarDecisionID, in state: CalendarDecisionState
    ) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(RedatingStatements.finish, (id: decision, state: state))
        }
    }
}
