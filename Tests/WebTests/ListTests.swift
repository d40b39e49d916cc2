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

    @Test func `what grows with a dossier's life comes in pages`() async throws {
        try await Site.with { site in
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            let paid = #""receiptNumber": "BL 1", "paidAt": "2026-03-03T08:59:00+07:00", "means": "cash""#
            let last = try await site.live(
                code, from: try #require(taken.etag),
                [
                    ("desk", "amendments", #"{"phone": "0912345678", "email": "a@vi.du", "address": "Số 1"}"#),
                    ("desk", "amendments", #"{"phone": "0912345679"}"#),
                    ("desk", "fees", #"{"fee": 1}"#),
                    ("desk", "payments", #"{"amount": 10000, "moment": "receipt", \#(paid)}"#),
                    ("desk", "refunds", #"{"amount": 4000, "ground": "Nộp thừa"}"#),
                    (
                        "desk", "payments",
                        #"{"amount": 20000, "moment": "receipt", \#(paid.replacing("BL 1", with: "BL 2"))}"#
                    ),
                    ("desk", "hand-overs", #"{"unit": "ATBX"}"#),
                    ("head", "assignments", #"{"officer": "officer"}"#),
                    ("officer", "step-completions", "{}"),
                ])
            let path = "/api/v1/dossiers/\(code)"
            func lengths(_ reply: Reply, _ lists: [String]) -> [String?] { lists.map { reply[$0] } }
            func walk(_ what: String, _ limit: Int, _ lists: [String]) async throws -> [[String?]] {
                var next: String? = "\(path)/\(what)?limit=\(limit)"
                var found: [[String?]] = []
                while let path = next, found.count < 9 {
                    let reply = try await site.get(path, as: "officer")
                    found.append(lengths(reply, lists))
                    next = reply.header("Link").map { String($0.dropFirst().prefix { $0 != ">" }) }
                    #expect((reply["next"] == nil) == (next == nil), "\(reply.text)")
                }
                return found
            }
            // The three of one amendment stay together.
            #expect(try await walk("amendments", 1, ["amendments"]) == [["3"], ["1"]])
            #expect(try await walk("amendments", 3, ["amendments"]) == [["3"], ["1"]])
            #expect(try await walk("amendments", 4, ["amendments"]) == [["4"]])
            let money = ["fees", "payments", "refunds"]
            #expect(try await walk("payments", 1, money) == [["1", "1", "0"], ["1", "0", "1"], ["1", "1", "0"]])
            #expect(try await walk("payments", 2, money) == [["1", "1", "1"], ["1", "1", "0"]])
            #expect(try await walk("payments", 3, money) == [["1", "2", "1"]])
            let stays = try #require(Int(try await site.get("\(path)/control-slip", as: "officer")["stays"] ?? ""))
            #expect(stays >= 3)
            #expect(
                try await walk("control-slip", 2, ["stays", "papers"])
                    == (0..<(stays + 1) / 2).map { [String(min(2, stays - 2 * $0)), "1"] })
            let second = try await site.get("\(path)/control-slip?after=1&limit=1", as: "officer")
            #expect(second["stays.0.number"] == "2" && second.etag != nil)
            for what in ["amendments", "payments", "control-slip"] {
                for bad in ["limit=0", "limit=1001", "after=-1", "after=x"] {
                    #expect(try await site.get("\(path)/\(what)?\(bad)", as: "officer").status == 422, "\(what) \(bad)")
                }
                #expect(try await site.get("\(path)/\(what)?limit=1", as: "stranger").status == 404)
            }
            #expect(last.status == 200)
        }
    }
}
