import Desk
import Foundation
import OneStop
import TestSupport
import Testing

/// Procedures with their versions, in the hands of who keeps the catalogue.
@Suite(.timeLimit(.minutes(5))) struct EntryPageTests {
    private static let procedure = "/catalogue/1.000777"
    private static let version = "\(procedure)/versions/1"

    private static let whole = [
        "name": "Cấp phép <thử>", "sequence": "Nộp; thẩm định; trả.", "sets": "1", "limit.statutory": "6 ngày làm việc",
        "limit.committed": "5wd", "subjects": "Cá nhân", "decidedBy": "Sở thử", "result": "Giấy phép",
        "filing.count": "2",
        "filing[0].way": "direct", "filing[1].way": "online", "filing[1].limit": "3 ngày làm việc",
        "components.count": "2",
        "components[0].number": "1", "components[0].name": "Đơn", "components[0].originals": "1",
        "components[0].mandatory": "1", "components[1].number": "2", "components[1].name": "", "fees.count": "1",
        "fees[0].number": "1", "fees[0].name": "Lệ phí", "fees[0].amount": "30.000", "fees[0].moment": "return",
        "steps.count": "2", "steps[0].number": "1", "steps[0].name": "Thẩm định", "steps[0].role": "officer",
        "steps[0].unit": "ATBX", "steps[0].limit": "5 ngày làm việc", "steps[0].onlineLimit": "2 ngày làm việc",
        "steps[1].number": "2", "steps[1].name": "Ký", "steps[1].role": "leader", "steps[1].limit": "8 giờ làm việc",
        "legalBasis.count": "0", "legalBasis.none": "1",
    ]

    private static let decision = [
        "decision.number": "12/QĐ-UBND", "decision.date": "2/3/2026", "validFrom": "2026-03-04",
    ]

    private static func draft(_ admin: inout Browser) async throws {
        try await admin.open("/catalogue")
        try await admin.submit(
            "/catalogue",
            ["agency": "H99.14", "code": "1.000777", "name": "Tên tạm", "fieldCode": "F2", "fieldName": "Lĩnh vực hai"])
        try #require(admin.location == procedure, "\(admin.text)")
        try await admin.follow()
        try await admin.submit("\(procedure)/versions")
        try #require(admin.location == version, "\(admin.text)")
    }

    @Test func `a procedure is written, checked in words, published, and written anew from what was published`()
        async throws
    {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await Self.draft(&admin)
            try await admin.follow()
            #expect(
                admin.text.contains("Còn 10 điều phải sửa") && admin.text.contains("Trình tự thực hiện"),
                "\(admin.text)")
            #expect(admin.text.contains("bắt buộc có trong mọi thủ tục"))

            // Rows are added and taken away without a script, and what was typed stays.
            let edit = "\(Self.version)/edit"
            try await admin.open(edit)
            try await admin.submit(edit, Self.whole.merging(["add": "components"]) { $1 })
            #expect(
                admin.status == 200
                    && admin.text.contains(
                        "name=\"components[2].number\" inputmode=\"numeric\" maxlength=\"20\" value=\"3\"")
            )
            #expect(admin.text.contains("Cấp phép &lt;thử&gt;"))
            try await admin.submit(edit, Self.whole.merging(["remove": "steps[0]"]) { $1 })
            #expect(admin.text.contains("name=\"steps[0].name\" maxlength=\"1000\" value=\"Ký\""), "\(admin.text)")
            #expect(!admin.text.contains("steps[1]"))
            try await admin.submit(edit, Self.whole.merging(["steps[1].limit": "mai"]) { $1 })
            #expect(admin.status == 422 && admin.text.contains("id=\"steps[1].limit-wrong\""), "\(admin.text)")
            try await admin.open(edit)
            try await admin.submit(edit, Self.whole)
            #expect(admin.location == Self.version, "\(admin.text)")

            // The steps together are longer than what is promised.
            try await admin.follow()
            #expect(admin.text.contains("Tổng thời hạn các bước (5 ngày làm việc + 8 giờ làm việc)"), "\(admin.text)")
            #expect(admin.text.contains("href=\"\(edit)#part-steps\""))
            try await admin.submit("\(Self.version)/publication", Self.decision)
            #expect(
                admin.status == 422 && admin.text.contains("Chưa công bố được: còn 1 điều phải sửa"), "\(admin.text)")
            try await admin.open(edit)
            #expect(admin.text.contains("value=\"8 giờ làm việc\"") && admin.text.contains("value=\"30000\""))
            try await admin.submit(edit, Self.whole.merging(["steps[0].limit": "4 ngày làm việc"]) { $1 })
            try await admin.follow()
            try await admin.submit("\(Self.version)/publication", Self.decision)
            #expect(admin.location == Self.version, "\(admin.text)")
            try await admin.follow()
            #expect(admin.text.contains("đã công bố, chưa có hiệu lực") && !admin.text.contains("/edit\""))
            #expect(admin.text.contains("Cấp phép &lt;thử&gt;"))
            try await admin.open(edit)
            #expect(admin.status == 422)

            try await admin.open(Self.procedure)
            try await admin.submit("\(Self.procedure)/versions")
            try await admin.follow()
            let second = "\(Self.procedure)/versions/2"
            try await admin.open("\(second)/edit")
            try await admin.submit("\(second)/edit", Self.whole.merging(["sets": "2", "steps[0].limit": "4wd"]) { $1 })
            try await admin.open("\(Self.procedure)/differences?from=1&to=2")
            #expect(
                admin.text.contains("Số lượng hồ sơ") && admin.text.contains("số: 12/QĐ-UBND; ngày: 2/3/2026"),
                "\(admin.text)")
            #expect(!admin.text.contains("Quy trình nội bộ"))
            try await admin.open(second)
            try await admin.submit("\(second)/deletion")
            #expect(admin.location == Self.procedure)
            #expect(
                try await site.test.value(
                    "select committed_limit from procedure_version v join procedure p on p.id = v.procedure_id where p.code = '1.000777'"
                ) == "5wd")
        }
    }

    @Test func `two who edit one draft do not overwrite each other unseen`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await Self.draft(&admin)
            let edit = "\(Self.version)/edit"
            try await admin.open(edit)
            var other = admin
            try await other.open(edit)
            try await admin.submit(edit, ["name": "Một"])
            #expect(admin.status == 303)
            try await other.submit(edit, ["name": "Hai"])
            #expect(other.status == 412 && other.text.contains("value=\"Hai\""))
            try await other.submit(edit, ["name": "Hai"])
            #expect(other.status == 303)
        }
    }

    @Test func `the catalogue goes out as a file and comes in as drafts, checked first`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/catalogue/files?agency=H99.14&format=json")
            #expect(admin.page?.header("Content-Disposition") == "attachment; filename=\"catalogue.json\"")
            try await admin.open("/catalogue/files?agency=H99.14&format=csv")
            #expect(admin.status == 200)
            let file = """
                {"procedures": [{"code": "2.000888", "field": {"code": "F", "name": "<b>L</b>"},
                  "versions": [{"number": 1, "name": "Mới"}]}, {"code": "2.000889"}]}
                """
            try await admin.open("/catalogue")
            let fields = try admin.hidden(in: "/catalogue/files").merging(["agency": "H99.14"]) { $1 }
            let files = [(field: "file", name: "danh-muc.json", bytes: Array(file.utf8))]
            try await admin.upload("/catalogue/files", fields.merging(["check": "1"]) { $1 }, files)
            #expect(
                admin.status == 200 && admin.text.contains("2.000888, bản 1") && admin.text.contains("2.000889"),
                "\(admin.text)")
            #expect(try await site.test.count("procedure where code = '2.000888'") == 0)
            try await admin.upload("/catalogue/files", fields, files)
            #expect(admin.text.contains("href=\"/catalogue/2.000888/versions/1\""))
            #expect(try await site.test.count("procedure where code = '2.000888'") == 1)
            try await admin.upload("/catalogue/files", fields, [(field: "file", name: "x.csv", bytes: [0xFF])])
            #expect(admin.status == 422)
            try await admin.open("/catalogue?q=moi")
            #expect(admin.text.contains("/catalogue/2.000888"))
        }
    }

    @Test func `everybody of the tree reads the catalogue, drafts too; only who keeps it writes`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await Self.draft(&admin)
            for (login, status) in [("officer", 200), ("auditor", 200), ("foreigner", 404)] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/catalogue")
                #expect(browser.status == 200 && browser.text.contains("1.000777") == (status == 200))
                #expect(!browser.text.contains("Thêm thủ tục"))
                for path in [Self.procedure, Self.version] {
                    try await browser.open(path)
                    #expect(browser.status == status, "\(login) \(path)")
                    #expect(!browser.text.contains("/publication") && !browser.text.contains("/edit"))
                }
                try await browser.open("\(Self.version)/edit")
                #expect(browser.status == (status == 200 ? 403 : 404), "\(login)")
                let token = try browser.hidden(in: "/sign-out")["token"] ?? ""
                let form = Self.whole.merging(Self.decision) { $1 }.merging(
                    ["token": token, "key": String(repeating: "a", count: 64), "revision": "1"]) { $1 }
                for path in [
                    "\(Self.procedure)/versions", "\(Self.version)/edit", "\(Self.version)/publication",
                    "\(Self.version)/deletion",
                ] {
                    try await browser.post(path, form)
                    #expect(browser.status == (status == 200 ? 403 : 404), "\(login) \(path)")
                }
            }
            #expect(
                try await site.test.value("select entry::jsonb ->> 'name' from procedure_version where not published")
                    == "Tên tạm")
        }
    }
}
