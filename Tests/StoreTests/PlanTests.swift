import PQ
import TestSupport
import Testing

@testable import Store

/// The plans of the statements that a busy desk runs all day, on twenty agencies of a thousand dossiers each. A generic
/// plan, as a connection has it after a few executions.
@Suite(.timeLimit(.minutes(5))) struct PlanTests {
    private static let pinned: [(name: String, statement: AnyStatement, index: String)] = [
        ("dossier by code", DossierReading.byCode.erased, "dossier_code_unique"),
        ("dossiers by code", DossierReading.byCodes.erased, "dossier_code_unique"),
        ("dossier by reference", DossierReading.byReference.erased, "dossier_external_unique"),
        ("lock by code", DossierReading.lockByCode.erased, "dossier_code_unique"),
        ("events", EventStatements.ofDossier.erased, "dossier_event_pkey"),
        ("stays", StayStatements.ofDossier.erased, "stay_pkey"),
        ("papers", IntakeStatements.papersOf.erased, "paper_received_pkey"),
        ("papers by code", IntakeStatements.papersByCode.erased, "paper_received_pkey"),
        ("applicant by number", ApplicantStatements.byIdentity.erased, "applicant_by_identity"),
        ("the same application", ApplicantStatements.twins.erased, "applicant_by_identity"),
        ("list", HandOverStatements.codes.erased, "hand_over_line_pkey"),
        ("next list", HandOverStatements.next.erased, "hand_over_list_pkey"),
        ("payments", MoneyStatements.paymentsOf.erased, "payment_pkey"),
        ("a page of all dossiers", RebuildStatements.page.erased, "dossier_pkey"),
        ("events of a page", RebuildStatements.events.erased, "dossier_event_pkey"),
        ("work list of an agency", WorkListStatements.byAgency.erased, "dossier_open_by_agency"),
        ("work list of units", WorkListStatements.byUnits.erased, "dossier_open_by_unit"),
        ("work list of an officer", WorkListStatements.byOfficer.erased, "dossier_open_by_officer"),
        ("results of an agency", WorkListStatements.uncollected.erased, "Index Scan using dossier_uncollected on"),
        ("results it received", WorkListStatements.uncollected.erased, "Index Scan using dossier_uncollected_received"),
        (
            "results it helped with", WorkListStatements.uncollected.erased,
            "Index Scan using dossier_uncollected_helped"
        ),
        ("dossier by its code's beginning", SearchStatements.dossiers.erased, "dossier_code_unique"),
        ("the register of an agency", DossierRegisterListing.page.erased, "dossier_code_unique"),
        ("dossiers by identity number", SearchStatements.dossiers.erased, "applicant_identity_pattern"),
        ("dossiers by telephone", SearchStatements.dossiers.erased, "applicant_phone_pattern"),
        ("dossiers of applicants", SearchStatements.dossiers.erased, "dossier_applicant"),
        ("applicants by identity number", SearchStatements.applicants.erased, "applicant_identity_pattern"),
        ("questions to units", OpinionStatements.openOfUnits.erased, "opinion_open_of_unit"),
        ("answers of units", OpinionStatements.answeredOfUnits.erased, "opinion_answered_of_unit"),
        ("change of a dossier", DossierWriting.update.erased, "dossier_pkey"),
        ("token", TokenStatements.find.erased, "access_token_secret_unique"),
        ("session", SessionStatements.find.erased, "session_secret_unique"),
        ("earlier answer", IdempotencyStatements.find.erased, "idempotency_key_pkey"),
        ("next number", RegisterStatements.next.erased, "document_number_pkey"),
        ("codes", IntakeStatements.reserveCodes.erased, "code_block_pkey"),
        ("messages that are due", ClaimStatements.notices.erased, "message_due"),
        ("the first of each lane", ClaimStatements.notices.erased, "message_once"),
        ("messages to people that are due", ClaimStatements.letters.erased, "message_due"),
        ("messages that were tried", ClaimStatements.settle.erased, "message_pkey"),
        ("messages of a dossier", MessageListing.ofDossier.erased, "message_of_dossier"),
        ("messages to be forgotten", MessageListing.forget.erased, "message_ended"),
    ]

    private static let rows = """
        insert into agency (id, tenant_id, code, name, utc_offset_minutes)
        select n, n, 'H' || n, 'x', 420 from generate_series(2, 20) n;
        insert into unit (agency_id, code, name)
        select a.id, 'U' || n, 'x' from agency a, generate_series(1, 10) n;
        insert into account (tenant_id, agency_id, login, name)
        select a.id, a.id, 'a' || n, 'x' from agency a, generate_series(1, 50) n;
        insert into access_token (account_id, secret_hash, label, scopes, created_at, expires_at)
        select id, sha256(id::text::bytea), '', '{}', now(), now() + interval '1d' from account;
        insert into session (account_id, secret_hash, complete, agent, created_at, seen_at, expires_at)
        select id, sha256(id::text::bytea), true, '', now(), now(), now() + interval '1d' from account;
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, channel,
            status, unit_id, officer_id, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due,
            due_on, at_risk_from, apology_latest, version, changed_at)
        select 1000 + n, a, a, a, a, 'H' || a || '-260303-' || n, 1, 1, 1, 4,
            (select min(id) from unit where agency_id = a) + n / 20 % 10,
            (select min(id) from account where agency_id = a) + n / 20 % 50, '5wd', 'working', false,
            '2026-03-03 09:00+07'::timestamptz, '2026-03-03', due, due, due::date, due::date - 3, due::date - 1, 1,
            '2026-03-03 09:00+07'
        from (select n, n % 20 + 1 as a, '2026-03-10 17:00+07'::timestamptz + n % 300 * interval '1h' as due
              from generate_series(1, 20000) n) rows;
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, external_reference, procedure_id,
            version_id, channel, status, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due,
            due_on, at_risk_from, apology_latest, ended_at, ended_on, imported, version, changed_at)
        select id + 100000, tenant_id, helped_at, received_by, decided_by, 'x' || id, procedure_id,
            version_id, channel, 9, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due,
            due_on, at_risk_from, apology_latest, due, due_on, true, version, changed_at
        from dossier where id > 1000;
        insert into dossier_event (dossier_id, sequence, at, kind, facts)
        select id, n, changed_at, 'x', '{}' from dossier, generate_series(2, 4) n;
        insert into stay (dossier_id, number, step, name, arrived_at) select id, 1, 0, 'x', changed_at from dossier;
        insert into paper_received select id, 1, 1, 1, 0, 0, false, changed_at from dossier;
        insert into document_number
        select decided_by, 'GP', 2026, 10 + id, 'x', id, changed_at, 1 from dossier;
        insert into applicant (id, tenant_id, agencies, kind, name, identity_number, phone, created_at)
        select id, tenant_id, array[decided_by], 0, 'Nguyễn Văn ' || id, id::text, '09' || id, changed_at from dossier;
        update dossier set applicant_id = id;
        insert into hand_over_list (agency_id, year, number, tenant_id, unit_id, giver_id, handed_over_at)
        select a.id, 2026, n, a.id, 1, 1, now() from agency a, generate_series(1, 500) n;
        insert into hand_over_line
        select decided_by, 2026, 1 + id % 500, 1 + row_number() over (partition by decided_by, id % 500), id from dossier;
        insert into payment
        select id, 1, decided_by, 'demand', 1, 'BL ' || id, changed_at, 'cash', changed_at, 1 from dossier;
        insert into duty_notice (decided_by, dossier_id, duty, occasion, since, level, role, agency_id, unit_id, officer_id,
            raised_at, settled_at)
        select d.decided_by, id, 'at_risk', 'x', changed_at, 0, 'officer',
            case id % 50 when 1 then d.decided_by % 20 + 1 else d.decided_by end, unit_id, officer_id, changed_at,
            case when id % 50 > 1 then changed_at end
        from dossier d order by d.decided_by, id; -- as sweeps write them
        insert into opinion (dossier_id, number, tenant_id, agency_id, unit_id, time_limit, due, late_from, asked_at,
            asked_by, state, closed_at, verdict, answered_by)
        select d.id, n, u.agency_id, u.agency_id, u.id, '3wd', due, due, changed_at, 1, (array['open', 'answered'])[n],
            (array[null, changed_at])[n], (array[null, 'agree'])[n], (array[null, 1])[n]
        from dossier d join unit u on u.id = d.unit_id, generate_series(1, 2) n;
        insert into code_block select a.id, '2026-01-01'::date + n, 4 from agency a, generate_series(1, 300) n;
        insert into idempotency_key
        select 1, 'k' || n, '', 201, null, null, '', now() from generate_series(1, 20000) n;
        insert into webhook_subscription (tenant_id, agency_id, label, url, kinds, procedures, secret, created_at,
            created_by, changed_at, changed_by)
        select 1, 1, 'x', 'x', '{}', '{}', '', now(), 1, now(), 1 from generate_series(1, 3);
        insert into message (tenant_id, agency_id, channel, subscription_id, dossier_id, sequence, kind, lane, created_at,
            next_at, expires_at, state, ended_at)
        select tenant_id, decided_by, 'webhook', 1, id, n, 'x', id, now(), now(), now(),
            case id % 10 when 0 then 'waiting' else 'sent' end, case when id % 10 > 0 then now() end
        from dossier, generate_series(1, 2) n;
        analyze
        """

    @Test func `the hot statements read by their index, in its order, and look at no table whole`() async throws {
        let test = try await SampleOffice.database()
        try await test.script(Self.rows)
        try await test.withOwner { connection in
            for (name, statement, index) in Self.pinned {
                let plan = try await Self.plan(of: statement, on: connection)
                #expect(plan.contains(index), "\(name):\n\(plan)")
                for table in [
                    "dossier", "dossier_event", "stay", "paper_received", "document_number", "idempotency_key",
                    "access_token", "applicant", "hand_over_line", "payment", "message", "opinion",
                ] {
                    let isWhole = plan.contains("Seq Scan on \(table) ") || plan.contains("Seq Scan on \(table)\n")
                    #expect(!isWhole, "\(name):\n\(plan)")
                }
                if name.hasPrefix("work list of an") { #expect(!plan.contains("Sort"), "\(name):\n\(plan)") }
            }
        }
    }

    @Test func `a name is found by its words' index, from the newest quarter back, in the statement's own plan`()
        async throws
    {
        let test = try await SampleOffice.database()
        try await test.script(Self.rows)
        try await test.withOwner { connection in
            for statement in [SearchStatements.dossiers.erased, SearchStatements.applicants.erased] {
                let plan = try await Self.plan(of: statement, on: connection)
                #expect(plan.contains("Bitmap Index Scan on applicant_name_words"), "\(plan)")
                #expect(plan.contains("Index Scan Backward using applicant_quarter"), "\(plan)")
                // A function that is not taken into the statement is planned anew at each call.
                #expect(!plan.contains("applicants_named"), "\(plan)")
            }
            let pending = try await connection.query(Self.pending, ()).first
            #expect(pending == "{fastupdate=off}", "each search would read what is pending from one end to the other")
        }
    }

    private static let pending = Statement<Void, String>(
        "select reloptions::text from pg_class where relname = 'applicant_name_words'",
        decode: { row in try row.text() }, prepared: false)

    @Test func `the figures of one agency among twenty look at its dossiers only`() async throws {
        let test = try await SampleOffice.database()
        try await test.script(Self.rows)
        try await test.withOwner { connection in
            let plan = try await Self.plan(of: OnTimeStatements.count.erased, on: connection)
            #expect(plan.contains("dossier_counted"), "\(plan)")
            #expect(!plan.contains("Seq Scan on dossier_event"), "\(plan)")
        }
    }

    @Test func `a sweep looks at one page of an agency's dossiers, and at a notice for each thing it would say`()
        async throws
    {
        let test = try await SampleOffice.database()
        try await test.script(Self.rows)
        try await test.withOwner { connection in
            let raising = try await Self.plan(of: SweepStatements.raise.erased, on: connection)
            for index in ["dossier_open_by_agency", "dossier_uncollected", "duty_notice_once"] {
                #expect(raising.contains(" \(index)"), "\(raising)")
            }
            let settling = try await Self.plan(of: SweepStatements.settle.erased, on: connection)
            let listing = try await Self.plan(of: NoticeStatements.page.erased, on: connection)
            #expect(settling.contains("using duty_notice_open on"), "\(settling)")
            for index in ["duty_notice_open", "duty_notice_settled", "duty_notice_for_desk"] {
                #expect(listing.contains("Backward using \(index) on"), "\(listing)")
            }
            for plan in [raising, settling, listing] {
                #expect(!plan.contains("Seq Scan on dossier") && !plan.contains("Seq Scan on duty_notice"), "\(plan)")
                // A function that is not taken into the statement is planned anew at each call.
                #expect(!plan.contains("Function Scan on duty_"), "\(plan)")
            }
        }
    }

    static func plan(of statement: AnyStatement, on connection: Connection) async throws -> String {
        let types = statement.types.map { "\($0.rawValue)::regtype" }
        let nulls = Array(repeating: "null", count: types.count).joined(separator: ", ")
        // The names of the types are the server's to give, so it makes the PREPARE itself.
        try await connection.script(
            SQLScript(
                unsafe: """
                    set plan_cache_mode = force_generic_plan;
                    deallocate all;
                    do $do$ begin
                        execute 'prepare hot(' || array_to_string(array[\(types.joined(separator: ", "))]::regtype[], ', ')
                            || ') as ' || $sql$\(statement.sql)$sql$;
                    end $do$;
                    create or replace function pg_temp.plan() returns text language plpgsql as $plan$
                    declare line text; whole text := '';
                    begin
                        for line in execute 'explain (costs off) execute hot(\(nulls))' loop
                            whole := whole || line || E'\\n';
                        end loop;
                        return whole;
                    end $plan$
                    """))
        return try await connection.query(Self.told, ()).first ?? ""
    }

    private static let told = Statement<Void, String>(
        "select pg_temp.plan()", decode: { row in try row.text() }, prepared: false)
}
