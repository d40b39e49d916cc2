package import OneStop
package import PQ

/// What the program forgets by the clock.
package enum Duty: String, Sendable, Hashable, CaseIterable {
    /// Answers kept for repetitions.
    case forgetAnswers = "forget_answers"
    /// Who read what.
    case forgetReads = "forget_reads"
    /// Messages that have been sent, have failed or were dropped, and what persons were told.
    case forgetMessages = "forget_messages"
    /// Sessions that are over.
    case forgetSessions = "forget_sessions"
    /// Wrong guesses that nobody repeats.
    case forgetGuesses = "forget_guesses"
    /// Files of imports, with the rows that were refused.
    case forgetImports = "forget_imports"

    /// One process at a time: a key of the advisory lock that it holds meanwhile.
    var lockKey: Int64 {
        switch self {
        case .forgetAnswers: 7_885_631_562_835_099_651
        case .forgetReads: 7_885_631_562_835_099_652
        case .forgetMessages: 7_885_631_562_835_099_668
        case .forgetSessions: 7_885_631_562_835_099_671
        case .forgetGuesses: 7_885_631_562_835_099_672
        case .forgetImports: 7_885_631_562_835_099_675
        }
    }
}

/// When a duty was last done.
package struct DutyRun: Sendable, Hashable {
    package var duty: String
    package var at: Instant
    /// How many rows went.
    package var removed: Int
}

/// Duties: small batches, each a transaction of its own, so that nobody waits for one.
package enum DutyStatements {
    /// Whether this transaction is the one that does the duty now.
    package static let claim = Statement<Duty, Bool>(
        "select pg_try_advisory_xact_lock($1)",
        types: [.int8],
        encode: { duty, parameters in parameters.int8(duty.lockKey) },
        decode: { row throws(PQError) in try row.bool() })

    /// Answers live for a day (contract, section 9).
    package static let forgetAnswers = Forgetting.batch(
        """
        with gone as (
            delete from idempotency_key where ctid = any (array(
                select ctid from idempotency_key where created_at < $1 order by created_at limit $2))
            returning 1
        )
        select count(*) from gone
        """)

    package static let forgetReads = Forgetting.batch("select forget_reads($1, $2::int4)")

    package static let note = Statement<DutyRun, Void>(
        """
        insert into duty_run (duty, ran_at, removed) values ($1, $2, $3)
        on conflict (duty) do update set ran_at = excluded.ran_at, removed = excluded.removed
        """,
        types: [.text, .timestamptz, .int8],
        encode: { run, parameters in
            parameters.text(run.duty)
            parameters.instant(run.at)
            parameters.int8(Int64(run.removed))
        })

    package static let runs = Statement<Void, DutyRun>(
        "select duty, ran_at, removed from duty_run order by duty",
        decode: { row throws(PQError) in
            DutyRun(duty: try row.text(), at: try row.instant(), removed: Int(try row.int8()))
        })
}

extension Database {
    /// Forgets what is older than `before`, in batches, while no other process does the same.
    /// - Returns: how many rows went; nil when another process is at it.
    package func forget(
        _ duty: Duty, before: Instant, batch: Int = 1_000, at now: Instant
    ) async throws(StoreError) -> Int? {
        var removed = 0
        while true {
            let gone = try await forgetBatch(duty, (before: before, most: batch))
            guard let gone else { return removed == 0 ? nil : removed }
            removed += gone
            guard gone == batch else { break }
        }
        let run = DutyRun(duty: duty.rawValue, at: now, removed: removed)
        _ = try await perform { (pool) throws(PQError) in try await pool.execute(DutyStatements.note, run) }
        return removed
    }

    /// When each duty was last done.
    package func dutyRuns() async throws(StoreError) -> [DutyRun] {
        try await perform { (pool) throws(PQError) in try await pool.query(DutyStatements.runs, ()) }
    }

    /// One batch; nil when another process does the duty.
    private func forgetBatch(
        _ duty: Duty, _ asked: (before: Instant, most: Int)
    ) async throws(StoreError) -> Int? {
        do {
            return try await pool.transaction { transaction in
                guard try await transaction.first(DutyStatements.claim, duty) == true else { return nil }
                let forget =
                    switch duty {
                    case .forgetAnswers: DutyStatements.forgetAnswers
                    case .forgetReads: DutyStatements.forgetReads
                    case .forgetMessages: MessageListing.forget
                    case .forgetSessions: SessionStatements.forget
                    case .forgetGuesses: GuessStatements.forget
                    case .forgetImports: ImportJobStatements.forget
                    }
                return Int(try await transaction.first(forget, asked) ?? 0)
            }
        } catch let error as PQError {
            throw StoreError(error)
        } catch {
            // Nothing else comes out of the body; a pause between attempts was cancelled.
            throw .deadline
        }
    }
}
