package import OneStop
package import PQ

/// By what the rows of the on-time figures are told apart.
package enum FigureGrouping: String, Sendable, CaseIterable {
    case total, procedure, field, unit, officer, channel, agency
}

/// What is counted: an agency's dossiers in a period, as they stood at an instant.
package struct FigureQuery: Sendable, Hashable {
    /// The agency, and those that went into it: under whose names the dossiers were first decided.
    package var lines: [AgencyID]
    package var reckoning: Reckoning
    package var grouping: FigureGrouping
    /// Only dossiers that lie in one of them, each counted once; nil for all of the agency's.
    package var parts: [FigurePart]?

    package init(
        lines: [AgencyID], reckoning: Reckoning, grouping: FigureGrouping, parts: [FigurePart]? = nil
    ) {
        self.lines = lines
        self.reckoning = reckoning
        self.grouping = grouping
        self.parts = parts
    }
}

/// One row of counts, under the key of its group.
package struct FigureRow: Sendable, Hashable {
    package var key: String
    package var label: String
    package var figures: Figures
}

/// The counting SQL of the classes of a period (contract, section 6).
///
/// Each class has a predicate of its own and none is what the others leave over. State, due date and pause are those of
/// the instant asked about: the dossier's own columns where nothing has changed since, else its last event before it.
/// The second condition on `ended_on` follows from the first and is one that the index can answer.
package enum OnTimeStatements {
    package static let count = Statement<FigureQuery, FigureRow>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $9, $10, $11, $12) where $9::text[] is not null
        ), seen as (
            select d.accepted_on, d.channel, d.by_instant, d.second_supplement_at <= $4 as second,
                   coalesce(d.ended_at <= $4, false) as ended, d.ended_at, d.ended_on,
                   case when d.changed_at <= $4 then d.due else s.due end as due,
                   case when d.changed_at <= $4 then d.due_on else s.due_on end as due_on,
                   case when d.changed_at <= $4 then d.paused_at is not null and not d.pause_after_due
                        else s.paused_at is not null and not s.pause_after_due end as waiting,
                   coalesce(case $6 when 'procedure' then d.procedure_id when 'unit' then d.unit_id
                           when 'officer' then d.officer_id when 'channel' then d.channel
                           when 'field' then d.procedure_id when 'agency' then d.line_id end, -1) as part
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
              and ($9::text[] is null or d.id in (select dossier_id from mine))
        ), counted as (
            select part,
                count(*) filter (where accepted_on < $2) as carried_over,
                count(*) filter (where accepted_on >= $2) as received,
                count(*) filter (where accepted_on >= $2 and channel = 2) as received_online,
                count(*) filter (where accepted_on >= $2 and channel = 1) as received_direct,
                count(*) filter (where accepted_on >= $2 and channel = 3) as received_post,
                count(*) filter (where ended and case when by_instant then ended_at < due else ended_on < due_on end)
                    as resolved_early,
                count(*) filter (where ended and case when by_instant then ended_at = due else ended_on = due_on end)
                    as resolved_on_time,
                count(*) filter (where ended and case when by_instant then ended_at > due else ended_on > due_on end)
                    as resolved_late,
                count(*) filter (where ended and due is null) as resolved_no_limit,
                count(*) filter (where not ended and not waiting
                    and case when by_instant then due >= $4 else due_on >= $5 end) as open_within,
                count(*) filter (where not ended and not waiting
                    and case when by_instant then due < $4 else due_on < $5 end) as open_overdue,
                count(*) filter (where not ended and due is null) as open_no_limit,
                count(*) filter (where not ended and waiting and due is not null) as paused,
                count(*) filter (where second and due is not null
                    and case when ended and by_instant then ended_at <= due when ended then ended_on <= due_on
                             when waiting then true when by_instant then due >= $4 else due_on >= $5 end)
                    as second_supplement
            from seen group by part
        ), beside as (
            select coalesce(case $6 when 'procedure' then d.procedure_id when 'unit' then d.unit_id
                           when 'officer' then d.officer_id when 'channel' then d.channel
                           when 'field' then d.procedure_id when 'agency' then d.line_id end, -1) as part,
                count(*) filter (where d.filed_at <= $4 and (d.accepted_at is null or d.accepted_at > $4)
                    and (d.refused_at is null or d.refused_at > $4)
                    and not exists (select from dossier_event e where d.status in (7, 8) and e.dossier_id = d.id
                        and e.at <= $4 and e.kind in ('withdrawn', 'stopped', 'stopped_for_no_answer')))
                    as awaiting_receipt,
                count(*) filter (where d.refused_at <= $4
                    and d.refused_at >= $7 and d.refused_at < $8) as refused,
                count(*) filter (where d.receipt_due >= $7 and d.receipt_due < $8 and d.receipt_due < $4
                    and (d.first_response_at is null or d.first_response_at > d.receipt_due)) as receipt_late
            from dossier d
            where d.line_id = any ($1)
              and (d.filed_at <= $4 or d.refused_at <= $4)
              and (d.filed_at >= $7 or d.refused_at >= $7 or d.receipt_due >= $7 or d.accepted_at is null
                   or d.accepted_at > $4)
              and ($9::text[] is null or d.id in (select dossier_id from mine))
            group by 1
        ), joined as (
            select part, carried_over, received, received_online, received_direct, received_post, resolved_early,
                   resolved_on_time, resolved_late, resolved_no_limit, open_within, open_overdue, open_no_limit, paused,
                   0 as awaiting_receipt, 0 as refused, 0 as receipt_late, second_supplement
            from counted
            union all
            select part, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, awaiting_receipt, refused, receipt_late, 0 from beside
        )
        select coalesce(case $6 when 'total' then 'total' when 'procedure' then p.code when 'field' then p.field_code
                    when 'unit' then case when u.agency_id = ($1)[1] then u.code else h.code || '/' || u.code end
                    when 'officer' then a.login when 'agency' then g.code
                    when 'channel' then case part when 1 then 'direct' when 2 then 'online' when 3 then 'post' end
                    end, '') as key,
               min(coalesce(case $6 when 'procedure' then p.name when 'field' then p.field_name when 'unit' then u.name
                    when 'officer' then a.name when 'agency' then g.name end, '')) as label,
               sum(carried_over)::bigint, sum(received)::bigint, sum(received_online)::bigint,
               sum(received_direct)::bigint, sum(received_post)::bigint, sum(resolved_early)::bigint,
               sum(resolved_on_time)::bigint, sum(resolved_late)::bigint, sum(resolved_no_limit)::bigint,
               sum(open_within)::bigint, sum(open_overdue)::bigint, sum(open_no_limit)::bigint, sum(paused)::bigint,
               sum(awaiting_receipt)::bigint, sum(refused)::bigint, sum(receipt_late)::bigint,
               sum(second_supplement)::bigint
        from joined
        left join procedure p on $6 in ('procedure', 'field') and p.id = part
        left join unit u on $6 = 'unit' and u.id = part
        left join agency h on h.id = u.agency_id
        left join account a on $6 = 'officer' and a.id = part
        left join agency g on $6 = 'agency' and g.id = part
        group by 1 order by 1
        """,
        types: [
            .int8Array, .date, .date, .timestamptz, .date, .text, .timestamptz, .timestamptz, .textArray, .textArray,
            .int8Array, .textArray,
        ],
        encode: { query, parameters in
            parameters.int8s(query.lines.map(\.rawValue))
            parameters.localDate(query.reckoning.period.from)
            parameters.localDate(query.reckoning.period.to)
            parameters.instant(query.reckoning.asOf)
            parameters.localDate(query.reckoning.offset.localDate(of: query.reckoning.asOf))
            parameters.text(query.grouping.rawValue)
            parameters.instant(query.reckoning.start)
            parameters.instant(query.reckoning.end)
            parameters.parts(query.parts)
        },
        decode: { row throws(PQError) in
            FigureRow(key: try row.text(), label: try row.text(), figures: try row.figures())
        })
}

extension Reckoning {
    /// 00:00 local of the period's first day.
    var start: Instant { offset.instant(of: period.from, minuteOfDay: 0) }
    /// 24:00 local of the period's last day.
    var end: Instant { offset.instant(of: period.to, minuteOfDay: 24 * 60) }
}

extension RowReader {
    fileprivate mutating func figures() throws(PQError) -> Figures {
        var figures = Figures()
        for column in Self.figureColumns { figures[column] = Int(try int8()) }
        return figures
    }

    /// In the order of the statement's columns.
    private static let figureColumns: [PeriodClass] = [
        .carriedOver, .received, .receivedOnline, .receivedDirect, .receivedPost, .resolvedEarly, .resolvedOnTime,
        .resolvedLate, .resolvedNoLimit, .openWithin, .openOverdue, .openNoLimit, .paused, .awaitingReceipt, .refused,
        .receiptLate, .secondSupplement,
    ]
}
