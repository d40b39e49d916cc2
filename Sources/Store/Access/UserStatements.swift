package import OneStop
package import PQ
package import Records

/// A member of staff as an administrator sees them. Neither password nor secret is in it.
package struct UserRow: Sendable, Hashable {
    package var account: AccountRow
    package var hasPassword: Bool
    /// Until when a password that an administrator gave counts; nil for one of the person's own.
    package var oneTimeUntil: Instant?
    package var hasSecondFactor: Bool
}

/// Which of an agency's staff are asked for.
package struct UserQuery: Sendable {
    package var agency: AgencyID
    /// Nil for everybody.
    package var state: UserState?
    /// A part of the name or login, whatever its marks; nil for everybody.
    package var text: String?
    /// After this login; nil for the first page.
    package var after: String?
    package var limit: Int

    package init(agency: AgencyID, state: UserState?, text: String?, after: String?, limit: Int) {
        self.agency = agency
        self.state = state
        self.text = text
        self.after = after
        self.limit = limit
    }
}

/// Staff as administrators see them.
package enum UserStatements {
    package static let page = Statement<UserQuery, UserRow>(
        """
        select a.id, a.tenant_id, a.agency_id, a.unit_id, a.login, a.name, a.signs_in, a.disabled_at,
               p.account_id is not null, p.one_time_until,
               exists (select from account_second_factor f where f.account_id = a.id and f.confirmed_at is not null)
        from account a left join account_password p on p.account_id = a.id
        where a.agency_id = $1 and ($2::text is null or a.login > $2)
          and ($3::text is null
              or $3 = case when a.disabled_at is not null then 'disabled' when a.signs_in then 'active' else 'imported' end)
          and ($4::text is null or strpos(folded(a.name || ' ' || a.login), folded($4)) > 0)
        order by a.login limit $5
        """,
        types: [.int8, .text, .text, .text, .int8],
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.text(query.after)
            parameters.text(query.state?.rawValue)
            parameters.text(query.text)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.userRow() })

    package static let byLogin = Statement<(tenant: AgencyID, login: String), UserRow>(
        """
        select a.id, a.tenant_id, a.agency_id, a.unit_id, a.login, a.name, a.signs_in, a.disabled_at,
               p.account_id is not null, p.one_time_until,
               exists (select from account_second_factor f where f.account_id = a.id and f.confirmed_at is not null)
        from account a left join account_password p on p.account_id = a.id
        where a.tenant_id = $1 and a.login = $2
        """,
        types: [.int8, .text],
        encode: { asked, parameters in
            parameters.int8(asked.tenant.rawValue)
            parameters.text(asked.login)
        },
        decode: { row throws(PQError) in try row.userRow() })

    /// The rights of some accounts, each account's in the order in which they were given.
    package static let rights = Statement<[UserID], StaffAppointmentRow>(
        """
        select id, account_id, role, agency_id, unit_id, procedure_id from appointment
        where account_id = any ($1) order by id
        """,
        types: [.int8Array],
        encode: { accounts, parameters in parameters.int8s(accounts.map(\.rawValue)) },
        decode: { row throws(PQError) in try row.staffAppointment() })
}

extension RowReader {
    fileprivate mutating func userRow() throws(PQError) -> UserRow {
        UserRow(
            account: try accountRow(), hasPassword: try bool(), oneTimeUntil: try instantOrNull(),
            hasSecondFactor: try bool())
    }

    mutating func staffAppointment() throws(PQError) -> StaffAppointmentRow {
        StaffAppointmentRow(
            id: try int8(), account: UserID(try int8()), role: try text(), agency: AgencyID(try int8()),
            unit: try int8OrNull().map(UnitID.init), procedure: try int8OrNull())
    }
}

extension Database {
    /// A page of an agency's staff with their rights, by login.
    package func users(
        _ query: UserQuery
    ) async throws(StoreError) -> (users: [UserRow], rights: [StaffAppointmentRow]) {
        try await perform { (pool) throws(PQError) in
            let users = try await pool.query(UserStatements.page, query)
            guard !users.isEmpty else { return ([], []) }
            return (users, try await pool.query(UserStatements.rights, users.map(\.account.id)))
        }
    }

    /// Somebody of a tenant with their rights; nil for an unknown login.
    package func user(
        login: String, tenant: AgencyID
    ) async throws(StoreError) -> (user: UserRow, rights: [StaffAppointmentRow])? {
        try await perform { (pool) throws(PQError) in
            guard let user = try await pool.first(UserStatements.byLogin, (tenant: tenant, login: login)) else {
                return nil
            }
            return (user, try await pool.query(UserStatements.rights, [user.account.id]))
        }
    }
}
