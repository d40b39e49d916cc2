package import OneStop
package import PQ
package import Records

/// Results that wait to be collected.
package enum CollectionStatements {
    /// Whom to call for some results, and since when they wait. Every dossier has few events, which its key finds.
    package static let details = Statement<[DossierID], CollectionRow>(
        """
        select d.id, p.phone, d.ended_at, d.contacts, c.at
        from dossier d
        left join applicant p on p.id = d.applicant_id
        left join lateral (
            select max(e.at) as at from dossier_event e
            where e.dossier_id = d.id and e.kind = 'contact_recorded' and e.at >= d.ended_at
        ) c on true
        where d.id = any ($1) and d.ended_at is not null
        """,
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in
            CollectionRow(
                dossier: DossierID(try row.int8()), phone: try row.textOrNull(), endedAt: try row.instant(),
                contacts: Int(try row.int2()), lastContactAt: try row.instantOrNull())
        })
}

extension Database {
    /// Whom to call for some results, and since when they wait.
    package func collectionDetails(of dossiers: [DossierID]) async throws(StoreError) -> [CollectionRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(CollectionStatements.details, dossiers) }
    }
}
