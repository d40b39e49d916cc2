package import OneStop
package import PQ
package import Records

/// Which ratings are asked for: of an agency's dossiers, given in a period.
package struct RatingQuery: Sendable, Hashable {
    /// The agency, and those that went into it.
    package var lines: [AgencyID]
    package var period: Period
    /// Only dossiers that lie in one of them; nil for all of the agency's.
    package var parts: [FigurePart]?

    package init(lines: [AgencyID], period: Period, parts: [FigurePart]?) {
        self.lines = lines
        self.period = period
        self.parts = parts
    }
}

/// The ratings of one group with one score.
package struct RatingCount: Sendable, Hashable {
    package var key: String
    package var label: String
    package var score: Int
    package var count: Int
}

/// How applicants rate the service; written once.
package enum RatingStatements {
    /// Writes a rating where there is none, and its note beside it. The person's lock keeps an erasure apart: a note comes
    /// before it, and is erased, or not at all. Gives whether it was written.
    package static let insert = Statement<NewRating, Bool>(
        """
        with rated as (
            select d.id from dossier d join applicant p on p.id = d.applicant_id
            where d.id = $1 and p.erased_at is null for share of d, p
        ), given as (
            insert into rating (dossier_id, score, rated_at, rated_on) select id, $2, $4, $5 from rated
            on conflict (dossier_id) do nothing returning dossier_id
        ), noted as (
            insert into rating_note (dossier_id, words) select dossier_id, $3 from given where $3 is not null
        )
        select exists (select from given)
        """,
        types: [.int8, .int2, .text, .timestamptz, .date],
        encode: { rating, parameters in
            parameters.int8(rating.dossier.rawValue)
            parameters.int2(Int16(clamping: rating.score))
            parameters.text(rating.note)
            parameters.instant(rating.at)
            parameters.localDate(rating.on)
        },
        decode: { row throws(PQError) in try row.bool() })

    package static let ofDossier = Statement<DossierID, RatingRow>(
        "select score, rated_at from rating where dossier_id = $1",
        types: [.int8],
        encode: { dossier, parameters in parameters.int8(dossier.rawValue) },
        decode: { row throws(PQError) in RatingRow(score: Int(try row.int2()), at: try row.instant()) })

    /// Counts by group and score; in one group without a grouping.
    package static let count = Statement<(query: RatingQuery, grouping: RatingGrouping?), RatingCount>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $5, $6, $7, $8) where $5::text[] is not null
        )
        select coalesce(case $4 when 'procedure' then p.code when 'officer' then a.login
                    when 'unit' then case when u.agency_id = ($1)[1] then u.code else g.code || '/' || u.code end
                    when 'month' then to_char(r.rated_on, 'YYYY-MM') end, '') as key,
               min(coalesce(case $4 when 'procedure' then p.name when 'unit' then u.name when 'officer' then a.name end,
                    '')) as label,
               r.score, count(*)
        from rating r
        join dossier d on d.id = r.dossier_id
        left join procedure p on $4 = 'procedure' and p.id = d.procedure_id
        left join unit u on $4 = 'unit' and u.id = d.unit_id
        left join agency g on g.id = u.agency_id
        left join account a on $4 = 'officer' and a.id = d.officer_id
        where d.line_id = any ($1) and r.rated_on between $2 and $3
          and ($5::text[] is null or d.id in (select dossier_id from mine))
        group by 1, r.score order by 1, r.score
        """,
        types: [.int8Array, .date, .date, .text, .textArray, .textArray, .int8Array, .textArray],
        encode: { asked, parameters in
            parameters.int8s(asked.query.lines.map(\.rawValue))
            parameters.localDate(asked.query.period.from)
            parameters.localDate(asked.query.period.to)
            parameters.text(asked.grouping?.rawValue)
            parameters.parts(asked.query.parts)
        },
        decode: { row throws(PQError) in
            RatingCount(
                key: try row.text(), label: try row.text(), score: Int(try row.int2()), count: Int(try row.int8()))
        })

    /// Ratings of a period, the newest first.
    /// - `after`: how many come before the part that is asked for.
    package static let list = Statement<(query: RatingQuery, after: Int, limit: Int), ListedRating>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $4, $5, $6, $7) where $4::text[] is not null
        )
        select d.id, coalesce(d.code, d.external_reference, d.id::text), r.score, r.rated_at, n.words,
               d.helped_at, d.received_by, d.decided_by, d.desk_id, d.unit_id, d.version_id
        from rating r
        join dossier d on d.id = r.dossier_id
        left join rating_note n on n.dossier_id = r.dossier_id
        where d.line_id = any ($1) and r.rated_on between $2 and $3
          and ($4::text[] is null or d.id in (select dossier_id from mine))
        order by r.rated_on desc, r.dossier_id desc offset $8 limit $9
        """,
        types: [.int8Array, .date, .date, .textArray, .textArray, .int8Array, .textArray, .int8, .int8],
        encode: { asked, parameters in
            parameters.int8s(asked.query.lines.map(\.rawValue))
            parameters.localDate(asked.query.period.from)
            parameters.localDate(asked.query.period.to)
            parameters.parts(asked.query.parts)
            parameters.int8(Int64(asked.after))
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in
            ListedRating(
                dossier: DossierID(try row.int8()), code: try row.text(),
                rating: RatingRow(score: Int(try row.int2()), at: try row.instant()), note: try row.textOrNull(),
                scope: try row.dossierScope())
        })

    /// What was written of somebody's dossiers in free words; the scores stay.
    package static let forgetNotes = Statement<[DossierID], Void>(
        "delete from rating_note where dossier_id = any ($1)",
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) })
}

extension Database {
    /// Writes a rating; false when the dossier has one already, or its person was erased.
    package func add(_ rating: NewRating) async throws(StoreError) -> Bool {
        try await perform { (pool) throws(PQError) in
            try await pool.query(RatingStatements.insert, rating).first ?? false
        }
    }

    /// How a dossier was rated; nil when it was not.
    package func rating(of dossier: DossierID) async throws(StoreError) -> RatingRow? {
        try await perform { (pool) throws(PQError) in
            try await pool.query(RatingStatements.ofDossier, dossier).first
        }
    }

    /// Counts ratings by score, in groups if there is a grouping.
    package func ratingCounts(
        _ query: RatingQuery, by grouping: RatingGrouping?
    ) async throws(StoreError) -> [RatingCount] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(RatingStatements.count, (query: query, grouping: grouping))
        }
    }

    /// A part of the ratings of a period, the newest first.
    package func ratings(_ query: RatingQuery, after: Int, limit: Int) async throws(StoreError) -> [ListedRating] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(RatingStatements.list, (query: query, after: after, limit: limit))
        }
    }
}
