package import OneStop
package import PQ
package import Records

/// A session as its secret finds it, with whose it is.
package struct SessionRow: Sendable, Hashable {
    package var id: Int64
    package var account: AccountRow
    /// False between the password and the code of the second factor.
    package var isComplete: Bool
    /// Whether a password of the person's own is wanted before anything else.
    package var wantsPassword: Bool
    package var seenAt: Instant
    /// When it ends whatever is done in it.
    package var expiresAt: Instant
    package var endedAt: Instant?
}

/// What is stored of a new session.
package struct NewSession: Sendable {
    package var account: UserID
    package var secretHash: [UInt8]
    package var isComplete: Bool
    package var wantsPassword: Bool
    /// What the browser says of itself, at most 200 characters.
    package var agent: String
    package var createdAt: Instant
    package var expiresAt: Instant

    package init(
        account: UserID, secretHash: [UInt8], isComplete: Bool, wantsPassword: Bool, agent: String,
        createdAt: Instant, expiresAt: Instant
    ) {
        self.account = account
        self.secretHash = secretHash
        self.isComplete = isComplete
        self.wantsPassword = wantsPassword
        self.agent = agent
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

/// Sessions: found by the hash of their secret only.
package enum SessionStatements {
    package static let find = Statement<[UInt8], SessionRow>(
        """
        select s.id, s.complete, s.wants_password, s.seen_at, s.expires_at, s.ended_at,
               a.id, a.tenant_id, a.agency_id, a.unit_id, a.login, a.name, a.signs_in, a.disabled_at
        from session s join account a on a.id = s.account_id
        where s.secret_hash = $1
        """,
        types: [.bytea],
        encode: { hash, parameters in parameters.bytes(hash) },
        decode: { row throws(PQError) in
            let (id, isComplete, wantsPassword) = (try row.int8(), try row.bool(), try row.bool())
            let (seenAt, expiresAt) = (try row.instant(), try row.instant())
            let endedAt = try row.instantOrNull()
            return SessionRow(
                id: id, account: try row.accountRow(), isComplete: isComplete, wantsPassword: wantsPassword,
                seenAt: seenAt, expiresAt: expiresAt, endedAt: endedAt)
        })

    /// The rights of the account that a session belongs to, and those that it is lent on the day, as a token's are.
    package static let appointments = Statement<(hash: [UInt8], now: Instant), AppointmentRow>(
        """
        select p.role, p.agency_id, p.unit_id, p.procedure_id, null::bigint
        from session s join appointment p on p.account_id = s.account_id
        where s.secret_hash = $1
        union all
        select p.role, p.agency_id, p.unit_id, p.procedure_id, b.account_id
        from session s
        join absence b on b.stand_in_id = s.account_id and b.ended_at is null
        join agency g on g.id = b.agency_id
        join account a on a.id = b.account_id and a.disabled_at is null
        join appointment p on p.account_id = b.account_id and p.role not in ('admin', 'auditor')
        where s.secret_hash = $1 and local_day($2, g.utc_offset_minutes) between b.from_on and b.to_on
        """,
        types: [.bytea, .timestamptz],
        encode: { asked, parameters in
            parameters.bytes(asked.hash)
            parameters.instant(asked.now)
        },
        decode: { row throws(PQError) in try row.lentAppointmentRow() })

    package static let insert = Statement<NewSession, Void>(
        """
        insert into session
            (account_id, secret_hash, complete, wants_password, agent, created_at, seen_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $6, $7)
        """,
        types: [.int8, .bytea, .bool, .bool, .text, .timestamptz, .timestamptz],
        encode: { session, parameters in
            parameters.int8(session.account.rawValue)
            parameters.bytes(session.secretHash)
            parameters.bool(session.isComplete)
            parameters.bool(session.wantsPassword)
            parameters.text(session.agent)
            parameters.instant(session.createdAt)
            parameters.instant(session.expiresAt)
        })

    /// Notes that a session is in use.
    package static let touch = Statement<(id: Int64, at: Instant), Void>(
        "update session set seen_at = $2 where id = $1 and seen_at < $2",
        types: [.int8, .timestamptz],
        encode: { session, parameters in
            parameters.int8(session.id)
            parameters.instant(session.at)
        })

    /// Ends one session of somebody's, or all of them but one.
    package static let end = Statement<(account: UserID, session: Int64?, but: Int64?, at: Instant), Void>(
        """
        update session set ended_at = $4
        where account_id = $1 and ended_at is null and ($2::bigint is null or id = $2)
          and ($3::bigint is null or id <> $3)
        """,
        types: [.int8, .int8, .int8, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.account.rawValue)
            parameters.int8(asked.session)
            parameters.int8(asked.but)
            parameters.instant(asked.at)
        })

    /// The sessions of somebody that could still be used, but for those that nobody has used since.
    package static let open = Statement<(account: UserID, now: Instant, usedSince: Instant), SessionSummaryRow>(
        """
        select id, agent, created_at, seen_at, expires_at from session
        where account_id = $1 and complete and ended_at is null and expires_at > $2 and seen_at > $3
        order by seen_at desc, id desc limit 100
        """,
        types: [.int8, .timestamptz, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.account.rawValue)
            parameters.instant(asked.now)
            parameters.instant(asked.usedSince)
        },
        decode: { row throws(PQError) in
            SessionSummaryRow(
                id: try row.int8(), agent: try row.text(), createdAt: try row.instant(), seenAt: try row.instant(),
                expiresAt: try row.instant())
        })

    /// Sessions that are over, in a batch.
    package static let forget = Forgetting.batch(
        """
        with gone as (
            delete from session where ctid = any (array(
                select ctid from session where expires_at < $1 order by expires_at limit $2))
            returning 1
        )
        select count(*) from gone
        """)
}

