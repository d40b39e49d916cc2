package import OneStop
package import PQ
package import Records

/// Of which agency's matters a leader is asked for.
package struct SigningQuery: Sendable, Hashable {
    package var agency: AgencyID
    /// The local date that apology states are compared with.
    package var today: LocalDate
    package var limit: Int

    package init(agency: AgencyID, today: LocalDate, limit: Int) {
        self.agency = agency
        self.today = today
        self.limit = limit
    }
}

/// What waits for a leader, by what is due first. A dossier stands there once for each matter.
package enum SigningStatements {
    package static let queue = Statement<SigningQuery, SigningRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $2), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id, d.external_reference, w.matter, r.remark, d.apology_cause, d.apology_new_date
        from dossier d
        cross join lateral (
            select 'result' where waits_for(d) = 'leader'
            union all
            select case when d.apology_approved_at is null then 'letter_to_approve' else 'letter_to_sign' end
            where d.apology_drafted_at is not null and d.apology_signed_at is null and d.apology_issued_at is null
              and (d.paused_at is null or d.pause_after_due)
            union all
            select 'stop' where d.stop_proposed and d.status = 4 and d.submitted_at is null
        ) w (matter)
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        left join lateral (
            select coalesce(e.facts ->> 'remark', e.facts ->> 'ground') as remark
            from dossier_event e
            where e.dossier_id = d.id and e.kind in ('step_completed', 'sent_back', 'stop_proposed')
              and coalesce(e.facts ->> 'remark', e.facts ->> 'ground') <> ''
            order by e.sequence desc limit 1
        ) r on true
        where d.decided_by = $1 and d.ended_at is null and d.status not in (3, 7)
        order by d.list_due, d.id, w.matter limit $3
        """,
        types: [.int8, .date, .int8],
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.localDate(query.today)
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in
            let dossier = try row.workListRow()
            return SigningRow(
                matter: try row.stored("matter", try row.text(), SigningRow.Matter.init(rawValue:)), dossier: dossier,
                remark: try row.textOrNull(), cause: try row.textOrNull().flatMap(ApologyCause.init(rawValue:)),
                newDate: try row.instantOrNull())
        })
}

extension Database {
    /// What waits for the leader of an agency.
    package func signingQueue(_ query: SigningQuery) async throws(StoreError) -> [SigningRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(SigningStatements.queue, query) }
    }
}
