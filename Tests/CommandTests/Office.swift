import Foundation
import Glibc
import TestSupport
import Testing

/// A private cluster with the test's office, on which the program serves.
final class Office: Sendable {
    let place: TemporaryFolder
    let token: String
    let port = HTTP.freePort()
    let operations = HTTP.freePort()
    var data: String { "\(place.path)/data" }

    init() throws {
        place = try TemporaryFolder()
        let file = try place.file("office.json", TestOffice.document)
        let applied = try Program.run("office", "apply", file, "--data", "\(place.path)/data", in: place)
        try #require(applied.status == 0, "\(applied.errors)")
        let issued = try Program.run(
            "token", "issue", "--user", "desk", "--agency", "H99.14", "--data", "\(place.path)/data", in: place)
        try #require(issued.status == 0, "\(issued.errors)")
        token = issued.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Starts the program and waits until it answers.
    func serve(_ options: [String] = []) throws -> Program {
        let program = try Program(
            [
                "serve", "--data", data, "--listen", "127.0.0.1:\(port)", "--operations", "127.0.0.1:\(operations)",
                "--rate-limit", "0",
            ] + options,
            in: place)
        let ready = eventually(within: 60) {
            !program.isRunning
                || HTTP.send("GET", "/health/ready", port: operations)?.status == 200
                    && HTTP.send("GET", "/api/v1/dossiers", port: port)?.status == 401
        }
        try #require(ready && program.isRunning, "\(program.remarked)")
        return program
    }

    func takeIn(key: String) -> HTTP.Answer? {
        HTTP.send(
            "POST", "/api/v1/dossiers", port: port,
            headers: ["Authorization": "Bearer \(token)", "Idempotency-Key": key, "Content-Type": "application/json"],
            body: """
                {"procedure": "9.990001.H99", "channel": "direct", "applicant": {"name": "Nguyễn Văn An"}, \
                "papers": [{"component": 1, "originals": 1}]}
                """)
    }

    func get(_ path: String) -> HTTP.Answer? {
        HTTP.send("GET", path, port: port, headers: ["Authorization": "Bearer \(token)"])
    }

    /// The process id of its PostgreSQL; nil when none has said so.
    var postmaster: pid_t? {
        let text = try? String(contentsOfFile: "\(data)/data/postmaster.pid", encoding: .utf8)
        return text?.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    deinit {
        // A test that failed half-way leaves its server running.
        if let postmaster { kill(postmaster, SIGQUIT) }
    }
}
