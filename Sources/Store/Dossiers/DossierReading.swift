package import OneStop
package import PQ
package import Records

/// How dossiers are read: in the columns of the view `dossier_record`, and in their order.
///
/// A code is compared by its bytes, as its only index has it.
package enum DossierReading {
    /// A dossier by its code.
    package static let byCode = Statement<String, DossierRecord>(
        #"select * from dossier_record where code collate "C" = $1"#,
        types: [.text],
        encode: { code, parameters in parameters.text(code) },
        decode: { row throws(PQError) in try row.dossierRecord() }
    ).gathered(by: byCodes)

    /// Dossiers by their codes, each with the place of its code. The fence makes PostgreSQL look each of them up by the index,
    /// however many it expects.
    package static let byCodes = Statement<[String], (record: DossierRecord, place: Int64)>(
        """
        select r.*, k.place
        from unnest($1) with ordinality k (code, place)
        cross join lateral (select * from dossier_record where code collate "C" = k.code offset 0) r
        """,
        types: [.textArray],
        encode: { codes, parameters in parameters.texts(codes) },
        decode: { row throws(PQError) in (try row.dossierRecord(), try row.int8()) })

    /// A dossier by the name that another system has for it; an imported one may have no other. Of two agencies that became
    /// one and had used the same name, the first that is asked for.
    package static let byReference = Statement<(lines: [AgencyID], reference: String), DossierRecord>(
        """
        select r.* from dossier_record r join dossier d on d.id = r.id
        where d.line_id = any ($1) and d.external_reference = $2
        order by array_position($1, d.line_id) limit 1
        """,
        types: [.int8Array, .text],
        encode: { asked, parameters in
            parameters.int8s(asked.lines.map(\.rawValue))
            parameters.text(asked.reference)
        },
        decode: { row throws(PQError) in try row.dossierRecord() })

    /// The version that a dossier has before a writer waits for its lock: told apart from the one after it, it says
    /// whether the caller came too late or lost a race.
    package static let versionByCode = Statement<String, Int>(
        #"select version from dossier where code collate "C" = $1"#,
        types: [.text],
        encode: { code, parameters in parameters.text(code) },
        decode: { row throws(PQError) in Int(try row.int4()) })

    /// Locks a dossier against other writers until the transaction ends. Sent before `byCode` in the same batch: a
    /// second writer waits here, and what it then reads is the first one's version (PostgreSQL, Read Committed).
    package static let lockByCode = Statement<String, Void>(
        #"select 1 from dossier where code collate "C" = $1 for update"#,
        types: [.text],
        encode: { code, parameters in parameters.text(code) })
}
