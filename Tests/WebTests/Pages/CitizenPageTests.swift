import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// What everybody may read without an account, and how a citizen rates the service.
@Suite(.timeLimit(.minutes(5))) struct CitizenPageTests {
    private static let proof = ["digits": "5678"]

    /// A dossier whose result was handed over.
    static func returned(at site: Site) async throws -> String {
        var desk = try await Browser.signedIn("desk", at: site)
        let code = try await PageLifeTests.takeIn(&desk)
        let steps: [(login: String, command: String, fields: [String: String])] = [
            ("desk", "hand_over", ["unit": "ATBX"]), ("head", "assign", ["officer": "officer"]),
            ("officer", "complete_step", [:]), ("head", "submit", [:]),
            ("leader", "sign", ["capacity": "deputy", "personalSignature": "1", "agencySignature": "1"]),
            ("clerk", "issue_number", ["type": "GP"]), ("clerk", "finish", [:]),
            ("desk", "return", ["receiver": "applicant", "method": "desk", "proof": "signature"]),
        ]
        for step in steps { try await PageLifeTests.carry(step.login, step.command, step.fields, on: code, at: site) }
        return code
    }

    /// A citizen before the own dossier.
    private static func citizen(_ code: String, at site: Site) async throws -> Browser {
        var browser = Browser(site)
        try await browser.open("/look-up?code=\(code)")
        try await browser.submit("/look-up", ["code": code, "digits": "5678"])
        try #require(browser.status == 200, "\(browser.text)")
        return browser
    }

    @Test func `a procedure is found by a few letters, and says when there would be a result`() async throws {
        try await Site.with { site in
            var browser = Browser(site)
            try await browser.open("/procedures?q=thu+tuc&agency=H99.14")
            #expect(browser.status == 200 && browser.text.contains("/procedures/H99.14/9.990009.H99"))
            try await browser.open("/procedures?q=khong+co+dau")
            #expect(browser.text.contains("Không có thủ tục nào khớp"))
            try await browser.open("/procedures?q=x")
            #expect(browser.status == 200 && browser.text.contains("nội dung tìm quá ngắn"))
            let page = "/procedures/H99.14/9.990001.H99"
            try await browser.open(page)
            for words in ["17:00, Thứ Ba, 10/3/2026", "5 ngày làm việc", "30.000 đ", "Thông tư 1", "Đơn", "Một cửa"] {
                #expect(browser.text.contains(words), "\(words)")
            }
            // After closing on a Friday: the first day is the Tuesday after.
            try await browser.open("\(page)?from=2026-03-06T20:00")
            #expect(browser.text.contains("17:00, Thứ Hai, 16/3/2026"))
            // Nobody files in the past.
            try await browser.open("\(page)?from=2026-01-05T08:00")
            #expect(browser.text.contains("17:00, Thứ Ba, 10/3/2026"))
            try await browser.open("\(page)?from=tomorrow")
            #expect(browser.status == 422 && browser.text.contains("Hãy ghi ngày và giờ"))
            try await browser.open("/procedures/H99.14/9.990008.H99")
            #expect(browser.text.contains("Thủ tục này không có thời hạn"))
            for path in ["/procedures/H98/9.990001.H99", "/procedures/H99.14/9.99", "/procedures?agency=H00"] {
                try await browser.open(path)
                #expect(browser.status == 404, "\(path)")
            }
        }
    }

    @Test func `a dossier is rated once, after it is over, by who can look it up`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let open = try await PageLifeTests.takeIn(&desk)
            var early = try await Self.citizen(open, at: site)
            #expect(!early.text.contains("/look-up/rating"))
            let mark = ["token": try early.hidden(in: "/language")["token"] ?? ""]
            try await early.post(
                "/look-up/rating", mark.merging(["code": open, "digits": "5678", "score": "5"]) { $1 })
            #expect(early.status == 422 && early.text.contains("Hồ sơ chưa xong"))

            let code = try await Self.returned(at: site)
            var citizen = try await Self.citizen(code, at: site)
            try await citizen.submit("/look-up/rating", ["note": "giữ lại"])
            #expect(
                citizen.status == 422 && citizen.text.contains("Hãy chọn một mức") && citizen.text.contains("giữ lại"))
            try await citizen.submit("/look-up/rating", ["digits": "0000", "score": "1"])
            #expect(citizen.status == 422 && citizen.text.contains("Không có hồ sơ nào"))
            #expect(try await site.test.count("rating") == 0)
            citizen = try await Self.citizen(code, at: site)
            var twice = citizen
            try await citizen.submit("/look-up/rating", ["score": "4", "note": "Chị Lan <b>nhiệt tình</b>"])
            #expect(citizen.status == 200 && citizen.text.contains("Cảm ơn bạn"))
            #expect(citizen.text.contains("4 – Hài lòng") && !citizen.text.contains("/look-up/rating"))
            try await twice.submit("/look-up/rating", ["score": "1"])
            #expect(twice.status == 200 && twice.text.contains("đánh giá đầu tiên được giữ"))
            #expect(try await site.test.value("select score from rating") == "4")
        }
    }

    @Test func `ratings are figures for who may see reports, and words for who may read the dossier`() async throws {
        try await Site.with { site in
            let code = try await Self.returned(at: site)
            var citizen = try await Self.citizen(code, at: site)
            try await citizen.submit("/look-up/rating", ["score": "4", "note": "<script>x</script> tốt"])
            for login in ["supervisor", "head", "officer", "leader", "auditor"] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/ratings?by=unit")
                #expect(
                    browser.status == 200 && browser.text.contains("4,0") && browser.text.contains(code), "\(login)")
                #expect(browser.text.contains("&lt;script&gt;x&lt;/script&gt; tốt"))
            }
            for login in ["stranger", "foreigner"] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/ratings")
                #expect(browser.status == 200 && browser.text.contains("Chưa có đánh giá nào"), "\(login)")
            }
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/ratings")
            #expect(admin.status == 403)
            var supervisor = try await Browser.signedIn("supervisor", at: site)
            try await supervisor.open("/ratings?from=2026-03-04&to=2026-03-31")
            #expect(supervisor.text.contains("Chưa có đánh giá nào"))
            for grouping in ["procedure", "officer", "month"] {
                try await supervisor.open("/ratings?by=\(grouping)")
                #expect(supervisor.status == 200 && supervisor.text.contains("4,0"), "\(grouping)")
            }
        }
    }

    @Test func `what somebody wrote with a rating is erased with the person, and the score stays`() async throws {
        try await Site.with { site in
            let code = try await Self.returned(at: site)
            var citizen = try await Self.citizen(code, at: site)
            try await citizen.submit("/look-up/rating", ["score": "2", "note": "Tôi là An"])
            let erased = try await site.send(
                .post, "/api/v1/erasures", as: "admin", headers: ["Idempotency-Key": "erase"],
                json: #"{"identityNumber": "001099000017", "ground": "Đơn số 12"}"#)
            #expect(erased.status == 201, "\(erased.text)")
            #expect(try await site.test.count("rating_note") == 0)
            #expect(try await site.test.value("select score from rating") == "2")
        }
    }

    @Test func `figures of full months are public, and name nobody`() async throws {
        try await Site.with { site in
            var visitor = Browser(site)
            try await visitor.open("/public-figures")
            #expect(visitor.status == 200 && visitor.text.contains("Chưa có hồ sơ nào"))
            var desk = try await Browser.signedIn("desk", at: site)
            _ = try await PageLifeTests.takeIn(&desk)
            _ = try await Self.returned(at: site)
            try await Site.$now.withValue(Site.at("2026-04-02T09:00:00+07:00")) {
                // Taken in two, one of them done in time, the other open and overdue when the month ended.
                try await visitor.open("/public-figures?month=2026-03")
                let row = try #require(
                    visitor.text.firstMatch(of: #/agency=H99\.14">Sở thử.*?</tr>/#.dotMatchesNewlines()))
                let cells = row.0.matches(of: #/<td class="amount"[^>]*>([^<]*)</#).map { String($0.1) }
                #expect(cells == ["2", "1", "0", "1", "100,0 %", "50,0 %"])
                #expect(!visitor.text.contains("Nguyễn Văn An"))
                try await visitor.open("/public-figures?agency=H99.14")
                #expect(visitor.text.contains("50,0 %") && visitor.text.contains("10/2025"))
                for path in ["/public-figures?agency=H98", "/public-figures?month=2026-04"] {
                    try await visitor.open(path)
                    #expect(visitor.status == 404, "\(path)")
                }
            }
        }
    }
}
