import Desk
import Foundation
import OneStop
import TestSupport
import Testing

/// The leader's queue: many signed at a time, each by itself.
@Suite(.timeLimit(.minutes(5))) struct SigningPageTests {
    private static let signing = ["capacity": "deputy", "personalSignature": "1", "agencySignature": "1"]

    /// A dossier that lies before the leader, with the version it has then.
    private func submitted(
        on site: Site, remark: String = "Đủ điều kiện"
    ) async throws -> (code: String, version: String, tag: String) {
        let assigned = try await site.assigned()
        let code = try #require(assigned["code"])
        let last = try await site.live(
            code, from: try #require(assigned.etag),
            [("officer", "step-completions", "{\"remark\": \"\(remark)\"}"), ("head", "submissions", "{}")])
        return (code, try #require(last["version"]), try #require(last.etag))
    }

    @Test func `what is chosen is signed together, and what is refused says why`() async throws {
        try await Site.with { site in
            var dossiers: [(code: String, version: String, tag: String)] = []
            for _ in 0..<4 { dossiers.append(try await submitted(on: site)) }
            var leader = try await Browser.signedIn("leader", at: site)
            try await leader.open("/signing")
            #expect(leader.status == 200, "\(leader.text)")
            for (code, _, _) in dossiers { #expect(leader.text.contains("name=\"pick-\(code)\"")) }
            #expect(leader.text.contains("<blockquote>Đủ điều kiện</blockquote>"))
            // Nothing is chosen; then no signature: both say so and sign nothing.
            try await leader.submit("/signing", Self.signing)
            #expect(leader.status == 422 && leader.text.contains("Chưa chọn hồ sơ nào"))
            try await leader.submit("/signing", ["pick-\(dossiers[0].code)": dossiers[0].version])
            #expect(
                leader.status == 422
                    && leader.text.contains(
                        "name=\"pick-\(dossiers[0].code)\" value=\"\(dossiers[0].version)\" aria-label=\"Chọn \(dossiers[0].code)\" checked"
                    ))
            // The third has moved on meanwhile, the fourth is not chosen.
            try await site.live(
                dossiers[2].code, from: dossiers[2].tag,
                [("officer", "send-backs", #"{"toStep": 2, "remark": "Nhầm"}"#)])
            var form = try leader.hidden(in: "/signing").merging(Self.signing) { $1 }
            for (code, version, _) in dossiers.prefix(3) { form["pick-\(code)"] = version }
            let before = try await site.test.count("dossier_event")
            for _ in 0..<2 {
                try await leader.post("/signing", form)
                #expect(leader.status == 200, "\(leader.text)")
                #expect(leader.text.contains("Đã thực hiện 2 trong 3"))
                #expect(leader.text.contains("Hồ sơ đã có người thay đổi"))
                #expect(try await site.test.count("dossier_event") == before + 2)
            }
            #expect(!leader.text.contains("name=\"pick-\(dossiers[0].code)\""))
            #expect(leader.text.contains("name=\"pick-\(dossiers[3].code)\""))
            try await leader.open("/signing?all=1")
            #expect(leader.text.contains("aria-label=\"Chọn \(dossiers[3].code)\" checked"))
        }
    }

    @Test func `a result goes back with its remark, and not without one`() async throws {
        try await Site.with { site in
            let hostile = "\\\"\u{301}><script>alert(1)</script>"
            let (code, _, _) = try await submitted(on: site, remark: hostile)
            var leader = try await Browser.signedIn("leader", at: site)
            try await leader.open("/signing")
            #expect(!leader.text.contains("<script>") && leader.text.contains("&lt;script&gt;"))
            let path = "/signing/\(code)/send-back"
            try await leader.submit(path, ["toStep": "2", "remark": " "])
            #expect(leader.status == 422 && leader.text.contains("<details class=\"act\" open>"), "\(leader.text)")
            try await leader.submit(path, ["toStep": "9", "remark": "Thiếu <b>biên bản</b>"])
            #expect(leader.status == 422 && leader.text.contains("Thiếu &lt;b&gt;biên bản&lt;/b&gt;</textarea>"))
            try await leader.submit(path, ["toStep": "2", "remark": "Thiếu <b>biên bản</b>"])
            #expect(leader.status == 200 && leader.text.contains("đã trả lại"), "\(leader.text)")
            #expect(!leader.text.contains("name=\"pick-"))
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/dossiers/\(code)")
            #expect(officer.text.contains("Thiếu &lt;b&gt;biên bản&lt;/b&gt;"))
        }
    }

    @Test func `a letter of apology is read, approved and signed from the queue`() async throws {
        try await Site.with { site in
            let assigned = try await site.assigned()
            let code = try #require(assigned["code"])
            let draft = #"{"cause": "workload", "unit": "ATBX", "newDate": "2026-03-16T17:00:00+07:00"}"#
            try await site.live(code, from: try #require(assigned.etag), [("officer", "apology-drafts", draft)])
            var leader = try await Browser.signedIn("leader", at: site)
            for (part, typed) in [
                ("Văn bản xin lỗi chờ duyệt", [:]), ("Văn bản xin lỗi chờ ký", ["capacity": "head"]),
            ] {
                try await leader.open("/signing")
                #expect(leader.text.contains(part) && leader.text.contains("hẹn lại 16/3/2026"), "\(leader.text)")
                try await leader.open("/signing/\(code)")
                #expect(leader.status == 200 && leader.text.contains("Nguyễn Văn An"))
                try await leader.submit("/signing", typed)
                #expect(leader.status == 200 && leader.text.contains("Đã thực hiện 1 trong 1"), "\(leader.text)")
            }
            #expect(leader.text.contains("Không có gì chờ ký"))
        }
    }

    @Test func `nobody but a leader has a queue, or signs through it`() async throws {
        try await Site.with { site in
            let (code, version, _) = try await submitted(on: site)
            for (login, status) in [("officer", 403), ("head", 403), ("supervisor", 403), ("admin", 403)] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/signing")
                #expect(browser.status == status, "\(login)")
                try await browser.open("/account")
                let token = try browser.hidden(in: "/sign-out")["token"] ?? ""
                let form = Self.signing.merging([
                    "token": token, "key": String(repeating: "a", count: 64), "matter": "result",
                    "pick-\(code)": version,
                ]) { $1 }
                try await browser.post("/signing", form)
                #expect(browser.status == status, "\(login)")
            }
            let dossier = try await site.get("/api/v1/dossiers/\(code)", as: "leader")
            #expect(dossier["result.signedAt"] == nil)
        }
    }
}
