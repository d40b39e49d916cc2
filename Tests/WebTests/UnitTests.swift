import Desk
import HTTPTypes
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Units as administrators keep them, and how that lives together with office documents.
@Suite(.timeLimit(.minutes(5))) struct UnitTests {
    private static let units = "/api/v1/agencies/H99.14/units"

    private static func add(_ json: String, _ key: String, as login: String = "admin", at site: Site) async throws
        -> Reply
    {
        try await site.send(.post, units, as: login, headers: ["Idempotency-Key": key], json: json)
    }

    @Test func `a unit is made, renamed, moved below another, and never below itself`() async throws {
        try await Site.with { site in
            let json = #"{"code": "TTS", "name": "Thanh tra", "parent": "TDC"}"#
            #expect(try await Self.add(json, "1", as: "supervisor", at: site).status == 403)
            #expect(try await Self.add(json, "2", as: "foreigner", at: site).status == 404)
            #expect(try await Self.add(json, "3", at: site).status == 201)
            #expect(try await Self.add(json, "4", at: site).isProblem(422, rule: "office.unit_there", field: "code"))
            #expect(
                try await Self.add(#"{"code": "x y", "name": "x"}"#, "5", at: site).isProblem(
                    422, rule: "office.unit_code"))
            func change(_ unit: String, _ json: String) async throws -> Reply {
                try await site.send(.put, "\(Self.units)/\(unit)", as: "admin", json: json)
            }
            #expect(
                try await change("TDC", #"{"name": "Đo lường", "parent": "TTS"}"#).isProblem(
                    422, rule: "office.tree", field: "parent"))
            #expect(try await change("TTS", #"{"name": "Thanh tra Sở", "parent": "ATBX-1"}"#).status == 204)
            #expect(try await change("nix", #"{"name": "x"}"#).status == 404)
            let agency = try await site.get("/api/v1/agencies/H99.14", as: "officer")
            #expect(
                agency["units"] == "5" && agency["units.2.code"] == "TTS" && agency["units.2.parent"] == "ATBX-1",
                "\(agency.text)")
            #expect(try await site.get("/api/v1/agencies/H98", as: "officer").status == 404)
            // Rights in a unit hold for those below it, wherever it was moved.
            let head = try await site.principal("head")
            let office = try await site.desk.directory.office()
            let moved = try #require(office.unit(code: "TTS", of: head.agency))
            #expect(head.actor.grants.contains { $0.units?.contains(moved.id) == true })
        }
    }

    @Test func `a unit closes when nobody and nothing is in it, and takes nothing in afterwards`() async throws {
        try await Site.with { site in
            let dossier = try await site.assigned()
            let path = "\(Self.units)/ATBX/closure"
            let refused = try await site.send(.put, path, as: "admin", json: "{}")
            #expect(refused.isProblem(422, rule: "office.unit_used"))
            for part in ["1 open dossiers", "people", "rights given in it", "1 units below it"] {
                #expect(refused["detail"]?.contains(part) == true, "\(part): \(refused.text)")
            }
            #expect(
                try await site.send(.put, "\(Self.units)/MOTCUA/closure", as: "admin", json: "{}")["detail"]?.contains(
                    "it is the desk") == true)
            #expect(try await Self.add(#"{"code": "TTS", "name": "Thanh tra"}"#, "1", at: site).status == 201)
            #expect(try await site.send(.put, "\(Self.units)/TTS/closure", as: "admin", json: "{}").status == 204)
            #expect(
                try await site.send(.put, "\(Self.units)/TTS/closure", as: "admin", json: "{}").isProblem(
                    422, rule: "office.unit_closed"))
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            let handed = try await site.command(
                "hand-overs", on: code, as: "desk", version: taken.etag, json: #"{"unit": "TTS"}"#)
            #expect(handed.isProblem(422, rule: "C7.unknown_unit"), "\(handed.text)")
            let right = #"{"role": "officer", "agency": "H99.14", "unit": "TTS"}"#
            let given = try await site.send(
                .post, "/api/v1/users/officer/rights", as: "admin", headers: ["Idempotency-Key": "r"], json: right)
            #expect(given.isProblem(422, rule: "office.unknown_unit"))
            #expect(try await site.send(.delete, "\(Self.units)/TTS/closure", as: "admin").status == 204)
            #expect(
                try await site.command(
                    "hand-overs", on: code, as: "desk", version: taken.etag, json: #"{"unit": "TTS"}"#
                ).status == 200)
            #expect(dossier.status == 200)
            #expect(
                try await site.test.value("select string_agg(kind, ' ' order by id) from audit_event")
                    == "unit_added unit_closed unit_opened")
        }
    }

    @Test func `an office document leaves what an administrator changed, says so, and takes it back when told`()
        async throws
    {
        try await Site.with { site in
            let document = try OfficeDocument(parsing: TestOffice.document)
            let database = site.test.database
            #expect(try await document.apply(to: database) == [])
            let taken = "/api/v1/users/officer/rights?role=officer&agency=H99.14&unit=ATBX"
            #expect(try await site.send(.delete, taken, as: "admin").status == 204)
            #expect(
                try await site.send(.put, "\(Self.units)/TDC", as: "admin", json: #"{"name": "Khác"}"#).status == 204)
            #expect(
                try await site.send(
                    .put, "/api/v1/agencies/H99.14/letterhead", as: "admin", json: #"{"place": "Vinh"}"#
                ).status == 204)
            #expect(try await Self.add(#"{"code": "TTS", "name": "Thanh tra"}"#, "1", at: site).status == 201)
            for _ in 1...2 {
                let kept = try await document.apply(to: database)
                #expect(
                    kept == [
                        .keep("the letterhead of agency H99.14"), .keep("unit H99.14/TDC"),
                        .keep("user officer of H99.14"),
                    ])
            }
            #expect(
                try await site.test.count(
                    "appointment p join account a on a.id = p.account_id where a.login = 'officer'") == 0)
            let changes = try await document.apply(to: database, overwriting: true)
            #expect(changes.contains { $0.explanation.contains("gave officer the role officer") })
            #expect(try await site.test.value("select name from unit where code = 'TDC'") == "Đo lường")
            #expect(try await site.test.count("agency where place is not null") == 0)
            #expect(try await site.test.count("unit where code = 'TTS'") == 1)
            #expect(try await document.apply(to: database, overwriting: true) == [])
        }
    }

    @Test func `the page shows the tree, and each form does what it says`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/units")
            #expect(
                admin.status == 200 && admin.text.contains("– <a href=\"/units?agency=H99.14&amp;unit=ATBX-1\">Tổ 1"))
            try await admin.submit("/units", ["code": "A B", "name": "Thanh <tra>", "parent": ""])
            #expect(
                admin.status == 422 && admin.text.contains("id=\"new-code-wrong\"")
                    && admin.text.contains("Thanh &lt;tra&gt;"))
            try await admin.submit("/units", ["code": "TTS", "name": "Thanh <tra>", "parent": "TDC"])
            #expect(admin.location == "/units?agency=H99.14", "\(admin.text)")
            try await admin.open("/units?agency=H99.14&unit=TDC")
            try await admin.submit("/units/closure")
            #expect(admin.status == 422 && admin.text.contains("đơn vị trực thuộc (chuyển hoặc đóng)"), "\(admin.text)")
            try await admin.open("/units?agency=H99.14&unit=TTS")
            try await admin.submit("/units/terms", ["name": "Thanh tra Sở", "parent": ""])
            try await admin.open("/units?agency=H99.14&unit=TTS")
            #expect(admin.text.contains("Thanh tra Sở"))
            try await admin.submit("/units/closure")
            try await admin.follow()
            #expect(admin.text.contains("đóng 3/3/2026"))
            try await admin.submit("/units/letterhead", ["place": "Vinh"])
            #expect(try await site.test.value("select place from agency where code = 'H99.14'") == "Vinh")
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/units")
            #expect(officer.status == 200 && !officer.text.contains("/units/closure"))
            let token = try officer.hidden(in: "/sign-out")["token"] ?? ""
            for step in ["", "/terms", "/closure", "/letterhead"] {
                try await officer.post(
                    "/units\(step)",
                    [
                        "token": token, "key": String(repeating: "a", count: 64), "agency": "H99.14", "unit": "TTS",
                        "code": "Z", "name": "z",
                    ])
                #expect(officer.status == 403, "\(step)")
            }
        }
    }
}
