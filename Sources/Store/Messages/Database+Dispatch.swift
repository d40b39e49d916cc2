package import OneStop
import PQ
package import Records

extension Database {
    /// What a dispatcher has taken, in one transaction: for other systems and for people.
    package func claimMessages(
        _ query: ClaimQuery
    ) async throws(StoreError) -> (notices: [ClaimedNotice], letters: [ClaimedLetter]) {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let notices = batch.add(ClaimStatements.notices, query)
            let letters = query.channels.isEmpty ? nil : batch.add(ClaimStatements.letters, query)
            let result = try await pool.run(batch)
            return (
                notices: try result.rows(notices),
                letters: try letters.map { (ticket) throws(PQError) in try result.rows(ticket) } ?? []
            )
        }
    }

    /// Writes what became of attempts and of the receivers they were made at.
    package func settle(
        _ results: [AttemptResult], answered: [Int64], unanswered: [Unanswered], at now: Instant
    ) async throws(StoreError) {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            batch.add(ClaimStatements.settle, (results: results, at: now))
            for subscription in answered { batch.add(ClaimStatements.answered, (subscription: subscription, at: now)) }
            for receiver in unanswered { batch.add(ClaimStatements.unanswered, receiver) }
            _ = try await pool.run(batch)
        }
    }

    /// How the carrying of some dossiers' letters of apology ended, the latest first.
    package func carriedLetters(of dossiers: [DossierID]) async throws(StoreError) -> [CarriedLetter] {
        try await perform { (pool) throws(PQError) in try await pool.query(ClaimStatements.carried, dossiers) }
    }
}
