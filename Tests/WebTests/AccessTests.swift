import Desk
import HTTPTypes
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Who may ask for what (contract, sections 7 and 9).
@Suite(.timeLimit(.minutes(5))) struct AccessTests {
    @Test func `nobody is told why a token does not count`() async throws {
        try await Site.with { site in
            let expired = try await site.token(
                "desk", scopes: [.read], expiresAt: Site.at("2026-03-03T08:59:59+07:00")
            ).secret
            let path = "/api/v1/dossiers"
            var bodies: Set<String> = []
            for secret in [nil, "", "mcd_unknown", expired, "a b", String(repeating: "x", count: 600)] {
                let reply = try await site.send(.get, path, secret: secret)
                #expect(reply.isProblem(401, rule: "C9.token"), "\(reply.text)")
                #expect(reply.headers[.wwwAuthenticate] == "Bearer")
                bodies.insert(reply["detail"] ?? "")
            }
            #expect(bodies.count == 1)
            let basic = try await site.send(.get, path, secret: nil, headers: ["Authorization": "Basic eDp5"])
            #expect(basic.isProblem(401))
        }
    }

    @Test func `who comes with an office that was applied just now is known at once`() async throws {
        try await Site.with { site in
            let document = TestOffice.document.replacing("H98", with: "H97")
            _ = try await OfficeDocument(parsing: document.replacing("H99", with: "H96")).apply(to: site.test.database)
            let stored = try #require(try await site.test.database.offices().agencies.first { $0.code == "H97" })
            let account = try #require(
                try await site.test.database.account(login: "foreigner", tenant: stored.tenant)
            ).account
            let secret = TokenSecret.generate()
            _ = try await site.test.database.addToken(
                NewToken(
                    account: account.id, secretHash: TokenSecret.hash(secret), label: "test",
                    scopes: [Scope.read.rawValue], createdAt: Site.at("2025-01-01T00:00:00Z"),
                    expiresAt: Site.at("2030-01-01T00:00:00Z")))
            #expect(try await site.send(.get, "/api/v1/dossiers", secret: secret).status == 200)
        }
    }

    @Test func `a revoked token stops within five seconds`() async throws {
        try await Site.with { site in
            let (secret, id) = try await site.token("desk", scopes: [.read])
            let before = try await site.send(.get, "/api/v1/dossiers", secret: secret)
            #expect(before.status == 200)
            #expect(try await site.test.database.revokeToken(id, at: Site.now))
            try await Site.$now.withValue(Site.now.adding(seconds: 5)) {
                let after = try await site.send(.get, "/api/v1/dossiers", secret: secret)
                #expect(after.isProblem(401))
            }
            #expect(try await site.test.database.revokeToken(id, at: Site.now) == false)
        }
    }

    @Test func `a token's end counts to the second, also when it is remembered`() async throws {
        try await Site.with { site in
            let (secret, _) = try await site.token("desk", scopes: [.read], expiresAt: Site.now.adding(seconds: 1))
            #expect(try await site.send(.get, "/api/v1/dossiers", secret: secret).status == 200)
            try await Site.$now.withValue(Site.now.adding(seconds: 1)) {
                let after = try await site.send(.get, "/api/v1/dossiers", secret: secret)
                #expect(after.isProblem(401))
            }
        }
    }

    @Test func `a token has no more than its scopes`() async throws {
        try await Site.with { site in
            let (reader, _) = try await site.token("desk", scopes: [.read])
            let refused = try await site.send(
                .post, "/api/v1/dossiers", secret: reader, headers: ["Idempotency-Key": "k"],
                body: Array(Site.intake().utf8))
            #expect(refused.isProblem(403, rule: "C7.no_right"), "\(refused.text)")
            let code = try #require(try await site.takeIn()["code"])
            let (writer, _) = try await site.token("desk", scopes: [.write])
            let read = try await site.send(.get, "/api/v1/dossiers/\(code)", secret: writer)
            #expect(read.isProblem(404))
            let written = try await site.send(
                .post, "/api/v1/dossiers/\(code)/hand-overs", secret: writer, headers: ["If-Match": "\"1\""],
                body: Array(#"{"unit": "ATBX"}"#.utf8))
            #expect(written.status == 200)
        }
    }

    @Test func `out of scope does not exist`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            let unknown = try await site.get("/api/v1/dossiers/H99.14-260303-9999", as: "leader")
            for login in ["stranger", "foreigner", "admin"] {
                for path in ["", "/events", "/control-slip"] {
                    let reply = try await site.get("/api/v1/dossiers/\(code)\(path)", as: login)
                    #expect(reply.isProblem(404, rule: "C7.scope"), "\(login) \(path): \(reply.text)")
                    #expect(reply["detail"] == unknown["detail"])
                }
                let command = try await site.command(
                    "step-completions", on: code, as: login, version: last.etag)
                #expect(command.isProblem(404), "\(login): \(command.text)")
                #expect(command["detail"] == unknown["detail"])
            }
        }
    }

    @Test func `what is known but not one's right is refused with 403 and changes nothing`() async throws {
        try await Site.with { site in
            let last = try await site.assigned()
            let code = try #require(last["code"])
            for (login, verb, json) in [
                ("auditor", "step-completions", "{}"), ("leader", "step-completions", "{}"),
                ("officer", "assignments", #"{"officer": "colleague"}"#), ("colleague", "step-completions", "{}"),
                ("officer", "signatures", Site.sign), ("head", "numbers", #"{"type": "GP"}"#),
                ("supervisor", "submissions", "{}"),
                (
                    "clerk", "returns",
                    #"{"receiver": "applicant", "method": "desk", "proof": "signature"}"#
                ),
            ] {
                let reply = try await site.command(verb, on: code, as: login, version: last.etag, json: json)
                #expect(reply.isProblem(403, rule: "C7.no_right"), "\(login) \(verb): \(reply.status) \(reply.text)")
            }
            #expect(try await site.get("/api/v1/dossiers/\(code)", as: "auditor").etag == last.etag)
        }
    }

    @Test func `only the desk takes in, and only for agencies of its own tree`() async throws {
        try await Site.with { site in
            for login in ["officer", "leader", "admin", "auditor"] {
                let reply = try await site.takeIn(as: login)
                #expect(reply.isProblem(403, rule: "C7.no_right"), "\(login): \(reply.text)")
            }
            let elsewhere = try await site.takeIn(Site.intake(extra: #", "decidedBy": "H98""#))
            #expect(elsewhere.isProblem(422, rule: "C7.scope", field: "decidedBy"))
            let nobody = try await site.takeIn(Site.intake(extra: #", "decidedBy": "H99""#))
            #expect(nobody.isProblem(422, rule: "C5.nobody_decides", field: "decidedBy"), "\(nobody.text)")
            let foreign = try await site.takeIn(as: "foreigner")
            #expect(foreign.isProblem(422, rule: "R10.unknown_procedure", field: "procedure"))
        }
    }

    @Test func `whoever asks is told what may be done now`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.assigned()["code"])
            let officer = try await site.get("/api/v1/dossiers/\(code)?include=permitted", as: "officer")
            #expect(officer.text.contains("complete_step") || officer.text.contains("completeStep"), "\(officer.text)")
            let auditor = try await site.get("/api/v1/dossiers/\(code)?include=permitted", as: "auditor")
            #expect(auditor["permitted"] == "0")
        }
    }
}
