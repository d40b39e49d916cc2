import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct MessagesCommandTests {
    @Test func `serve tells a subscriber at once, and what it could not tell is listed and tried again`() async throws {
        let receiver = try await Receiver.start()
        let office = try Office()
        let settings = try office.place.file("settings.json", #"{"messages": {"webhooksPrivate": true}}"#)
        let program = try office.serve(["--config", settings])
        let admin = try Program.run(
            "token", "issue", "--user", "admin", "--agency", "H99.14", "--scopes", "admin", "--data", office.data,
            in: office.place)
        let token = admin.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let url = receiver.url
        func subscribe(_ url: String, key: String) -> HTTP.Answer? {
            HTTP.send(
                "POST", "/api/v1/webhook-subscriptions", port: office.port,
                headers: [
                    "Authorization": "Bearer \(token)", "Idempotency-Key": key, "Content-Type": "application/json",
                ], body: #"{"label": "x", "url": "\#(url)"}"#)
        }
        #expect(subscribe(url, key: "up")?.status == 201)
        #expect(subscribe("http://127.0.0.1:1/", key: "down")?.status == 201)
        let code = try #require(office.takeIn(key: "one")?.text("code"))
        #expect(eventually { receiver.requests.count == 1 })
        #expect(receiver.requests.first?.text.contains(code) == true)
        func list(_ options: String...) throws -> [[Substring]] {
            try Program.run(["messages", "list", "--data", office.data] + options, in: office.place).output
                .split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        }
        var lines: [[Substring]] = []
        #expect(
            eventually {
                lines = (try? list()) ?? []
                return lines.count == 2 && lines[1][1] == "sent"
                    && lines[0].last == "nobody answers at the host's address"
            }, "\(lines)")
        #expect(try list("--failed") == [])
        let again = try Program.run("messages", "retry", "2", "--data", office.data, in: office.place)
        #expect(again.status == 0, "\(again.errors)")
        let sent = try Program.run("messages", "retry", "1", "--data", office.data, in: office.place)
        #expect(sent.status == 1 && sent.errors.contains("was sent"))
        #expect(program.end(by: SIGTERM) == 0)
        let key = try FileManager.default.attributesOfItem(atPath: "\(office.data)/secret.key")
        #expect(key[.size] as? Int == 32 && key[.posixPermissions] as? Int == 0o600)
    }
}
