package import OneStop
import PQ
package import Records

extension Database {
    /// Looks at every open dossier with a date, without a lock and without holding many at once.
    /// - Parameter known: how many events those have that are not looked at before they have more.
    package func eachRunningDossier(
        _ query: RunningDossierQuery, unlike known: [DossierID: Int] = [:], _ body: (RunningDossier) -> Void
    ) async throws(StoreError) {
        let keys = try await runningDossiers(query, unlike: known)
        try await perform { (pool) throws(PQError) in
            for start in stride(from: 0, to: keys.count, by: Self.runningInPage) {
                let page = Array(keys[start..<min(start + Self.runningInPage, keys.count)])
                for dossier in try await pool.query(RedatingStatements.running, page) { body(dossier) }
            }
        }
    }

    private static let runningInPage = 2_000

    /// The open dossiers with a date, but those that have no more events than are known of them.
    package func runningDossiers(
        _ query: RunningDossierQuery, unlike known: [DossierID: Int]
    ) async throws(StoreError) -> [DossierID] {
        try await perform { (pool) throws(PQError) in
            guard let running = try await pool.first(query.statement, query) else { return [] }
            return zip(running.dossiers, running.sequences).compactMap { dossier, sequence in
                known[dossier] == Int(sequence) ? nil : dossier
            }
        }
    }

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

extension RunningDossierQuery {
    fileprivate var statement: Statement<RunningDossierQuery, RunningKeys> {
        movedBy == nil ? RedatingStatements.open : RedatingStatements.movedBy
    }
}
