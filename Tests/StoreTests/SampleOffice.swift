import TestSupport

/// Rows for tests of the schema, written as the owner.
enum SampleOffice {
    static let office = """
        insert into agency (id, tenant_id, code, name, utc_offset_minutes) values (1, 1, 'H1', 'Một', 420);
        insert into unit (agency_id, code, name) values (1, 'U', 'Đơn vị');
        insert into account (tenant_id, agency_id, login, name) values (1, 1, 'a', 'A');
        insert into procedure (tenant_id, agency_id, code, name, field_code, field_name)
        values (1, 1, 'P', 'P', 'F', 'F');
        insert into procedure_version (procedure_id, number, valid_from, statutory_limit, committed_limit, fingerprint)
        values (1, 1, '2025-01-01', '5wd', '5wd', '');
        insert into component (version_id, number, name, mandatory, originals, copies, electronic)
        values (1, 1, 'Đơn', true, 1, 0, true)
        """

    /// Accepted on 3 March 2026, due on the 10th.
    static let dossier = """
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, channel,
            status, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due, due_on, day_zero_on,
            at_risk_from, apology_latest, version, changed_at)
        values (1, 1, 1, 1, 1, 'H1-260303-0001', 1, 1, 1, 2, '5wd', 'working', false, '2026-03-03 09:00+07',
            '2026-03-03', '2026-03-10 17:00+07', '2026-03-10 17:00+07', '2026-03-10', '2026-03-03', '2026-03-06',
            '2026-03-09', 1, '2026-03-03 09:00+07');
        insert into dossier_event (dossier_id, sequence, at, kind, facts)
        values (1, 1, '2026-03-03 09:00+07', 'taken_in', '{}');
        insert into document_number (agency_id, document_type, year, number, symbol, dossier_id, issued_at, issued_by)
        values (1, 'GP', 2026, 1, 'SKHCN', 1, '2026-03-03 09:00+07', 1)
        """

    /// A database with the office and its one dossier.
    static func database() async throws -> TestDatabase {
        let test = try await TestDatabase.make()
        try await test.script(office)
        try await test.script(dossier)
        return test
    }
}
