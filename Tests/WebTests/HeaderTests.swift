import Hummingbird
import OneStop
import TestSupport
import Testing

@testable import Web

/// What requests and answers say beside their bodies: what the caller has already, in which coding it wants the rest, and
/// how much more it may ask.
@Suite(.timeLimit(.minutes(5))) struct HeaderTests {
    @Test func `what the caller has already is not sent again`() async throws {
        try await Site.with { site in
            let taken = try await site.assigned()
            let code = try #require(taken["code"])
            for path in ["", "/events", "/control-slip", "/payments", "/amendments"].map({
                "/api/v1/dossiers/\(code)\($0)"
            }) {
                let first = try await site.get(path, as: "officer")
                let tag = try #require(first.etag)
                for known in [tag, "\"0-0\", W/\(tag)", "*", EntityTag.compressed(tag)] {
                    let again = try await site.send(.get, path, as: "officer", headers: ["If-None-Match": known])
                    #expect(again.status == 304 && again.body.isEmpty && again.etag == tag, "\(path) \(known)")
                    #expect(again.header("Content-Length") == nil)
                }
                let other = try await site.send(.get, path, as: "officer", headers: ["If-None-Match": "\"0-0\""])
                #expect(other.status == 200 && other.body == first.body)
            }
            // Of a later day, though nothing happened to the dossier: its letter of apology is then due.
            let tag = try #require(try await site.get("/api/v1/dossiers/\(code)", as: "officer").etag)
            try await Site.$now.withValue(Site.at("2026-03-09T09:00:00+07:00")) {
                let later = try await site.send(
                    .get, "/api/v1/dossiers/\(code)", as: "officer", headers: ["If-None-Match": tag])
                #expect(later.status == 200 && later["clock.apology"] == "due_today")
                #expect(later.etag != tag)
                let done = try await site.command(
                    "step-completions", on: code, as: "officer", version: tag, json: "{}")
                #expect(done.status == 200, "\(done.text)")
            }
        }
    }

    @Test func `lists, searches and figures that are as they were are not sent again`() async throws {
        try await Site.with { site in
            _ = try await site.takeIn()
            _ = try await site.takeIn()
            for path in [
                "dossiers?limit=1", "search?q=nguyen", "search?q=thu&kind=procedures", "hand-overs", "dossier-groups",
                "figures/on-time?from=2026-01-01&to=2026-02-28",
                "figures/on-time?from=2026-03-01&to=2026-03-31&asOf=2026-03-03T09:00:00Z",
                "figures/monthly?period=2026-02&cutoff=calendar", "procedures", "procedures/9.990001.H99/versions",
                "catalogues/H99.14?format=csv", "due-dates?limit=5wd&from=2026-03-03T09:00:00Z",
            ] {
                let login = path.hasPrefix("figures") ? "leader" : "desk"
                let first = try await site.get("/api/v1/\(path)", as: login)
                let tag = try #require(first.etag, "\(path): \(first.text)")
                let again = try await site.send(
                    .get, "/api/v1/\(path)", as: login, headers: ["If-None-Match": tag])
                #expect(again.status == 304 && again.body.isEmpty && again.etag == tag, "\(path)")
            }
            let tag = try #require(try await site.get("/api/v1/dossiers?limit=1", as: "desk").etag)
            let code = try #require(try await site.get("/api/v1/dossiers?limit=1", as: "desk")["items.0.code"])
            try await site.live(code, from: "\"1\"", [("desk", "contacts", #"{"kind": "visit"}"#)])
            let changed = try await site.send(
                .get, "/api/v1/dossiers?limit=1", as: "desk", headers: ["If-None-Match": tag])
            #expect(changed.status == 200 && changed.etag != tag && changed.header("Link") != nil)
        }
    }

    @Test func `HEAD answers what GET would, without the body`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.takeIn()["code"])
            let path = "/api/v1/dossiers/\(code)"
            let tag = try #require(try await site.get(path, as: "desk").etag)
            for (path, login, headers) in [
                (path, "desk", [:]), (path, "desk", ["Accept-Encoding": "gzip"]),
                (path, "desk", ["If-None-Match": tag]),
                ("/api/v1/dossiers?limit=1", "desk", [:]), (path, "stranger", [:]), ("/api/v1/search", "desk", [:]),
                ("/api/v1/openapi.json", nil, [:]), (path, nil, [:]), ("/api/v1/nothing", nil, [:]),
                ("\(path)/signatures", "desk", [:]),
            ] as [(String, String?, [String: String])] {
                let read = try await site.send(.get, path, as: login, headers: headers)
                let head = try await site.send(.head, path, as: login, headers: headers)
                #expect(head.status == read.status, "\(path) \(login ?? "nobody")")
                #expect(head.body.isEmpty)
                #expect(head.headers == read.headers || read.status >= 400)
                #expect(head.header("Content-Type") == read.header("Content-Type"))
                if read.status == 200 { #expect((head.header("Content-Length").flatMap { Int($0) } ?? 0) > 0) }
            }
        }
    }

    @Test func `a body is compressed for who asks for it`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.takeIn()["code"])
            let path = "/api/v1/dossiers/\(code)"
            let plain = try await site.get(path, as: "desk")
            #expect(plain.header("Vary") == "Accept-Encoding" && plain.header("Content-Encoding") == nil)
            #expect(plain.body.count >= CompressionMiddleware.smallest)
            let small = try await site.send(
                .get, "/api/v1/due-dates?limit=5wd", as: "desk", headers: ["Accept-Encoding": "gzip"])
            #expect(small.header("Content-Encoding") == nil && small.header("Vary") == nil)
            let packed = try await site.send(.get, path, as: "desk", headers: ["Accept-Encoding": "br, gzip"])
            #expect(packed.header("Content-Encoding") == "gzip" && packed.header("Vary") == "Accept-Encoding")
            #expect(packed.body == plain.body)
            #expect(packed.header("Content-Length").flatMap { Int($0) } ?? .max < plain.body.count)
            #expect(packed.etag == plain.etag.map { EntityTag.compressed($0) })
            // What is not sent again is told as it was sent.
            for sent in [plain, packed] {
                let coding = sent.header("Content-Encoding") ?? "identity"
                let known = try await site.send(
                    .get, path, as: "desk",
                    headers: ["Accept-Encoding": coding, "If-None-Match": try #require(sent.etag)])
                #expect(known.status == 304 && known.etag == sent.etag && known.header("Vary") == "Accept-Encoding")
            }
            let handed = try await site.command(
                "hand-overs", on: code, as: "desk", version: packed.etag, json: #"{"unit": "ATBX"}"#)
            #expect(handed.status == 200, "\(handed.text)")
        }
    }

    @Test(arguments: [
        ("gzip", true), ("gzip, deflate, br", true), ("GZIP;q=0.5", true), ("*", true), ("x-gzip", true),
        ("", false), ("identity", false), ("br", false), ("gzip;q=0", false), ("gzip; q=0.0, *", false),
        ("*;q=0", false), ("gzipped", false), ("gzip;q=x", false),
    ])
    func `the coding is gzip where it is wanted`(header: String, wanted: Bool) {
        #expect(CompressionMiddleware.hasGzip(header) == wanted)
    }

    @Test func `a token that has used up its requests waits, and no other does`() async throws {
        try await Site.with(requestsPerMinute: 3) { site in
            let path = "/api/v1/due-dates?limit=5wd"
            for left in [2, 1, 0] {
                let reply = try await site.get(path, as: "desk")
                #expect(reply.status == 200 && reply.header("RateLimit-Policy") == "\"token\";q=3;w=60")
                #expect(reply.header("RateLimit") == "\"token\";r=\(left);t=\((3 - left) * 20)")
            }
            let refused = try await site.get(path, as: "desk")
            #expect(refused.isProblem(429, rule: "rate.limit"), "\(refused.text)")
            #expect(refused.header("Retry-After") == "20" && refused.header("RateLimit") == "\"token\";r=0;t=60")
            let other = try await site.get("/api/v1/dossiers/x", as: "officer")
            #expect(other.status == 404 && other.header("RateLimit") == "\"token\";r=2;t=20")
            try await Site.$now.withValue(Site.now.adding(seconds: 20)) {
                let first = try await site.get(path, as: "desk")
                #expect(first.status == 200)
                let second = try await site.get(path, as: "desk")
                #expect(second.status == 429)
            }
            // The machine's clock was set back by a day.
            try await Site.$now.withValue(Site.now.adding(seconds: -86_400)) {
                let soon = try await site.get(path, as: "desk")
                #expect(soon.status == 429 && soon.header("Retry-After") == "20")
            }
        }
    }
}
