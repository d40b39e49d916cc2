import OneStop
package import PQ
package import Records

/// Open legs that an agency has of other agencies' dossiers, by what is due first. Each way of asking reads an index of its
/// own in that order and stops at the limit; the work lists of dossiers look at none of it.
package enum LegListing {
    package static let byAgency = Statement<OpenLegQuery, OpenLegRow>(
        """
        select l.dossier_id, l.number, d.code, d.version_id, l.lead_id, l.agency_id, l.unit_id, l.step, l.time_limit,
               l.sent_at, g.login, l.receiver_id, r.login, l.received_at, l.due, l.due_on, l.by_instant, d.version,
               d.status, d.due
        from agency_leg l
        join dossier d on d.id = l.dossier_id
        join account g on g.id = l.giver_id
        left join account r on r.id = l.receiver_id
        where l.agency_id = $1 and l.ended_at is null and (l.list_due, l.dossier_id, l.number) > ($3, $4, $5)
          and nullif($6::boolean is null or (l.received_at is not null) = $6, false) is not null
        order by l.list_due, l.dossier_id, l.number limit $7
        """,
        types: types, encode: encode, decode: { row throws(PQError) in try row.openLeg() })

    package static let byUnits = Statement<OpenLegQuery, OpenLegRow>(
        """
        select l.dossier_id, l.number, d.code, d.version_id, l.lead_id, l.agency_id, l.unit_id, l.step, l.time_limit,
               l.sent_at, g.login, l.receiver_id, r.login, l.received_at, l.due, l.due_on, l.by_instant, d.version,
               d.status, d.due
        from (
            select l.* from unnest($2::bigint[]) as asked (unit_id)
            cross join lateral (
                select * from agency_leg l
                where l.unit_id = asked.unit_id and l.ended_at is null
                  and (l.list_due, l.dossier_id, l.number) > ($3, $4, $5)
                  and nullif(l.agency_id = $1
                      and ($6::boolean is null or (l.received_at is not null) = $6), false) is not null
                order by l.list_due, l.dossier_id, l.number limit $7
            ) l
            order by l.list_due, l.dossier_id, l.number limit $7
        ) l
        join dossier d on d.id = l.dossier_id
        join account g on g.id = l.giver_id
        left join account r on r.id = l.receiver_id
        order by l.list_due, l.dossier_id, l.number
        """,
        types: types, encode: encode, decode: { row throws(PQError) in try row.openLeg() })

    private static var types: [OID] { [.int8, .int8Array, .timestamptz, .int8, .int2, .bool, .int8] }

    private static func encode(_ query: OpenLegQuery, _ parameters: inout ParameterWriter) {
        parameters.int8(query.agency.rawValue)
        parameters.int8s(query.units?.map(\.rawValue))
        if let after = query.after {
            parameters.timestamp(microseconds: after.due?.microseconds ?? Int64.max)
            parameters.int8(after.dossier.rawValue)
            parameters.int2(Int16(clamping: after.number))
        } else {
            parameters.timestamp(microseconds: Int64.min)
            parameters.int8(0)
            parameters.int2(0)
        }
        parameters.bool(query.received)
        parameters.int8(Int64(query.limit))
    }
}

extension RowReader {
    fileprivate mutating func openLeg() throws(PQError) -> OpenLegRow {
        OpenLegRow(
            dossier: DossierID(try int8()), number: Int(try int2()), code: try textOrNull(),
            version: ProcedureID(try int8()), lead: AgencyID(try int8()), agency: AgencyID(try int8()),
            unit: UnitID(try int8()), step: Int(try int2()), limit: try text(), sentAt: try instant(),
            giverLogin: try text(), receiver: try int8OrNull().map(UserID.init), receiverLogin: try textOrNull(),
            receivedAt: try instantOrNull(), due: try legDue(), lockVersion: Int(try int4()),
            status: try stored("status", Int(try int2()), Status.init(rawValue:)), totalDue: try instantOrNull())
    }

    private mutating func legDue() throws(PQError) -> LegDue? {
        let due = try instantOrNull()
        let dueOn = try localDateOrNull()
        let byInstant = try bool()
        guard let due, let dueOn else { return nil }
        return LegDue(due: due, dueOn: dueOn, byInstant: byInstant)
    }
}
