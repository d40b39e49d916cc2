import PQ
import Store
import TestSupport
import Testing

/// Events and numbers are written once (migration 0003).
@Suite(.timeLimit(.minutes(5))) struct GuardTests {
    @Test(arguments: [
        "update payment set amount = 2", "delete from payment", "update refund set amount = 2", "delete from refund",
        "update hand_over_list set number = 2", "delete from hand_over_line", "update time_contest set note = 'y'",
        "delete from time_contest_answer",
    ])
    func `receipts, refunds, lists and what was contested are written once, too`(sql: String) async throws {
        let test = try await SampleOffice.database()
        try await test.script(
            """
            insert into payment values (1, 1, 1, 'demand', 1, 'BL 1', now(), 'cash', now(), 1);
            insert into refund values (1, 2, 1, 'x', now(), 1);
            insert into hand_over_list (agency_id, year, number, tenant_id, unit_id, giver_id, handed_over_at)
            values (1, 2026, 1, 1, 1, 1, now());
            insert into hand_over_line values (1, 2026, 1, 1, 1);
            insert into time_contest (dossier_id, number, officer_id, note, contested_at, contested_by)
            values (1, 1, 1, 'x', now(), 1);
            insert into time_contest_answer (dossier_id, number, decision, note, answered_at, answered_by)
            values (1, 1, 'upheld', 'x', now(), 1)
            """)
        let refusal = await failure { try await test.script(sql) }
        #expect(refusal?.constraint?.hasSuffix("_append_only") == true, "\(sql): \(String(describing: refusal))")
    }

    @Test(arguments: [
        "update procedure_version set committed_limit = '9wd'", "update procedure_version set published = false",
        "update procedure_version set entry = '{}'", "update procedure_version set valid_from = '2024-01-01'",
        "delete from procedure_version where id = 1", "update component set name = 'x'", "delete from component",
        "update fee set amount = 2", "delete from process_step", "update filing_way set time_limit = '9wd'",
    ])
    func `a published version of a procedure stays as it is, and only its end may change`(sql: String) async throws {
        let test = try await SampleOffice.database()
        try await test.script(
            """
            insert into fee (version_id, number, name, amount, moment) values (1, 1, 'x', 1, 'receipt');
            insert into filing_way values (1, 1, '5wd');
            insert into process_step (version_id, number, name, role, time_limit) values (1, 1, 'x', 'officer', '1wd')
            """)
        let refusal = await failure { try await test.script(sql) }
        #expect(refusal?.sqlState == "23001", "\(sql): \(String(describing: refusal))")
        try await test.script("update procedure_version set valid_to = '2027-01-01', revision = revision + 1")
        try await test.script(
            "insert into procedure_version (procedure_id, number, published, fingerprint, entry) values (1, 2, false, '', '{}')"
        )
        try await test.script("update procedure_version set entry = '{ }' where number = 2")
        try await test.script("delete from procedure_version where number = 2")
    }

    @Test(arguments: [
        "update dossier_event set kind = 'x'", "delete from dossier_event", "truncate dossier_event cascade",
        "update document_number set number = 2", "delete from document_number", "truncate document_number",
        "insert into dossier_event (dossier_id, sequence, at, kind, facts) values (1, 1, now(), 'x', '{}') "
            + "on conflict (dossier_id, sequence) do update set kind = 'y'",
    ])
    func `the owner, too, is refused any change of what was written once`(sql: String) async throws {
        let test = try await SampleOffice.database()
        let refusal = await failure { try await test.script(sql) }
        #expect(refusal?.sqlState == "23001", "\(sql): \(String(describing: refusal))")
        #expect(refusal?.constraint?.hasSuffix("_append_only") == true)
        #expect(try await test.count("dossier_event") == 1)
        #expect(try await test.count("document_number") == 1)
    }

    @Test(arguments: [
        "update dossier_event set kind = 'x'", "delete from dossier_event", "truncate dossier_event",
        "update document_number set number = 2", "delete from document_number", "delete from dossier",
        "delete from applicant", "truncate dossier", "drop table dossier", "create table x ()",
        "alter table dossier disable trigger all", "update schema_migration set number = 9",
        "delete from schema_migration",
        "alter role current_user superuser",
    ])
    func `the service's role lacks the right besides`(sql: String) async throws {
        let test = try await SampleOffice.database()
        let refusal = await failure { try await test.script("set local role \(Database.serviceRole); \(sql)") }
        #expect(refusal?.sqlState == "42501", "\(sql): \(String(describing: refusal))")
    }

    @Test func `the pool's connections have taken on the service's role`() async throws {
        let test = try await TestDatabase.make()
        let health = try await test.database.health()
        #expect(health.role == Database.serviceRole)
        #expect(!health.isSuperuser)
        #expect(!health.isSuperuser && health.loginIsOwner)
    }

    @Test func `two trees of agencies cannot be mixed in one dossier`() async throws {
        let test = try await SampleOffice.database()
        try await test.script(
            "insert into agency (id, tenant_id, code, name, utc_offset_minutes) values (2, 2, 'H2', 'Hai', 420)")
        for column in ["helped_at", "received_by", "decided_by", "tenant_id"] {
            let refusal = await failure { try await test.script("update dossier set \(column) = 2") }
            #expect(refusal?.sqlState == "23503", "\(column): \(String(describing: refusal))")
            #expect(refusal?.constraint?.hasSuffix("_same_tenant") == true)
        }
    }
}

/// The driver's error that `body` throws.
func failure(_ body: () async throws -> Void) async -> PQError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PQError
    }
}
