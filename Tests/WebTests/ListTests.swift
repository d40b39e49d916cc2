import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// Lists of what was handed over or filed together, page by page.
@Suite(.timeLimit(.minutes(3))) struct ListTests {
    /// Takes dossiers in and hands them over on one list; the list's name.
    private func list(
        _ site: Site, unit: String = "ATBX", procedures: [String] = ["9.990001.H99"], at time: String
    ) async throws -> String {
        try await Site.$now.withValue(Site.at(time)) {
            var lines: [String] = []
            for procedure in procedures {
                let code = try #require(try await site.takeIn(Site.intake(procedure: procedure))["code"])
                lines.append(#"{"code": "\#(code)", "version": 1}"#)
            }
            let given = try await site.send(
                .post, "/api/v1/hand-overs", as: "desk", headers: ["Idempotency-Key": UUID().uuidString],
                json: #"{"unit": "\#(unit)", "dossiers": [\#(lines.joined(separator: ", "))]}"#)
            return try #require(given["list"], "\(given.text)")
        }
    }

    private func group(_ site: Site, name: String = "Công ty Gốm", at time: String) async throws -> Reply {
        try await Site.$now.withValue(Site.at(time)) {
            try await site.send(
                .post, "/api/v1/dossier-groups", as: "desk", headers: ["Idempotency-Key": UUID().uuidString],
                json: """
                    {"channel": "direct", "applicant": {"name": "\(name)"}, \
                    "dossiers": [{"procedure": "9.990001.H99", "papers": \(Site.papers)}, \
                    {"procedure": "9.990009.H99", "papers": \(Site.papers)}]}
                    """)
        }
    }

    private func names(_ reply: Reply, _ field: String) -> [String] {
        (0..<(Int(reply["items"] ?? "") ?? 0)).compactMap { reply["items.\($0).\(field)"] }
    }

    /// All pages, by their links.
    private func pages(_ site: Site, _ path: String, as login: String, _ field: String) async throws -> [[String]] {
        var pages: [[String]] = []
        var next: String? = path
        while let path = next, pages.count < 10 {
            let reply = try await site.get(path, as: login)
            try #require(reply.status == 200, "\(reply.text)")
            pages.append(names(reply, field))
            next = reply.header("Link").map { String($0.dropFirst().prefix { $0 != ">" }) }
            #expect((reply["next"] == nil) == (next == nil))
        }
        return pages
    }

    @Test func `lists of hand-overs come the newest first, in pages, by unit and by days`() async throws {
        try await Site.with { site in
            let first = try await list(
                site, procedures: ["9.990001.H99", "9.990009.H99"], at: "2026-03-02T09:00:00+07:00")
            let second = try await list(site, unit: "TDC", at: "2026-03-03T23:59:00+07:00")
            let third = try await list(site, unit: "ATBX-1", at: "2026-03-04T00:01:00+07:00")
            let all = "/api/v1/hand-overs"
            let reply = try await site.get(all, as: "desk")
            #expect(names(reply, "list") == [third, second, first], "\(reply.text)")
            #expect(names(reply, "unit") == ["ATBX-1", "TDC", "ATBX"])
            #expect(reply["items.2.dossiers"] == "2" && reply["items.2.giver"] == "desk")
            #expect(reply["items.2.handedOverAt"] == "2026-03-02T09:00:00+07:00")
            #expect(reply["next"] == nil && reply.header("Link") == nil)
            #expect(try await pages(site, "\(all)?limit=1", as: "desk", "list") == [[third], [second], [first]])
            #expect(try await pages(site, "\(all)?limit=2", as: "leader", "list") == [[third, second], [first]])
            for (query, lists) in [
                ("unit=ATBX", [third, first]), ("unit=TDC", [second]), ("unit=MOTCUA", []),
                ("from=2026-03-03&to=2026-03-03", [second]), ("from=2026-03-04", [third]), ("to=2026-03-02", [first]),
                ("unit=ATBX&to=2026-03-03", [first]), ("from=2026-03-05&to=2026-03-01", []),
            ] {
                #expect(names(try await site.get("\(all)?\(query)", as: "desk"), "list") == lists, "\(query)")
            }
        }
    }

    @Test func `a list is told to whoever may read a dossier of it, and to nobody else`() async throws {
        try await Site.with { site in
            let first = try await list(site, at: "2026-03-02T09:00:00+07:00")
            var elsewhere: [String] = []
            for minute in 10..<16 {
                elsewhere.append(try await list(site, unit: "TDC", at: "2026-03-02T09:\(minute):00+07:00"))
            }
            let path = "/api/v1/hand-overs"
            #expect(names(try await site.get(path, as: "officer"), "list") == [first])
            // What lies between is passed over, and the last page says that it is.
            #expect(try await pages(site, "\(path)?limit=1", as: "officer", "list") == [[first]])
            #expect(names(try await site.get(path, as: "stranger"), "list") == elsewhere.reversed())
            #expect(names(try await site.get("\(path)?unit=ATBX", as: "stranger"), "list") == [])
            let foreign = try await site.get(path, as: "foreigner")
            #expect(foreign.status == 200 && foreign["items"] == "0")
            #expect(try await site.get("\(path)?agency=H99.14", as: "foreigner").isProblem(404, rule: "C7.scope"))
            #expect(try await site.get(path, as: "admin").isProblem(403, rule: "C7.no_right"))
            #expect(try await site.get("\(path)?unit=XYZ", as: "desk").isProblem(404, rule: "C7.scope"))
            for bad in ["limit=0", "limit=101", "cursor=1.2.3", "from=2026-02-30", "to=x", "colour=red"] {
                #expect(try await site.get("\(path)?\(bad)", as: "desk").status == 422, "\(bad)")
            }
            let (narrow, _) = try await site.token("stranger", scopes: [.write])
            let refused = try await site.send(.get, path, secret: narrow)
            #expect(refused.isProblem(403, rule: "C7.no_right"))
        }
    }

    @Test func `a page for whom little is open ends, and the next goes on`() async throws {
        try await Site.with { site in
            let first = try await list(site, at: "2026-03-02T09:00:00+07:00")
            for minute in 10..<22 { _ = try await list(site, unit: "TDC", at: "2026-03-02T09:\(minute):00+07:00") }
            let found = try await pages(site, "/api/v1/hand-overs?limit=1", as: "officer", "list")
            #expect(found == [[], [first]])
        }
    }

    @Test func `groups come the newest first, with those of their dossiers that one may read`() async throws {
        try await Site.with { site in
            let first = try await group(site, at: "2026-03-02T09:00:00+07:00")
            let second = try await group(site, name: "Bà Hoa", at: "2026-03-04T09:00:00+07:00")
            let codes = [first, second].compactMap { $0["group"] }
            _ = try await site.takeIn()
            let path = "/api/v1/dossier-groups"
            let reply = try await site.get(path, as: "desk")
            #expect(names(reply, "group") == codes.reversed(), "\(reply.text)")
            #expect(names(reply, "applicant") == ["Bà Hoa", "Công ty Gốm"])
            #expect(reply["items.1.dossiers"] == "2" && reply["items.1.dossiers.0"] == first["dossiers.0.code"])
            #expect(reply["items.1.takenInBy"] == "desk")
            #expect(reply["items.1.takenInAt"] == "2026-03-02T09:00:00+07:00")
            #expect(try await pages(site, "\(path)?limit=1", as: "leader", "group") == [[codes[1]], [codes[0]]])
            for (query, groups) in [
                ("from=2026-03-03", [codes[1]]), ("to=2026-03-02", [codes[0]]), ("from=2026-03-03&to=2026-03-03", []),
            ] {
                #expect(names(try await site.get("\(path)?\(query)", as: "desk"), "group") == groups, "\(query)")
            }
            #expect(try await site.get(path, as: "officer")["items"] == "0")
            let code = try #require(first["dossiers.1.code"])
            try await site.live(code, from: "\"1\"", [("desk", "hand-overs", #"{"unit": "ATBX"}"#)])
            let officers = try await site.get(path, as: "officer")
            #expect(names(officers, "group") == [codes[0]])
            #expect(officers["items.0.dossiers"] == "1" && officers["items.0.dossiers.0"] == code)
            #expect(try await site.get(path, as: "foreigner")["items"] == "0")
            #expect(try await site.get("\(path)?agency=H99.14", as: "foreigner").status == 404)
            #expect(try await site.get(path, as: "admin").isProblem(403, rule: "C7.no_right"))
            for bad in ["limit=101", "cursor=x", "cursor=1", "from=0"] {
                #expect(try await site.get("\(path)?\(bad)", as: "desk").status == 422, "\(bad)")
            }
            let reads = try await site.get("/api/v1/dossiers/\(code)/reads", as: "auditor")
            let readers = (0..<9).compactMap { reads["reads.\($0).reader"] }
            #expect(readers.contains("officer") && readers.contains("leader"), "\(reads.text)")
        }
    }
}
