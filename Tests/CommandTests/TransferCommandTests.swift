import Foundation
import Glibc
import Logging
import PrivateCluster
import Testing

/// `motcua transfer` as it is built: a draft, its application, and one that is killed.
@Suite(.timeLimit(.minutes(5))) struct TransferCommandTests {
    private static let successor = """
        {"agencies": [{"code": "H99.40", "name": "Sở mới", "parent": "H99", "utcOffset": "+07:00", "gateFrom": "2026-01-01",
          "handOverAt": "15:00", "sameDayUntil": "15:00", "calendar": "viet-nam",
          "units": [{"code": "MOTCUA", "name": "Một cửa", "desk": true, "parent": null},
            {"code": "ATBX", "name": "An toàn bức xạ", "desk": false, "parent": null},
            {"code": "ATBX-1", "name": "Tổ 1", "desk": false, "parent": "ATBX"},
            {"code": "TDC", "name": "Đo lường", "desk": false, "parent": null}],
          "users": [], "procedures": []}]}
        """

    private static let decision = """
        {"agency": "H99.14", "successor": "H99.40", "number": "25/NQ-HĐND", "date": "2026-02-20", "issuer": "HĐND tỉnh",
         "effectiveOn": "2026-03-01"}
        """

    /// So many dossiers as the one that was taken in, with their events.
    private static let many = """
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, channel,
            status, desk_id, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due, due_on,
            day_zero_on, at_risk_from, apology_latest, clock_from, version, changed_at)
        select 1000000 + n, tenant_id, helped_at, received_by, decided_by,
            left(code, -4) || 10000 + n, procedure_id, version_id, channel,
            status, desk_id, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due, due_on,
            day_zero_on, at_risk_from, apology_latest, clock_from, version, changed_at
        from dossier, generate_series(1, 20000) n where id < 1000000;
        insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, status, due, due_on,
            paused_at, pause_after_due)
        select d.id, e.sequence, e.at, e.kind, e.actor_id, e.unit_id,
            jsonb_set(e.facts, '{code}', to_jsonb(d.code)), e.status, e.due, e.due_on, e.paused_at, e.pause_after_due
        from dossier_event e, dossier d where d.id >= 1000000 and e.dossier_id < 1000000;
        insert into stay (dossier_id, number, step, name, unit_id, officer_id, arrived_at)
        select d.id, s.number, s.step, s.name, s.unit_id, s.officer_id, s.arrived_at
        from stay s, dossier d where d.id >= 1000000 and s.dossier_id < 1000000
        """

    @Test func `a transfer that is killed and run again brings everything over, each dossier once`() throws {
        let office = try Office()
        let program = try office.serve(["--no-duties"])
        try #require(office.takeIn(key: "one")?.status == 201)
        #expect(program.end(by: SIGTERM) == 0)
        let applied = try Program.run(
            "office", "apply", try office.place.file("new.json", Self.successor), "--data", office.data,
            in: office.place)
        try #require(applied.status == 0, "\(applied.errors)")
        let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let cluster = try PrivateCluster.open(at: office.data, logger: quiet)
        _ = try cluster.query(Self.many)
        _ = try cluster.query(
            """
            insert into appointment (account_id, role, agency_id)
            select c.id, 'admin', a.id from account c, agency a where c.login = 'admin' and a.code = 'H99.40'
            """)
        let decided = try run("decide", try office.place.file("decision.json", Self.decision), of: "H99.14", office)
        #expect(decided.output.contains("MOTCUA → MOTCUA: 20001"), "\(decided.output)\(decided.errors)")

        func moved() -> Int {
            ((try? cluster.query("select count(*) from dossier_event where kind = 'transferred'")) ?? "")
                .split(separator: "\n").first.flatMap { Int($0) } ?? 0
        }
        var killed = 0
        for _ in 0..<20 {
            let before = moved()
            // After the first turn the administrator is of the successor.
            let agency = before == 0 && killed == 0 ? "H99.14" : "H99.40"
            let program = try Program(
                ["transfer", "apply", "1", "--agency", agency, "--by", "admin", "--data", office.data],
                in: office.place)
            _ = eventually { moved() > before || !program.isRunning }
            if program.isRunning, program.end(by: SIGKILL) == SIGKILL { killed += 1 }
            if moved() >= 10_000 { break }
        }
        #expect(killed > 0 && moved() > 0)
        let last = try run("apply", "1", of: "H99.40", office)
        #expect(
            last.output == "Transfer 1 is applied: 20001 dossiers went to H99.40.\n", "\(last.output)\(last.errors)")
        #expect(moved() == 20_001)
        let left = try cluster.query(
            """
            select count(*) filter (where decided_by <> (select id from agency where code = 'H99.40')),
                count(*) filter (where version <> 2), count(*) filter (where first_decided_by is null) from dossier
            """)
        #expect(left.split(separator: "\n").first == "0|0|0", "\(left)")
        let again = try run("apply", "1", of: "H99.40", office)
        #expect(again.status != 0 && again.errors.contains("is applied, not draft"), "\(again.output)\(again.errors)")
        let rebuilt = try Program.run("doctor", "--rebuild", "--data", office.data, in: office.place)
        #expect(rebuilt.output.hasPrefix("good  20001 dossiers"), "\(rebuilt.output)")
        try cluster.close()
    }

    private func run(_ step: String, _ argument: String, of agency: String, _ office: Office) throws -> Program.Finished
    {
        try Program.run(
            "transfer", step, argument, "--agency", agency, "--by", "admin", "--data", office.data, in: office.place)
    }
}
