import Foundation
import Glibc
import Logging
import PrivateCluster
import Testing

/// What was acknowledged survives the sudden death of the program and of its PostgreSQL, again and again.
/// MOTCUA_KILLS sets how often each is killed; the milder ends of PostgreSQL come a quarter as often.
@Suite(.serialized, .timeLimit(.minutes(10))) struct KillTests {
    private static let rounds = ProcessInfo.processInfo.environment["MOTCUA_KILLS"].flatMap { Int($0) } ?? 20

    @Test func `the program is killed during intakes and loses nothing that it acknowledged`() throws {
        let office = try Office()
        var program = try office.serve()
        let load = Load(office, clients: 4)
        for round in 1...Self.rounds {
            let before = load.acknowledged.count
            #expect(eventually { load.acknowledged.count >= before + 10 }, "round \(round): \(program.remarked)")
            #expect(program.end(by: SIGKILL) != nil)
            program = try office.serve()
        }
        load.stop()
        try check(office, load)
        #expect(program.end(by: SIGTERM) == 0)
    }

    /// Killed, stopped by an administrator, or stopped without a goodbye.
    @Test(arguments: [SIGKILL, SIGINT, SIGQUIT])
    func `PostgreSQL ends during intakes, comes back, and has lost nothing`(by signal: Int32) throws {
        let office = try Office()
        let program = try office.serve()
        let load = Load(office, clients: 4)
        for round in 1...(signal == SIGKILL ? Self.rounds : max(1, Self.rounds / 4)) {
            let before = load.acknowledged.count
            #expect(eventually { load.acknowledged.count >= before + 10 }, "round \(round): \(program.remarked)")
            let postmaster = try #require(office.postmaster)
            kill(postmaster, signal)
            #expect(eventually { office.postmaster.map { $0 != postmaster } ?? false }, "round \(round)")
        }
        let before = load.acknowledged.count
        #expect(eventually { load.acknowledged.count >= before + 10 })
        load.stop()
        try check(office, load)
        #expect(program.end(by: SIGTERM) == 0)
    }

    /// Each answered request made one dossier, with its event, its stay and its papers; no code twice, nothing besides
    /// but what a request without an answer may have left whole.
    private func check(_ office: Office, _ load: Load) throws {
        let acknowledged = load.acknowledged
        #expect(load.refused == [])
        #expect(Set(acknowledged.values).count == acknowledged.count)
        let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let cluster = try PrivateCluster.open(at: office.data, logger: quiet)
        let stored = try cluster.query("select code from dossier").split(separator: "\n").map(String.init)
        let whole = try cluster.query(
            """
            select code from dossier d
            where exists (select from dossier_event e where e.dossier_id = d.id and e.sequence = 1)
              and exists (select from stay s where s.dossier_id = d.id)
              and exists (select from paper_received p where p.dossier_id = d.id)
              and exists (select from applicant a where a.id = d.applicant_id)
            """
        ).split(separator: "\n").map(String.init)
        let keys = try cluster.query("select key from idempotency_key").split(separator: "\n").map(String.init)
        try checkRebuild(office, cluster, stored)
        try cluster.close()
        #expect(Set(stored).count == stored.count)
        #expect(Set(whole) == Set(stored))
        #expect(Set(acknowledged.values).subtracting(stored) == [])
        #expect(keys.count == stored.count)
        #expect(stored.count <= acknowledged.count + 4)
    }

    /// Every row is what its events say, and one that is changed beside the program is found.
    private func checkRebuild(_ office: Office, _ cluster: PrivateCluster, _ codes: [String]) throws {
        let healthy = try Program.run("doctor", "--rebuild", "--data", office.data, in: office.place)
        #expect(healthy.status == 0 && healthy.output.hasPrefix("good  \(codes.count) dossiers"), "\(healthy.output)")
        let code = try #require(codes.first)
        _ = try cluster.query("update dossier set contacts = 9 where code = '\(code)'")
        let told = try Program.run("doctor", "--rebuild", "--data", office.data, in: office.place)
        #expect(told.status == 1 && told.output.contains("\(code)  contacts  9  0\n"), "\(told.output)")
    }
}
