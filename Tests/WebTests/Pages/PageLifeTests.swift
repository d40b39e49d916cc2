import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// A dossier's life through the pages, with forms alone.
@Suite(.timeLimit(.minutes(5))) struct PageLifeTests {
    static let applicant = [
        "kind": "citizen", "name": "Nguyễn Văn An", "identityNumber": "001099000017", "phone": "0912345678",
        "address": "12 phố Cũ", "email": "", "channel": "direct", "originals1": "1",
    ]

    /// Takes an application in and gives its code.
    static func takeIn(_ browser: inout Browser, _ applicant: [String: String] = applicant) async throws -> String {
        try await browser.open("/intake/9.990001.H99")
        try await browser.submit("/intake/9.990001.H99", applicant)
        let receipt = try #require(browser.location, "\(browser.text)")
        #expect(receipt.hasSuffix("/receipt"))
        return receipt.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    }

    static func carry(
        _ login: String, _ command: String, _ fields: [String: String] = [:], on code: String, at site: Site
    ) async throws {
        var browser = try await Browser.signedIn(login, at: site)
        try await browser.open("/dossiers/\(code)")
        try await browser.submit("/dossiers/\(code)/commands/\(command)", fields)
        #expect(browser.location == "/dossiers/\(code)?done=\(command)", "\(login) \(command): \(browser.text)")
    }

    @Test func `five people carry a dossier from the counter to its return, and the citizen looks it up`() async throws
    {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await Self.takeIn(&desk)
            try await desk.follow()
            for words in [
                "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", code, "Nguyễn Văn An", "5 ngày làm việc",
                "17 giờ 00, ngày 10 tháng 3 năm 2026 (Thứ Ba)",
            ] {
                #expect(desk.text.contains(words), "\(words)")
            }
            let steps: [(login: String, command: String, fields: [String: String])] = [
                ("desk", "hand_over", ["unit": "ATBX"]), ("head", "assign", ["officer": "officer"]),
                ("officer", "complete_step", ["remark": "Đủ điều kiện."]), ("head", "submit", [:]),
                ("leader", "sign", ["capacity": "deputy", "personalSignature": "1", "agencySignature": "1"]),
                ("clerk", "issue_number", ["type": "GP"]), ("clerk", "finish", [:]),
                ("desk", "return", ["receiver": "applicant", "method": "desk", "proof": "signature"]),
            ]
            for step in steps { try await Self.carry(step.login, step.command, step.fields, on: code, at: site) }
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/dossiers/\(code)")
            for words in ["Đã trả kết quả", "Đủ điều kiện.", "Trả kết quả", "Ký kết quả", "Hiện không có thao tác nào"]
            {
                #expect(officer.text.contains(words), "\(words)")
            }
            var citizen = Browser(site)
            try await citizen.open("/look-up")
            try await citizen.submit("/look-up", ["code": code, "digits": "5678"])
            #expect(citizen.status == 200 && citizen.text.contains("Kết quả đã được trao."))
            #expect(!citizen.text.contains("Nguyễn Văn An") && !citizen.text.contains("0912345678"))
        }
    }

    @Test func `a second click on the same form makes no second dossier and no second step`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            try await desk.open("/intake/9.990001.H99")
            let form = try desk.hidden(in: "/intake/9.990001.H99").merging(Self.applicant) { $1 }
            try await desk.post("/intake/9.990001.H99", form)
            let first = desk.location
            try await desk.post("/intake/9.990001.H99", form)
            #expect(desk.status == 303 && desk.location == first)
            #expect(try await site.test.count("dossier") == 1)
            let code = try #require(first?.split(separator: "/").dropFirst().first.map(String.init))
            try await desk.open("/dossiers/\(code)")
            let action = "/dossiers/\(code)/commands/hand_over"
            let handOver = try desk.hidden(in: action).merging(["unit": "ATBX", "receiver": ""]) { $1 }
            for _ in 1...2 {
                try await desk.post(action, handOver)
                #expect(desk.status == 303)
            }
            #expect(try await site.test.count("dossier_event where kind = 'handed_over'") == 1)
        }
    }

    @Test func `what a rule refuses is said with the rule, and what was typed stays`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            try await desk.open("/intake/9.990001.H99")
            let wrong = Self.applicant.merging(["originals1": "", "phone": "123", "name": "Trần \"Thị\" Bé"]) { $1 }
            try await desk.submit("/intake/9.990001.H99", wrong)
            #expect(desk.status == 422 && desk.text.contains("Số điện thoại không đúng"))
            #expect(desk.text.contains("value=\"Trần &#34;Thị&#34; Bé\"") && desk.text.contains("aria-invalid"))
            try await desk.submit("/intake/9.990001.H99", wrong.merging(["phone": ""]) { $1 })
            #expect(desk.status == 422 && desk.text.contains("Thiếu giấy tờ bắt buộc"))
            #expect(try await site.test.count("dossier") == 0)
            let code = try await Self.takeIn(&desk)
            try await desk.open("/dossiers/\(code)")
            var other = desk
            try await desk.submit("/dossiers/\(code)/commands/hand_over", ["unit": "ATBX"])
            try await other.submit("/dossiers/\(code)/commands/withdraw")
            #expect(other.status == 412 && other.text.contains("Có người vừa thay đổi hồ sơ này"))
            #expect(try await site.test.count("dossier_event where kind = 'withdrawn'") == 0)
        }
    }

    @Test func `who applied before is filled in from the number`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            _ = try await Self.takeIn(&desk)
            try await desk.open("/intake/9.990001.H99")
            try await desk.submit(
                "/intake/9.990001.H99", ["identityNumber": "001099000017", "fill": "1", "originals1": "3"])
            #expect(desk.status == 200 && desk.text.contains("value=\"Nguyễn Văn An\""))
            #expect(desk.text.contains("name=\"originals1\" inputmode=\"numeric\" maxlength=\"3\" value=\"3\""))
            #expect(try await site.test.count("dossier") == 1)
        }
    }

    @Test func `a number that is sent alone is looked up, as a reader of cards sends it`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            try await desk.open("/intake/9.990001.H99")
            try await desk.submit(
                "/intake/9.990001.H99", Self.applicant.merging(["name": "", "phone": ""]) { $1 })
            #expect(desk.status == 200 && desk.text.contains("Chưa có ai với số này"))
            #expect(try await site.test.count("dossier") == 0)
            _ = try await Self.takeIn(&desk)
            try await desk.open("/intake/9.990001.H99")
            try await desk.submit(
                "/intake/9.990001.H99", ["kind": "citizen", "identityNumber": "001099000017", "name": ""])
            #expect(desk.status == 200 && desk.text.contains("value=\"Nguyễn Văn An\""))
            #expect(try await site.test.count("dossier") == 1)
        }
    }

    @Test func `what is asked of a unit stands on the page, with its answer, and what is wanted of the applicant`()
        async throws
    {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await Self.takeIn(&desk)
            let steps: [(login: String, command: String, fields: [String: String])] = [
                ("desk", "hand_over", ["unit": "ATBX"]), ("head", "assign", ["officer": "officer"]),
                ("officer", "ask_opinion", ["unit": "TDC", "words": "Phương tiện đo có đạt không?"]),
                ("stranger", "answer_opinion", ["number": "1", "verdict": "disagree", "words": "Chưa kiểm định"]),
                ("officer", "ask_supplement", ["item1": "Thiếu chữ ký", "reason": "Đơn chưa ký."]),
            ]
            for step in steps { try await Self.carry(step.login, step.command, step.fields, on: code, at: site) }
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/dossiers/\(code)")
            for words in ["Phương tiện đo có đạt không?", "Không đồng ý", "Chưa kiểm định", "Thiếu chữ ký"] {
                #expect(officer.text.contains(words), "\(words)")
            }
            #expect(officer.text.contains("tạm dừng, chờ người nộp"))
            var asked = try await Browser.signedIn("stranger", at: site)
            try await asked.open("/dossiers/\(code)?done=answer_opinion")
            #expect(asked.status == 200 && asked.text.contains("không còn thuộc phạm vi"))
            try await asked.open("/dossiers/\(code)")
            #expect(asked.status == 404)
        }
    }

    @Test func `a procedure is found by a few letters without marks`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            try await desk.open("/intake?q=thu+tuc")
            #expect(desk.status == 200 && desk.text.contains("9.990001.H99"))
            try await desk.open("/intake?q=khong%20co%20dau")
            #expect(desk.text.contains("Không có thủ tục nào khớp"))
        }
    }

    @Test func `guessing at a dossier's second fact is slowed and locked`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await Self.takeIn(&desk)
            var citizen = Browser(site)
            try await citizen.open("/look-up?code=\(code)")
            #expect(citizen.text.contains("value=\"\(code)\""))
            for digits in ["0000", "1111", "2222"] {
                try await citizen.submit("/look-up", ["code": code, "digits": digits])
                #expect(citizen.status == 422)
            }
            try await citizen.submit("/look-up", ["code": code, "digits": "5678"])
            #expect(citizen.status == 429)
            try await Site.$now.withValue(Site.now.adding(seconds: 6)) {
                try await citizen.submit("/look-up", ["code": code, "digits": "0017"])
                #expect(citizen.status == 200 && citizen.text.contains("Được tiếp nhận"))
            }
        }
    }

    @Test func `who is late is told that the agency is sorry, and of the new date`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await Self.takeIn(&desk)
            try await Site.$now.withValue(Site.at("2026-03-12T09:00:00+07:00")) {
                var citizen = Browser(site)
                try await citizen.open("/look-up")
                try await citizen.submit("/look-up", ["code": code, "digits": "5678"])
                #expect(citizen.text.contains("Hồ sơ đã quá ngày hẹn."))
                var officer = try await Browser.signedIn("desk", at: site)
                try await officer.open("/work?apology=missing")
                #expect(officer.text.contains(code) && officer.text.contains("quá hạn 2 ngày làm việc"))
                try await officer.open("/work?apology=at_risk")
                #expect(officer.text.contains("Không có hồ sơ nào"))
            }
        }
    }
}
