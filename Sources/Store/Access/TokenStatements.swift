package import OneStop
package import PQ
package import Records

/// An account as a token names it, with what the token may do.
package struct TokenRow: Sendable, Hashable {
    package var token: Int64
    package var account: UserID
    package var tenant: AgencyID
    package var agency: AgencyID
    package var unit: UnitID?
    package var login: String
    package var scopes: [String]
    package var expiresAt: Instant
    package var revokedAt: Instant?
    package var disabledAt: Instant?

    package init(
        token: Int64, account: UserID, tenant: AgencyID, agency: AgencyID, unit: UnitID?, login: String,
        scopes: [String], expiresAt: Instant, revokedAt: Instant?, disabledAt: Instant?
    ) {
        self.token = token
        self.account = account
        self.tenant = tenant
        self.agency = agency
        self.unit = unit
        self.login = login
        self.scopes = scopes
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.disabledAt = disabledAt
    }
}

/// One right of an account, as stored.
package struct AppointmentRow: Sendable, Hashable {
    package var role: String
    package var agency: AgencyID
    package var unit: UnitID?
    /// A procedure of the catalogue, with all its versions.
    package var procedure: Int64?
    /// Whose right it is, where the account stands in for them on the day; nil for its own.
    package var standingFor: UserID?
}

