package import OneStop
package import PQ

/// What form II.06a is counted of: an agency's dossiers in a period, as they stood at its cut-off.
package struct MonthlyQuery: Sendable, Hashable {
    /// The agency, and those that went into it: under whose names the dossiers were first decided.
    package var lines: [AgencyID]
    package var reckoning: MonthlyReckoning
    /// What is known of causes and letters is that of this instant, which may lie after the cut-off.
    package var now: Instant
    /// Only dossiers that lie in one of them, each counted once; nil for all of the agency's.
    package var parts: [FigurePart]?

    package init(lines: [AgencyID], reckoning: MonthlyReckoning, now: Instant, parts: [FigurePart]? = nil) {
        self.lines = lines
        self.reckoning = reckoning
        self.now = now
        self.parts = parts
    }
}

/// A row of counts, and which table of the form it belongs to.
package struct MonthlyCounts: Sendable, Hashable {
    package enum Table: String, Sendable, Hashable {
        case total, field, unit, line
    }

    package var table: Table
    package var row: MonthlyForm.Row
}

/// The counting SQL of form II.06a (R7.2): each column has a predicate of its own, also the sums.
///
/// The three tables are counted by one statement, so that they see one state of the dossiers.
package enum MonthlyStatements {
    package static let count = Statement<MonthlyQuery, MonthlyCounts>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $8, $9, $10, $11) where $8::text[] is not null
        ), counted as (
            select grouping(p.field_code, m.unit_id, m.line_id) as sets, p.field_code, min(p.field_name) as field_name, m.unit_id,
                m.line_id,
                count(*) filter (where not (is_out and was_out)) as received_total,
                count(*) filter (where online and (is_new or was_out and not is_out)) as received_online,
                count(*) filter (where not online and (is_new or was_out and not is_out)) as received_otherwise,
                count(*) filter (where not is_new and not was_out) as carried_over,
                count(*) filter (where ended or is_out and not was_out) as resolved_total,
                count(*) filter (where early and not ($7 and given_back)) as resolved_early,
                count(*) filter (where on_time or ended and due is null or $7 and early and given_back
                    or is_out and not was_out) as resolved_on_time,
                count(*) filter (where late) as resolved_late,
                count(*) filter (where not ended and not is_out) as open_total,
                count(*) filter (where within or not ended and not is_out and (waiting or due is null)) as open_within,
                count(*) filter (where overdue) as open_overdue,
                count(*) filter (where ended and due is null) as resolved_no_limit,
                count(*) filter (where not ended and due is null and not is_out) as open_no_limit,
                count(*) filter (where not ended and waiting and status = 5) as waiting_supplement,
                count(*) filter (where not ended and waiting and status = 6) as waiting_payment,
                count(*) filter (where is_out and not was_out) as resolved_waiting,
                count(*) filter (where $7 and early and given_back) as resolved_given_back,
                count(*) filter (where was_out and not is_out) as received_again,
                count(*) filter (where was_open) as left_open_before
            from monthly_account($1, $2, $3, $4, $5, $6, $7) m
            join procedure p on p.id = m.procedure_id
            where $8::text[] is null or m.dossier_id in (select dossier_id from mine)
            group by grouping sets ((), (p.field_code), (m.unit_id), (m.line_id))
        )
        select case sets when 7 then 'total' when 3 then 'field' when 5 then 'unit' else 'line' end,
               coalesce(case sets when 3 then c.field_code when 5 then case when u.agency_id = ($1)[1] then u.code else h.code || '/' || u.code end when 6 then a.code end, ''),
               coalesce(case sets when 3 then c.field_name when 5 then u.name when 6 then a.name end, ''),
               received_total, received_online, received_otherwise, carried_over, resolved_total, resolved_early,
               resolved_on_time, resolved_late, open_total, open_within, open_overdue, resolved_no_limit, open_no_limit,
               waiting_supplement, waiting_payment, resolved_waiting, resolved_given_back, received_again,
               left_open_before
        from counted c
        left join unit u on sets = 5 and u.id = c.unit_id
        left join agency h on h.id = u.agency_id
        left join agency a on sets = 6 and a.id = c.line_id
        order by sets desc, 2
        """,
        types: Self.accountTypes + Self.partTypes,
        encode: { query, parameters in
            parameters.account(of: query)
            parameters.parts(query.parts)
        },
        decode: { row throws(PQError) in
            let table = MonthlyCounts.Table(rawValue: try row.text()) ?? .total
            let key = try row.text()
            let label = try row.text()
            var figures = MonthlyFigures()
            for column in MonthlyColumn.allCases { figures[column] = Int(try row.int8()) }
            return MonthlyCounts(table: table, row: MonthlyForm.Row(key: key, label: label, figures: figures))
        })

    /// The dossiers behind columns 10 and 13, those answered late at receipt, and those asked for documents twice.
    package static let list = Statement<MonthlyQuery, MonthlyEntry>(
        """
        with mine as materialized (
            select dossier_id from dossiers_in_parts($1, $8, $9, $10, $11) where $8::text[] is not null
        ), named as (
            select case when late then 'resolvedLate' else 'openOverdue' end as reason, dossier_id, due, due_on, ended,
                   false as against_rate
            from monthly_account($1, $2, $3, $4, $5, $6, $7) where late or overdue
            union all
            select 'secondSupplement', dossier_id, due, due_on, ended,
                   coalesce(early or on_time or within or not ended and waiting and due is not null, false)
            from monthly_account($1, $2, $3, $4, $5, $6, $7)
            where second_supplement
            union all
            select 'receiptLate', d.id, d.receipt_due, null, coalesce(d.first_response_at <= $4, false), false
            from dossier d
            where d.line_id = any ($1) and d.receipt_due >= $12 and d.receipt_due < $13 and d.receipt_due < $4
              and (d.filed_at <= $4 or d.refused_at <= $4)
              and (d.first_response_at is null or d.first_response_at > d.receipt_due)
        )
        select n.reason, coalesce(d.code, d.external_reference, ''), p.code, p.field_code, u.code,
               case when d.accepted_at <= $4 then d.accepted_at end, n.due,
               case when not n.ended then null when n.reason = 'receiptLate' then d.first_response_at else d.ended_at end,
               greatest(0, case
                   when n.reason = 'receiptLate' then
                       (((case when n.ended then d.first_response_at else $4 end) at time zone 'UTC') + make_interval(mins => $15))::date
                           - ((n.due at time zone 'UTC') + make_interval(mins => $15))::date
                   when n.ended then d.ended_on - n.due_on else $5::date - n.due_on end),
               c.cause, f.code, c.note,
               case when d.apology_issued_at <= $14 then d.apology_issued_on end,
               case when d.apology_issued_at <= $14 then d.new_date end, n.against_rate
        from named n
        join dossier d on d.id = n.dossier_id
        join procedure p on p.id = d.procedure_id
        left join unit u on u.id = d.unit_id
        left join lateral (
            select e.facts ->> 'cause' as cause, (e.facts ->> 'unit')::bigint as unit, e.facts ->> 'note' as note
            from dossier_event e
            where e.dossier_id = d.id and e.kind in ('apology_drafted', 'delay_explained') and e.at <= $14
            order by e.sequence desc limit 1
        ) c on true
        left join unit f on f.id = c.unit
        where $8::text[] is null or n.dossier_id in (select dossier_id from mine)
        order by n.reason, n.due, 2
        """,
        types: Self.accountTypes + Self.partTypes + [.timestamptz, .timestamptz, .timestamptz, .int4],
        encode: { query, parameters in
            parameters.account(of: query)
            parameters.parts(query.parts)
            let present = query.reckoning.present
            parameters.instant(present.offset.instant(of: present.period.from, minuteOfDay: 0))
            parameters.instant(present.offset.instant(of: present.period.to, minuteOfDay: 24 * 60))
            parameters.instant(query.now)
            parameters.int4(Int32(present.offset.minutes))
        },
        decode: { row throws(PQError) in
            let reason = try row.text()
            guard let known = MonthlyEntry.Reason(rawValue: reason) else {
                throw PQError(.decoding, "\(reason) is no reason for a list of the monthly form")
            }
            return MonthlyEntry(
                reason: known, code: try row.text(), procedure: try row.text(), field: try row.text(),
                unit: try row.textOrNull(), acceptedAt: try row.instantOrNull(), due: try row.instantOrNull(),
                doneAt: try row.instantOrNull(), daysLate: Int(try row.int4()),
                cause: try row.textOrNull().flatMap { text in
                    ApologyCause(rawValue: text).map(DelayCause.init) ?? DelayCause(rawValue: text)
                },
                atFault: try row.textOrNull(), note: try row.textOrNull(), apologyIssuedOn: try row.localDateOrNull(),
                newDate: try row.instantOrNull(),
                isAgainstPortalRate: try row.bool())
        })

    static let accountTypes: [OID] = [.int8Array, .date, .date, .timestamptz, .date, .timestamptz, .bool]
    private static let partTypes: [OID] = [.textArray, .textArray, .int8Array, .textArray]
}

extension ParameterWriter {
    mutating func account(of query: MonthlyQuery) {
        let present = query.reckoning.present
        int8s(query.lines.map(\.rawValue))
        localDate(present.period.from)
        localDate(present.period.to)
        instant(present.asOf)
        localDate(present.offset.localDate(of: present.asOf))
        instant(query.reckoning.past.asOf)
        bool(query.reckoning.waiting == .onTime)
    }
}
