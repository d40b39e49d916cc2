import OneStop
package import PQ
package import Records

/// How versions of the catalogue are read with their whole entries.
package enum CatalogueReading {
    /// The versions of some procedures, or of all.
    package static let versions = Statement<[Int64]?, CatalogueVersionRow>(
        """
        select id, procedure_id, number, published, revision, decision_number, decision_date, valid_from, valid_to,
               fingerprint, entry
        from procedure_version
        where $1::bigint[] is null or procedure_id = any ($1)
        order by procedure_id, number
        """,
        types: [.int8Array],
        encode: { procedures, parameters in parameters.int8s(procedures) },
        decode: { row throws(PQError) in
            let id = ProcedureID(try row.int8())
            let procedure = try row.int8()
            let number = Int(try row.int4())
            let isPublished = try row.bool()
            let revision = Int(try row.int4())
            let decisionNumber = try row.textOrNull()
            let decisionDate = try row.localDateOrNull()
            var decision: Publication.Decision?
            if let decisionNumber, let decisionDate {
                decision = Publication.Decision(number: decisionNumber, date: decisionDate)
            }
            return CatalogueVersionRow(
                id: id, procedure: procedure, number: number, isPublished: isPublished, revision: revision,
                publication: Publication(
                    decision: decision, validFrom: try row.localDateOrNull(), validTo: try row.localDateOrNull()),
                fingerprint: try row.text(), entry: try row.textOrNull())
        }, prepared: false)
}

extension Database {
    /// The versions of some procedures, drafts too, each with its whole entry; by procedure and number.
    package func versions(of procedures: [Int64]) async throws(StoreError) -> [CatalogueVersionRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(CatalogueReading.versions, procedures) }
    }
}