extension RowReader {
    mutating func appointmentRow() throws(PQError) -> AppointmentRow {
        AppointmentRow(
            role: try text(), agency: AgencyID(try int8()), unit: try int8OrNull().map(UnitID.init),
            procedure: try int8OrNull())
    }

    /// The same with whose right it is.
    mutating func lentAppointmentRow() throws(PQError) -> AppointmentRow {
        var row = try appointmentRow()
        row.standingFor = try int8OrNull().map(UserID.init)
        return row
    }
}

extension Database {
    /// The session with this hash and its account's rights; nil when there is none.
    package func session(
        hash: [UInt8], at now: Instant
    ) async throws(StoreError) -> (session: SessionRow, appointments: [AppointmentRow])? {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let session = batch.add(SessionStatements.find, hash)
            let appointments = batch.add(SessionStatements.appointments, (hash: hash, now: now))
            let result = try await pool.read(batch)
            guard let row = try result.first(session) else { return nil }
            return (row, try result.rows(appointments))
        }
    }

    package func addSession(_ session: NewSession) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in try await pool.execute(SessionStatements.insert, session) }
    }

    package func touchSession(_ id: Int64, at now: Instant) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(SessionStatements.touch, (id: id, at: now))
        }
    }

    /// Ends sessions of an account: the one that is named, or all but the one that is left out.
    /// - Returns: how many there were to end.
    @discardableResult
    package func endSessions(
        of account: UserID, session: Int64? = nil, but kept: Int64? = nil, at now: Instant
    ) async throws(StoreError) -> Int {
        try await perform { (pool) throws(PQError) in
            try await pool.execute(
                SessionStatements.end, (account: account, session: session, but: kept, at: now))
        }
    }

    /// An account's sessions that could still be used.
    package func openSessions(
        of account: UserID, at now: Instant, usedSince: Instant
    ) async throws(StoreError) -> [SessionSummaryRow] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(SessionStatements.open, (account: account, now: now, usedSince: usedSince))
        }
    }
}
