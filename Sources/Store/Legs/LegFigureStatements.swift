package import OneStop
package import PQ

/// Which legs are counted: those of dossiers that an agency decides, in a period, as they stood at an instant.
package struct LegFigureQuery: Sendable, Hashable {
    /// The agency, and those that went into it: under whose names the dossiers were first decided.
    package var lines: [AgencyID]
    /// Who may lead the legs of such dossiers: those agencies, and the ones that they went into.
    package var leads: [AgencyID]
    package var reckoning: Reckoning
    package var grouping: LegGrouping
    /// Only legs of dossiers that lie in one of them; nil for all of the agency's.
    package var parts: [FigurePart]?

    package init(
        lines: [AgencyID], leads: [AgencyID], reckoning: Reckoning, grouping: LegGrouping, parts: [FigurePart]? = nil
    ) {
        self.lines = lines
        self.leads = leads
        self.reckoning = reckoning
        self.grouping = grouping
        self.parts = parts
    }
}

/// How many legs of a group are of a class and have a dossier of a class.
package struct LegFigureRow: Sendable, Hashable {
    package var key: String
    package var label: String
    package var leg: LegClass
    package var total: PeriodClass
    package var count: Int
}

/// The counting SQL of legs. Each class of a leg and each class of its dossier has a predicate of its own, as the pure
/// ones of `LegClass` and `PeriodClass` have.
package enum LegFigureStatements {
    package static let count = Statement<LegFigureQuery, LegFigureRow>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $9, $10, $11, $12) where $9::text[] is not null
        ), seen as (
            select case $6 when 'agency' then l.agency_id else l.procedure_id end as part,
                   l.due, l.due_on, l.by_instant, l.ended_at, l.ended_on, l.outcome,
                   l.ended_at is not null and l.ended_at <= $4 as ended,
                   coalesce(l.ended_at <= $4 and l.ended_at >= $7 and l.ended_at < $8, false) as ended_now,
                   ($4 at time zone 'UTC' + a.utc_offset_minutes * interval '1 minute')::date as today,
                   d.by_instant as total_by_instant, d.ended_at as total_ended_at, d.ended_on as total_ended_on,
                   d.ended_at is not null and d.ended_at <= $4 as total_ended,
                   coalesce(d.ended_at <= $4 and d.ended_on between $2 and $3, false) as total_ended_now,
                   case when d.changed_at <= $4 then d.due else s.due end as total_due,
                   case when d.changed_at <= $4 then d.due_on else s.due_on end as total_due_on,
                   case when d.changed_at <= $4 then d.paused_at is not null and not d.pause_after_due
                        else s.paused_at is not null and not s.pause_after_due end as waiting
            from agency_leg l
            join agency a on a.id = l.agency_id
            join dossier d on d.id = l.dossier_id
            left join lateral (
                select e.due, e.due_on, e.paused_at, e.pause_after_due
                from dossier_event e
                where d.changed_at > $4 and e.dossier_id = d.id and e.at <= $4 and e.status is not null
                order by e.sequence desc limit 1
            ) s on true
            where l.lead_id = any ($13) and d.line_id = any ($1) and l.sent_at <= $4 and (l.ended_at is null or l.ended_at >= least($7, $4))
              and ($9::text[] is null or d.id in (select dossier_id from mine))
        )
        select case $6 when 'agency' then g.code else p.code end as key,
               case $6 when 'agency' then g.name else p.name end as label, leg.class, total.class, count(*)
        from seen
        cross join lateral (values
            ('endedEarly', ended_now and outcome in ('completed', 'returned')
                and case when by_instant then ended_at < due else ended_on < due_on end),
            ('endedOnTime', ended_now and outcome in ('completed', 'returned')
                and case when by_instant then ended_at = due else ended_on = due_on end),
            ('endedLate', ended_now and outcome in ('completed', 'returned')
                and case when by_instant then ended_at > due else ended_on > due_on end),
            ('endedNoLimit', ended_now and outcome in ('completed', 'returned') and due is null),
            ('openWithin', not ended and case when by_instant then due >= $4 else due_on >= today end),
            ('openOverdue', not ended and case when by_instant then due < $4 else due_on < today end),
            ('openNoLimit', not ended and due is null),
            ('givenUp', ended_now and outcome in ('recalled', 'lapsed'))
        ) as leg (class, is_so)
        cross join lateral (values
            ('resolvedEarly', total_ended_now and case when total_by_instant then total_ended_at < total_due
                else total_ended_on < total_due_on end),
            ('resolvedOnTime', total_ended_now and case when total_by_instant then total_ended_at = total_due
                else total_ended_on = total_due_on end),
            ('resolvedLate', total_ended_now and case when total_by_instant then total_ended_at > total_due
                else total_ended_on > total_due_on end),
            ('resolvedNoLimit', total_ended_now and total_due is null),
            ('openWithin', not total_ended and not waiting
                and case when total_by_instant then total_due >= $4 else total_due_on >= $5 end),
            ('openOverdue', not total_ended and not waiting
                and case when total_by_instant then total_due < $4 else total_due_on < $5 end),
            ('openNoLimit', not total_ended and total_due is null),
            ('paused', not total_ended and waiting and total_due is not null)
        ) as total (class, is_so)
        left join agency g on $6 = 'agency' and g.id = part
        left join procedure p on $6 = 'procedure' and p.id = part
        where leg.is_so and total.is_so
        group by 1, 2, 3, 4 order by 1, 2, 3, 4
        """,
        types: [
            .int8Array, .date, .date, .timestamptz, .date, .text, .timestamptz, .timestamptz, .textArray, .textArray,
            .int8Array, .textArray, .int8Array,
        ],
        encode: { query, parameters in
            let reckoning = query.reckoning
            parameters.int8s(query.lines.map(\.rawValue))
            parameters.localDate(reckoning.period.from)
            parameters.localDate(reckoning.period.to)
            parameters.instant(reckoning.asOf)
            parameters.localDate(reckoning.offset.localDate(of: reckoning.asOf))
            parameters.text(query.grouping.rawValue)
            parameters.instant(reckoning.start)
            parameters.instant(reckoning.end)
            parameters.parts(query.parts)
            parameters.int8s(query.leads.map(\.rawValue))
        },
        decode: { row throws(PQError) in
            LegFigureRow(
                key: try row.text(), label: try row.text(),
                leg: try row.stored("class", try row.text(), LegClass.init(rawValue:)),
                total: try row.stored("class", try row.text(), PeriodClass.init(rawValue:)),
                count: Int(try row.int8()))
        })
}

extension Database {
    /// Legs counted by their class and their dossier's, for each group.
    package func legFigures(_ query: LegFigureQuery) async throws(StoreError) -> [LegFigureRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(LegFigureStatements.count, query) }
    }
}
