package import OneStop
package import PQ

/// How often somebody guessed wrong at one thing, and until when nobody may guess at it again.
package enum GuessStatements {
    /// Counts a guess before it is looked at, so that many at once are as many; nothing comes back while the thing is
    /// locked. The third wrong one in a row costs five seconds, the fourth half a minute, every further one a quarter of an
    /// hour; a day without any forgets them.
    package static let count = Statement<(subject: [UInt8], at: Instant), Int32>(
        """
        insert into guess as g (subject, failures, last_at, locked_until) values ($1, 1, $2, $2)
        on conflict (subject) do update set
            failures = case when g.last_at < $2 - interval '1 day' then 1 else g.failures + 1 end,
            last_at = $2,
            locked_until = $2 + case
                when g.last_at < $2 - interval '1 day' or g.failures < 2 then interval '0'
                when g.failures = 2 then interval '5 seconds'
                when g.failures = 3 then interval '30 seconds'
                else interval '15 minutes' end
        where g.locked_until <= $2
        returning failures
        """,
        types: [.bytea, .timestamptz],
        encode: { guess, parameters in
            parameters.bytes(guess.subject)
            parameters.instant(guess.at)
        },
        decode: { row throws(PQError) in try row.int4() })

    package static let lockedUntil = Statement<[UInt8], Instant>(
        "select locked_until from guess where subject = $1",
        types: [.bytea],
        encode: { subject, parameters in parameters.bytes(subject) },
        decode: { row throws(PQError) in try row.instant() })

    /// A right one forgets the wrong ones before it.
    package static let forgive = Statement<[UInt8], Void>(
        "delete from guess where subject = $1",
        types: [.bytea],
        encode: { subject, parameters in parameters.bytes(subject) })

    /// Guesses that nobody repeats, in a batch.
    package static let forget = Forgetting.batch(
        """
        with gone as (
            delete from guess where ctid = any (array(
                select ctid from guess where last_at < $1 order by last_at limit $2))
            returning 1
        )
        select count(*) from gone
        """)
}

extension Database {
    /// Counts a guess at something.
    /// - Returns: nil when it may be looked at; else until when it is locked.
    package func guess(_ subject: [UInt8], at now: Instant) async throws(StoreError) -> Instant? {
        try await perform { (pool) throws(PQError) in
            guard try await pool.first(GuessStatements.count, (subject: subject, at: now)) == nil else { return nil }
            return try await pool.first(GuessStatements.lockedUntil, subject) ?? now
        }
    }

    package func forgive(_ subject: [UInt8]) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in try await pool.execute(GuessStatements.forgive, subject) }
    }
}
