package import OneStop
package import PQ

/// What lies in a unit at this moment.
package struct UnitWork: Sendable, Hashable {
    /// Open dossiers that it has.
    package var dossiers: Int
    /// Legs of other agencies' dossiers that it has not finished.
    package var legs: Int
    /// Questions that wait for its answer.
    package var opinions: Int

    package init(dossiers: Int = 0, legs: Int = 0, opinions: Int = 0) {
        self.dossiers = dossiers
        self.legs = legs
        self.opinions = opinions
    }
}

/// What office documents leave to administrators, because it was changed by one.
package struct Administered: Sendable, Hashable {
    package var accounts: Set<UserID> = []
    package var units: Set<UnitID> = []
    /// Their letterheads.
    package var agencies: Set<AgencyID> = []

    package init() {}
}

/// Units as administrators keep them, and what an administrator has changed.
package enum UnitStatements {
    package static let close = Statement<(unit: UnitID, at: Instant?), Void>(
        "update unit set closed_at = $2 where id = $1 and (closed_at is null) = ($2::timestamptz is not null)",
        types: [.int8, .timestamptz],
        encode: { step, parameters in
            parameters.int8(step.unit.rawValue)
            parameters.instant(step.at)
        })

    package static let work = Statement<UnitID, UnitWork>(
        """
        select (select count(*) from dossier where holder_id = $1 and ended_at is null and status not in (3, 7)),
               (select count(*) from agency_leg where unit_id = $1 and ended_at is null),
               (select count(*) from opinion where unit_id = $1 and state = 'open')
        """,
        types: [.int8],
        encode: { unit, parameters in parameters.int8(unit.rawValue) },
        decode: { row throws(PQError) in
            UnitWork(dossiers: Int(try row.int8()), legs: Int(try row.int8()), opinions: Int(try row.int8()))
        })

    package static let administered = Statement<Void, (kind: String, id: Int64)>(
        """
        select 'account', id from account where administered_at is not null
        union all select 'unit', id from unit where administered_at is not null
        union all select 'agency', id from agency where administered_at is not null
        """,
        decode: { row throws(PQError) in (try row.text(), try row.int8()) })

    package static let markAccount = Statement<(agency: String, login: String, at: Instant?), Void>(
        """
        update account c set administered_at = $3 from agency a
        where a.code = $1 and c.tenant_id = a.tenant_id and c.login = $2
        """,
        types: [.text, .text, .timestamptz],
        encode: { mark, parameters in
            parameters.text(mark.agency)
            parameters.text(mark.login)
            parameters.instant(mark.at)
        })

    package static let markUnit = Statement<(agency: String, unit: String, at: Instant?), Void>(
        """
        update unit u set administered_at = $3 from agency a
        where a.code = $1 and u.agency_id = a.id and u.code = $2
        """,
        types: [.text, .text, .timestamptz],
        encode: { mark, parameters in
            parameters.text(mark.agency)
            parameters.text(mark.unit)
            parameters.instant(mark.at)
        })

    package static let markAgency = Statement<(agency: String, at: Instant?), Void>(
        "update agency set administered_at = $2 where code = $1",
        types: [.text, .timestamptz],
        encode: { mark, parameters in
            parameters.text(mark.agency)
            parameters.instant(mark.at)
        })
}

extension Administered {
    init(_ rows: [(kind: String, id: Int64)]) {
        for row in rows {
            switch row.kind {
            case "account": accounts.insert(UserID(row.id))
            case "unit": units.insert(UnitID(row.id))
            case _: agencies.insert(AgencyID(row.id))
            }
        }
    }
}

extension Database {
    /// What lies in a unit at this moment.
    package func work(in unit: UnitID) async throws(StoreError) -> UnitWork {
        try await perform { (pool) throws(PQError) in try await pool.first(UnitStatements.work, unit) } ?? UnitWork()
    }
}
