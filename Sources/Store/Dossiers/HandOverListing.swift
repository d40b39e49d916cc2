import OneStop
package import PQ
package import Records

/// Lists of dossiers handed over together, the newest first. Each way of asking reads an index of its own in that order
/// and stops at the limit.
package enum HandOverListing {
    /// A row for each list and kind of dossiers on it that the rights tell apart.
    package static let page = Statement<HandOverListQuery, HandOverListLine>(
        """
        select l.handed_over_at, l.agency_id, l.year, l.number, l.tenant_id, l.unit_id, g.login, r.login,
               d.helped_at, d.received_by, d.decided_by, d.desk_id, d.unit_id, d.version_id, d.dossiers
        from (
            (select l.* from hand_over_list l
             where l.agency_id = $1 and l.handed_over_at >= $3 and l.handed_over_at < $4
                and (l.handed_over_at, l.agency_id, l.year, l.number) < ($5, $6, $7, $8)
             order by l.handed_over_at desc, l.agency_id desc, l.year desc, l.number desc limit $9)
            union
            select l.* from unnest($2::bigint[]) as given (unit_id)
            cross join lateral (
                select l.* from hand_over_list l
                where l.unit_id = given.unit_id and l.handed_over_at >= $3 and l.handed_over_at < $4
                    and (l.handed_over_at, l.agency_id, l.year, l.number) < ($5, $6, $7, $8)
                order by l.handed_over_at desc, l.agency_id desc, l.year desc, l.number desc limit $9
            ) l
            order by handed_over_at desc, agency_id desc, year desc, number desc limit $9
        ) l
        left join account g on g.id = l.giver_id
        left join account r on r.id = l.receiver_id
        cross join lateral (
            select d.helped_at, d.received_by, d.decided_by, d.desk_id, d.unit_id, d.version_id, count(*) as dossiers
            from hand_over_line h join dossier d on d.id = h.dossier_id
            where h.agency_id = l.agency_id and h.year = l.year and h.number = l.number
            group by 1, 2, 3, 4, 5, 6
        ) d
        order by l.handed_over_at desc, l.agency_id desc, l.year desc, l.number desc
        """,
        types: [.int8, .int8Array, .timestamptz, .timestamptz, .timestamptz, .int8, .int2, .int4, .int8],
        encode: { query, parameters in
            parameters.int8(query.numberedBy?.rawValue)
            parameters.int8s(query.units.map(\.rawValue))
            parameters.span(query.span)
            parameters.timestamp(microseconds: query.after?.handedOverAt.microseconds ?? Int64.max)
            parameters.int8(query.after?.key.agency.rawValue ?? 0)
            parameters.int2(Int16(clamping: query.after?.key.year ?? 0))
            parameters.int4(Int32(clamping: query.after?.key.number ?? 0))
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in
            let at = try row.instant()
            let key = HandOverListKey(
                agency: AgencyID(try row.int8()), year: Int(try row.int2()), number: Int(try row.int4()))
            return HandOverListLine(
                position: HandOverListQuery.Position(handedOverAt: at, key: key),
                list: HandOverListRow(
                    tenant: AgencyID(try row.int8()), unit: UnitID(try row.int8()), giverLogin: try row.textOrNull(),
                    receiverLogin: try row.textOrNull(), handedOverAt: at),
                dossiers: [(scope: try row.dossierScope(), count: Int(try row.int8()))])
        })
}

extension Database {
    /// Lists by what they are asked for, each whole, the newest first.
    package func handOverLists(_ query: HandOverListQuery) async throws(StoreError) -> [HandOverListLine] {
        let rows = try await perform { (pool) throws(PQError) in try await pool.query(HandOverListing.page, query) }
        return rows.reduce(into: []) { lines, row in
            if lines.last?.position == row.position {
                lines[lines.count - 1].dossiers += row.dossiers
            } else {
                lines.append(row)
            }
        }
    }
}

extension ParameterWriter {
    /// Both ends of a stretch of time; an open one is infinity.
    mutating func span(_ span: TimeSpan) {
        timestamp(microseconds: span.from?.microseconds ?? Int64.min)
        timestamp(microseconds: span.until?.microseconds ?? Int64.max)
    }
}

extension RowReader {
    /// What reading looks at of a dossier: its agencies, desk and unit, and the version of its procedure. Nobody's reading
    /// depends on the officer.
    mutating func dossierScope() throws(PQError) -> DossierScope {
        DossierScope(
            helpedAt: AgencyID(try int8()), receivedBy: AgencyID(try int8()), decidedBy: AgencyID(try int8()),
            desk: try int8OrNull().map(UnitID.init), unit: try int8OrNull().map(UnitID.init), officer: nil,
            procedure: ProcedureID(try int8()), accepted: true)
    }
}
