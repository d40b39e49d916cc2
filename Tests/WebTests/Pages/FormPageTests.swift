import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing
import Typesetting
import Web

/// The official forms as pages and as PDF: which a dossier has, what they say, and who gets them.
@Suite(.timeLimit(.minutes(5))) struct FormPageTests {
    private static let paper = PaperOutput(publicAddress: "https://motcua.example.vn")
    private static let refusal = #"{"reason": "ngoài thẩm quyền", "ground": "QĐ 12", "advice": "nộp tại phường"}"#

    private func forms(on code: String, of browser: inout Browser) async throws -> [String] {
        try await browser.open("/dossiers/\(code)")
        return browser.text.matches(of: #//forms/(\d\d)\?event=(\d+)"/#).map { "\($0.1) \($0.2)" }
    }

    @Test func `a receipt says what was filed, when and until when, and leads to the look-up`() async throws {
        try await Site.with(paper: Self.paper) { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            #expect(try await forms(on: code, of: &desk) == ["01 1", "06 1"])
            for path in ["receipt", "forms/01", "forms/01?size=a5", "forms/01?event=1"] {
                try await desk.open("/dossiers/\(code)/\(path)")
                #expect(desk.status == 200, "\(path)")
                for words in [
                    "Mẫu số 01, Thông tư số 03/2025/TT-VPCP", "Sở thử", "Một cửa", code, "Nguyễn Văn An",
                    "001099000017", "12 phố Cũ", "Bản chính", "5 ngày làm việc", "09 giờ 00, ngày 03 tháng 3 năm 2026",
                    "17 giờ 00, ngày 10 tháng 3 năm 2026", "Lan", "class=\"bars\"", "class=\"square\"",
                ] { #expect(desk.text.contains(words), "\(path): \(words)") }
            }
            #expect(desk.text.contains("Tải tệp PDF") == false)
            try await desk.open("/dossiers/\(code)/forms/01?size=a5")
            #expect(desk.text.contains("paper form half"))
        }
    }

    @Test func `without a public address the page says why there is no QR code`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            try await desk.open("/dossiers/\(code)/forms/01")
            #expect(desk.text.contains("Không có mã QR") && !desk.text.contains("class=\"square\""))
            #expect(desk.text.contains("class=\"bars\""))
        }
    }

    @Test func `each request for a supplement, a refusal and a stop is a form of its own`() async throws {
        try await Site.with(paper: Self.paper) { site in
            let filed = try await site.file()
            let code = try #require(filed["code"])
            let ask = #"{"items": [{"component": 1, "text": "đơn chưa ký"}], "reason": "thiếu chữ ký"}"#
            let asked = try await site.live(
                code, from: try #require(filed.etag), [("desk", "supplement-requests", ask)])
            var desk = try await Browser.signedIn("desk", at: site)
            try await desk.open("/dossiers/\(code)/forms/02")
            for words in [
                "Phiếu yêu cầu bổ sung", "đơn chưa ký", "thiếu chữ ký", "Số: ……/HDHS", "Trần Thị Bình", "Một cửa",
            ] {
                #expect(desk.text.contains(words), "\(words)")
            }
            try await desk.open("/dossiers/\(code)/receipt")
            #expect(desk.status == 422)
            _ = try await site.live(
                code, from: try #require(asked.etag), [("desk", "withdrawal", "")])
            #expect(try await forms(on: code, of: &desk) == ["02 2"])

            let other = try await site.file()
            let second = try #require(other["code"])
            _ = try await site.live(second, from: try #require(other.etag), [("desk", "refusal", Self.refusal)])
            try await desk.open("/dossiers/\(second)/forms/03")
            for words in ["Số: 01/PTC-SKHCN", "ngoài thẩm quyền", "QĐ 12", "nộp tại phường"] {
                #expect(desk.text.contains(words), "\(words)")
            }
            #expect(try await forms(on: second, of: &desk) == ["03 2"])

            let assigned = try await site.assigned()
            let third = try #require(assigned["code"])
            _ = try await site.live(
                third, from: try #require(assigned.etag),
                [("head", "stop-proposals", #"{"ground": "không đủ điều kiện"}"#), ("leader", "stops", "{}")])
            #expect(try await forms(on: third, of: &desk).map { $0.prefix(2) } == ["01", "05", "06"])
            try await desk.open("/dossiers/\(third)/forms/05")
            for words in [
                "Thông báo dừng", "không đủ điều kiện", "chưa ban hành kết quả", "An toàn bức xạ", "chưa thu.",
            ] {
                #expect(desk.text.contains(words), "\(words)")
            }
        }
    }

    @Test func `a control slip has a line for each hand-over, with who gave and who received`() async throws {
        try await Site.with(paper: Self.paper) { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            try await site.live(code, from: try #require(assigned.etag), Site.toSubmission + Site.toReturn)
            var desk = try await Browser.signedIn("desk", at: site)
            try await desk.open("/dossiers/\(code)/forms/06")
            let text = desk.text
            for words in [
                "Giao: Một cửa", "Nhận: An toàn bức xạ", "Người giao: Lan", "Người nhận: Minh", "Trước hạn",
                "Nhận: Người nộp hồ sơ",
            ] { #expect(text.contains(words), "\(words)") }
            #expect(text.matches(of: #/Giao: /#).count == text.matches(of: #/Nhận: /#).count)
        }
    }

    @Test func `an apology is the letter itself`() async throws {
        try await Site.with(paper: Self.paper) { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let draft = #"{"cause": "workload", "unit": "ATBX", "newDate": "2026-03-16T17:00:00+07:00"}"#
            _ = try await site.live(code, from: try #require(assigned.etag), [("officer", "apology-drafts", draft)])
            var desk = try await Browser.signedIn("desk", at: site)
            #expect(try await forms(on: code, of: &desk).map { $0.prefix(2) } == ["01", "04", "06"])
            try await desk.open("/dossiers/\(code)/forms/04")
            let letter = try await site.get("/api/v1/dossiers/\(code)/apology-letter/page", as: "desk")
            #expect(desk.status == 200 && desk.page?.body == letter.body)
            try await desk.open("/dossiers/\(code)/forms/04/pdf")
            #expect(desk.status == 501 && desk.text.contains("WeasyPrint"))
        }
    }

    @Test func `the register has what came in on its days, as far as the reader may see it`() async throws {
        try await Site.with(paper: Self.paper) { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            try await desk.open("/forms/register")
            for words in ["Mẫu số 07", "Sổ theo dõi hồ sơ", code, "Nguyễn Văn An", "3/3/2026", "10/3/2026"] {
                #expect(desk.text.contains(words), "\(words)")
            }
            try await desk.open("/forms/register?from=2026-03-01&to=2026-03-02")
            #expect(desk.status == 200 && !desk.text.contains(code) && desk.text.contains("Không có hồ sơ nào"))
            try await desk.open("/forms/register?from=2025-01-01&to=2025-01-02")
            #expect(desk.text.contains("Mẫu số 06, Thông tư số 01/2018/TT-VPCP"))
            try await desk.open("/forms/register?from=2026-03-02&to=2026-03-01")
            #expect(desk.status == 422)
            var stranger = try await Browser.signedIn("stranger", at: site)
            try await stranger.open("/forms/register")
            #expect(stranger.status == 200 && !stranger.text.contains(code))
            for login in ["foreigner", "bystander"] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/forms/register?agency=H99.14")
                #expect(browser.status == 404, "\(login)")
            }
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/forms/register")
            #expect(admin.status == 403)
        }
    }

    @Test func `a form is for who may read the dossier, and one that it does not have is not found`() async throws {
        try await Site.with(paper: Self.paper) { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            for path in ["02", "04", "05", "07", "99", "x", "01?event=2", "02/pdf"] {
                try await desk.open("/dossiers/\(code)/forms/\(path)")
                #expect(desk.status == 404, "\(path)")
            }
            try await desk.open("/dossiers/\(code)/forms/06?size=a5")
            #expect(desk.status == 422)
            for login in ["stranger", "foreigner", "admin"] {
                var browser = try await Browser.signedIn(login, at: site)
                for path in ["forms/01", "forms/06", "forms/01/pdf", "receipt"] {
                    try await browser.open("/dossiers/\(code)/\(path)")
                    #expect(browser.status == 404, "\(login) \(path)")
                }
            }
        }
    }

    @Test func `hostile text is printed and never obeyed`() async throws {
        try await Site.with(paper: Self.paper) { site in
            let hostile = "\"\u{301}><script>alert(1)</script>'\u{338} onx=\u{202E}&lt;<\u{301}b>"
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(
                &desk, PageLifeTests.applicant.merging(["name": hostile, "address": hostile]) { $1 })
            for path in ["/dossiers/\(code)/forms/01", "/dossiers/\(code)/forms/06", "/forms/register"] {
                try await desk.open(path)
                #expect(desk.status == 200, "\(path)")
                let bytes = desk.page?.body ?? []
                for raw in ["<script>", "\"\u{301}>", "<\u{301}b"] {
                    #expect(!bytes.contains(Array(raw.utf8)), "\(path) has \(raw)")
                }
                #expect(desk.text.contains("&lt;script&gt;"), "\(path)")
            }
        }
    }

    @Test func `without WeasyPrint a PDF is refused with what to do, over the page to print`() async throws {
        try await Site.with(paper: Self.paper) { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            for path in ["/dossiers/\(code)/forms/01/pdf", "/forms/register/pdf"] {
                try await desk.open(path)
                #expect(desk.status == 501 && desk.text.contains("chưa cài chương trình WeasyPrint"), "\(path)")
                #expect(desk.text.contains("Ctrl+P") && desk.text.contains(code))
            }
        }
    }

    @Test(.enabled(if: Typesetter() != nil)) func `with WeasyPrint a form is a PDF of one page`() async throws {
        let paper = PaperOutput(publicAddress: "https://motcua.example.vn", typesetter: Typesetter())
        try await Site.with(paper: paper) { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            for path in ["01/pdf", "01/pdf?size=a5", "06/pdf"] {
                try await desk.open("/dossiers/\(code)/forms/\(path)")
                #expect(desk.status == 200 && desk.page?.header("Content-Type") == "application/pdf", "\(path)")
                #expect(desk.page?.body.starts(with: Array("%PDF-".utf8)) == true)
                #expect(desk.page?.header("Content-Disposition")?.contains("\(code)-") == true)
            }
            try await desk.open("/dossiers/\(code)/forms/01")
            #expect(desk.text.contains("Tải tệp PDF"))
        }
    }
}
