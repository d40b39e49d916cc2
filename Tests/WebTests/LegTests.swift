import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// Legs at other agencies, over HTTP.
@Suite(.timeLimit(.minutes(5))) struct LegTests {
    private static let leg = #"{"agency": "H99.15", "unit": "TN", "limit": "2wd"}"#

    private static func sent(_ site: Site) async throws -> (code: String, reply: Reply) {
        let assigned = try await site.assigned()
        let code = try #require(assigned["code"])
        let reply = try await site.live(code, from: try #require(assigned.etag), [("officer", "legs", leg)])
        return (code, reply)
    }

    @Test func `a leg goes to another agency's unit, which answers it and sees nothing else`() async throws {
        try await Site.with { site in
            let (code, sent) = try await Self.sent(site)
            #expect(sent["legs.0.agency"] == "H99.15" && sent["legs.0.unit"] == "TN")
            #expect(sent["legs.0.due"] == "2026-03-05T17:00:00+07:00", "\(sent.text)")
            #expect(sent["status"] == "4" && sent["clock.pausedSince"] == nil)
            let path = "/api/v1/dossiers/\(code)"
            #expect(try await site.get(path, as: "partner").status == 200)
            #expect(try await site.get(path, as: "bystander").isProblem(404))
            #expect(try await site.get("/api/v1/dossiers?agency=H99.15", as: "partner")["items"] == "0")

            let list = try await site.get("/api/v1/legs", as: "partner")
            #expect(list["items"] == "1" && list["items.0.code"] == code && list["items.0.lead"] == "H99.14")
            #expect(try await site.get("/api/v1/legs", as: "bystander")["items"] == "0")
            #expect(try await site.get("/api/v1/legs?state=received", as: "partner")["items"] == "0")
            #expect(try await site.get("/api/v1/legs?agency=H99.14", as: "partner").isProblem(404))
            let version = try #require(list["items.0.version"])
            let received = try await site.command(
                "legs/1/receipts", on: code, as: "partner", version: "\"\(version)\"")
            #expect(received.status == 200, "\(received.text)")
            #expect(try await site.get("/api/v1/legs?state=received&unit=TN", as: "partner-head")["items"] == "1")

            for (login, verb, json) in [
                ("partner", "step-completions", "{}"), ("partner-head", "assignments", #"{"officer": "officer"}"#),
                ("officer", "legs/1/results", #"{"statement": "x"}"#),
                ("partner", "legs/1/recalls", #"{"reason": "x"}"#),
            ] {
                let refused = try await site.command(verb, on: code, as: login, version: received.etag, json: json)
                #expect(refused.isProblem(403), "\(login) \(verb): \(refused.text)")
            }
            let unknown = try await site.command(
                "legs/2/receipts", on: code, as: "partner", version: received.etag)
            #expect(unknown.isProblem(422, rule: "C5.no_such_leg"), "\(unknown.text)")
            let early = try await site.command("submissions", on: code, as: "head", version: received.etag)
            #expect(early.isProblem(422), "\(early.text)")
            try await Site.$now.withValue(Site.at("2026-03-06T09:00:00+07:00")) {
                let done = try await site.command(
                    "legs/1/results", on: code, as: "partner-head", version: received.etag,
                    json: #"{"statement": "Đồng ý"}"#)
                #expect(done["legs.0.outcome"] == "completed" && done["legs.0.punctuality"] == "late", "\(done.text)")
                #expect(try await site.get("/api/v1/legs", as: "partner")["items"] == "0")
                let slip = try await site.get("\(path)/control-slip", as: "officer")
                #expect(slip["legs.0.giver"] == "officer" && slip["legs.0.receiver"] == "partner")
                #expect(slip["legs.0.endedBy"] == "partner-head" && slip["legs.0.statement"] == "Đồng ý")
                #expect(try await site.get(path, as: "partner").status == 200)
                let ended = try await site.live(
                    code, from: try #require(done.etag), Site.toSubmission + Site.toReturn)
                #expect(ended["status"] == "10")
            }
            let figures = try await Site.$now.withValue(Site.at("2026-04-02T09:00:00+07:00")) {
                try await site.get("/api/v1/figures/legs?from=2026-03-01&to=2026-03-31", as: "leader")
            }
            #expect(figures["total.legs.endedLate"] == "1" && figures["total.lateInTime"] == "1", "\(figures.text)")
            #expect(figures["rows.0.key"] == "H99.15" && figures["rows.0.cells.0.total"] == "resolvedEarly")
            let closed = try await site.get("/api/v1/figures/legs?from=2026-03-01&to=2026-03-31", as: "admin")
            #expect(closed.isProblem(403))
        }
    }

    @Test func `a leg names another agency of the same tree and a unit of it`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            for (json, field) in [
                (#"{"agency": "H98", "unit": "MOTCUA", "limit": "2wd"}"#, "agency"),
                (#"{"agency": "H99.14", "unit": "TDC", "limit": "2wd"}"#, "agency"),
                (#"{"agency": "H99.15", "unit": "ATBX", "limit": "2wd"}"#, "unit"),
                (#"{"agency": "H99.15", "unit": "TN", "limit": "soon"}"#, "limit"),
            ] {
                let refused = try await site.command(
                    "legs", on: code, as: "officer", version: assigned.etag, json: json)
                #expect(refused.isProblem(422, field: field), "\(json): \(refused.text)")
            }
        }
    }

    @Test func `a step of the procedure sends its legs by itself, and the catalogue tells of them`() async throws {
        let document = TestOffice.document.replacing(
            #""role": "officer", "limit": "1wd"}"#,
            with: #""role": "officer", "limit": "1wd", "legs": "H99.15/TN:3wd, H99.15/QL:8wh"}"#)
        try await Site.with(document: try OfficeDocument(parsing: document)) { site in
            let secret = try await site.token("desk", scopes: [.read, .write]).secret
            let taken = try await site.send(
                .post, "/api/v1/dossiers", secret: secret, headers: ["Idempotency-Key": "k"],
                body: Array(Site.intake().utf8))
            let code = try #require(taken["code"], "\(taken.text)")
            let handed = try await site.send(
                .post, "/api/v1/dossiers/\(code)/hand-overs", secret: secret,
                headers: ["If-Match": try #require(taken.etag)], body: Array(#"{"unit": "ATBX"}"#.utf8))
            #expect(handed["legs"] == "2" && handed["legs.1.unit"] == "QL" && handed["legs.0.step"] == "2")
            #expect(handed["work.unit"] == "ATBX" && handed["version"] == "4", "\(handed.text)")
            let slip = try await site.send(.get, "/api/v1/dossiers/\(code)/control-slip", secret: secret)
            #expect(slip["stays"] == "2" && slip["legs.0.giver"] == "desk", "\(slip.text)")
            let version = try await site.send(
                .get, "/api/v1/procedures/9.990001.H99/versions/1", secret: secret)
            #expect(version.text.contains("H99.15/TN:3wd, H99.15/QL:8wh"), "\(version.text)")
            // Applied again, it is what is stored already.
            #expect(try await OfficeDocument(parsing: document).apply(to: site.test.database) == [])
        }
        let unknown = document.replacing("H99.15/QL", with: "H98/MOTCUA")
        let test = try await TestDatabase.make()
        let refused = await #expect(throws: DeskError.self) {
            try await OfficeDocument(parsing: unknown).apply(to: test.database)
        }
        #expect(refused?.detail.contains("H98") == true, "\(String(describing: refused))")
    }

    @Test func `open legs come in pages, what is due first on top`() async throws {
        try await Site.with { site in
            for limit in ["5wd", "1wd", "none", "3wd"] {
                let assigned = try await site.assigned()
                try await site.live(
                    try #require(assigned["code"]), from: try #require(assigned.etag),
                    [("officer", "legs", #"{"agency": "H99.15", "unit": "TN", "limit": "\#(limit)"}"#)])
            }
            var limits: [String] = []
            var cursor: String?
            repeat {
                let page = try await site.get(
                    "/api/v1/legs?limit=1" + (cursor.map { "&cursor=\($0)" } ?? ""), as: "partner")
                limits.append(try #require(page["items.0.limit"]))
                cursor = page["next"]
            } while cursor != nil && limits.count < 9
            #expect(limits == ["1wd", "3wd", "5wd", "none"])
        }
    }
}
