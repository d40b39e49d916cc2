package import OneStop
import PQ
package import Records

extension Database {
    /// Looks at every open dossier with a date, without a lock and without holding many at once.
    /// - Parameter known: how many events those have that need not be looked at again before they have more.
    package func eachRunningDossier(
        _ query: RunningDossierQuery, unlike known: [DossierID: Int] = [:], _ body: (RunningDossier) -> Void
    ) async throws(StoreError) {
        try await perform { (pool) throws(PQError) in
            let found = query.movedBy == nil ? RedatingStatements.open : RedatingStatements.movedBy
            guard let running = try await pool.first(found, query) else { return }
            let keys = zip(running.dossiers, running.sequences).compactMap { dossier, sequence in
                known[dossier] == Int(sequence) ? nil : dossier
            }
            for start in stride(from: 0, to: keys.count, by: Self.runningInPage) {
                let page = Array(keys[start..<min(start + Self.runningInPage, keys.count)])
                for dossier in try await pool.query(RedatingStatements.running, page) { body(dossier) }
            }
        }
    }

    private static let runningInPage = 2_000

    /// Gives as many of some dossiers as nobody else has locked their new dates, in one short transaction.
    /// - Parameters:
    ///   - state: the decision's; should it be another by now, nothing is moved.
    ///   - decide: the move of a dossier under its lock; nil when it stays. May run again after a deadlock.
    /// - Throws: `StoreError.notFound` when the decision is no longer in the state.
    package func redate(
        _ dossiers: [DossierID], by decision: CalendarDecisionID, in state: CalendarDecisionState,
        _ decide: (DossierRecord) -> MovedDossiers.Move?
    ) async throws -> MovedBatch {
        try await move(dossiers, decide) { moved, batch in
            let updated = batch.add(RedatingStatements.move, moved)
            if moved.moves.contains(where: \.movesStep) { batch.add(RedatingStatements.stays, moved) }
            return (
                updated, batch.add(RedatingStatements.progress, (id: decision, state: state, by: moved.moves.count))
            )
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
