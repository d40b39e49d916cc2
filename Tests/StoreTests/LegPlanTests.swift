import PQ
import TestSupport
import Testing

@testable import Store

/// The plans of the list of legs, among many of other agencies and units and many that have ended.
@Suite(.timeLimit(.minutes(3))) struct LegPlanTests {
    private static let rows = """
        insert into agency (id, tenant_id, parent_id, code, name, utc_offset_minutes)
        select n, 1, 1, 'H' || n, 'x', 420 from generate_series(2, 20) n;
        insert into unit (agency_id, code, name) select a.id, 'U' || n, 'x' from agency a, generate_series(1, 5) n;
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, channel,
            status, time_limit, day_zero, restarts, accepted_at, accepted_on, version, changed_at)
        select 1000 + n, 1, 1, 1, 1, 'X' || n, 1, 1, 1, 4, 'none', 'working', false, now(), '2026-03-03', 1, now()
        from generate_series(1, 3000) n;
        insert into agency_leg (tenant_id, dossier_id, number, lead_id, agency_id, unit_id, procedure_id, step,
            time_limit, due, due_on, giver_id, sent_at, receiver_id, received_at, outcome, ended_at, ended_on, ended_by,
            statement)
        select 1, 1000 + n, l, 1, u.agency_id, u.id, 1, 2, '2wd', '2026-03-05 17:00+07'::timestamptz + n * interval '1min',
            '2026-03-05', 1, '2026-03-03 09:00+07', case when n % 3 > 0 then 1 end,
            case when n % 3 > 0 then '2026-03-03 09:00+07'::timestamptz end, case when n % 3 > 0 then 'completed' end,
            case when n % 3 > 0 then '2026-03-04 09:00+07'::timestamptz end, case when n % 3 > 0 then '2026-03-04'::date end,
            case when n % 3 > 0 then 1 end, case when n % 3 > 0 then 'x' end
        from generate_series(1, 3000) n, generate_series(1, 3) l,
            lateral (select id, agency_id from unit where agency_id = 2 + (n + l) % 19
                     order by id offset (n + l) % 5 limit 1) u;
        analyze
        """

    @Test func `open legs are read by their index, in its order, and no table whole`() async throws {
        let test = try await SampleOffice.database()
        try await test.script(Self.rows)
        try await test.withOwner { connection in
            for (statement, index) in [
                (LegListing.byAgency.erased, "agency_leg_open_of_agency"),
                (LegListing.byUnits.erased, "agency_leg_open_of_unit"),
            ] {
                let plan = try await PlanTests.plan(of: statement, on: connection)
                #expect(plan.contains("Index Scan using \(index)"), "\(plan)")
                for table in ["agency_leg", "dossier"] {
                    #expect(!plan.contains("Seq Scan on \(table) "), "\(plan)")
                }
            }
            // A dossier that has no legs looks at no other table for them.
            let reading = try await PlanTests.plan(of: DossierReading.byCode.erased, on: connection)
            #expect(reading.contains("dossier_code_unique") && !reading.contains("agency_leg"), "\(reading)")
        }
    }
}
