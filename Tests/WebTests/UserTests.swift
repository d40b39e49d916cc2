import Desk
import Foundation
import HTTPTypes
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Users, rights and tokens through the API: who may change whom, and what the trail keeps.
@Suite(.timeLimit(.minutes(5))) struct UserTests {
    private static let mai =
        #"{"login": "mai", "name": "Mai", "unit": "ATBX", "rights": [{"role": "officer", "agency": "H99.14", "unit": "ATBX"}]}"#

    private static func add(_ json: String = mai, as login: String = "admin", key: String = "k", at site: Site)
        async throws -> Reply
    {
        try await site.send(.post, "/api/v1/users", as: login, headers: ["Idempotency-Key": key], json: json)
    }

    @Test func `somebody is added once, found by a part of the name, and works with the right at once`() async throws {
        try await Site.with { site in
            for _ in 1...2 { #expect(try await Self.add(at: site).status == 201) }
            #expect(try await site.test.count("account where login = 'mai'") == 1)
            #expect(
                try await Self.add(key: "other", at: site).isProblem(422, rule: "users.login_taken", field: "login"))
            let found = try await site.get("/api/v1/users?q=M%C3%A1i", as: "admin")
            #expect(found["items"] == "1" && found["items.0.rights.0.unit"] == "ATBX", "\(found.text)")
            let first = try await site.get("/api/v1/users?limit=4", as: "admin")
            let next = try #require(first["next"])
            let second = try await site.get("/api/v1/users?limit=200&cursor=\(next)", as: "admin")
            #expect((Int(first["items"] ?? "") ?? 0) + (Int(second["items"] ?? "") ?? 0) == 12)
            let secret = try await site.token("mai", scopes: [.read]).secret
            #expect(try await site.send(.get, "/api/v1/dossiers", secret: secret).status == 200)
            let trail = try await site.get("/api/v1/audit-events", as: "admin")
            #expect(
                trail["events"] == "1" && trail["events.0.kind"] == "user_added" && trail["events.0.actor"] == "admin")
            #expect(trail["events.0.facts.user"] == "mai" && !trail.text.contains("Mai"))
        }
    }

    @Test func `rights are given and taken by exactly whoever administers where they hold`() async throws {
        try await Site.with { site in
            let path = "/api/v1/users/colleague/rights"
            func give(_ json: String, _ key: String, as login: String = "admin", to path: String = path) async throws
                -> Reply
            {
                try await site.send(.post, path, as: login, headers: ["Idempotency-Key": key], json: json)
            }
            let clerk = #"{"role": "clerk", "agency": "H99.14"}"#
            #expect(try await give(clerk, "1", as: "supervisor").isProblem(403, rule: "C7.no_right"))
            #expect(try await give(clerk, "2", as: "foreigner").status == 404)
            #expect(
                try await give(clerk, "3", to: "/api/v1/users/admin/rights").isProblem(403, rule: "users.own_rights"))
            #expect(try await give(clerk, "4", to: "/api/v1/users/foreigner/rights").status == 404)
            #expect(try await give(clerk, "5", to: "/api/v1/users/partner/rights").status == 404)
            let beyond = #"{"role": "officer", "agency": "H99.15", "unit": "TN"}"#
            #expect(try await give(beyond, "6").isProblem(403, rule: "C7.beyond_reach"))
            #expect(
                try await give(#"{"role": "officer", "agency": "H99.14", "unit": "TN"}"#, "7").isProblem(
                    422, rule: "office.unknown_unit", field: "unit"))
            #expect(
                try await give(#"{"role": "officer", "agency": "H99.14", "procedure": "x"}"#, "8").isProblem(
                    422, rule: "office.unknown_procedure"))
            #expect(try await give(clerk, "9")["rights"] == "2")
            #expect(try await give(clerk, "10").isProblem(422, rule: "users.right_there"))
            let trail = try await site.get("/api/v1/audit-events", as: "auditor")
            #expect(trail["events.0.facts.before"] == "1" && trail["events.0.facts.after.1"] == "clerk H99.14")
            let named = "\(path)?role=clerk&agency=H99.14"
            #expect(try await site.send(.delete, named, as: "supervisor").status == 403)
            #expect(try await site.send(.delete, named, as: "admin").status == 204)
            #expect(try await site.send(.delete, named, as: "admin").isProblem(422, rule: "users.right_not_there"))
            #expect(
                try await site.test.count(
                    "appointment p join account a on a.id = p.account_id where a.login = 'colleague'") == 1)
            #expect(
                try await site.send(.delete, "/api/v1/users/admin/rights?role=admin&agency=H99.14", as: "admin")
                    .isProblem(422, rule: "users.last_administrator"))
        }
    }

    @Test
    func `who is disabled has neither sessions nor tokens, also once enabled; nobody disables the last administrator`()
        async throws
    {
        try await Site.with { site in
            var officer = try await Browser.signedIn("officer", at: site)
            #expect(
                try await site.send(.put, "/api/v1/users/admin/disablement", as: "admin", json: "{}").isProblem(
                    422, rule: "users.oneself"))
            #expect(
                try await site.send(.put, "/api/v1/users/officer/disablement", as: "admin", json: "{}").status == 204)
            #expect(
                try await site.send(.put, "/api/v1/users/officer/disablement", as: "admin", json: "{}").isProblem(
                    422, rule: "users.disabled"))
            try await Site.$now.withValue(Site.now.adding(seconds: 5)) {
                #expect(try await site.get("/api/v1/dossiers", as: "officer").status == 401)
                try await officer.open("/work")
                #expect(officer.status == 303)
                #expect(try await site.send(.delete, "/api/v1/users/officer/disablement", as: "admin").status == 204)
            }
            try await Site.$now.withValue(Site.now.adding(seconds: 10)) {
                #expect(try await site.get("/api/v1/dossiers", as: "officer").status == 401)
                try await officer.open("/work")
                #expect(officer.status == 303)
            }
            #expect(try await site.test.count("audit_event where kind in ('user_disabled', 'user_enabled')") == 2)
        }
    }

    @Test func `whoever has rights beyond an administrator's reach is out of their hands`() async throws {
        try await Site.with { site in
            try await site.test.script(
                "insert into appointment (account_id, role, agency_id) select a.id, 'admin', g.id from account a, agency g where a.login = 'officer' and g.code = 'H99'"
            )
            for (method, path, json) in [
                (HTTPRequest.Method.post, "passwords", "{}"), (.put, "disablement", "{}"),
                (.delete, "second-factor", ""),
                (.delete, "sessions", ""),
            ] {
                let reply = try await site.send(method, "/api/v1/users/officer/\(path)", as: "admin", json: json)
                #expect(reply.isProblem(403, rule: "C7.beyond_reach"), "\(path) \(reply.text)")
            }
            let token = #"{"user": "officer", "label": "x", "scopes": ["reports"], "days": 1}"#
            let reply = try await site.send(
                .post, "/api/v1/tokens", as: "admin", headers: ["Idempotency-Key": "k"], json: token)
            #expect(reply.isProblem(403, rule: "C7.beyond_reach"))
            // A grant that is narrowed administers nothing.
            try await site.test.script(
                "update appointment set unit_id = (select id from unit where code = 'ATBX') where role = 'admin' and agency_id = (select id from agency where code = 'H99.14')"
            )
            try await Site.$now.withValue(Site.now.adding(seconds: 5)) {
                let narrowed = try await site.get("/api/v1/users", as: "admin")
                #expect(narrowed.status == 403)
            }
        }
    }

    @Test func `a token is told once, works within its scopes, and stops`() async throws {
        try await Site.with { site in
            func issue(_ json: String, _ key: String) async throws -> Reply {
                try await site.send(.post, "/api/v1/tokens", as: "admin", headers: ["Idempotency-Key": key], json: json)
            }
            let json = #"{"user": "officer", "label": "Báo cáo", "scopes": ["dossiers.read"], "days": 2}"#
            let reply = try await issue(json, "k")
            let (secret, id) = (try #require(reply["secret"]), try #require(reply["token"]))
            #expect(reply.status == 201 && reply.location == "/api/v1/tokens/\(id)")
            #expect(try await issue(json, "k")["secret"] == nil)
            #expect(
                try await issue(#"{"user": "desk", "label": "x", "scopes": ["portal", "reports"], "days": 2}"#, "l")
                    .isProblem(422, rule: "tokens.portal_alone"))
            #expect(try await site.send(.get, "/api/v1/dossiers", secret: secret).status == 200)
            #expect(
                try await site.send(.get, "/api/v1/figures/on-time?from=2026-01-01&to=2026-01-31", secret: secret)
                    .status == 403)
            let list = try await site.get("/api/v1/tokens?user=officer&limit=1", as: "admin")
            #expect(list["items.0.token"] == id && list["items.0.counts"] == "1" && !list.text.contains(secret))
            #expect(try await site.send(.post, "/api/v1/tokens/\(id)/revocation", as: "supervisor").status == 403)
            #expect(try await site.send(.post, "/api/v1/tokens/\(id)/revocation", as: "admin").status == 204)
            #expect(
                try await site.send(.post, "/api/v1/tokens/\(id)/revocation", as: "admin").isProblem(
                    422, rule: "tokens.revoked")
            )
            try await Site.$now.withValue(Site.now.adding(seconds: 5)) {
                let stopped = try await site.send(.get, "/api/v1/dossiers", secret: secret)
                #expect(stopped.status == 401)
            }
            let kept = try await site.test.value(
                "select string_agg(body::text, '') from (select convert_from(body, 'UTF8') as body from idempotency_key) k"
            )
            #expect(kept?.contains(secret) == false && !site.log.text.contains(secret))
        }
    }

    /// Whatever was given and taken in between, a person may do what the rights that they have allow, and nothing else.
    @Test(arguments: [1, 2, 3] as [UInt64]) func `rights after random changes are those of the table`(seed: UInt64)
        async throws
    {
        try await Site.with { site in
            var random = Draws(state: seed)
            var changes = 0
            let units = [nil, "MOTCUA", "ATBX", "ATBX-1", "TDC"]
            var wanted: [UserRight] = [UserRight(role: .officer, agency: "H99.14", unit: "ATBX")]
            for step in 0..<25 {
                let right = UserRight(
                    role: Role.allCases.randomElement(using: &random) ?? .officer, agency: "H99.14",
                    unit: units.randomElement(using: &random) ?? nil)
                let parts =
                    [("role", right.role.rawValue), ("agency", right.agency)]
                    + (right.unit.map { [("unit", $0)] } ?? [])
                if Bool.random(using: &random) {
                    let json = "{\(parts.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", "))}"
                    let reply = try await site.send(
                        .post, "/api/v1/users/colleague/rights", as: "admin", headers: ["Idempotency-Key": "s\(step)"],
                        json: json)
                    #expect(reply.status == (wanted.contains(right) ? 422 : 201), "\(reply.text)")
                    if !wanted.contains(right) {
                        wanted.append(right)
                        changes += 1
                    }
                } else {
                    let query = parts.map { "\($0)=\($1)" }.joined(separator: "&")
                    let reply = try await site.send(.delete, "/api/v1/users/colleague/rights?\(query)", as: "admin")
                    #expect(reply.status == (wanted.contains(right) ? 204 : 422), "\(reply.text)")
                    if wanted.contains(right) { changes += 1 }
                    wanted.removeAll { $0 == right }
                }
            }
            let view = try await site.desk.user("colleague", by: try await site.principal("admin"))
            #expect(view.rights == wanted)
            let colleague = try await site.principal("colleague")
            let office = try await site.desk.directory.office()
            let agency = try #require(office.agency(code: "H99.14"))
            for verb in Verb.allCases {
                for unit in agency.units.map(\.id) + [nil] {
                    let target = Target(
                        agency: agency.id, unit: unit, officer: colleague.account, procedure: nil,
                        user: colleague.account)
                    let isAllowed = wanted.contains { right in
                        let place = right.unit.flatMap { office.unit(code: $0, of: agency.id)?.id }
                        let grant = Grant(
                            role: right.role, agencies: [agency.id], units: place.map { office.unitsBelow($0) })
                        return Rights.permits(verb, grants: [grant], target: target) == .allowed
                    }
                    #expect(
                        (Rights.permits(verb, grants: colleague.actor.grants, target: target) == .allowed) == isAllowed,
                        "\(verb)")
                }
            }
            let trail = try await site.test.count("audit_event where kind in ('right_given', 'right_taken')")
            #expect(trail == changes)
        }
    }
}

/// Random numbers that a seed repeats.
private struct Draws: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) &* 0x9E37_79B9_7F4A_7C15 ^ state
    }
}

extension Site {
    /// Somebody of H99.14 as the pages know them.
    func principal(_ login: String) async throws -> Principal {
        let office = try await desk.directory.office()
        let agency = try #require(office.agency(code: "H99.14"))
        let found = try #require(try await test.database.account(login: login, tenant: agency.row.tenant))
        return Principal(account: found.account, appointments: found.appointments, office: office)
    }
}
