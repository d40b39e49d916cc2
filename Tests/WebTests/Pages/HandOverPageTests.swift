import Desk
import Foundation
import OneStop
import TestSupport
import Testing

/// Dossiers handed over as a list: made at the desk, printed, received in the unit.
@Suite(.timeLimit(.minutes(5))) struct HandOverPageTests {
    private func takenIn(_ count: Int, on site: Site) async throws -> [(code: String, tag: String)] {
        var dossiers: [(code: String, tag: String)] = []
        for _ in 0..<count {
            let taken = try await site.takeIn()
            dossiers.append((try #require(taken["code"]), try #require(taken.etag)))
        }
        return dossiers
    }

    @Test func `the desk hands several over as one list, and the unit receives them`() async throws {
        try await Site.with { site in
            let codes = try await takenIn(3, on: site).map(\.code)
            var desk = try await Browser.signedIn("desk", at: site)
            // What is chosen on the work list comes along.
            try await desk.open("/work")
            #expect(desk.text.contains("formaction=\"/hand-overs\""))
            let picks = ["pick-\(codes[0])": "1", "pick-\(codes[1])": "1"]
            try await desk.post("/hand-overs", try desk.hidden(in: "/work/together").merging(picks) { $1 })
            #expect(desk.status == 200 && desk.text.contains("aria-label=\"Chọn \(codes[1])\" checked"), "\(desk.text)")
            #expect(!desk.text.contains("aria-label=\"Chọn \(codes[2])\" checked"))
            try await desk.submit("/hand-overs", ["unit": "ATBX", "receiver": ""].merging(picks) { $1 })
            #expect(desk.location == "/hand-overs/H99.14-2026-1?done=1", "\(desk.text)")
            try await desk.follow()
            for words in [
                "Danh sách bàn giao hồ sơ", "Số: 01/2026", "Lan", "An toàn bức xạ", codes[0], codes[1], "Bên nhận",
                "đã nhận 0 trong 2", "chưa ai nhận",
            ] { #expect(desk.text.contains(words), "\(words)") }
            #expect(!desk.text.contains(codes[2]) && !desk.text.contains("Xác nhận đã nhận"))
            try await desk.open("/hand-overs")
            #expect(desk.text.contains("name=\"pick-\(codes[2])\"") && !desk.text.contains("name=\"pick-\(codes[0])\""))

            for login in ["stranger", "foreigner", "partner"] {
                var other = try await Browser.signedIn(login, at: site)
                try await other.open("/hand-overs")
                #expect(other.status == 200 && !other.text.contains("H99.14-2026-1"), "\(login)")
                try await other.open("/hand-overs/H99.14-2026-1")
                #expect(other.status == 404, "\(login)")
            }
            var officer = try await Browser.signedIn("colleague", at: site)
            try await officer.open("/hand-overs")
            #expect(
                officer.text.contains("href=\"/hand-overs/H99.14-2026-1\"") && !officer.text.contains("name=\"unit\""))
            try await officer.open("/hand-overs/H99.14-2026-1")
            #expect(officer.text.contains("aria-label=\"Chọn \(codes[0])\" checked"))
            try await officer.submit("/hand-overs/H99.14-2026-1", ["pick-\(codes[0])": "2"])
            #expect(officer.text.contains("Đã thực hiện 1 trong 1") && officer.text.contains("đã nhận 1 trong 2"))
            var head = try await Browser.signedIn("head", at: site)
            try await head.open("/hand-overs/H99.14-2026-1")
            #expect(head.text.contains("Nhận và phân công cho") && !head.text.contains("name=\"pick-\(codes[0])\""))
            try await head.submit(
                "/hand-overs/H99.14-2026-1", ["pick-\(codes[1])": "2", "officer": "officer"])
            #expect(head.text.contains("đã nhận 2 trong 2") && head.text.contains("colleague"), "\(head.text)")
        }
    }

    @Test func `one that moved on keeps the whole list back, and what was chosen stays`() async throws {
        try await Site.with { site in
            let dossiers = try await takenIn(2, on: site)
            var desk = try await Browser.signedIn("desk", at: site)
            try await desk.open("/hand-overs?all=1")
            try await site.live(
                dossiers[1].code, from: dossiers[1].tag, [("desk", "contacts", #"{"kind": "call"}"#)])
            var form = ["unit": "TDC", "receiver": ""]
            for (code, _) in dossiers { form["pick-\(code)"] = "1" }
            try await desk.submit("/hand-overs", form)
            #expect(desk.status == 412 && desk.text.contains("<strong>\(dossiers[1].code)</strong>"), "\(desk.text)")
            #expect(desk.text.contains("<option value=\"TDC\" selected>"))
            #expect(desk.text.contains("aria-label=\"Chọn \(dossiers[0].code)\" checked"))
            #expect(try await site.test.count("hand_over_list") == 0)
            try await desk.submit("/hand-overs", form.merging(["unit": "", "pick-\(dossiers[1].code)": "2"]) { $1 })
            #expect(desk.status == 422 && desk.text.contains("Không được để trống"))
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/account")
            let token = try officer.hidden(in: "/sign-out")["token"] ?? ""
            form["token"] = token
            form["key"] = String(repeating: "b", count: 64)
            try await officer.post("/hand-overs", form)
            #expect(officer.status == 404, "\(officer.text)")
            #expect(try await site.test.count("dossier_event where kind = 'handed_over'") == 0)
        }
    }
}
