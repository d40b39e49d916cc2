package import OneStop
package import PQ

/// What the letters' figures are counted of: an agency's late dossiers of a period, as they stood at an instant.
package struct ApologyQuery: Sendable, Hashable {
    /// The agency, and those that went into it: under whose names the dossiers were first decided.
    package var lines: [AgencyID]
    package var reckoning: Reckoning
    /// Nil for the total alone.
    package var grouping: ApologyGrouping?
    /// Only dossiers that lie in one of them, each counted once; nil for all of the agency's.
    package var parts: [FigurePart]?

    package init(
        lines: [AgencyID], reckoning: Reckoning, grouping: ApologyGrouping? = nil, parts: [FigurePart]? = nil
    ) {
        self.lines = lines
        self.reckoning = reckoning
        self.grouping = grouping
        self.parts = parts
    }
}

/// A part of the register of letters.
package struct RegisterQuery: Sendable, Hashable {
    /// Letters issued in its period and not after its instant.
    package var of: ApologyQuery
    /// How many lines come before.
    package var after: Int
    package var limit: Int

    package init(of query: ApologyQuery, after: Int, limit: Int) {
        of = query
        self.after = after
        self.limit = limit
    }
}

/// The counting SQL of letters of apology. Which dossiers are late is decided as in `OnTimeStatements`, by predicates of
/// its own; the pure classes (`ApologyClass`) are the specification.
package enum ApologyStatements {
    package static let count = Statement<ApologyQuery, ApologyRow>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $7, $8, $9, $10) where $7::text[] is not null
        ), seen as (
            select d.id, d.by_instant, coalesce(d.ended_at <= $4, false) as ended, d.ended_at, d.ended_on,
                   case when d.changed_at <= $4 then d.due else s.due end as due,
                   case when d.changed_at <= $4 then d.due_on else s.due_on end as due_on,
                   case when d.changed_at <= $4 then d.paused_at is not null and not d.pause_after_due
                        else s.paused_at is not null and not s.pause_after_due end as waiting
            from dossier d
            left join lateral (
                select e.due, e.due_on, e.paused_at, e.pause_after_due
                from dossier_event e
                where d.changed_at > $4 and e.dossier_id = d.id and e.at <= $4 and e.status is not null
                order by e.sequence desc limit 1
            ) s on true
            where d.line_id = any ($1) and d.accepted_on <= $3 and d.accepted_at <= $4
              and (d.ended_on is null or d.ended_on >= $2 or d.ended_at > $4)
              and (d.ended_on is null or d.ended_on >= least($2, $5::date - 1))
              and ($7::text[] is null or d.id in (select dossier_id from mine))
        ), late as (
            select id, ended, due from seen
            where case when ended and by_instant then ended_at > due
                       when ended then ended_on > due_on
                       when waiting then false
                       when by_instant then due < $4
                       else due_on < $5 end
        ), told as (
            select l.id, d.procedure_id, coalesce(c.unit, d.unit_id) as unit_id, d.imported and l.ended as not_kept,
                   case when d.apology_issued_at <= $4 then d.apology_issued_on end as issued_on,
                   case when l.due = d.due then d.apology_latest else coalesce((
                       select date '2000-01-01' + (e.facts -> 'deadline' ->> 'apologyLatest')::integer
                       from dossier_event e
                       where e.dossier_id = l.id and e.at <= $4 and e.facts -> 'deadline' ->> 'apologyLatest' is not null
                       order by e.sequence desc limit 1
                   ), d.apology_latest) end as latest,
                   coalesce(d.gate_overridden_at <= $4, false) as overridden,
                   case when c.cause in ('workload', 'absence') then 'staff' when c.cause = 'failure' then 'equipment'
                        when c.cause = 'other_agency' then 'coordination'
                        when c.cause = 'unclear_regulation' then 'regulation' else c.cause end as cause
            from late l
            join dossier d on d.id = l.id
            left join lateral (
                select e.facts ->> 'cause' as cause, (e.facts ->> 'unit')::bigint as unit
                from dossier_event e
                where d.apology_drafted_at is not null and e.dossier_id = l.id and e.kind = 'apology_drafted' and e.at <= $4
                order by e.sequence desc limit 1
            ) c on true
        )
        select coalesce(case $6 when 'unit' then case when u.agency_id = ($1)[1] then u.code else h.code || '/' || u.code end when 'cause' then cause when 'procedure' then p.code
                   when 'total' then 'total' end, '') as key,
               min(coalesce(case $6 when 'unit' then u.name when 'procedure' then p.name end, '')) as label,
               count(*), count(*) filter (where not not_kept and issued_on <= latest),
               count(*) filter (where not not_kept and issued_on > latest),
               count(*) filter (where not not_kept and issued_on is null), count(*) filter (where not_kept),
               count(*) filter (where overridden)
        from told t
        left join unit u on $6 = 'unit' and u.id = t.unit_id
        left join agency h on h.id = u.agency_id
        left join procedure p on $6 = 'procedure' and p.id = t.procedure_id
        group by 1 order by 1
        """,
        types: [
            .int8Array, .date, .date, .timestamptz, .date, .text, .textArray, .textArray, .int8Array, .textArray,
        ],
        encode: { query, parameters in
            parameters.reckoning(of: query)
            parameters.text(query.grouping?.rawValue ?? "total")
            parameters.parts(query.parts)
        },
        decode: { row throws(PQError) in
            let key = try row.text()
            let label = try row.text()
            var figures = ApologyFigures()
            for each in ApologyClass.allCases { figures[each] = Int(try row.int8()) }
            return ApologyRow(key: key, label: label, figures: figures)
        })

    /// Letters by the time they were issued.
    package static let register = Statement<RegisterQuery, RegisteredLetter>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $6, $7, $8, $9) where $6::text[] is not null
        )
        select n.symbol, n.year, n.number, d.apology_issued_at, coalesce(d.code, d.external_reference, ''), p.code,
               p.field_code, u.code, d.apology_cause, d.accepted_at, d.due, d.apology_latest,
               d.apology_issued_on <= d.apology_latest, d.new_date, l.signed_as,
               case when d.apology_delivered_at <= $4 then d.apology_delivered_at end,
               case when d.apology_delivered_at <= $4 then v.method end
        from dossier d
        join procedure p on p.id = d.procedure_id
        left join unit u on u.id = d.apology_unit
        left join letter l on l.dossier_id = d.id
        left join document_number n on n.dossier_id = d.id and n.document_type = 'PXL'
        left join letter_delivery v on v.dossier_id = d.id and v.outcome = 'delivered'
        where d.line_id = any ($1) and d.apology_issued_on between $2 and $3 and d.apology_issued_at <= $4
          and ($6::text[] is null or d.id in (select dossier_id from mine))
        order by d.apology_issued_at, d.id limit $10 offset $11
        """,
        types: [
            .int8Array, .date, .date, .timestamptz, .date, .textArray, .textArray, .int8Array, .textArray, .int8, .int8,
        ],
        encode: { query, parameters in
            parameters.reckoning(of: query.of)
            parameters.parts(query.of.parts)
            parameters.int8(Int64(query.limit))
            parameters.int8(Int64(query.after))
        },
        decode: { row throws(PQError) in
            let symbol = try row.textOrNull()
            let year = try row.int2OrNull()
            let value = try row.int4OrNull()
            var number: DocumentNumber?
            if let symbol, let year, let value {
                number = try? DocumentNumber(
                    type: LetterText.documentType, symbol: symbol, year: Int(year), number: Int(value))
            }
            return RegisteredLetter(
                number: number?.text, issuedAt: try row.instant(), code: try row.text(), procedure: try row.text(),
                field: try row.text(), unit: try row.textOrNull(),
                cause: try row.textOrNull().flatMap(ApologyCause.init(rawValue:)).map(DelayCause.init),
                acceptedAt: try row.instantOrNull(), due: try row.instantOrNull(), latest: try row.localDateOrNull(),
                isOnTime: try row.boolOrNull() ?? false, newDate: try row.instantOrNull(),
                signedAs: try row.textOrNull().flatMap(SigningCapacity.init(rawValue:)),
                deliveredAt: try row.instantOrNull(),
                method: try row.textOrNull().flatMap(LetterMethod.init(rawValue:)))
        })
}

