import Desk
import Foundation
import HTTPTypes
import OneStop
import Records
import Store
import TestSupport
import Testing

/// The administrator brings another system's dossiers in with a browser.
@Suite(.timeLimit(.minutes(5))) struct ImportPageTests {
    private static let heading = "id,start,due,end,unit,name\n"
    private static let map = """
        {"dossier": {"reference": "id", "accepted": "start", "promised": "due", "ended": "end", "unit": "unit",
                     "applicant": {"name": "name"}}, "dates": ["iso"]}
        """

    private static func rows(_ count: Int, name: String = "Nguyễn Văn Thử") -> String {
        heading + (1...count).map { "A-\($0),2026-02-02,2026-02-09,2026-02-05,Phòng Thử,\(name)\n" }.joined()
    }

    /// Sends a file by the form of the page.
    private static func send(
        _ text: String, as columns: String, map: String? = nil, name: String = "ho-so.csv", by browser: inout Browser,
        token: String? = nil
    ) async throws {
        try await browser.open("/imports")
        var fields = try browser.hidden(in: "/imports").merging(["columns": columns, "agency": "H99.14"]) { $1 }
        if let token { fields["token"] = token }
        var files = [(field: "file", name: name, bytes: Array(text.utf8))]
        if let map { files.insert((field: "map", name: "map.json", bytes: Array(map.utf8)), at: 0) }
        try await browser.upload("/imports", fields, files)
    }

    private static func carryOut(at site: Site) async throws {
        while try await site.desk.carryOutNextImport(at: { Site.now }) {}
    }

    @Test func `a list is sent, checked, brought in; what was refused is taken away, corrected and sent again`()
        async throws
    {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            let hostile = "\"=<b>x</b>\""
            let text = Self.rows(3) + "B-1,2026-02-02,2026-02-31,,Phòng Thử,\(hostile)\n,2026-02-02,,,,\n"
            try await Self.send(text, as: "own-dossiers", map: Self.map, name: "<i>sổ.csv", by: &admin)
            #expect(admin.status == 303, "\(admin.text)")
            let page = try #require(admin.location)
            try await admin.follow()
            #expect(admin.text.contains("Đang chờ đến lượt") && admin.page?.header("Refresh") == "3")
            #expect(admin.text.contains("&lt;i&gt;sổ.csv") && !admin.text.contains("<i>sổ"))
            try await admin.open("\(page)?still=1")
            #expect(admin.page?.header("Refresh") == nil && admin.text.contains("Tự làm mới trang"))

            try await Self.carryOut(at: site)
            #expect(try await site.test.count("dossier") == 0)
            try await admin.open(page)
            #expect(admin.page?.header("Refresh") == nil)
            for words in [
                "Nhập 3 hồ sơ", "Thêm 1 đơn vị: Phòng Thử", "there is no such time as", "Tải các dòng bị từ chối",
            ] {
                #expect(admin.text.contains(words), "\(words)")
            }
            try await admin.open("\(page)/rejects")
            let rejects = admin.text
            #expect(admin.page?.header("Content-Disposition") == "attachment; filename=\"rejects-1.csv\"")
            #expect(rejects.contains("B-1") && rejects.contains(",line,reason") && !rejects.contains("A-1"))

            try await admin.open(page)
            try await admin.submit("\(page)/keeping")
            #expect(admin.location == page, "\(admin.text)")
            try await Self.carryOut(at: site)
            try await admin.open(page)
            #expect(admin.text.contains("Đã nhập xong") && !admin.text.contains("/keeping"))
            #expect(try await site.test.count("dossier where imported") == 3)
            #expect(try await site.test.count("import_piece where part = 'file'") == 0)
            try await admin.submit("\(page)/discarding")
            try await admin.open("\(page)/rejects")
            #expect(admin.status == 404)
            #expect(try await site.test.value("select told is null and outcome is not null from import_job") == "true")

            // Corrected, and with what was taken before: nothing twice. The map of before is offered again.
            try await Self.send(
                Self.rows(3) + "B-1,2026-02-02,2026-02-27,,Phòng Thử,Lê Thị Sửa\n", as: "as-1", by: &admin)
            let second = try #require(admin.location, "\(admin.text)")
            try await Self.carryOut(at: site)
            try await admin.open(second)
            try await admin.submit("\(second)/keeping")
            try await Self.carryOut(at: site)
            #expect(try await site.test.count("dossier where imported") == 4)
        }
    }

    @Test func `a file of many pieces comes in whole, and a second click begins nothing a second time`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/imports")
            let fields = try admin.hidden(in: "/imports").merging(["columns": "own-dossiers", "agency": "H99.14"]) {
                $1
            }
            let files = [
                (field: "map", name: "map.json", bytes: Array(Self.map.utf8)),
                (field: "file", name: "a.csv", bytes: Array(Self.rows(12_000).utf8)),
            ]
            try await admin.upload("/imports", fields, files)
            let first = admin.location
            try await admin.upload("/imports", fields, files)
            #expect(admin.location == first && first == "/imports/1")
            #expect(try await site.test.count("import_job") == 1)
            #expect(try await site.test.count("import_piece") >= 3)
            try await Self.carryOut(at: site)
            try await admin.open("/imports/1")
            #expect(admin.text.contains("Nhập 12.000 hồ sơ"))
        }
    }

    @Test func `an import that is broken off is begun again, and one that fails says why`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await Self.send(Self.rows(2), as: "own-dossiers", map: Self.map, by: &admin)
            let page = try #require(admin.location)
            _ = try await site.test.database.claimImport(at: Site.now)
            try await admin.open(page)
            #expect(admin.text.contains("<progress") && !admin.text.contains("/repetition"))
            let token = try admin.hidden(in: "/sign-out")["token"] ?? ""
            try await admin.post("\(page)/repetition", ["token": token])
            #expect(admin.status == 422 && admin.text.contains("đã sang bước khác"))
            try await Site.$now.withValue(Site.now.adding(seconds: 31)) {
                try await admin.open(page)
                #expect(admin.text.contains("bị ngắt giữa chừng"))
                try await admin.submit("\(page)/repetition")
                #expect(admin.location == page, "\(admin.text)")
            }
            try await Self.carryOut(at: site)
            try await admin.open(page)
            #expect(admin.text.contains("Nhập 2 hồ sơ"))

            try await Self.send("x,y\n1,2\n", as: "own-dossiers", map: Self.map, by: &admin)
            let failing = try #require(admin.location)
            try await Self.carryOut(at: site)
            try await admin.open(failing)
            #expect(admin.text.contains("Tệp không có cột") && admin.text.contains("/repetition"))
            #expect(try await site.test.count("dossier") == 0)
        }
    }

    @Test func `what is wrong with the form comes back beside its field, and nothing is kept of the file`() async throws
    {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await Self.send(Self.rows(1), as: "own-dossiers", by: &admin)
            #expect(admin.status == 422 && admin.text.contains("id=\"map-wrong\""), "\(admin.text)")
            try await Self.send(Self.rows(1), as: "own-events", map: Self.map, by: &admin)
            #expect(admin.status == 422)
            try await Self.send(Self.rows(1), as: "own-dossiers", map: "{", by: &admin)
            #expect(admin.text.contains("không phải là JSON"))
            try await Self.send("", as: "dossiers", by: &admin)
            #expect(admin.status == 422 && admin.text.contains("Tệp rỗng"), "\(admin.text)")
            try await Self.send(Self.rows(1), as: "as-77", by: &admin)
            #expect(admin.status == 404)
            try await Self.send(Self.rows(1), as: "dossiers", by: &admin, token: "0")
            #expect(admin.status == 403)
            #expect(try await site.test.count("import_job") == 0)
            #expect(try await site.test.count("import_piece") == 0)
            for kind in ["dossiers", "events"] {
                try await admin.open("/imports/columns/\(kind)")
                #expect(admin.text.hasPrefix("{"))
            }
        }
    }

    @Test func `only who keeps units, people and catalogue imports, and of strangers' imports nobody hears`()
        async throws
    {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await Self.send(Self.rows(1), as: "own-dossiers", map: Self.map, by: &admin)
            let page = try #require(admin.location)
            for login in ["desk", "officer", "leader", "supervisor", "auditor", "foreigner"] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/imports")
                #expect(browser.status == 403, "\(login)")
                for path in [page, "\(page)/rejects"] {
                    try await browser.open(path)
                    #expect(browser.status == 404, "\(login) \(path)")
                }
                let token = try browser.hidden(in: "/sign-out")["token"] ?? ""
                for step in ["keeping", "repetition", "discarding"] {
                    try await browser.post("\(page)/\(step)", ["token": token])
                    #expect(browser.status == 404, "\(login) \(step)")
                }
                try await browser.upload(
                    "/imports",
                    [
                        "token": token, "key": String(repeating: "a", count: 64), "agency": "H99.14",
                        "columns": "dossiers",
                    ],
                    [(field: "file", name: "a.csv", bytes: Array("a".utf8))])
                #expect(browser.status == 404, "\(login)")
            }
            #expect(try await site.test.count("import_job") == 1)
        }
    }

    @Test func `the sample maps are those of the documents`() throws {
        for (kind, name) in [(ImportKind.dossiers, "danh-sach-ho-so"), (.events, "so-theo-doi")] {
            let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "docs/examples/\(name).columns.json")
            #expect(try String(contentsOf: file, encoding: .utf8) == ColumnMapSamples.document(of: kind))
        }
    }
}
