import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// Finding a dossier, an applicant or a procedure again.
@Suite(.timeLimit(.minutes(5))) struct SearchTests {
    private static func path(_ text: String, _ more: String = "") -> String {
        let escaped = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "/api/v1/search?q=\(escaped)\(more)"
    }

    private static func intake(_ applicant: String) -> String {
        #"{"procedure": "9.990001.H99", "channel": "direct", "applicant": {\#(applicant)}, "papers": \#(Site.papers)}"#
    }

    /// The codes found, in order.
    private static func codes(
        _ site: Site, _ text: String, _ more: String = "", as login: String = "desk"
    ) async throws -> [String] {
        let reply = try await site.get(path(text, more), as: login)
        try #require(reply.status == 200, "\(text): \(reply.text)")
        return (0..<(reply["items"].flatMap { Int($0) } ?? 0)).compactMap { reply["items.\($0).code"] }
    }

    @Test func `a dossier is found by name however it is typed, and by code, identity number and telephone`()
        async throws
    {
        try await Site.with { site in
            let dang = try #require(
                try await site.takeIn(
                    Self.intake(
                        #""name": " Đặng  Thị Ngọc Ảnh ", "identityNumber": "001 199 000 123", "phone": "+84 912 345 678""#
                    ))["code"])
            let an = try #require(try await site.takeIn(Self.intake(#""name": "Nguyễn Văn An""#))["code"])
            let anh = try #require(try await site.takeIn(Self.intake(#""name": "Trần Ngọc Anh""#))["code"])
            for text in [
                "Đặng Thị Ngọc Ảnh", "dang thi ngoc anh", "ĐẶNG NGỌC", "anh dang",
                "Đặng".decomposedStringWithCanonicalMapping,
                dang, dang.lowercased(), "260303-0001", "001199000123", "001199", "0912345678", "+84 912 345 678",
                "091234",
            ] {
                #expect(try await Self.codes(site, text) == [dang], "\(text)")
            }
            // A beginning comes before a word inside.
            #expect(try await Self.codes(site, "ngoc anh") == [anh, dang])
            #expect(Set(try await Self.codes(site, "an")) == [anh, an, dang])
            #expect(Set(try await Self.codes(site, "H99.14-2603")) == [dang, an, anh])
            #expect(try await Self.codes(site, "lê thị") == [])
            #expect(try await Self.codes(site, "100%_") == [])
            let line = try await site.get(Self.path(dang), as: "desk")
            #expect(line["items.0.applicant"] == "Đặng Thị Ngọc Ảnh")
            #expect(line["complete"] == "1")
            #expect(try await site.get(Self.path("anh", "&limit=1"), as: "desk")["complete"] == "0")
        }
    }

    @Test func `of a common name the newest are found, and a rare one however long ago it came`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.takeIn(Self.intake(#""name": "Nguyễn Văn Chung""#))["code"])
            // One every ten days, the oldest first, also in the table.
            try await site.test.script(
                """
                insert into applicant (id, tenant_id, agencies, kind, name, created_at)
                select 900000 + n, tenant_id, case n when 3 then agencies || other.id else agencies end, kind,
                       case n when 1 then 'Hoàng Hiếm' else name end, created_at - (131 - n) * interval '10 days'
                from applicant, generate_series(1, 130) n, (select id from agency where code = 'H98') other;
                create temporary table filed as select dossier.* from dossier, generate_series(1, 130);
                alter table filed drop column list_due, drop column holder_id, drop column line_id, add column n serial;
                update filed set id = 900000 + n, code = 'H99.14-250101-' || lpad(n::text, 4, '0'),
                    applicant_id = 900000 + n;
                alter table filed drop column n;
                do $$ begin
                    execute (select format('insert into dossier (%1$s) select %1$s from filed',
                            string_agg(quote_ident(column_name), ', '))
                        from information_schema.columns where table_name = 'filed');
                end $$
                """)
            // With the one that was taken in, which is the newest of all, a hundred.
            let newest = (32...130).reversed().map { "H99.14-250101-" + "\(10_000 + $0)".dropFirst() }
            let all = try await Self.codes(site, "chung nguyen van", "&limit=100")
            #expect(Set(all) == Set(newest + [code]))
            #expect(try await Self.codes(site, "chung nguyen van") == Array(newest.prefix(20)))
            #expect(try await site.get(Self.path("nguyen van chung"), as: "desk")["complete"] == "0")
            #expect(try await Self.codes(site, "hiem hoang") == ["H99.14-250101-0001"])
            let elsewhere = try await site.get(Self.path("chung", "&kind=applicants"), as: "foreigner")
            #expect(elsewhere["items"] == "1", "\(elsewhere.text)")
        }
    }

    @Test func `what reads as a number is a name where nothing has that number`() async throws {
        try await Site.with { site in
            let store = try #require(try await site.takeIn(Self.intake(#""name": "Kho 091234 Gốm""#))["code"])
            #expect(try await Self.codes(site, "091234") == [store])
            let known = try await site.get(Self.path("091234", "&kind=applicants"), as: "desk")
            #expect(known["items.0.name"] == "Kho 091234 Gốm")
            let person = try #require(
                try await site.takeIn(Self.intake(#""name": "Lê Hoa", "phone": "0912345678""#))["code"])
            #expect(try await Self.codes(site, "091234") == [person])
            #expect(try await Self.codes(site, "kho 091234") == [store])
        }
    }

    @Test func `what lies out of scope is not found, and what is closed is`() async throws {
        try await Site.with { site in
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            for text in [code, "nguyen van an"] {
                #expect(try await Self.codes(site, text) == [code])
                #expect(try await Self.codes(site, text, as: "leader") == [code])
                // Before the hand-over it is in no unit.
                #expect(try await Self.codes(site, text, as: "officer") == [])
                #expect(try await Self.codes(site, text, as: "foreigner") == [])
            }
            try await site.live(
                code, from: try #require(taken.etag), Site.toOfficer() + Site.toSubmission + Site.toReturn)
            for login in ["desk", "officer", "leader", "auditor"] {
                #expect(try await Self.codes(site, "nguyen an", as: login) == [code], "\(login)")
            }
            #expect(try await Self.codes(site, "nguyen an", as: "stranger") == [])
            #expect(try await site.get(Self.path("nguyen"), as: "admin").isProblem(403, rule: "C7.no_right"))
            let reports = try await site.token("desk", scopes: [.reports]).secret
            #expect(try await site.send(.get, Self.path("nguyen"), secret: reports).isProblem(403, rule: "C7.no_right"))
            #expect(try await site.get(Self.path("nguyen"), as: nil).isProblem(401))
        }
    }

    @Test func `applicants are found by who takes in, each person once with the newest details`() async throws {
        try await Site.with { site in
            for phone in ["0912345678", "0912345679"] {
                let person = #""name": "Lê Thị Hoa", "identityNumber": "001199000123", "phone": "\#(phone)""#
                #expect(try await site.takeIn(Self.intake(person)).status == 201)
            }
            for text in ["le hoa", "001199000123"] {
                let reply = try await site.get(Self.path(text, "&kind=applicants"), as: "desk")
                #expect(reply["items"] == "1" && reply["items.0.phone"] == "0912345679", "\(reply.text)")
            }
            for text in ["le hoa", "001199000123"] {
                let other = try await site.get(Self.path(text, "&kind=applicants"), as: "foreigner")
                #expect(other.status == 200 && other["items"] == "0")
            }
            for login in ["officer", "leader", "admin"] {
                let reply = try await site.get(Self.path("le hoa", "&kind=applicants"), as: login)
                #expect(reply.isProblem(403, rule: "C7.no_right"), "\(login)")
            }
        }
    }

    @Test func `signs inside a word open no other agency, and a portal's token finds nobody`() async throws {
        try await Site.with { site in
            #expect(try await site.takeIn(Self.intake(#""name": "Công ty C@T""#)).status == 201)
            for text in ["c@t", "C* T*", "#c$t!"] {
                let own = try await site.get(Self.path(text, "&kind=applicants"), as: "desk")
                #expect(own["items"] == "1", "\(text): \(own.text)")
                let other = try await site.get(Self.path(text, "&kind=applicants"), as: "foreigner")
                #expect(other.status == 200 && other["items"] == "0", "\(text): \(other.text)")
            }
            let portal = try await site.token("desk", scopes: [.portal, .write, .read], isPortal: true).secret
            let reply = try await site.send(.get, Self.path("cong ty", "&kind=applicants"), secret: portal)
            #expect(reply.isProblem(403, rule: "C7.no_right"))
        }
    }

    @Test func `procedures are found by name and code by everybody of the tenant`() async throws {
        try await Site.with { site in
            for login in ["desk", "admin", "officer"] {
                let all = try await site.get(Self.path("THỦ TỤC", "&kind=procedures"), as: login)
                #expect(all["items"] == "3" && all["items.0.code"] == "9.990001.H99")
                let one = try await site.get(Self.path("9.990008", "&kind=procedures"), as: login)
                #expect(one["items"] == "1" && one["items.0.name"] == "Thủ tục thử")
            }
            #expect(try await site.get(Self.path("thu tuc", "&kind=procedures"), as: "foreigner")["items"] == "0")
        }
    }

    @Test func `a search for next to nothing is refused with the rule`() async throws {
        try await Site.with { site in
            for text in ["", "  ", "a", " Đ ", "--", "\u{0}\u{1}ab", String(repeating: "a", count: 201)] {
                let reply = try await site.get(Self.path(text), as: "desk")
                #expect(reply.isProblem(422, rule: "query.format", field: "q"), "\(text): \(reply.text)")
            }
            #expect(try await site.get("/api/v1/search", as: "desk").isProblem(422, rule: "query.missing", field: "q"))
            #expect(try await site.get(Self.path("an", "&kind=x"), as: "desk").isProblem(422, field: "kind"))
        }
    }

    @Test func `wrong numbers are refused at the counter, by field and rule and without the number`() async throws {
        try await Site.with { site in
            let cases = [
                (#""identityNumber": "000099000001""#, "R1.citizen_number.province", "applicant.identityNumber"),
                (#""identityNumber": "012345678""#, "R1.citizen_number.form", "applicant.identityNumber"),
                (
                    #""kind": "enterprise", "identityNumber": "0100109107""#, "R1.tax_code.check_digit",
                    "applicant.identityNumber"
                ),
                (#""kind": "household", "identityNumber": "12345""#, "R1.tax_code.form", "applicant.identityNumber"),
                (#""phone": "0951234567""#, "R1.phone.prefix", "applicant.phone"),
            ]
            for (details, rule, field) in cases {
                let reply = try await site.takeIn(Self.intake(#""name": "Nguyễn Văn An", \#(details)"#))
                #expect(reply.isProblem(422, rule: rule, field: field), "\(reply.text)")
                #expect(!reply.text.contains("990000") && !reply.text.contains("0951234"))
            }
            let kept = try await site.takeIn(
                Self.intake(
                    #""kind": "enterprise", "name": "  Công ty  TNHH Gốm ", "identityNumber": "0100109106001", "phone": "+84 24 3825 5555""#
                ))
            #expect(kept["applicant.name"] == "Công ty TNHH Gốm")
            #expect(kept["applicant.identityNumber"] == "0100109106-001" && kept["applicant.phone"] == "02438255555")
        }
    }
}
