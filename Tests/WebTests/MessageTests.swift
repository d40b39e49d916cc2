import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// Subscriptions, templates and the outbox in the words of the API.
@Suite(.timeLimit(.minutes(5))) struct MessageTests {
    private static let terms = #"{"label": "Cổng", "url": "https://portal.example.vn/hooks", "kinds": ["taken_in"]}"#

    private func subscribe(at site: Site, as login: String = "admin", key: String = UUID().uuidString) async throws
        -> Reply
    {
        try await site.send(
            .post, "/api/v1/webhook-subscriptions", as: login, headers: ["Idempotency-Key": key], json: Self.terms)
    }

    @Test func `a secret is told to who makes the subscription, once`() async throws {
        try await Site.with { site in
            let made = try await subscribe(at: site, key: "one")
            #expect(made.status == 201 && made["secret"]?.hasPrefix("whsec_") == true, "\(made.text)")
            let again = try await subscribe(at: site, key: "one")
            #expect(again.status == 201 && again["secret"] == nil && again["subscription"] == made["subscription"])
            let secret = try #require(made["secret"])
            for login in ["admin", "supervisor"] {
                let list = try await site.get("/api/v1/webhook-subscriptions", as: login)
                #expect(list.status == 200 && list["items.0.label"] == "Cổng" && !list.text.contains(secret))
            }
            let rotated = try await site.send(
                .post, "/api/v1/webhook-subscriptions/1/secrets", as: "admin", json: "{}")
            #expect(rotated.status == 201 && rotated["secret"] != secret)
        }
    }

    @Test func `who only reads messages changes nothing, and others have none`() async throws {
        try await Site.with { site in
            #expect(try await subscribe(at: site).status == 201)
            #expect(try await subscribe(at: site, as: "supervisor").status == 403)
            #expect(try await site.get("/api/v1/webhook-subscriptions/1", as: "supervisor").status == 200)
            for path in ["", "/pause"] {
                let reply = try await site.send(.delete, "/api/v1/webhook-subscriptions/1\(path)", as: "supervisor")
                #expect(reply.status == 403)
            }
            for login in ["desk", "officer", "leader", "auditor"] {
                #expect(try await site.get("/api/v1/messages", as: login).status == 403)
                #expect(try await site.get("/api/v1/message-templates", as: login).status == 403)
            }
            #expect(try await site.get("/api/v1/webhook-subscriptions/2", as: "admin").status == 404)
        }
    }

    @Test func `the outbox is listed page by page, filtered, and without anybody's name`() async throws {
        try await Site.with { site in
            #expect(try await subscribe(at: site).status == 201)
            let path = "/api/v1/message-templates/H99.14/accepted/sms/vi"
            let wrong = try await site.send(.put, path, as: "admin", json: #"{"body": "{nobody}"}"#)
            #expect(wrong.status == 422 && wrong["rule"] == "messages.name" && wrong["field"] == "body")
            let put = try await site.send(.put, path, as: "admin", json: #"{"body": "{applicant}: {code}"}"#)
            #expect(put.status == 200 && put["writtenBy"] == "H99.14", "\(put.text)")
            var codes: [String] = []
            for _ in 0..<3 {
                let json = Site.intake().replacing(
                    #""name": "Nguyễn Văn An""#, with: #""name": "Nguyễn Văn An", "phone": "0912345678""#)
                codes.append(try #require(try await site.takeIn(json)["code"]))
            }
            let first = try await site.get("/api/v1/messages?limit=4", as: "supervisor")
            #expect(first.status == 200 && first["items.0.dossier"] == codes[2] && first["items.3.dossier"] == codes[1])
            #expect(!first.text.contains("Nguyễn") && !first.text.contains("0912345678"))
            let next = try #require(first["next"])
            #expect(first.header("Link")?.contains("cursor=\(next)") == true)
            let second = try await site.get("/api/v1/messages?limit=4&cursor=\(next)", as: "supervisor")
            #expect(second["items.1.dossier"] == codes[0] && second["items.2.dossier"] == nil && second["next"] == nil)
            let some = try await site.get("/api/v1/messages?channel=sms&state=waiting&dossier=\(codes[1])", as: "admin")
            #expect(some["items.0.dossier"] == codes[1] && some["items.1.dossier"] == nil)
            let gone = try await site.get("/api/v1/messages?state=failed", as: "admin")
            #expect(gone["items.0.dossier"] == nil)
            #expect(try await site.send(.post, "/api/v1/messages/1/retry", as: "admin").status == 204)
            #expect(try await site.send(.post, "/api/v1/messages/99/retry", as: "admin").status == 404)
        }
    }

    @Test func `an address that is not https is refused, and so is a filter that names nothing`() async throws {
        try await Site.with { site in
            for (json, rule) in [
                (#"{"label": "x", "url": "http://portal.example.vn/"}"#, "messages.https"),
                (#"{"label": "x", "url": "ftp://portal.example.vn/"}"#, "messages.url"),
                (#"{"label": "x", "url": "https://a.vn/", "kinds": ["nothing"]}"#, "messages.kind"),
                (#"{"label": "x", "url": "https://a.vn/", "procedures": ["9.9"]}"#, "R10.unknown_procedure"),
            ] {
                let reply = try await site.send(
                    .post, "/api/v1/webhook-subscriptions", as: "admin",
                    headers: ["Idempotency-Key": UUID().uuidString],
                    json: json)
                #expect(reply.status == 422 && reply["rule"] == rule, "\(reply.text)")
            }
        }
    }
}
