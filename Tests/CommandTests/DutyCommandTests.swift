import Foundation
import Glibc
import Logging
import PrivateCluster
import Testing

/// `motcua duties` as it is built: the board, a sweep, and a sweep that is killed.
@Suite(.timeLimit(.minutes(5))) struct DutyCommandTests {
    /// So many dossiers as the one that was taken in, all of them late.
    private static let many = """
        insert into dossier (id, tenant_id, helped_at, received_by, decided_by, code, procedure_id, version_id, channel,
            status, desk_id, time_limit, day_zero, restarts, accepted_at, accepted_on, first_promise, due, due_on,
            day_zero_on, at_risk_from, apology_latest, version, changed_at)
        select 1000000 + n, tenant_id, helped_at, received_by, decided_by, code || n, procedure_id, version_id, channel,
            status, desk_id, time_limit, day_zero, restarts, '2026-03-02 09:00+07', '2026-03-02', '2026-03-09 17:00+07',
            '2026-03-09 17:00+07', '2026-03-09', '2026-03-02', '2026-03-05', '2026-03-06', 1, '2026-03-02 09:00+07'
        from dossier, generate_series(1, 20000) n where id < 1000000
        """

    @Test func `a sweep that is killed and run again leaves what one that was not leaves`() throws {
        let office = try Office()
        let program = try office.serve(["--no-duties"])
        try #require(office.takeIn(key: "one")?.status == 201)
        #expect(program.end(by: SIGTERM) == 0)
        let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let cluster = try PrivateCluster.open(at: office.data, logger: quiet)
        _ = try cluster.query(Self.many)
        // The dossiers are of this time; the one that was taken in is of the machine's.
        let sweep = ["duties", "run", "--now", "2026-03-12T16:00:00+07:00", "--data", office.data]
        var killed = 0
        for _ in 0..<20 {
            let before = try count(cluster)
            let program = try Program(sweep, in: office.place)
            _ = eventually { ((try? count(cluster)) ?? 0) > before || !program.isRunning }
            if program.isRunning, program.end(by: SIGKILL) == SIGKILL { killed += 1 }
        }
        let broken = try count(cluster)
        #expect(killed > 0 && broken > 0)
        let last = try Program.run(sweep, in: office.place)
        #expect(last.status == 0 && last.output.contains("H99.14  raised "), "\(last.output)\(last.errors)")
        let again = try Program.run(sweep, in: office.place)
        #expect(again.output.contains("H99.14  raised 0  settled 0"), "\(again.output)")
        let columns =
            "dossier_id, duty, occasion, since, level, role, agency_id, unit_id, officer_id, raised_at, settled_at"
        _ = try cluster.query(
            """
            create table kept as select \(columns) from duty_notice;
            alter table duty_notice disable trigger all;
            alter table duty_answer disable trigger all;
            truncate duty_notice, duty_answer, duty_sweep
            """)
        #expect(try Program.run(sweep, in: office.place).status == 0)
        let differing = try cluster.query(
            """
            select count(*) from ((table kept except select \(columns) from duty_notice)
                union all (select \(columns) from duty_notice except table kept)) d
            """)
        #expect(differing == "0\n")
        #expect(try count(cluster) == Int(cluster.query("select count(*) from kept").trimmingCharacters(in: .newlines)))
        try cluster.close()
    }

    @Test func `the board is what duties prints, and a sweep is of no time to come or gone by`() throws {
        let office = try Office()
        func run(_ arguments: String...) throws -> Program.Finished {
            try Program.run(["duties"] + arguments + ["--data", office.data], in: office.place)
        }
        let board = try run("--agency", "H99.14")
        #expect(
            board.status == 0
                && board.output.contains("at risk  due today  missing  late receipt  overdue  silent  unit"))
        let swept = try run("run")
        #expect(swept.status == 0)
        #expect(
            swept.output == "H98  raised 0  settled 0\nH99  raised 0  settled 0\nH99.14  raised 0  settled 0\n"
                + "H99.15  raised 0  settled 0\n")
        let future = try run("run", "--now", "2099-01-01T00:00:00+07:00")
        #expect(future.status != 0 && future.errors.contains("future"))
        let past = try run("run", "--now", "2026-01-01T00:00:00+07:00")
        #expect(past.status != 0 && past.errors.contains("time does not go back"))
        let nowhere = try run("run", "--agency", "H01")
        #expect(nowhere.status != 0 && nowhere.output == "")
    }

    private func count(_ cluster: PrivateCluster) throws -> Int {
        Int(try cluster.query("select count(*) from duty_notice").trimmingCharacters(in: .newlines)) ?? -1
    }
}
