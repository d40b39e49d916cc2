import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// The catalogue over HTTP: who may read and write it, drafts, publication, and what an intake makes of versions.
@Suite(.timeLimit(.minutes(5))) struct CatalogueTests {
    static let base = "/api/v1/procedures"

    /// A version in which every part stands; direct in five working days, online in three.
    static func version(_ change: (inout String) -> Void = { _ in }) -> String {
        var text = """
            {"name": "Cấp phép thử", "sequence": "Nộp; thẩm định; trả.", "filing": [{"way": "direct"}, {"way": "online", "limit": "3wd"}],
             "components": [{"number": 1, "name": "Đơn", "originals": 1, "electronic": true, "reusable": false}], "sets": 1,
             "limit": {"statutory": "6wd", "committed": "5wd"}, "subjects": "Cá nhân", "decidedBy": "Sở thử", "result": "Giấy phép",
             "fees": [{"number": 1, "name": "Trực tiếp", "amount": 30000, "moment": "return", "way": "direct"},
                      {"number": 2, "name": "Trực tuyến", "amount": 15000, "moment": "return", "way": "online"}],
             "steps": [{"number": 1, "name": "Thẩm định", "role": "officer", "unit": "ATBX", "limit": "4wd", "onlineLimit": "1wd"},
                       {"number": 2, "name": "Ký", "role": "leader", "limit": "1wd"}]}
            """
        change(&text)
        return text
    }

    static let decision = #""decision": {"number": "12/QĐ-UBND", "date": "2026-03-02"}"#

    @Test func `a procedure comes to be, is drafted, published and taken in under, by the limit of the way of filing`()
        async throws
    {
        try await Site.with { site in
            let new = #"{"code": "1.000777", "name": "Tên tạm", "field": {"code": "F2", "name": "Lĩnh vực hai"}}"#
            let made = try await site.post(Self.base, new, key: "p")
            #expect(made.status == 201 && made.location == "\(Self.base)/1.000777", "\(made.text)")
            #expect(made["agency"] == "H99.14" && made["inForce"] == nil)
            #expect(try await site.post(Self.base, new, key: "q").isProblem(422, rule: "R10.procedure_there"))

            let versions = "\(Self.base)/1.000777/versions"
            let draft = try await site.post(versions, #"{"name": "Cấp phép"}"#, key: "v")
            #expect(draft.status == 201 && draft.location == "\(versions)/1" && draft.etag?.hasPrefix("\"1-") == true)
            #expect(draft["state"] == "draft" && draft["missing.0"] == "sequence")
            let again = try await site.post(versions, #"{"name": "Cấp phép"}"#, key: "v")
            #expect(again.body == draft.body && again.header("Idempotency-Replayed") == "true")
            #expect(try await site.get(versions, as: "desk")["items"] == "1")
            let none = try await site.takeIn(Site.intake(procedure: "1.000777"))
            #expect(none.isProblem(422, rule: "R10.no_version_in_force", field: "procedure"))

            let early = try await site.publish(versions, 1, "\"1\"", "{\(Self.decision)}")
            #expect(early.isProblem(422, rule: "R10.2.part_missing"), "\(early.text)")
            let problems = try await site.get("\(versions)/1/problems", as: "desk")
            #expect(early["problems"] == "9" && problems["items"] == "10", "\(problems.text)")
            #expect(early["problems.8.rule"] == "R10.1.valid_from")

            let put = try await site.send(
                .put, "\(versions)/1", as: "admin", headers: ["If-Match": "\"1\""], json: Self.version())
            #expect(put.status == 200 && put.etag?.hasPrefix("\"2-") == true, "\(put.text)")
            let known = try await site.send(
                .get, "\(versions)/1", as: "desk", headers: ["If-None-Match": try #require(put.etag)])
            #expect(known.status == 304)
            let stale = try await site.publish(versions, 1, "\"1\"", "{}")
            #expect(stale.isProblem(412, rule: "C9.stale"))
            let publication = "{\(Self.decision), \"validFrom\": \"2026-03-04\"}"
            let published = try await site.publish(versions, 1, try #require(put.etag), publication)
            #expect(published.status == 200 && published["state"] == "published", "\(published.text)")
            #expect(published["missing"] == "0" && published.etag?.hasPrefix("\"3-") == true)

            let before = try await site.takeIn(Site.intake(procedure: "1.000777"))
            #expect(before.isProblem(422, rule: "R10.no_version_in_force"))
            try await Site.$now.withValue(Site.at("2026-03-04T09:00:00+07:00")) {
                let direct = try await site.takeIn(Site.intake(procedure: "1.000777"))
                #expect(direct.status == 201 && direct["clock.limit"] == "5wd", "\(direct.text)")
                #expect(
                    direct["clock.due"] == "2026-03-11T17:00:00+07:00" && direct["procedure.name"] == "Cấp phép thử")
                let post = Site.intake(procedure: "1.000777").replacing("\"direct\"", with: "\"post\"")
                #expect(try await site.takeIn(post).isProblem(422, rule: "R10.2.way_not_published", field: "channel"))
                let reused = Site.intake(procedure: "1.000777", papers: #"[{"component": 1, "reused": true}]"#)
                #expect(try await site.takeIn(reused).isProblem(422, rule: "R10.2.not_reusable"))
                let due = "/api/v1/due-dates?procedure=1.000777&channel="
                #expect(try await site.get(due + "online", as: "desk")["limit"] == "3wd")
                #expect(try await site.get(due + "direct", as: "desk")["limit"] == "5wd")
                let code = try #require(direct["code"])
                let online = try await site.command(
                    "fees", on: code, as: "desk", version: "\"1\"", json: #"{"fee": 2}"#)
                #expect(online.isProblem(422, rule: "R10.fee_of_way", field: "fee"), "\(online.text)")
            }
            let fixed = try await site.send(
                .put, "\(versions)/1", as: "admin", headers: ["If-Match": "\"3\""], json: Self.version())
            #expect(fixed.isProblem(422, rule: "R10.version_published"))
            let search = try await site.get("/api/v1/search?q=cap%20phep%20thu&kind=procedures", as: "desk")
            #expect(search["items.0.code"] == "1.000777", "\(search.text)")
        }
    }

    @Test func `a dossier keeps the limits of its version when a new one is published, which ends the old`()
        async throws
    {
        try await Site.with { site in
            let old = try await site.takeIn()
            let versions = "\(Self.base)/9.990001.H99/versions"
            let draft = try await site.post(
                versions,
                Self.version { $0 = $0.replacing("\"5wd\"", with: "\"2wd\"").replacing("\"4wd\"", with: "\"1wd\"") },
                key: "v")
            #expect(draft["number"] == "2", "\(draft.text)")
            let late = try await site.publish(versions, 2, "\"1\"", "{\(Self.decision), \"validFrom\": \"2025-01-01\"}")
            #expect(late.isProblem(422, rule: "R10.2.part_missing") || late["problems.0.rule"] != nil, "\(late.text)")
            let published = try await site.publish(
                versions, 2, "\"1\"", "{\(Self.decision), \"validFrom\": \"2026-03-03\"}")
            #expect(published.status == 200, "\(published.text)")
            #expect(try await site.get("\(versions)/1", as: "desk")["validTo"] == "2026-03-03")
            let new = try await site.takeIn()
            #expect(new["clock.limit"] == "2wd" && new["procedure.version"] == "2", "\(new.text)")
            let code = try #require(old["code"])
            let kept = try await site.get("/api/v1/dossiers/\(code)", as: "desk")
            #expect(kept["clock.limit"] == "5wd" && kept["procedure.version"] == "1")
            // The step of version 1 has one working day, and is the second of five.
            let handed = try await site.live(code, from: "\"1\"", [("desk", "hand-overs", #"{"unit": "ATBX"}"#)])
            #expect(handed["work.step"] == "2" && handed["work.stepDue"] == "2026-03-04T17:00:00+07:00")
            let differences = try await site.get(
                "\(Self.base)/9.990001.H99/differences?from=1&to=2", as: "desk")
            #expect(
                differences.text.contains(
                    #""part":"limit","label":"Thời hạn giải quyết","change":"changed","item":null,"field":"committed","from":"5wd","to":"2wd""#
                ), "\(differences.text)")
        }
    }

    @Test func `everybody of the tree reads, page by page; who keeps the catalogue writes; others know nothing`()
        async throws
    {
        try await Site.with { site in
            let first = try await site.get("\(Self.base)?limit=2&field=F1", as: "auditor")
            #expect(first["items"] == "2" && first["items.0.inForce.limit"] == "5wd")
            let link = try #require(first.header("Link")?.split(separator: ">").first?.dropFirst())
            let last = try await site.get(String(link), as: "auditor")
            #expect(last["items.0.code"] == "9.990009.H99" && last["next"] == nil && last.header("Link") == nil)
            #expect(try await site.get("\(Self.base)/9.990001.H99", as: "officer")["inForce.number"] == "1")
            let one = "\(Self.base)/9.990001.H99/versions"
            #expect(try await site.get("\(one)/1", as: "officer")["steps.4.role"] == "clerk")
            #expect(try await site.get("\(one)/2", as: "officer").isProblem(404))
            #expect(try await site.get(Self.base, as: "foreigner")["items"] == "0")
            for path in [one, "\(one)/1", "\(Self.base)/9.990001.H99", "/api/v1/catalogues/H99.14"] {
                #expect(try await site.get(path, as: "foreigner").isProblem(404), "\(path)")
            }
            let reader = try await site.token("admin", scopes: [.read]).secret
            for (login, secret) in [
                ("desk", site.tokens["desk"]), ("leader", site.tokens["leader"]), ("admin", reader),
            ] {
                for (method, path) in [
                    (HTTPRequest.Method.post, one), (.put, "\(one)/1"), (.post, "\(one)/1/publication"),
                    (.delete, "\(one)/1"),
                    (.post, "/api/v1/catalogues/H99.14/imports"),
                ] {
                    let json =
                        path.hasSuffix("imports")
                        ? #"{"procedures": []}"# : path.hasSuffix("n") ? "{}" : #"{"name": "x"}"#
                    let reply = try await site.send(
                        method, path, secret: secret,
                        headers: ["If-Match": "\"1\"", "Idempotency-Key": UUID().uuidString], body: Array(json.utf8))
                    #expect(reply.isProblem(403, rule: "C7.no_right"), "\(login) \(path): \(reply.text)")
                }
            }
            #expect(try await site.send(.post, one, as: "admin", json: "{}").isProblem(422, rule: "C9.key_missing"))
            let loose = try await site.send(.put, "\(one)/1", as: "admin", json: Self.version())
            #expect(loose.isProblem(428))
        }
    }

    @Test func `a draft is thrown away, a published version never, and the audit trail says so`() async throws {
        try await Site.with { site in
            let versions = "\(Self.base)/9.990001.H99/versions"
            func delete(_ number: Int, _ version: String?, as login: String = "admin") async throws -> Reply {
                try await site.send(
                    .delete, "\(versions)/\(number)", as: login, headers: version.map { ["If-Match": $0] } ?? [:])
            }
            let draft = try await site.post(versions, Self.version(), key: "v")
            #expect(draft["number"] == "2", "\(draft.text)")
            let tag = try #require(draft.etag)
            let put = try await site.send(
                .put, "\(versions)/2", as: "admin", headers: ["If-Match": tag], json: Self.version())
            #expect(try await delete(2, nil).isProblem(428, field: "If-Match"))
            #expect(try await delete(2, tag).isProblem(412, rule: "C9.stale"))
            #expect(try await delete(2, put.etag, as: "leader").isProblem(403, rule: "C7.no_right"))
            #expect(try await delete(2, put.etag, as: "foreigner").isProblem(404))
            #expect(try await delete(1, "\"1\"").isProblem(422, rule: "R10.version_published"))
            #expect(try await delete(3, "\"1\"").isProblem(404))
            #expect(try await site.get("\(versions)/2", as: "desk").etag == put.etag)
            #expect(try await site.test.count("audit_event") == 0)

            let gone = try await delete(2, put.etag)
            #expect(gone.status == 204 && gone.body.isEmpty && gone.header("Content-Length") == nil, "\(gone.text)")
            #expect(try await site.get("\(versions)/2", as: "desk").isProblem(404))
            #expect(try await delete(2, put.etag).isProblem(404))
            #expect(try await site.get(versions, as: "desk")["items"] == "1")
            let trail = try await site.get("/api/v1/audit-events", as: "auditor")
            #expect(trail["events"] == "1" && trail["events.0.kind"] == "draft_deleted", "\(trail.text)")
            #expect(trail["events.0.actor"] == "admin" && trail["events.0.facts.version"] == "2")
            #expect(trail["events.0.facts.procedure"] == "9.990001.H99" && trail["events.0.ground"] == nil)
            #expect(try await site.post(versions, Self.version(), key: "w")["number"] == "2")
            #expect(try await delete(2, "\"1\"").status == 204)
            let first = try await site.get("/api/v1/audit-events?limit=1", as: "auditor")
            let link = try #require(first.header("Link")?.split(separator: ">").first?.dropFirst())
            let rest = try await site.get(String(link), as: "auditor")
            #expect(rest["events"] == "1" && rest["events.0.number"] == "2" && rest["next"] == nil, "\(rest.text)")
        }
    }

    @Test func `a catalogue goes out and comes in again as JSON and as CSV`() async throws {
        try await Site.with { site in
            let path = "/api/v1/catalogues/H99.14"
            for (format, type) in [("json", "application/json"), ("csv", "text/csv; charset=utf-8")] {
                let out = try await site.get("\(path)?format=\(format)", as: "desk")
                #expect(out.headers[.contentType] == type)
                let secret = try #require(site.tokens["admin"])
                let back = try await site.send(
                    .post, "\(path)/imports", secret: secret,
                    headers: ["Idempotency-Key": UUID().uuidString, "Content-Type": type], body: out.body)
                #expect(
                    back["unchanged"] == (format == "json" ? "3" : "4") && back["created"] == "0"
                        && back["refused"] == "0", "\(back.text)")
                let more = String(decoding: out.body, as: UTF8.self).replacing("9.990001", with: "9.990777")
                for (query, created) in [("?dryRun=true", "1"), ("", "1"), ("", "0")] {
                    let reply = try await site.send(
                        .post, "\(path)/imports\(query)", secret: secret,
                        headers: ["Idempotency-Key": UUID().uuidString, "Content-Type": type],
                        body: Array(more.replacing("9.990777", with: "9.99077\(format.count)").utf8))
                    #expect(reply["created"] == created, "\(reply.text)")
                }
            }
            let wrong = try await site.post("\(path)/imports", #"{"procedures": [{"code": "1.000001"}, 7]}"#, key: "w")
            #expect(
                wrong["refused.0.place"] == "procedures[0].field" && wrong["refused.1.rule"] == "field.type",
                "\(wrong.text)")
            let other = try await site.send(
                .post, "\(path)/imports", as: "admin", headers: ["Content-Type": "text/plain", "Idempotency-Key": "t"])
            #expect(other.isProblem(415))
        }
    }
}

extension Site {
    fileprivate func post(_ path: String, _ json: String, key: String) async throws -> Reply {
        try await send(.post, path, as: "admin", headers: ["Idempotency-Key": key], json: json)
    }

    fileprivate func publish(_ versions: String, _ number: Int, _ version: String, _ json: String) async throws -> Reply
    {
        try await send(
            .post, "\(versions)/\(number)/publication", as: "admin", headers: ["If-Match": version], json: json)
    }
}
