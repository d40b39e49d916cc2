import Foundation
import Glibc
import Logging
import PrivateCluster
import Testing

/// What the built program refuses, what it looks at, and what its log says.
@Suite(.timeLimit(.minutes(5))) struct TrustCommandTests {
    @Test func `serve refuses to listen beyond the machine, or as the database's owner, unless it is told`() throws {
        let office = try Office()
        for (option, name) in [("--listen", "listen"), ("--operations", "operations")] {
            let refused = try Program.run(
                "serve", "--data", office.data, option, "0.0.0.0:\(office.port)", in: office.place)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("--allow-unsafe \(name)"), "\(refused.errors)")
        }
        let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let cluster = try PrivateCluster.open(at: office.data, logger: quiet)
        let arguments = [
            "serve", "--database", cluster.conninfo, "--listen", "127.0.0.1:\(office.port)", "--operations",
            "127.0.0.1:\(office.operations)",
        ]
        let refused = try Program.run(arguments, in: office.place)
        #expect(refused.status == 1 && refused.errors.contains("  owner-login: "), "\(refused.errors)")
        #expect(!refused.errors.contains("  fsync: "))
        let unknown = try Program.run(arguments + ["--allow-unsafe", "everything"], in: office.place)
        #expect(unknown.status == 64 && unknown.errors.contains("\"everything\""))
        let told = try Program(
            arguments, in: office.place, environment: ["MOTCUA_ALLOW_UNSAFE": "owner-login,listen"])
        #expect(
            eventually { HTTP.send("GET", "/health/ready", port: office.operations)?.status == 200 }, "\(told.remarked)"
        )
        #expect(told.end(by: SIGTERM) == 0)
        try cluster.close()
    }

    @Test func `the log has a line for each request, all of them when it stops, and none when that is switched off`()
        throws
    {
        let office = try Office()
        for (options, expected) in [([], 5), (["--no-request-log"], 0), (["--log-level", "notice"], 0)]
            as [([String], Int)]
        {
            let program = try office.serve(options)
            for _ in 0..<5 { #expect(office.get("/api/v1/search?q=Nguyen%20Van%20An")?.status == 200) }
            #expect(program.end(by: SIGTERM) == 0)
            let lines = program.remarked.split(separator: "\n").filter {
                $0.contains("route=/api/v1/search status=200")
            }
            #expect(lines.count == expected, "\(options): \(program.remarked)")
            #expect(!program.remarked.contains("Nguyen") && !program.remarked.contains(office.token))
        }
    }

    @Test func `readings of a served request are in the database after SIGTERM`() throws {
        let office = try Office()
        let program = try office.serve()
        let code = try #require(office.takeIn(key: "one")?.text("code"))
        #expect(office.get("/api/v1/dossiers/\(code)")?.status == 200)
        #expect(program.end(by: SIGTERM) == 0)
        let again = try office.serve()
        let issued = try Program.run(
            "token", "issue", "--user", "auditor", "--agency", "H99.14", "--data", office.data, in: office.place)
        let auditor = issued.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let reads = HTTP.send(
            "GET", "/api/v1/dossiers/\(code)/reads", port: office.port, headers: ["Authorization": "Bearer \(auditor)"])
        #expect(reads?.status == 200 && reads?.body.contains(#""reader":"desk""#) == true, "\(reads?.body ?? "")")
        #expect(again.end(by: SIGTERM) == 0)
    }

    @Test func `doctor looks at backups, their age and the disk, and says by its status what it could see`() throws {
        let office = try Office()
        let folder = "\(office.place.path)/backups"
        func doctor(_ options: String...) throws -> Program.Finished {
            try Program.run(["doctor", "--data", office.data, "--backups", folder] + options, in: office.place)
        }
        #expect(try doctor().output.contains("ATTENTION  The folder of backups"))
        mkdir(folder, 0o755)
        let empty = try doctor()
        #expect(empty.status == 1 && empty.output.contains("ATTENTION  There is no backup in \(folder)"))
        #expect(empty.output.contains("GiB are free where the database lies"))
        let file = "\(folder)/motcua.dump"
        try "x".write(toFile: file, atomically: false, encoding: .utf8)
        #expect(try doctor().output.contains("good  The newest backup in \(folder) is 0 hours old."))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -30 * 3_600)], ofItemAtPath: file)
        #expect(try doctor().output.contains("is 30 hours old, older than 26"))
        #expect(try doctor("--backup-age", "2d").output.contains("good  The newest backup"))
        let unseen = try Program.run(
            "doctor", "--database", "host=127.0.0.1 port=1 user=x dbname=x connect_timeout=2", in: office.place)
        #expect(unseen.status == 2)
    }
}
