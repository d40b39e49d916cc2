package import OneStop
package import PQ
package import Records

/// The board of an agency's units.
package enum BoardStatements {
    package static let board = Statement<(agency: AgencyID, now: Instant, today: LocalDate), BoardRow>(
        """
        select d.holder_id,
               count(*) filter (where apology_state(d, $3) = 'at_risk'),
               count(*) filter (where apology_state(d, $3) = 'due_today'),
               count(*) filter (where apology_state(d, $3) = 'missing'),
               count(*) filter (where d.receipt_due < $2 and d.first_response_at is null),
               count(*) filter (where d.accepted_at is not null and (d.paused_at is null or d.pause_after_due)
                   and case when d.by_instant then d.due < $2 else d.due_on < $3 end)
        from dossier d
        where d.decided_by = $1 and d.ended_at is null and d.status not in (3, 7)
        group by d.holder_id order by d.holder_id nulls first
        """,
        types: [.int8, .timestamptz, .date],
        encode: { asked, parameters in
            parameters.int8(asked.agency.rawValue)
            parameters.instant(asked.now)
            parameters.localDate(asked.today)
        },
        decode: { row throws(PQError) in
            BoardRow(
                unit: try row.int8OrNull().map(UnitID.init), atRisk: Int(try row.int8()),
                apologyDueToday: Int(try row.int8()), apologyMissing: Int(try row.int8()),
                receiptLate: Int(try row.int8()), openOverdue: Int(try row.int8()))
        })
}