/// What is stored of a new token.
package struct NewToken: Sendable {
    package var account: UserID
    package var secretHash: [UInt8]
    package var label: String
    package var scopes: [String]
    package var createdAt: Instant
    package var expiresAt: Instant

    package init(
        account: UserID, secretHash: [UInt8], label: String, scopes: [String], createdAt: Instant, expiresAt: Instant
    ) {
        self.account = account
        self.secretHash = secretHash
        self.label = label
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}

/// Tokens: found by the hash of their secret only.
package enum TokenStatements {
    package static let find = Statement<[UInt8], TokenRow>(
        """
        select t.id, a.id, a.tenant_id, a.agency_id, a.unit_id, a.login, t.scopes, t.expires_at, t.revoked_at,
               a.disabled_at
        from access_token t join account a on a.id = t.account_id
        where t.secret_hash = $1
        """,
        types: [.bytea],
        encode: { hash, parameters in parameters.bytes(hash) },
        decode: { row throws(PQError) in
            TokenRow(
                token: try row.int8(), account: UserID(try row.int8()), tenant: AgencyID(try row.int8()),
                agency: AgencyID(try row.int8()), unit: try row.int8OrNull().map(UnitID.init), login: try row.text(),
                scopes: try row.texts(), expiresAt: try row.instant(), revokedAt: try row.instantOrNull(),
                disabledAt: try row.instantOrNull())
        })

    /// The rights of the account that a token belongs to, and those that it is lent on the day: of people for whom it
    /// stands in, by their agency's clock, and never an administrator's or auditor's.
    package static let appointments = Statement<(hash: [UInt8], now: Instant), AppointmentRow>(
        """
        select p.role, p.agency_id, p.unit_id, p.procedure_id, null::bigint
        from access_token t join appointment p on p.account_id = t.account_id
        where t.secret_hash = $1
        union all
        select p.role, p.agency_id, p.unit_id, p.procedure_id, b.account_id
        from access_token t
        join absence b on b.stand_in_id = t.account_id and b.ended_at is null
        join agency g on g.id = b.agency_id
        join account a on a.id = b.account_id and a.disabled_at is null
        join appointment p on p.account_id = b.account_id and p.role not in ('admin', 'auditor')
        where t.secret_hash = $1 and local_day($2, g.utc_offset_minutes) between b.from_on and b.to_on
        """,
        types: [.bytea, .timestamptz],
        encode: { asked, parameters in
            parameters.bytes(asked.hash)
            parameters.instant(asked.now)
        },
        decode: { row throws(PQError) in try row.lentAppointmentRow() })

    package static let insert = Statement<NewToken, Int64>(
        """
        insert into access_token (account_id, secret_hash, label, scopes, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6) returning id
        """,
        types: [.int8, .bytea, .text, .textArray, .timestamptz, .timestamptz],
        encode: { token, parameters in
            parameters.int8(token.account.rawValue)
            parameters.bytes(token.secretHash)
            parameters.text(token.label)
            parameters.texts(token.scopes)
            parameters.instant(token.createdAt)
            parameters.instant(token.expiresAt)
        },
        decode: { row throws(PQError) in try row.int8() })

    package static let revoke = Statement<(id: Int64, at: Instant), Void>(
        "update access_token set revoked_at = $2 where id = $1 and revoked_at is null",
        types: [.int8, .timestamptz],
        encode: { token, parameters in
            parameters.int8(token.id)
            parameters.instant(token.at)
        })

    /// Stops every token of an account.
    package static let revokeAll = Statement<(account: UserID, at: Instant), Void>(
        "update access_token set revoked_at = $2 where account_id = $1 and revoked_at is null",
        types: [.int8, .timestamptz],
        encode: { asked, parameters in
            parameters.int8(asked.account.rawValue)
            parameters.instant(asked.at)
        })

    /// A page of the tokens of an agency's staff, of one login if it is named, the newest first; or one by its key.
    package static let page = Statement<TokenQuery, TokenSummaryRow>(
        """
        select t.id, a.login, t.label, t.scopes, t.created_at, t.expires_at, t.revoked_at
        from access_token t join account a on a.id = t.account_id
        where a.agency_id = any ($1) and ($2::text is null or a.login = $2) and ($3::bigint is null or t.id < $3)
          and ($4::bigint is null or t.id = $4)
        order by t.id desc limit $5
        """,
        types: [.int8Array, .text, .int8, .int8, .int8],
        encode: { query, parameters in
            parameters.int8s(query.agencies.map(\.rawValue))
            parameters.text(query.login)
            parameters.int8(query.before)
            parameters.int8(query.id)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.tokenSummary() })

    package static let list = Statement<AgencyID, TokenSummaryRow>(
        """
        select t.id, a.login, t.label, t.scopes, t.created_at, t.expires_at, t.revoked_at
        from access_token t join account a on a.id = t.account_id
        where a.agency_id = $1 order by t.id
        """,
        types: [.int8],
        encode: { agency, parameters in parameters.int8(agency.rawValue) },
        decode: { row throws(PQError) in try row.tokenSummary() })
}

/// Which tokens are asked for.
package struct TokenQuery: Sendable {
    /// Whose staff.
    package var agencies: [AgencyID]
    /// Only this person's; nil for everybody's.
    package var login: String?
    /// Only this one; nil for all.
    package var id: Int64?
    /// Before this key; nil for the first page.
    package var before: Int64?
    package var limit: Int

    package init(agencies: [AgencyID], login: String? = nil, id: Int64? = nil, before: Int64? = nil, limit: Int) {
        self.agencies = agencies
        self.login = login
        self.id = id
        self.before = before
        self.limit = limit
    }
}

extension RowReader {
    fileprivate mutating func tokenSummary() throws(PQError) -> TokenSummaryRow {
        TokenSummaryRow(
            id: try int8(), login: try text(), label: try text(), scopes: try texts(), createdAt: try instant(),
            expiresAt: try instant(), revokedAt: try instantOrNull())
    }
}

extension Database {
    /// Tokens as an administrator sees them.
    package func tokens(_ query: TokenQuery) async throws(StoreError) -> [TokenSummaryRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(TokenStatements.page, query) }
    }

    /// Stores a token with what the trail keeps of it and the answer to whoever asked, all by the key that it gets.
    package func issueToken(
        _ token: NewToken, audit: (Int64) -> NewAuditEvent, answer: (Int64) -> StoredAnswer?
    ) async throws -> Int64 {
        do {
            return try await pool.transaction { transaction in
                guard let id = try await transaction.first(TokenStatements.insert, token) else {
                    throw StoreError.notFound
                }
                var batch = Batch()
                batch.add(AuditStatements.insert, audit(id))
                if let answer = answer(id) { batch.add(IdempotencyStatements.insert, answer) }
                try await transaction.commit(with: batch)
                return id
            }
        } catch {
            throw StoreError.translate(error)
        }
    }
}
