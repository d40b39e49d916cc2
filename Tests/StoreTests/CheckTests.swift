import PQ
import TestSupport
import Testing

/// Checks tie a dossier's status to its dates. Each row here is what a wrong program would write.
@Suite(.timeLimit(.minutes(5))) struct CheckTests {
    static let bad: [(change: String, constraint: String)] = [
        ("status = 0", "status_known"), ("status = 11", "status_known"), ("channel = 4", "channel_known"),
        ("accepted_on = null", "accepted_whole"), ("code = null", "code_when_accepted"),
        ("imported = true", "imported_is_referenced"),
        (
            "accepted_at = null, accepted_on = null, due = null, due_on = null, first_promise = null",
            "in_work_is_accepted"
        ),
        ("status = 1", "filed_is_not_accepted"), ("due_on = null", "due_whole"), ("first_promise = null", "due_whole"),
        ("accepted_at = null, accepted_on = null, \(paused())", "due_needs_acceptance"),
        ("at_risk_from = due_on + 1", "warning_before_due"), ("apology_latest = due_on + 1", "apology_day_before_due"),
        ("at_risk_from = null", "due_has_apology_day"), ("apology_latest = null", "due_has_apology_day"),
        ("status = 5", "waiting_is_paused"), ("\(pause()), status = 4", "waiting_is_paused"),
        ("status = 5, paused_at = \(later)", "pause_whole"), (paused("holiday"), "pause_kind_known"),
        ("hand_over_at = \(later)", "hand_over_whole"), ("apology_drafted_at = \(later)", "apology_whole"),
        ("apology_approved_at = \(later)", "apology_in_order"), ("apology_delivered_at = \(later)", "apology_in_order"),
        ("apology_signed_at = \(later)", "apology_signed_in_order"),
        ("apology_sent_by = 'post'", "apology_sent_in_order"),
        ("\(issued), apology_sent_by = 'dove'", "apology_sent_by_known"),
        ("apology_issued_on = '2026-03-09'", "apology_day_whole"), ("gate_overridden_at = \(later)", "gate_whole"),
        ("signed_at = \(later)", "signed_whole"), ("number_symbol = 'x'", "number_whole"),
        ("number_symbol = 'x', number_year = 2026, number_value = 1", "numbered_is_signed"),
        ("status = 9, \(signed), \(ended)", "finished_is_numbered"), ("status = 7, ended_at = \(later)", "ended_whole"),
        ("status = 8", "ended_by_status"), ("status = 9, \(signed), \(numbered)", "ended_by_status"),
        (ended, "open_has_no_end"),
        ("status = 7, ended_at = accepted_at - interval '1s', ended_on = accepted_on", "ended_after_acceptance"),
        ("refused_at = \(later)", "refused_by_status"),
        ("status = 10, \(signed), \(numbered), \(ended)", "returned_by_status"),
        ("returned_at = \(later)", "returned_by_status"),
        (
            "status = 10, \(signed), \(numbered), \(ended), returned_at = accepted_at", "returned_after_end"
        ),
        ("refusal_symbol = 'x'", "refusal_number_whole"),
        ("refusal_number = 1, refusal_symbol = 'x', refusal_year = 2026", "refusal_number_by_status"),
        ("payment_demanded = 1", "demand_by_status"), ("fees_paid = 1", "money_sound"),
        ("refunded = 1", "money_sound"), ("fees_charged = -1", "money_sound"),
        ("version = 0", "counters_positive"), ("contacts = -1", "counters_positive"),
        ("opinions = -1", "opinions_positive"),
    ]

    private static let later = "'2026-03-05 09:00+07'::timestamptz"
    private static let issued = """
        apology_cause = 'workload', apology_unit = 1, apology_new_date = \(later), apology_drafted_at = \(later), \
        apology_approved_at = \(later), apology_issued_at = \(later), apology_issued_on = '2026-03-05'
        """
    private static let ended = "ended_at = \(later), ended_on = '2026-03-05'"
    private static let signed = "signed_at = \(later), signed_by = 1"
    private static let numbered = "number_symbol = 'x', number_year = 2026, number_value = 1"

    private static func paused(_ kind: String = "supplement") -> String {
        "status = 5, \(pause(kind))"
    }

    private static func pause(_ kind: String = "supplement") -> String {
        "paused_at = \(later), pause_kind = '\(kind)', pause_after_due = false"
    }

    @Test func `no dossier's status contradicts its dates`() async throws {
        let test = try await SampleOffice.database()
        for (change, constraint) in Self.bad {
            let refusal = await failure { try await test.script("update dossier set \(change)") }
            #expect(refusal?.constraint == "dossier_\(constraint)", "\(change): \(String(describing: refusal))")
        }
    }

    @Test func `every check of a dossier is tried`() async throws {
        let test = try await SampleOffice.database()
        let all = try await test.value(
            "select string_agg(conname, ',') from pg_constraint where conrelid = 'dossier'::regclass and contype = 'c'")
        let names = Set((all ?? "").split(separator: ",").map(String.init))
        #expect(names == Set(Self.bad.map { "dossier_\($0.constraint)" }))
    }

    @Test(arguments: [
        (
            "insert into stay (dossier_id, number, step, name, arrived_at, left_at) values (1, 1, 0, 'x', now(), now() - interval '1s')",
            "stay_leaves_after_arrival"
        ),
        ("insert into paper_received values (1, 1, 1, 0, 0, 0, false, now())", "paper_received_something"),
        ("insert into paper_received values (1, 1, 9, 1, 0, 0, false, now())", "paper_received_in_checklist"),
        ("insert into document_number values (1, 'GP', 2026, 0, 'x', 1, now(), 1)", "document_number_positive"),
        ("insert into document_number values (1, 'GP', 2026, 1, 'y', 1, now(), 1)", "document_number_pkey"),
        (
            "insert into access_token (account_id, secret_hash, label, scopes, created_at, expires_at) values (1, 'short', '', '{}', now(), now() + interval '1d')",
            "access_token_hash_length"
        ),
        (
            "insert into procedure_version (procedure_id, number, valid_from, statutory_limit, committed_limit, fingerprint) values (1, 2, '2026-01-01', '5wd', '5wd', '')",
            "procedure_version_one_at_a_time"
        ),
        (
            "insert into procedure_version (procedure_id, number, fingerprint) values (1, 2, '')",
            "procedure_version_published_whole"
        ),
        (
            "insert into procedure_version (procedure_id, number, published, fingerprint) values (1, 2, false, '')",
            "procedure_version_draft_has_entry"
        ),
        ("insert into filing_way values (1, 4, null)", "filing_way_channel_known"),
        (
            "insert into applicant (id, tenant_id, kind, created_at) values (1, 1, 0, now())",
            "applicant_named_until_erased"
        ),
        (
            "insert into agency (id, tenant_id, code, name, utc_offset_minutes) values (3, 1, 'X', 'X', 420)",
            "agency_root_is_tenant"
        ),
    ])
    func `other rows that contradict themselves are refused by name`(sql: String, constraint: String) async throws {
        let test = try await SampleOffice.database()
        let refusal = await failure { try await test.script(sql) }
        #expect(refusal?.constraint == constraint, "\(String(describing: refusal))")
    }
}
