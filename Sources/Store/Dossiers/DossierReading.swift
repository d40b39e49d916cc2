package import OneStop
package import PQ
package import Records

/// How dossiers are read.
package enum DossierReading {
    /// A dossier by its code.
    package static let byCode = Statement<String, DossierRecord>(
        """
        select d.id, d.tenant_id, d.helped_at, d.received_by, d.decided_by, d.code, d.external_reference,
               d.procedure_id, d.version_id, d.channel, d.status, d.desk_id, d.time_limit, d.day_zero, d.restarts,
               d.filed_at, d.receipt_due, d.first_response_at, d.accepted_at, d.refused_at, d.first_promise, d.due,
               d.due_on, d.by_instant, d.provisional, d.day_zero_on, d.at_risk_from, d.apology_latest, d.new_date,
               d.clock_from, d.clock_remainder,
               d.pause_kind, d.paused_at, d.pause_after_due, d.pause_remainder, d.pause_answer_by, d.supplements,
               d.second_supplement_at, d.further_supplement, d.payment_demands, d.further_payment, d.contacts,
               d.unit_id, d.officer_id, d.hand_over_unit, d.hand_over_giver, d.hand_over_receiver, d.hand_over_planned,
               d.hand_over_at, d.step, d.step_started_at, d.step_due, d.completed_by, d.stop_proposed,
               d.submitted_at, d.signed_at, d.signed_by, d.number_type, d.number_symbol, d.number_year, d.number_value,
               d.result_version,
               d.apology_cause, d.apology_unit, d.apology_new_date, d.apology_drafted_at, d.apology_approved_at,
               d.apology_issued_at, d.apology_issued_on, d.apology_delivered_at, d.gate_overridden_by,
               d.gate_overridden_at, d.ended_at, d.returned_at, d.imported, d.version, d.changed_at,
               d.refusal_symbol, d.refusal_year, d.refusal_number, d.fees_charged, d.fees_paid, d.payment_demanded,
               d.demands_paid, d.refunded, d.group_code, d.applicant_id,
               p.kind, p.name, p.identity_number, p.phone, p.email, p.address, o.login
        from dossier d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        where d.code = $1
        """,
        types: [.text],
        encode: { code, parameters in parameters.text(code) },
        decode: { row throws(PQError) in try row.dossierRecord() })

    /// A dossier of an agency by the name that another system has for it; an imported one may have no other.
    package static let byReference = Statement<(agency: AgencyID, reference: String), DossierRecord>(
        """
        select d.id, d.tenant_id, d.helped_at, d.received_by, d.decided_by, d.code, d.external_reference,
               d.procedure_id, d.version_id, d.channel, d.status, d.desk_id, d.time_limit, d.day_zero, d.restarts,
               d.filed_at, d.receipt_due, d.first_response_at, d.accepted_at, d.refused_at, d.first_promise, d.due,
               d.due_on, d.by_instant, d.provisional, d.day_zero_on, d.at_risk_from, d.apology_latest, d.new_date,
               d.clock_from, d.clock_remainder,
               d.pause_kind, d.paused_at, d.pause_after_due, d.pause_remainder, d.pause_answer_by, d.supplements,
               d.second_supplement_at, d.further_supplement, d.payment_demands, d.further_payment, d.contacts,
               d.unit_id, d.officer_id, d.hand_over_unit, d.hand_over_giver, d.hand_over_receiver, d.hand_over_planned,
               d.hand_over_at, d.step, d.step_started_at, d.step_due, d.completed_by, d.stop_proposed,
               d.submitted_at, d.signed_at, d.signed_by, d.number_type, d.number_symbol, d.number_year, d.number_value,
               d.result_version,
               d.apology_cause, d.apology_unit, d.apology_new_date, d.apology_drafted_at, d.apology_approved_at,
               d.apology_issued_at, d.apology_issued_on, d.apology_delivered_at, d.gate_overridden_by,
               d.gate_overridden_at, d.ended_at, d.returned_at, d.imported, d.version, d.changed_at,
               p.kind, p.name, p.identity_number, p.phone, p.email, p.address, o.login
        from dossier d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        where d.decided_by = $1 and d.external_reference = $2
        """,
        types: [.int8, .text],
        encode: { asked, parameters in
            parameters.int8(asked.agency.rawValue)
            parameters.text(asked.reference)
        },
        decode: { row throws(PQError) in try row.dossierRecord() })

    /// The version that a dossier has before a writer waits for its lock: told apart from the one after it, it says
    /// whether the caller came too late or lost a race.
    package static let versionByCode = Statement<String, Int>(
        "select version from dossier where code = $1",
        types: [.text],
        encode: { code, parameters in parameters.text(code) },
        decode: { row throws(PQError) in Int(try row.int4()) })

    /// Locks a dossier against other writers until the transaction ends. Sent before `byCode` in the same batch: a
    /// second writer waits here, and what it then reads is the first one's version (PostgreSQL, Read Committed).
    package static let lockByCode = Statement<String, Void>(
        "select 1 from dossier where code = $1 for update",
        types: [.text],
        encode: { code, parameters in parameters.text(code) })
}
