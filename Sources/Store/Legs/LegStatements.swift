package import OneStop
package import PQ
package import Records

/// The rows of legs: written beside the dossier's state, in the same transaction.
package enum LegStatements {
    /// A leg as it now is. Tenant, lead and procedure are the dossier's.
    package static let write = Statement<(dossier: DossierID, leg: AgencyLeg), Void>(
        """
        insert into agency_leg (tenant_id, dossier_id, number, lead_id, agency_id, unit_id, procedure_id, step,
            time_limit, due, due_on, by_instant, giver_id, sent_at, receiver_id, received_at, outcome, ended_at,
            ended_on, ended_by, statement)
        select d.tenant_id, d.id, $2, d.decided_by, $3, $4, d.procedure_id, $5, $6, $7, $8, $9, $10, $11, $12, $13,
               $14, $15, ($15 at time zone 'UTC' + a.utc_offset_minutes * interval '1 minute')::date, $16, $17
        from dossier d join agency a on a.id = $3
        where d.id = $1
        on conflict (dossier_id, number) do update set receiver_id = excluded.receiver_id,
            received_at = excluded.received_at, outcome = excluded.outcome, ended_at = excluded.ended_at,
            ended_on = excluded.ended_on, ended_by = excluded.ended_by, statement = excluded.statement
        """,
        types: [
            .int8, .int2, .int8, .int8, .int2, .text, .timestamptz, .date, .bool, .int8, .timestamptz, .int8,
            .timestamptz, .text, .timestamptz, .int8, .text,
        ],
        encode: { row, parameters in
            let leg = row.leg
            parameters.int8(row.dossier.rawValue)
            parameters.int2(Int16(clamping: leg.number))
            parameters.int8(leg.agency.rawValue)
            parameters.int8(leg.unit.rawValue)
            parameters.int2(Int16(clamping: leg.step))
            parameters.text(leg.limit.text)
            parameters.instant(leg.due?.due)
            parameters.localDate(leg.due?.dueOn)
            parameters.bool(leg.due?.byInstant ?? false)
            parameters.int8(leg.giver.rawValue)
            parameters.instant(leg.sentAt)
            parameters.int8(leg.receiver?.rawValue)
            parameters.instant(leg.receivedAt)
            parameters.text(leg.end?.outcome.rawValue)
            parameters.instant(leg.end?.at)
            parameters.int8(leg.end?.by.rawValue)
            parameters.text(leg.end?.statement)
        })

    /// Who gave, received and ended the legs of a dossier, in the order of their numbers.
    package static let hands = Statement<DossierID, LegHands>(
        """
        select l.number, g.login, r.login, e.login
        from agency_leg l
        join account g on g.id = l.giver_id
        left join account r on r.id = l.receiver_id
        left join account e on e.id = l.ended_by
        where l.dossier_id = $1 order by l.number
        """,
        types: [.int8],
        encode: { dossier, parameters in parameters.int8(dossier.rawValue) },
        decode: { row throws(PQError) in
            LegHands(
                number: Int(try row.int2()), giver: try row.text(), receiver: try row.textOrNull(),
                endedBy: try row.textOrNull())
        })
}

extension Database {
    /// Who gave, received and ended the legs of a dossier.
    package func legHands(of dossier: DossierID) async throws(StoreError) -> [LegHands] {
        try await perform { (pool) throws(PQError) in try await pool.query(LegStatements.hands, dossier) }
    }

    /// A page of the open legs of an agency or of some units.
    package func openLegs(_ query: OpenLegQuery) async throws(StoreError) -> [OpenLegRow] {
        let statement = query.units == nil ? LegListing.byAgency : LegListing.byUnits
        return try await perform { (pool) throws(PQError) in try await pool.query(statement, query) }
    }
}
