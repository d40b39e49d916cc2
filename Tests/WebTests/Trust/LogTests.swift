import Foundation
import HTTPTypes
import Hummingbird
import OneStop
import TestSupport
import Testing

/// What the log may say: everything about a request but whom it concerns.
@Suite(.timeLimit(.minutes(5))) struct LogTests {
    @Test func `every route and every failure is logged, and no personal datum with them`() async throws {
        try await Site.with { site in
            let person = Site.Person()
            var codes: [String] = []
            for write in Write.allCases where write != .erasure {
                let staged = try await site.stage(write, of: person)
                let reply = try await staged.send(key: UUID().uuidString)
                // Some cannot be twice on one site: a receipt's number, a day off.
                codes += staged.codes + [reply["code"]].compactMap(\.self)
            }
            try await Self.readEverything(of: person, try #require(codes.first), at: site)
            try await Self.failEverywhere(for: person, try #require(codes.first), at: site)
            let erasing = try await site.stage(.erasure, of: Site.Person(identityNumber: "001199054321"))
            #expect(try await erasing.send(key: "k").status == 201)

            let log = site.log.text
            for mark in person.marks + codes + ["001199054321", "Đơn số 12", "ảnh mờ", "NGUYENTHIHAC"] {
                #expect(!log.localizedCaseInsensitiveContains(mark), "the log says \(mark)")
            }
            for secret in site.tokens.values { #expect(!log.contains(secret)) }
            for (method, path) in site.routes {
                #expect(
                    site.log.lines.contains { $0.contains(" method=\(method) route=\(path) ") },
                    "\(method) \(path) was not driven")
            }
            for status in [200, 201, 400, 401, 403, 404, 405, 409, 410, 412, 415, 422, 428, 500, 503] {
                #expect(log.contains(" status=\(status) "), "no answer of \(status) was driven")
            }
        }
    }

    private static func readEverything(of person: Site.Person, _ code: String, at site: Site) async throws {
        let name = try #require(person.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let paths = [
            "dossiers/\(code)?include=permitted", "search?q=\(name)",
            "search?q=\(person.identityNumber)&kind=applicants",
            "search?q=\(name)&kind=procedures", "applicants?identityNumber=\(person.identityNumber)",
            "applicants/reads?identityNumber=\(person.identityNumber)", "dossiers/\(name)",
            "due-dates?limit=5wd", "figures/on-time?from=2026-03-01&to=2026-03-31",
            "figures/monthly?period=2026-03&cutoff=calendar",
            "\(name)/\(person.identityNumber)", "dossiers?officer=\(name)", "dossiers?\(name)=1",
        ]
        for path in paths {
            for login in ["desk", "leader", "auditor"] { _ = try await site.get("/api/v1/\(path)", as: login) }
        }
        for (method, pattern) in site.routes {
            let verb = try #require(HTTPRequest.Method(rawValue: method))
            for text in [code, name] {
                let path = pattern.split(separator: "/").map { $0.hasPrefix("{") ? text : String($0) }
                for login in ["desk", "leader", "auditor", "admin"] {
                    _ = try await site.send(
                        verb, "/\(path.joined(separator: "/"))", as: login,
                        headers: ["Idempotency-Key": UUID().uuidString, "If-Match": "\"999\""],
                        json: [.get, .head].contains(verb) ? "" : person.json)
                }
            }
        }
    }

    private static func failEverywhere(for person: Site.Person, _ code: String, at site: Site) async throws {
        let intake = try await site.stage(.command(.takeIn), of: person)
        let name = try #require(HTTPRequest.Method(rawValue: "NGUYENTHIHAC"))
        _ = try await site.send(name, "/api/v1/nothing", secret: nil)
        _ = try await site.send(.delete, "/api/v1/dossiers/\(code)", as: "desk")
        _ = try await site.get("/api/v1/dossiers/\(code)", as: nil)
        for (json, headers) in [
            (intake.json, [:]), (intake.json, ["Content-Type": person.email]), ("{\(person.name)", [:]),
            (#"{"\#(person.name)": 1}"#, [:]), (intake.json.replacing("0987650321", with: "0987"), [:]),
            (intake.json, ["X-Request-Id": person.phone]), (intake.json, ["traceparent": person.email]),
            (intake.json, ["X-Read-Purpose": person.email]), (intake.json, ["Idempotency-Key": "a b"]),
        ] as [(String, [String: String])] {
            let all = ["Idempotency-Key": person.identityNumber].merging(headers) { $1 }
            _ = try await site.send(.post, "/api/v1/dossiers", as: "desk", headers: all, json: json)
        }
        for version in [nil, "\"999\"", person.email] {
            _ = try await site.command("contacts", on: code, as: "desk", version: version, json: #"{"kind": "call"}"#)
        }
        _ = try await site.command("signatures", on: code, as: "desk", version: "\"1\"", json: Site.sign)
        let raced = try await site.stage(.command(.takeIn), of: person)
        // Two that are sent together do not always meet.
        for turn in 0..<100 {
            async let first = raced.send(key: "race-\(turn)")
            async let second = raced.send(key: "race-\(turn)")
            if try await [first, second].contains(where: { $0.status == 409 }) { break }
        }
        // What PostgreSQL says of a row that it refuses quotes the row.
        try await site.test.script(
            "alter table applicant add unforeseen integer not null default 1; alter table applicant alter unforeseen drop default"
        )
        #expect(try await intake.send(key: UUID().uuidString).isProblem(500))
        try await site.test.script(
            "alter table applicant drop unforeseen; alter table applicant add check (identity_number is null) not valid"
        )
        #expect(try await intake.send(key: UUID().uuidString).isProblem(500))
        try await site.test.script("alter table applicant drop constraint applicant_identity_number_check")
        let faulty = try await FaultyDatabase(site.test)
        try await faulty.strike(at: 2)
        #expect(try await intake.send(key: UUID().uuidString).isProblem(503))
        try await faulty.strike(at: 0)
        try await site.test.script("update idempotency_key set body = '' where key = 'race-0'")
        #expect(try await raced.send(key: "race-0").isProblem(410, rule: "C9.answer_erased"))
    }

    @Test func `an answer, its problem and its line have one id, and a caller's is taken over only if it is one`()
        async throws
    {
        try await Site.with { site in
            let given = "0f9c2d4e-8b1a-4c3d-9e2f-1a2b3c4d5e6f"
            let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            for (headers, id) in [
                ([:], "test"), (["X-Request-Id": given], given), (["X-Request-Id": trace], trace),
                (["traceparent": "00-\(trace)-00f067aa0ba902b7-01"], trace),
                (["traceparent": "00-\(String(repeating: "0", count: 32))-00f067aa0ba902b7-01"], "test"),
                (["X-Request-Id": "001199012345"], "test"), (["X-Request-Id": "a\" level=error x=\""], "test"),
            ] as [([String: String], String)] {
                let reply = try await site.send(.get, "/api/v1/nothing", as: "desk", headers: headers)
                #expect(reply.header("X-Request-Id") == id)
                #expect(reply["instance"] == "urn:motcua:request:\(id)")
                #expect(site.log.lines.last?.contains(" request=\(id)") == true)
            }
            let served = try await site.send(.get, "/api/v1/dossiers", as: "desk", headers: ["X-Request-Id": given])
            #expect(served.header("X-Request-Id") == given)
            let line = try #require(site.log.lines.last)
            #expect(
                line.firstMatch(
                    of:
                        /^time=2026-03-03T02:00:00\+00:00 level=info method=GET route=\S+dossiers status=200 ms=\d+\.\d{3} request=\S+ account=\d+ token=\d+$/
                ) != nil, "\(line)")
        }
    }
}