extension ParameterWriter {
    /// The agency, the period, the instant it is reckoned as of and the day of that.
    fileprivate mutating func reckoning(of query: ApologyQuery) {
        int8s(query.lines.map(\.rawValue))
        localDate(query.reckoning.period.from)
        localDate(query.reckoning.period.to)
        instant(query.reckoning.asOf)
        localDate(query.reckoning.offset.localDate(of: query.reckoning.asOf))
    }
}

extension Database {
    /// The letters' figures: the total and, with a grouping, its rows, both of one state of the dossiers.
    package func apologies(
        _ query: ApologyQuery
    ) async throws -> (total: ApologyFigures, rows: [ApologyRow]) {
        var whole = query
        whole.grouping = nil
        let total = whole
        do {
            return try await pool.withConnection { connection in
                try await connection.script(SQLScript(unsafe: "begin isolation level repeatable read read only"))
                var batch = Batch()
                let sum = batch.add(ApologyStatements.count, total)
                let rows = query.grouping == nil ? nil : batch.add(ApologyStatements.count, query)
                let result = try await connection.run(batch)
                try await connection.script(SQLScript(unsafe: "commit"))
                return (
                    try result.first(sum)?.figures ?? ApologyFigures(), try rows.map { try result.rows($0) } ?? []
                )
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// A part of the register of letters.
    package func apologyRegister(_ query: RegisterQuery) async throws(StoreError) -> [RegisteredLetter] {
        try await perform { (pool) throws(PQError) in try await pool.query(ApologyStatements.register, query) }
    }
}
