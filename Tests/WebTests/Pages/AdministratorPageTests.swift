import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// The pages of who keeps the office running.
@Suite(.timeLimit(.minutes(5))) struct AdministratorPageTests {
    private static let storm = [
        "agency": "H99.14", "number": "12/QĐ-UBND", "date": "3/3/2026", "issuer": "UBND tỉnh", "reason": "Bão <số> 3",
        "off": "5/3/2026 đến 6/3/2026", "work": "7/3/2026 bù 5/3/2026\n8/3/2026 07:30-11:30, 13:30-17:00",
    ]

    @Test func `a decision about the calendar: typed, looked at in advance, applied, undone`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            var supervisor = try await Browser.signedIn("supervisor", at: site)
            try await supervisor.open("/calendar-decisions")
            try await supervisor.submit(
                "/calendar-decisions", Self.storm.merging(["off": "5/3/2026\nhôm sau nữa"]) { $1 })
            #expect(supervisor.status == 422 && supervisor.text.contains("Không đọc được “hôm sau nữa”"))
            #expect(supervisor.text.contains("aria-invalid") && supervisor.text.contains("Bão &lt;số&gt; 3"))
            try await supervisor.submit("/calendar-decisions", Self.storm.merging(["work": ""]) { $1 })
            #expect(supervisor.status == 303, "\(supervisor.text)")
            let page = try #require(supervisor.location)
            try await supervisor.follow()
            for words in [
                "Nếu áp dụng bây giờ", code, "muộn hơn 2 ngày làm việc", "Thứ Năm, 5/3/2026", "Bão &lt;số&gt; 3",
            ] {
                #expect(supervisor.text.contains(words), "\(words)")
            }
            #expect(try await site.test.value("select due_on::text from dossier") == "2026-03-10")
            try await supervisor.submit("\(page)/application")
            #expect(supervisor.location == page, "\(supervisor.text)")
            _ = try await site.desk.carryOutCalendarDecisions(at: Site.now)
            #expect(try await site.test.value("select due_on::text from dossier") == "2026-03-12")
            try await supervisor.open("\(page)?undo=1")
            #expect(supervisor.text.contains("Nếu bãi bỏ bây giờ") && supervisor.text.contains("sớm hơn"))
            try await supervisor.submit("\(page)/undoing", ["reason": ""])
            #expect(supervisor.status == 422 && supervisor.text.contains("Không được để trống"))
            try await supervisor.submit("\(page)/undoing", ["reason": "Bão không vào"])
            #expect(supervisor.location == page, "\(supervisor.text)")
            try await supervisor.follow()
            #expect(supervisor.text.contains("đang bãi bỏ") && supervisor.text.contains("Bão không vào"))

            try await supervisor.open("/calendar?year=2026")
            #expect(
                supervisor.text.contains("Thứ Hai, 16/2/2026") && supervisor.text.contains("07:00-11:30, 13:30-17:00"))
            try await supervisor.open("/calendar?agency=H98")
            #expect(supervisor.status == 404)
            try await supervisor.open("/calendar-decisions")
            try await supervisor.submit(
                "/calendar-decisions",
                Self.storm.merging([
                    "number": "13/QĐ", "hoursFrom": "2026-06-01", "hoursTo": "2026-06-30", "hours-mon": "07:00-11:00",
                ]) { $1 })
            try await supervisor.follow()
            #expect(supervisor.text.contains("giờ của Thứ Năm, 5/3/2026") && supervisor.text.contains("07:30-11:30"))
            try await supervisor.submit("\(supervisor.address)/deletion")
            #expect(supervisor.location == "/calendar-decisions")
            #expect(try await site.test.count("calendar_decision") == 1)
        }
    }

    @Test func `who has no right to decide reads the decisions, and strangers find none`() async throws {
        try await Site.with { site in
            var supervisor = try await Browser.signedIn("supervisor", at: site)
            try await supervisor.open("/calendar-decisions")
            try await supervisor.submit("/calendar-decisions", Self.storm)
            let page = try #require(supervisor.location)
            for (login, status) in [("officer", 200), ("admin", 200), ("foreigner", 404)] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open(page)
                #expect(browser.status == status && !browser.text.contains("\(page)/application"), "\(login)")
                let token = try browser.hidden(in: "/sign-out")["token"] ?? ""
                let form = ["token": token, "key": String(repeating: "a", count: 64), "reason": "x"]
                for step in ["application", "undoing", "deletion"] {
                    try await browser.post("\(page)/\(step)", form)
                    #expect(browser.status == (status == 404 ? 404 : 403), "\(login) \(step)")
                }
                try await browser.post("/calendar-decisions", Self.storm.merging(form) { $1 })
                #expect(browser.status == (status == 404 ? 404 : 403), "\(login)")
            }
            #expect(try await site.test.value("select state from calendar_decision") == "draft")
        }
    }

    @Test func `a message that failed is tried again by who may, and others do not see it`() async throws {
        try await Site.with { site in
            let path = "/api/v1/message-templates/H99.14/accepted/sms/vi"
            _ = try await site.send(.put, path, as: "admin", json: #"{"body": "{applicant}: {code}"}"#)
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            try await site.test.script(
                "update message set state = 'failed', ended_at = now(), failure = 'gateway <down>'")
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/messages")
            #expect(admin.text.contains(code) && admin.text.contains("gateway &lt;down&gt;"))
            #expect(!admin.text.contains("Nguyễn Văn An") && !admin.text.contains("href=\"/dossiers/"))
            let retry = try #require(admin.text.firstMatch(of: #/action="(/messages/[0-9]+/retry)"/#)).1
            var supervisor = try await Browser.signedIn("supervisor", at: site)
            try await supervisor.open("/messages")
            #expect(supervisor.text.contains("href=\"/dossiers/\(code)\"") && !supervisor.text.contains("/retry"))
            let token = try supervisor.hidden(in: "/sign-out")["token"] ?? ""
            try await supervisor.post(String(retry), ["token": token])
            #expect(supervisor.status == 403)
            try await admin.submit(String(retry))
            #expect(admin.location == "/messages?told=1", "\(admin.text)")
            try await admin.follow()
            #expect(admin.text.contains("Không có tin nào gửi không được"))
            #expect(try await site.test.count("message where state = 'waiting'") == 1)
            var officer = try await Browser.signedIn("officer", at: site)
            for path in ["/messages", "/message-templates", "/message-templates/accepted/sms/vi"] {
                try await officer.open(path)
                #expect(officer.status == 403, "\(path)")
            }
        }
    }

    @Test func `a template is refused beside its field, looked at, kept and taken back`() async throws {
        try await Site.with { site in
            let path = "/message-templates/accepted/email/vi"
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open(path)
            try await admin.submit(path, ["subject": "Hồ sơ {code}", "body": "Chào {ten}", "on": "1"])
            #expect(
                admin.status == 422 && admin.text.contains("Không có tên {ten}")
                    && admin.text.contains("id=\"body-wrong\""))
            let text = ["subject": "Hồ sơ {code}", "body": "Chào {applicant},\n<b>nhận</b> {received}", "on": "1"]
            try await admin.submit(path, text.merging(["preview": "1"]) { $1 })
            #expect(admin.status == 200 && admin.text.contains("Tin sẽ như thế này"))
            #expect(admin.text.contains("&lt;b&gt;nhận&lt;/b&gt;") && !admin.text.contains("<b>nhận"))
            #expect(try await site.test.count("message_template") == 0)
            try await admin.submit(path, text)
            #expect(admin.location == "/message-templates", "\(admin.text)")
            #expect(try await site.test.count("message_template where is_on") == 1)
            try await admin.open(path)
            try await admin.submit("\(path)/removal")
            #expect(admin.status == 303)
            #expect(try await site.test.count("message_template") == 0)
            var supervisor = try await Browser.signedIn("supervisor", at: site)
            try await supervisor.open(path)
            #expect(supervisor.status == 200 && !supervisor.text.contains(">Lưu<"))
            let token = try supervisor.hidden(in: "/sign-out")["token"] ?? ""
            try await supervisor.post(path, text.merging(["token": token]) { $1 })
            #expect(supervisor.status == 403)
        }
    }

    @Test func `an absence is entered, refused with its rule, and ended`() async throws {
        try await Site.with { site in
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/absences")
            let away = ["person": "officer", "standIn": "colleague", "from": "2026-03-03", "to": "2026-03-06"]
            try await officer.submit("/absences", away.merging(["to": "2026-03-01"]) { $1 })
            #expect(officer.status == 422 && officer.text.contains("kết thúc không trước ngày đầu"))
            try await officer.submit("/absences", away.merging(["person": "head"]) { $1 })
            #expect(officer.status == 403)
            try await officer.submit("/absences", away)
            #expect(officer.location == "/absences", "\(officer.text)")
            try await officer.follow()
            #expect(officer.text.contains("đang vắng") && officer.text.contains("Thu"))
            let end = try #require(officer.text.firstMatch(of: #/action="(/absences/[0-9]+/ending)"/#)).1
            var stranger = try await Browser.signedIn("stranger", at: site)
            let token = try await stranger.hidden(in: "/sign-out", opening: "/absences")
            try await stranger.post(String(end), ["token": token])
            #expect(stranger.status == 403 || stranger.status == 404)
            try await officer.submit(String(end))
            try await officer.open("/absences?all=1")
            #expect(officer.text.contains("kết thúc sớm"))
        }
    }

    @Test func `the audit trail shows what was erased and who read a dossier, to who may`() async throws {
        try await Site.with { site in
            let code = try await CitizenPageTests.returned(at: site)
            let erased = try await site.send(
                .post, "/api/v1/erasures", as: "admin", headers: ["Idempotency-Key": "erase"],
                json: #"{"identityNumber": "001099000017", "ground": "Đơn <số> 12"}"#)
            #expect(erased.status == 201, "\(erased.text)")
            var auditor = try await Browser.signedIn("auditor", at: site)
            try await auditor.open("/audit")
            #expect(auditor.status == 200 && auditor.text.contains("Xóa dữ liệu cá nhân"))
            #expect(auditor.text.contains("Đơn &lt;số&gt; 12") && auditor.text.contains(code))
            try await auditor.open("/audit/reads?code=\(code)")
            #expect(
                auditor.status == 200 && auditor.text.contains("officer") && auditor.text.contains("phiếu kiểm soát"))
            try await auditor.open("/audit/reads?code=x")
            #expect(auditor.status == 422)
            for login in ["officer", "supervisor"] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/audit")
                #expect(browser.status == 403, "\(login)")
                try await browser.open("/audit/reads?code=\(code)")
                #expect(browser.status == 403, "\(login)")
            }
        }
    }
}

extension Browser {
    /// The mark of a form of a page.
    fileprivate mutating func hidden(in action: String, opening path: String) async throws -> String {
        try await open(path)
        return try hidden(in: action)["token"] ?? ""
    }
}
