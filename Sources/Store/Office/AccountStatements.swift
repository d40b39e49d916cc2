package import OneStop
package import PQ

/// A member of staff, as far as a use case needs to know.
package struct AccountRow: Sendable, Hashable {
    package var id: UserID
    package var tenant: AgencyID
    package var agency: AgencyID
    package var unit: UnitID?
    package var login: String
    package var name: String
    package var signsIn: Bool
    package var disabledAt: Instant?
}

/// How staff are found.
package enum AccountStatements {
    package static let byLogin = Statement<(tenant: AgencyID, login: String), AccountRow>(
        """
        select id, tenant_id, agency_id, unit_id, login, name, signs_in, disabled_at
        from account where tenant_id = $1 and login = $2
        """,
        types: [.int8, .text],
        encode: { asked, parameters in
            parameters.int8(asked.tenant.rawValue)
            parameters.text(asked.login)
        },
        decode: { row throws(PQError) in try row.accountRow() })

    package static let ofAgency = Statement<AgencyID, AccountRow>(
        """
        select id, tenant_id, agency_id, unit_id, login, name, signs_in, disabled_at
        from account where agency_id = $1 order by login
        """,
        types: [.int8],
        encode: { agency, parameters in parameters.int8(agency.rawValue) },
        decode: { row throws(PQError) in try row.accountRow() })

    /// The names of staff of a tenant by their logins.
    package static let names = Statement<(tenant: AgencyID, logins: [String]), (login: String, name: String)>(
        "select login, name from account where tenant_id = $1 and login = any ($2)",
        types: [.int8, .textArray],
        encode: { asked, parameters in
            parameters.int8(asked.tenant.rawValue)
            parameters.texts(asked.logins)
        },
        decode: { row throws(PQError) in (try row.text(), try row.text()) })

    /// The staff of all offices.
    package static let all = Statement<Void, AccountRow>(
        """
        select id, tenant_id, agency_id, unit_id, login, name, signs_in, disabled_at from account order by id
        """,
        decode: { row throws(PQError) in try row.accountRow() })

    package static let appointments = Statement<UserID, AppointmentRow>(
        "select role, agency_id, unit_id, procedure_id from appointment where account_id = $1 order by id",
        types: [.int8],
        encode: { account, parameters in parameters.int8(account.rawValue) },
        decode: { row throws(PQError) in try row.appointmentRow() })

    /// Ends or restores the use of an account; its tokens stop with it.
    package static let disable = Statement<(account: UserID, at: Instant?), Void>(
        "update account set disabled_at = $2 where id = $1",
        types: [.int8, .timestamptz],
        encode: { account, parameters in
            parameters.int8(account.account.rawValue)
            parameters.instant(account.at)
        })
}

extension RowReader {
    mutating func accountRow() throws(PQError) -> AccountRow {
        AccountRow(
            id: UserID(try int8()), tenant: AgencyID(try int8()), agency: AgencyID(try int8()),
            unit: try int8OrNull().map(UnitID.init), login: try text(), name: try text(), signsIn: try bool(),
            disabledAt: try instantOrNull())
    }
}
