import Desk
import Foundation
import OneStop
import TestSupport
import Testing

/// The same done with several dossiers of a work list at once.
@Suite(.timeLimit(.minutes(5))) struct SeveralPageTests {
    /// Dossiers that lie in the unit and are nobody's, by their codes with the version they have.
    private func handedOver(_ count: Int, on site: Site) async throws -> [(code: String, version: String, tag: String)]
    {
        var dossiers: [(code: String, version: String, tag: String)] = []
        for _ in 0..<count {
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            let last = try await site.live(
                code, from: try #require(taken.etag), [("desk", "hand-overs", #"{"unit": "ATBX"}"#)])
            dossiers.append((code, try #require(last["version"]), try #require(last.etag)))
        }
        return dossiers
    }

    @Test func `several are assigned at once, and one that somebody else took first says so`() async throws {
        try await Site.with { site in
            let dossiers = try await handedOver(3, on: site)
            var head = try await Browser.signedIn("head", at: site)
            try await head.open("/work?unit=ATBX&all=1")
            for (code, version, _) in dossiers {
                #expect(
                    head.text.contains("name=\"pick-\(code)\" value=\"\(version)\" aria-label=\"Chọn \(code)\" checked")
                )
            }
            try await head.submit("/work/together", ["act": "assign"])
            #expect(head.status == 422 && head.text.contains("Chưa chọn hồ sơ nào"))
            try await head.open("/work?unit=ATBX")
            var form = ["act": "assign"]
            for (code, version, _) in dossiers { form["pick-\(code)"] = version }
            try await head.submit("/work/together", form)
            #expect(head.status == 200 && head.text.contains("Phân công: 3 hồ sơ"), "\(head.text)")
            #expect(head.text.contains("<option value=\"officer\">") && !head.text.contains("value=\"stranger\""))
            #expect(head.text.contains("href=\"/work?unit=ATBX\""))
            let ready = try head.hidden(in: "/work/together").merging(form) { $1 }
            try await head.post("/work/together", ready)
            #expect(head.status == 422 && head.text.contains("id=\"officer-wrong\""))
            try await site.live(dossiers[2].code, from: dossiers[2].tag, [("colleague", "take-overs", "")])
            // A second click does nothing a second time.
            let before = try await site.test.count("dossier_event")
            for _ in 1...2 {
                try await head.post("/work/together", ready.merging(["officer": "officer"]) { $1 })
                #expect(head.status == 200 && head.text.contains("Đã thực hiện 2 trong 3"), "\(head.text)")
                #expect(head.text.contains("Hồ sơ đã có người thay đổi"))
                #expect(try await site.test.count("dossier_event") == before + 2)
            }
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/work?mine=1&all=1")
            #expect(officer.text.contains("value=\"complete_step\"") && !officer.text.contains("value=\"assign\""))
            let remark = "Đủ <b>điều kiện</b>"
            form = ["act": "complete_step", "ready": "1", "remark": remark]
            for (code, version, _) in dossiers.prefix(2) { form["pick-\(code)"] = "\(try #require(Int(version)) + 1)" }
            try await officer.submit("/work/together", form)
            #expect(officer.text.contains("Đã thực hiện 2 trong 2"), "\(officer.text)")
            try await officer.open("/dossiers/\(dossiers[0].code)")
            #expect(officer.text.contains("Đủ &lt;b&gt;điều kiện&lt;/b&gt;"))
        }
    }

    @Test func `what a button is enough for is done at once, within the rights of each`() async throws {
        try await Site.with { site in
            let dossiers = try await handedOver(2, on: site)
            var form = ["act": "take_over"]
            for (code, version, _) in dossiers { form["pick-\(code)"] = version }
            for (login, words) in [
                ("stranger", "Không tìm thấy"), ("supervisor", "Không thuộc quyền"), ("admin", "Không tìm thấy"),
            ] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/work")
                #expect(!browser.text.contains("value=\"take_over\"") || login == "stranger")
                try await browser.open("/account")
                let token = try browser.hidden(in: "/sign-out")["token"] ?? ""
                try await browser.post(
                    "/work/together",
                    form.merging(["token": token, "key": String(repeating: "a", count: 64)]) { $1 })
                #expect(browser.text.contains("Đã thực hiện 0 trong 2") && browser.text.contains(words), "\(login)")
            }
            #expect(try await site.test.count("dossier_event where kind = 'taken_over'") == 0)
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/work?unit=ATBX")
            try await officer.submit("/work/together", form)
            #expect(officer.status == 200 && officer.text.contains("Đã thực hiện 2 trong 2"), "\(officer.text)")
            try await officer.open("/work?mine=1")
            for (code, _, _) in dossiers { #expect(officer.text.contains(code)) }
        }
    }
}
