import OneStop
package import PQ
package import Records

/// Groups of dossiers, the newest first. Each branch reads an index of its own in that order and stops at the limit.
package enum GroupListing {
    /// A row for each dossier of the groups.
    package static let page = Statement<GroupQuery, GroupLine>(
        """
        select c.accepted_at, c.group_code, a.login, p.name, d.id, d.code,
               d.helped_at, d.received_by, d.decided_by, d.desk_id, d.unit_id, d.version_id
        from (
            (select distinct d.accepted_at, d.group_code from dossier d
             where d.group_code is not null and d.decided_by = $1
                and d.accepted_at >= $2 and d.accepted_at < $3 and (d.accepted_at, d.group_code) < ($4, $5)
             order by d.accepted_at desc, d.group_code desc limit $6)
            union
            (select distinct d.accepted_at, d.group_code from dossier d
             where d.group_code is not null and d.received_by = $1 and d.received_by <> d.decided_by
                and d.accepted_at >= $2 and d.accepted_at < $3 and (d.accepted_at, d.group_code) < ($4, $5)
             order by d.accepted_at desc, d.group_code desc limit $6)
            union
            (select distinct d.accepted_at, d.group_code from dossier d
             where d.group_code is not null and d.helped_at = $1 and d.helped_at <> d.decided_by
                and d.helped_at <> d.received_by
                and d.accepted_at >= $2 and d.accepted_at < $3 and (d.accepted_at, d.group_code) < ($4, $5)
             order by d.accepted_at desc, d.group_code desc limit $6)
            order by accepted_at desc, group_code desc limit $6
        ) c
        join dossier_group g on g.code = c.group_code
        join dossier d on d.group_code = c.group_code
        left join account a on a.id = g.created_by
        left join applicant p on p.id = d.applicant_id
        order by c.accepted_at desc, c.group_code desc, d.id
        """,
        types: [.int8, .timestamptz, .timestamptz, .timestamptz, .text, .int8],
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.span(query.span)
            parameters.timestamp(microseconds: query.after?.takenInAt.microseconds ?? Int64.max)
            parameters.text(query.after?.code ?? "")
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in
            GroupLine(
                position: GroupQuery.Position(takenInAt: try row.instant(), code: try row.text()),
                takenInBy: try row.textOrNull(), applicantName: try row.textOrNull(),
                dossiers: [
                    GroupLine.Dossier(
                        id: DossierID(try row.int8()), code: try row.textOrNull(), scope: try row.dossierScope())
                ])
        })
}

extension Database {
    /// Groups by what they are asked for, each whole, the newest first.
    package func groups(_ query: GroupQuery) async throws(StoreError) -> [GroupLine] {
        let rows = try await perform { (pool) throws(PQError) in try await pool.query(GroupListing.page, query) }
        return rows.reduce(into: []) { groups, row in
            if groups.last?.position == row.position {
                groups[groups.count - 1].dossiers += row.dossiers
            } else {
                groups.append(row)
            }
        }
    }
}
