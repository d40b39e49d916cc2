import Desk
import Foundation
import OneStop
import TestSupport
import Testing

/// The lists beside the work list: results to call for, questions to a unit, legs; and two people on one dossier.
@Suite(.timeLimit(.minutes(5))) struct DeskListPageTests {
    @Test func `a result waits with whom to call, and a contact is counted`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let name = "<i>Bé</i> \"\u{301}Hai"
            let code = try await PageLifeTests.takeIn(&desk, PageLifeTests.applicant.merging(["name": name]) { $1 })
            try await desk.open("/results")
            #expect(desk.status == 200 && desk.text.contains("Không có kết quả nào chờ trả"))
            let tag = try #require(try await site.get("/api/v1/dossiers/\(code)", as: "desk").etag)
            let life = Site.toOfficer() + Site.toSubmission + Site.toReturn.dropLast()
            try await site.live(code, from: tag, Array(life))
            try await Site.$now.withValue(Site.now.adding(minutes: 30)) {
                try await desk.open("/results")
                for words in [
                    "&lt;i&gt;Bé", "href=\"tel:0912345678\"", "hôm nay", "<td>chưa</td>",
                    "/dossiers/\(code)?open=return",
                ] { #expect(desk.text.contains(words), "\(words)") }
                #expect(!desk.text.contains("<i>Bé"))
                let form = try desk.hidden(in: "/results")
                for _ in 1...2 {
                    try await desk.post("/results", form.merging(["kind": "call"]) { $1 })
                    #expect(desk.location == "/results?done=\(code)", "\(desk.text)")
                }
                try await desk.follow()
                #expect(desk.text.contains("đã ghi lần liên hệ") && desk.text.contains("cả hồ sơ: 1 lần"))
                // Somebody else was faster.
                try await desk.post(
                    "/results", form.merging(["kind": "call", "key": String(repeating: "c", count: 64)]) { $1 })
                #expect(desk.status == 412 && desk.text.contains("Có người vừa thay đổi"))
                #expect(try await site.test.count("dossier_event where kind = 'contact_recorded'") == 1)
                try await desk.open("/dossiers/\(code)?open=return")
                #expect(desk.text.contains("<details class=\"act first\" open><summary>Trả kết quả"))
                var officer = try await Browser.signedIn("officer", at: site)
                try await officer.open("/results")
                #expect(officer.status == 403)
                var foreigner = try await Browser.signedIn("foreigner", at: site)
                try await foreigner.open("/results")
                #expect(foreigner.status == 200 && !foreigner.text.contains(code))
                try await foreigner.open("/account")
                let token = try foreigner.hidden(in: "/sign-out")["token"] ?? ""
                try await foreigner.post(
                    "/results",
                    form.merging(["token": token, "kind": "call", "key": String(repeating: "d", count: 64)]) { $1 })
                #expect(foreigner.status == 404)
            }
        }
    }

    @Test func `a unit finds what it is asked, hands it on and answers`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            try await site.live(
                code, from: try #require(assigned.etag),
                [("officer", "opinion-requests", #"{"unit": "TDC", "words": "Đo <b>thế nào</b>?"}"#)])
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/questions")
            #expect(officer.status == 200 && officer.text.contains("Không có câu hỏi nào chờ trả lời"))
            var asked = try await Browser.signedIn("stranger", at: site)
            try await asked.open("/questions")
            #expect(
                asked.text.contains("/dossiers/\(code)?open=answer_opinion")
                    && asked.text.contains("còn 3 ngày làm việc"))
            try await asked.open("/dossiers/\(code)?open=hand_on_opinion")
            #expect(asked.text.contains("Đo &lt;b&gt;thế nào&lt;/b&gt;?") && asked.text.contains("Hòa (stranger)"))
            #expect(!asked.text.contains("Thu (colleague)"))
            try await asked.submit(
                "/dossiers/\(code)/commands/hand_on_opinion", ["number": "1", "officer": "stranger"])
            #expect(asked.status == 303, "\(asked.text)")
            try await asked.open("/questions?state=overdue")
            #expect(!asked.text.contains(code))
            try await asked.open("/dossiers/\(code)?open=answer_opinion")
            try await asked.submit(
                "/dossiers/\(code)/commands/answer_opinion", ["number": "1", "verdict": "agree", "words": ""])
            try await asked.follow()
            #expect(asked.text.contains("href=\"/questions\"") && asked.text.contains("không còn thuộc phạm vi"))
            try await asked.open("/questions?state=answered")
            #expect(asked.text.contains(code) && asked.text.contains("Đồng ý"))
            try await asked.open("/questions?state=sometimes")
            #expect(asked.status == 422)
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/questions")
            #expect(admin.status == 403)
        }
    }

    @Test func `legs are received from their list, by who has them alone`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let sent = try await site.live(
                code, from: try #require(assigned.etag),
                [("officer", "legs", #"{"agency": "H99.15", "unit": "TN", "limit": "2wd"}"#)])
            let version = try #require(sent["version"])
            for login in ["bystander", "officer"] {
                var other = try await Browser.signedIn(login, at: site)
                try await other.open("/legs")
                #expect(other.status == 200 && !other.text.contains(code), "\(login)")
                try await other.open("/account")
                let token = try other.hidden(in: "/sign-out")["token"] ?? ""
                try await other.post(
                    "/legs/receipts",
                    ["token": token, "key": String(repeating: "a", count: 64), "pick-\(code)~1": version])
                #expect(other.text.contains("Đã thực hiện 0 trong 1"), "\(login)")
            }
            var partner = try await Browser.signedIn("partner", at: site)
            try await partner.open("/legs?all=1")
            #expect(
                partner.text.contains(
                    "name=\"pick-\(code)~1\" value=\"\(version)\" aria-label=\"Chọn \(code)\" checked"))
            #expect(partner.text.contains("chưa nhận") && partner.text.contains("còn 2 ngày làm việc"))
            try await partner.submit("/legs/receipts")
            #expect(partner.status == 422 && partner.text.contains("Chưa chọn hồ sơ nào"))
            try await partner.submit("/legs/receipts", ["pick-\(code)~x": version])
            #expect(partner.text.contains("Đã thực hiện 0 trong 1"))
            try await partner.submit("/legs/receipts", ["pick-\(code)~1": version])
            #expect(partner.text.contains("Đã thực hiện 1 trong 1"), "\(partner.text)")
            #expect(!partner.text.contains("name=\"pick-"))
            try await partner.open("/legs?state=waiting")
            #expect(!partner.text.contains(code))
            try await partner.open("/dossiers/\(code)?open=complete_leg")
            try await partner.submit(
                "/dossiers/\(code)/commands/complete_leg", ["leg": "1", "statement": "Đồng ý"])
            #expect(partner.status == 303, "\(partner.text)")
            try await partner.open("/legs")
            #expect(!partner.text.contains(code))
        }
    }

    @Test func `two people on a dossier know of each other, and a refused form tells what the other did`() async throws
    {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/dossiers/\(code)")
            #expect(!officer.text.contains("cũng đang được mở"))
            // Who inspects is told to nobody.
            var auditor = try await Browser.signedIn("auditor", at: site)
            try await auditor.open("/dossiers/\(code)")
            try await site.desk.reads.write()
            var head = try await Browser.signedIn("head", at: site)
            try await head.open("/dossiers/\(code)")
            let company = try #require(head.text.firstMatch(of: #/<p class="line company">(.*)<\/p>/#)?.1)
            #expect(company.contains("cũng đang được mở") && company.contains("Minh (officer) 09:00"))
            #expect(!company.contains("auditor") && !company.contains("(head)"))
            try await Site.$now.withValue(Site.now.adding(minutes: 11)) {
                try await head.open("/dossiers/\(code)")
                #expect(!head.text.contains("cũng đang được mở"))
            }
            try await officer.submit(
                "/dossiers/\(code)/commands/complete_step", ["remark": "Đã <u>kiểm tra</u>"])
            #expect(officer.status == 303, "\(officer.text)")
            try await head.submit("/dossiers/\(code)/commands/propose_stop", ["ground": "Trùng hồ sơ"])
            #expect(head.status == 412 && head.text.contains("Trùng hồ sơ</textarea>"), "\(head.text)")
            let told = try #require(head.text.range(of: "Từ khi bạn mở biểu mẫu:"))
            let end = try #require(head.text[told.upperBound...].range(of: "</ol>"))
            let changes = head.text[told.upperBound..<end.lowerBound]
            #expect(changes.contains("Đã &lt;u&gt;kiểm tra&lt;/u&gt;") && changes.contains("officer"))
            #expect(changes.matches(of: #/<li>/#).count == 1)
        }
    }

    @Test func `what has climbed up to the leader stands with what is to be signed`() async throws {
        try await Site.with { site in
            let code = try #require(try await site.assigned()["code"])
            var leader = try await Browser.signedIn("leader", at: site)
            try await leader.open("/signing")
            #expect(leader.text.contains("Không có việc nào báo lên bạn"))
            try await Site.$now.withValue(Site.at("2026-03-20T09:00:00+07:00")) {
                try await site.desk.sweep(at: Site.now)
                var leader = try await Browser.signedIn("leader", at: site)
                try await leader.open("/signing")
                #expect(
                    leader.text.contains("Đã báo lên bạn") && leader.text.contains("/dossiers/\(code)"),
                    "\(leader.text)")
                #expect(leader.text.contains("href=\"/duties/"))
            }
        }
    }
}
