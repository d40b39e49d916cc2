import Desk
import HTTPTypes
import Hummingbird
import OneStop
import TestSupport
import Testing

@testable import Web

/// Who gets to which page, with which form, and what a page lets in.
@Suite(.timeLimit(.minutes(5))) struct PageAccessTests {
    private static let open: Set<String> = [
        "/", "/sign-in", "/sign-in/code", "/sign-in/password", "/look-up", "/look-up/rating", "/language",
        "/assets/{file}", "/procedures",
        "/procedures/{agency}/{procedure}", "/public-figures",
    ]

    private static func routes(of site: Site) -> [(method: String, path: String)] {
        let router = Router(context: DeskContext.self)
        Pages(desk: site.desk, signIn: site.signIn, cookies: CookiePolicy(), now: { Site.now }).addRoutes(to: router)
        return router.routes.map { ($0.method.rawValue, $0.path.description) }
    }

    private static func concrete(_ path: String) -> String {
        path.replacing("{code}", with: "H99.14-260303-0001").replacing("{command}", with: "withdraw")
            .replacing("{procedure}", with: "9.990001.H99").replacing("{file}", with: "x")
            .replacing("{figure}", with: "at_risk").replacing("{notice}", with: "1")
            .replacing("{form}", with: "01").replacing("{list}", with: "H99.14-2026-1")
            .replacing("{agency}", with: "H99.14").replacing("{moment}", with: "accepted")
            .replacing("{channel}", with: "email").replacing("{language}", with: "vi")
            .replacing("{login}", with: "officer")
            .replacing("imports/columns/{kind}", with: "imports/columns/events")
            .replacing(#/{(decision|message|subscription|absence|token|import|number)}/#, with: "1")
    }

    @Test func `signed out, every page but the open ones asks who it is, and no form does anything`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            _ = try await PageLifeTests.takeIn(&desk)
            let routes = Self.routes(of: site)
            #expect(routes.count > 20)
            for route in routes where !Self.open.contains(route.path) {
                var stranger = Browser(site)
                let path = Self.concrete(route.path)
                if route.method == "POST" {
                    try await stranger.post(path, ["token": "0", "version": "1"])
                    #expect(stranger.status == 401, "\(route)")
                } else if route.method == "GET" {
                    try await stranger.open(path)
                    #expect(
                        stranger.status == 303 && stranger.location?.hasPrefix("/sign-in?next=%2F") == true, "\(route)")
                }
            }
            #expect(try await site.test.count("dossier_event") == 1)
        }
    }

    @Test func `no form does anything without the mark of its browser; it asks first`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            for route in Self.routes(of: site) where route.method == "POST" {
                for token in ["", "0", TokenSecret.formToken(of: "x")] {
                    try await desk.post(Self.concrete(route.path), ["token": token, "version": "1", "name": "<b>"])
                    #expect(desk.status == 403 && desk.text.contains("&lt;b&gt;"), "\(route)")
                }
            }
            #expect(try await site.test.count("dossier_event") == 1)
            // What is shown can be sent after all, for it is a page of ours.
            try await desk.open("/dossiers/\(code)")
            let action = "/dossiers/\(code)/commands/hand_over"
            try await desk.post(action, try desk.hidden(in: action).merging(["token": "", "unit": "ATBX"]) { $1 })
            #expect(desk.status == 403)
            try await desk.submit(action)
            #expect(desk.status == 303)
        }
    }

    @Test func `what was typed survives the end of a session`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            try await desk.open("/intake/9.990001.H99")
            let path = "/intake/9.990001.H99"
            let form = try desk.hidden(in: path).merging(PageLifeTests.applicant) { $1 }
            try await Site.$now.withValue(Site.now.adding(minutes: 70)) {
                try await desk.post(path, form)
                #expect(desk.status == 401 && desk.text.contains("Phiên làm việc đã hết"))
                try await desk.submit("/sign-in", ["login": "desk", "password": Browser.password])
                #expect(desk.status == 200 && desk.text.contains("Nguyễn Văn An"))
                try await desk.submit(path)
                #expect(desk.status == 303)
                #expect(try await site.test.count("dossier") == 1)
            }
        }
    }

    @Test func `who may not read a dossier finds none, and who may not act on it is refused`() async throws {
        try await Site.with { site in
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(&desk)
            try await PageLifeTests.carry("desk", "hand_over", ["unit": "ATBX"], on: code, at: site)
            for login in ["stranger", "foreigner", "admin", "bystander"] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/dossiers/\(code)")
                #expect(browser.status == 404, "\(login)")
                try await browser.open("/account")
                let token = try browser.hidden(in: "/sign-out")["token"] ?? ""
                try await browser.post(
                    "/dossiers/\(code)/commands/take_over",
                    ["token": token, "version": "2", "key": String(repeating: "a", count: 64)])
                #expect(browser.status == 404, "\(login)")
            }
            var auditor = try await Browser.signedIn("auditor", at: site)
            try await auditor.open("/dossiers/\(code)")
            #expect(auditor.status == 200 && auditor.text.contains("Hiện không có thao tác nào"))
            let token = try auditor.hidden(in: "/sign-out")["token"] ?? ""
            try await auditor.post(
                "/dossiers/\(code)/commands/take_over",
                ["token": token, "version": "2", "key": String(repeating: "a", count: 64)])
            #expect(auditor.status == 403 && auditor.text.contains("Không thuộc quyền của bạn"))
            #expect(try await site.test.count("dossier_event") == 2)
        }
    }

    @Test func `hostile text is shown on every page and obeyed on none`() async throws {
        try await Site.with { site in
            let hostile = "\"\u{301}><script>alert(1)</script>'\u{338} onx=\u{202E}&lt;<\u{301}b>"
            var desk = try await Browser.signedIn("desk", at: site)
            let code = try await PageLifeTests.takeIn(
                &desk, PageLifeTests.applicant.merging(["name": hostile, "address": hostile]) { $1 })
            try await PageLifeTests.carry("desk", "hand_over", ["unit": "ATBX"], on: code, at: site)
            try await PageLifeTests.carry("head", "assign", ["officer": "officer"], on: code, at: site)
            try await PageLifeTests.carry("officer", "complete_step", ["remark": hostile], on: code, at: site)
            var head = try await Browser.signedIn("head", at: site)
            for path in ["/dossiers/\(code)", "/dossiers/\(code)/receipt", "/work", "/search?q=script%3E%22%CC%81"] {
                for language in ["vi", "en"] {
                    head.cookies["motcua-language"] = language
                    try await head.open(path)
                    #expect(head.status == 200, "\(path)")
                    #expect(head.text.contains("<html lang=\"\(language)\">"))
                    let bytes = head.page?.body ?? []
                    for raw in ["<script>", "\"\u{301}>", "<\u{301}b"] {
                        #expect(!bytes.contains(Array(raw.utf8)), "\(path) has \(raw)")
                    }
                }
            }
            #expect(
                head.page?.header("Content-Security-Policy")
                    == "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
                    + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
            #expect(head.page?.header("Cache-Control") == "no-store")
        }
    }

    @Test func `style and script are kept by the browser, under a name that changes with them`() async throws {
        try await Site.with { site in
            var visitor = Browser(site)
            try await visitor.open("/sign-in")
            let paths = visitor.text.matches(of: #/"(\/assets\/[^"]*)"/#).map { String($0.1) }
            #expect(paths == [Style.path, Script.path])
            for path in paths {
                let asset = try await site.answer(to: .get, path)
                #expect(asset.status == 200 && asset.header("Cache-Control")?.contains("immutable") == true)
                #expect(asset.body.count < 24_000)
                let again = try await site.answer(
                    to: .get, path, headers: ["If-None-Match": try #require(asset.etag)])
                #expect(again.status == 304 && again.body.isEmpty)
            }
            let old = try await site.answer(to: .get, "/assets/style-0.css")
            #expect(old.status == 404)
        }
    }
}
