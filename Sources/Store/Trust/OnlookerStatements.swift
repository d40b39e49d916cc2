package import OneStop
package import PQ
package import Records

/// Whose looks at a dossier are asked for.
package struct OnlookerQuery: Sendable, Hashable {
    package var dossier: DossierID
    package var since: Instant
    /// The agency whose people are told.
    package var agency: AgencyID
    /// Who asks, and is left out.
    package var reader: UserID

    package init(dossier: DossierID, since: Instant, agency: AgencyID, reader: UserID) {
        self.dossier = dossier
        self.since = since
        self.agency = agency
        self.reader = reader
    }
}

/// Who else has a dossier before them: those who work on dossiers. Who supervises or inspects is told to nobody here.
package enum OnlookerStatements {
    package static let ofDossier = Statement<OnlookerQuery, OnlookerRow>(
        """
        select a.login, a.name, max(r.read_at)
        from read_record r
        join account a on a.id = r.reader_id
        where r.subject_id = $1 and r.read_at >= $2 and r.what = 'dossier' and a.agency_id = $3 and r.reader_id <> $4
          and coalesce(r.purpose, 'processing') = 'processing'
          and exists (select from appointment p where p.account_id = a.id
                      and p.role in ('intake', 'officer', 'head', 'leader', 'clerk'))
        group by a.login, a.name order by max(r.read_at) desc, a.login limit 5
        """,
        types: [.int8, .timestamptz, .int8, .int8],
        encode: { asked, parameters in
            parameters.int8(asked.dossier.rawValue)
            parameters.instant(asked.since)
            parameters.int8(asked.agency.rawValue)
            parameters.int8(asked.reader.rawValue)
        },
        decode: { row throws(PQError) in
            OnlookerRow(login: try row.text(), name: try row.text(), at: try row.instant())
        })
}

extension Database {
    /// Who has looked at a dossier of late.
    package func onlookers(_ query: OnlookerQuery) async throws(StoreError) -> [OnlookerRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(OnlookerStatements.ofDossier, query) }
    }
}
