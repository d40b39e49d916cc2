import PQ
import TestSupport
import Testing

@testable import Store

/// The plans of the lists of what was handed over or filed together, among many of other agencies and units.
@Suite(.timeLimit(.minutes(3))) struct ListPlanTests {
    private static let rows = """
        insert into agency (id, tenant_id, code, name, utc_offset_minutes)
        select n, n, 'H' || n, 'x', 420 from generate_series(2, 20) n;
        insert into unit (agency_id, code, name) select a.id, 'U' || n, 'x' from agency a, generate_series(1, 5) n;
        insert into dossier_group (code, tenant_id, created_at, created_by)
        select 'H' || a.id || '-N' || n, a.id, '2026-03-03 09:00+07'::timestamptz + n * interval '1min', 1
        from agency a, generate_series(1, 150) n;
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, channel,
            status, group_code, time_limit, day_zero, restarts, accepted_at, accepted_on, version, changed_at)
        select 1000 + row_number() over (), g.tenant_id, g.tenant_id, g.tenant_id, g.tenant_id, g.code || '-' || n, 1, 1,
            1, 2, case when n < 3 then g.code end, 'none', 'working', false, g.created_at, '2026-03-03', 1, g.created_at
        from dossier_group g, generate_series(1, 4) n;
        insert into applicant (id, tenant_id, agencies, kind, name, created_at)
        select id, tenant_id, array[decided_by], 0, 'x', changed_at from dossier;
        update dossier set applicant_id = id;
        insert into hand_over_list (agency_id, year, number, tenant_id, unit_id, giver_id, handed_over_at)
        select a.id, 2026, n, a.id, (select min(id) from unit where agency_id = a.id) + n % 5, 1,
            '2026-03-03 09:00+07'::timestamptz + n * interval '1min'
        from agency a, generate_series(1, 500) n;
        insert into hand_over_line
        select decided_by, 2026, 1 + id % 500, 1 + row_number() over (partition by decided_by, id % 500), id
        from dossier;
        analyze
        """

    @Test func `lists are read by their index, in its order, and no table whole`() async throws {
        let test = try await SampleOffice.database()
        try await test.script(Self.rows)
        try await test.withOwner { connection in
            let lists = try await PlanTests.plan(of: HandOverListing.page.erased, on: connection)
            #expect(lists.contains("Index Scan Backward using hand_over_list_of_agency"), "\(lists)")
            #expect(lists.contains("Index Scan Backward using hand_over_list_to_unit"), "\(lists)")
            let groups = try await PlanTests.plan(of: GroupListing.page.erased, on: connection)
            for index in ["dossier_group_decided", "dossier_group_received", "dossier_group_helped"] {
                #expect(groups.contains("Scan Backward using \(index)"), "\(groups)")
            }
            let group = try await PlanTests.plan(of: GroupStatements.codes.erased, on: connection)
            #expect(group.contains("dossier_in_group"), "\(group)")
            for table in ["hand_over_list", "hand_over_line", "dossier", "dossier_group", "applicant"] {
                for plan in [lists, groups] {
                    let isWhole = plan.contains("Seq Scan on \(table) ") || plan.contains("Seq Scan on \(table)\n")
                    #expect(!isWhole, "\(plan)")
                }
            }
        }
    }
}
