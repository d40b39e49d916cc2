package import OneStop
package import PQ

/// A password as it is stored: what scrypt made of it, with salt and costs.
package struct PasswordRow: Sendable, Hashable {
    package var salt: [UInt8]
    package var hash: [UInt8]
    /// The cost in time and memory, a power of two.
    package var rounds: Int
    package var blockSize: Int
    package var parallelism: Int

    package init(salt: [UInt8], hash: [UInt8], rounds: Int, blockSize: Int, parallelism: Int) {
        self.salt = salt
        self.hash = hash
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }
}

/// Somebody who may sign in, as a login finds them.
package struct SignInRow: Sendable, Hashable {
    package var account: AccountRow
    /// Nil for who has no password yet.
    package var password: PasswordRow?
    package var hasSecondFactor: Bool
    /// Until when a password that an administrator gave counts; nil for one of the person's own.
    package var oneTimeUntil: Instant?
}

/// A second factor: the sealed secret, since when it counts, and the time step of the last code that was taken.
package struct SecondFactorRow: Sendable, Hashable {
    package var secret: [UInt8]
    package var confirmedAt: Instant?
    package var lastStep: Int64
}

/// Passwords and second factors.
package enum PasswordStatements {
    /// Everybody of all tenants with a login; an agency's code says of which tree.
    package static let byLogin = Statement<(login: String, agency: String?), SignInRow>(
        """
        select a.id, a.tenant_id, a.agency_id, a.unit_id, a.login, a.name, a.signs_in, a.disabled_at,
               p.salt, p.hash, p.rounds, p.block_size, p.parallelism,
               exists (select from account_second_factor f where f.account_id = a.id and f.confirmed_at is not null),
               p.one_time_until
        from account a left join account_password p on p.account_id = a.id
        where a.login = $1
          and ($2::text is null or a.tenant_id = (select g.tenant_id from agency g where g.code = $2))
        order by a.id limit 20
        """,
        types: [.text, .text],
        encode: { asked, parameters in
            parameters.text(asked.login)
            parameters.text(asked.agency)
        },
        decode: { row throws(PQError) in
            let account = try row.accountRow()
            let (salt, hash) = (try row.bytesOrNull(), try row.bytesOrNull())
            let (rounds, blockSize, parallelism) = (
                try row.int4OrNull(), try row.int4OrNull(), try row.int4OrNull()
            )
            let hasSecondFactor = try row.bool()
            let oneTimeUntil = try row.instantOrNull()
            guard let salt, let hash, let rounds, let blockSize, let parallelism else {
                return SignInRow(account: account, password: nil, hasSecondFactor: hasSecondFactor)
            }
            return SignInRow(
                account: account,
                password: PasswordRow(
                    salt: salt, hash: hash, rounds: Int(rounds), blockSize: Int(blockSize),
                    parallelism: Int(parallelism)),
                hasSecondFactor: hasSecondFactor, oneTimeUntil: oneTimeUntil)
        })

    /// A password of the person's own or, with its end, one that an administrator gives.
    package static let put = Statement<
        (account: UserID, password: PasswordRow, oneTimeUntil: Instant?, at: Instant), Void
    >(
        """
        insert into account_password
            (account_id, salt, hash, rounds, block_size, parallelism, set_at, one_time_until)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (account_id) do update set salt = excluded.salt, hash = excluded.hash, rounds = excluded.rounds,
            block_size = excluded.block_size, parallelism = excluded.parallelism, set_at = excluded.set_at,
            one_time_until = excluded.one_time_until
        """,
        types: [.int8, .bytea, .bytea, .int4, .int4, .int4, .timestamptz, .timestamptz],
        encode: { new, parameters in
            parameters.int8(new.account.rawValue)
            parameters.bytes(new.password.salt)
            parameters.bytes(new.password.hash)
            parameters.int4(Int32(clamping: new.password.rounds))
            parameters.int4(Int32(clamping: new.password.blockSize))
            parameters.int4(Int32(clamping: new.password.parallelism))
            parameters.instant(new.at)
            parameters.instant(new.oneTimeUntil)
        })

    package static let secondFactor = Statement<UserID, SecondFactorRow>(
        "select secret, confirmed_at, last_step from account_second_factor where account_id = $1",
        types: [.int8],
        encode: { account, parameters in parameters.int8(account.rawValue) },
        decode: { row throws(PQError) in
            SecondFactorRow(secret: try row.bytes(), confirmedAt: try row.instantOrNull(), lastStep: try row.int8())
        })

    /// A new secret, in the place of one that nobody has confirmed.
    package static let beginSecondFactor = Statement<(account: UserID, secret: [UInt8]), Void>(
        """
        insert into account_second_factor (account_id, secret) values ($1, $2)
        on conflict (account_id) do update set secret = excluded.secret, last_step = 0
        where account_second_factor.confirmed_at is null
        """,
        types: [.int8, .bytea],
        encode: { new, parameters in
            parameters.int8(new.account.rawValue)
            parameters.bytes(new.secret)
        })

    /// Takes a code's time step, once; the first one confirms the factor.
    package static let takeStep = Statement<(account: UserID, step: Int64, at: Instant), Void>(
        """
        update account_second_factor set last_step = $2, confirmed_at = coalesce(confirmed_at, $3)
        where account_id = $1 and last_step < $2
        """,
        types: [.int8, .int8, .timestamptz],
        encode: { taken, parameters in
            parameters.int8(taken.account.rawValue)
            parameters.int8(taken.step)
            parameters.instant(taken.at)
        })

    package static let removeSecondFactor = Statement<UserID, Void>(
        "delete from account_second_factor where account_id = $1",
        types: [.int8],
        encode: { account, parameters in parameters.int8(account.rawValue) })
}

extension Database {
    /// Everybody with a login, in one tree of agencies or in all.
    package func signIns(login: String, agency: String?) async throws(StoreError) -> [SignInRow] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(PasswordStatements.byLogin, (login: login, agency: agency))
        }
    }

    /// Sets a password; the sessions of the account end with it, but for one.
    package func setPassword(
        _ password: PasswordRow, of account: UserID, keeping session: Int64?, at now: Instant
    ) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            var batch = Batch()
            batch.add(
                PasswordStatements.put, (account: account, password: password, oneTimeUntil: nil, at: now))
            batch.add(SessionStatements.end, (account: account, session: nil, but: session, at: now))
            return try await pool.run(batch)
        }
    }

    package func secondFactor(of account: UserID) async throws(StoreError) -> SecondFactorRow? {
        try await perform { (pool) throws(PQError) in
            try await pool.first(PasswordStatements.secondFactor, account)
        }
    }

    /// - Returns: whether it was kept: not in the place of one that counts already.
    package func beginSecondFactor(_ secret: [UInt8], of account: UserID) async throws(StoreError) -> Bool {
        try await perform { (pool) throws(PQError) in
            try await pool.execute(PasswordStatements.beginSecondFactor, (account: account, secret: secret)) == 1
        }
    }

    /// - Returns: whether the step was not taken before.
    package func takeStep(_ step: Int64, of account: UserID, at now: Instant) async throws(StoreError) -> Bool {
        try await perform { (pool) throws(PQError) in
            try await pool.execute(PasswordStatements.takeStep, (account: account, step: step, at: now)) == 1
        }
    }

    package func removeSecondFactor(of account: UserID) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(PasswordStatements.removeSecondFactor, account)
        }
    }
}
