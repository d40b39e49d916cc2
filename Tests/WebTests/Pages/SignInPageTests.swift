import Desk
import Foundation
import HTTPTypes
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Signing in to the pages, and what keeps a session.
@Suite(.timeLimit(.minutes(5))) struct SignInPageTests {
    @Test func `a session begins with the right password, under a cookie that scripts and other sites do not get`()
        async throws
    {
        try await Site.with { site in
            try await site.givePassword(to: "officer")
            var browser = Browser(site)
            try await browser.open("/work")
            #expect(browser.status == 303 && browser.location == "/sign-in?next=%2Fwork")
            try await browser.follow()
            for (login, password) in [("officer", "sai"), ("nobody", Browser.password), ("officer", "")] {
                try await browser.submit("/sign-in", ["login": login, "password": password])
                #expect(browser.status == 422 && browser.text.contains("Tên đăng nhập hoặc mật khẩu không đúng"))
                #expect(browser.cookies["__Host-motcua-session"] == nil)
            }
            let visitor = browser.cookies["__Host-motcua-visitor"]
            try await browser.submit("/sign-in", ["login": "officer", "password": Browser.password])
            #expect(browser.status == 303 && browser.location == "/work")
            let cookie = browser.page?.headers[values: .setCookie].first ?? ""
            for part in ["__Host-motcua-session=", "; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
                #expect(cookie.contains(part), "\(cookie)")
            }
            let secret = try #require(browser.cookies["__Host-motcua-session"])
            #expect(secret.utf8.count == 64 && secret != visitor)
            try await browser.follow()
            #expect(browser.status == 200 && browser.text.contains("Minh"))
            #expect(!site.log.text.contains(secret) && !site.log.text.contains("officer"))
            try await browser.submit("/sign-out")
            #expect(browser.cookies["__Host-motcua-session"] == nil)
            browser.cookies["__Host-motcua-session"] = secret
            try await browser.open("/work")
            #expect(browser.status == 303, "the secret of a session that is over")
        }
    }

    @Test func `guessing at a login is slowed, then locked, whether it exists or not`() async throws {
        try await Site.with { site in
            try await site.givePassword(to: "officer")
            for login in ["officer", "nobody"] {
                var browser = Browser(site)
                try await browser.open("/sign-in")
                for _ in 1...3 {
                    try await browser.submit("/sign-in", ["login": login, "password": "sai"])
                    #expect(browser.status == 422)
                }
                try await browser.submit("/sign-in", ["login": login, "password": Browser.password])
                #expect(browser.status == 429 && browser.page?.header("Retry-After") == "6")
            }
            try await Site.$now.withValue(Site.now.adding(seconds: 6)) {
                var browser = Browser(site)
                try await browser.open("/sign-in")
                try await browser.submit("/sign-in", ["login": "officer", "password": Browser.password])
                #expect(browser.status == 303)
            }
        }
    }

    @Test func `a session ends when nothing is done in it for an hour, and after twelve in any case`() async throws {
        try await Site.with { site in
            let start = Site.now
            func opens(_ browser: Browser, after minutes: Int64) async throws -> Bool {
                try await Site.$now.withValue(start.adding(minutes: minutes)) {
                    var browser = browser
                    try await browser.open("/work")
                    return browser.status == 200
                }
            }
            let idle = try await Browser.signedIn("officer", at: site)
            #expect(try await opens(idle, after: 59))
            #expect(try await opens(idle, after: 59 + 59))
            #expect(try await !opens(idle, after: 59 + 59 + 61))
            let busy = try await Browser.signedIn("head", at: site)
            for minutes in stride(from: Int64(30), to: 720, by: 30) {
                #expect(try await opens(busy, after: minutes), "\(minutes)")
            }
            #expect(try await !opens(busy, after: 721))
        }
    }

    @Test func `a second factor is asked for once it is set up, and each code is good once`() async throws {
        try await Site.with { site in
            var browser = try await Browser.signedIn("leader", at: site)
            try await browser.open("/account")
            try await browser.submit("/account/second-factor")
            try await browser.follow()
            let key = try #require(browser.text.firstMatch(of: #/class="key">([A-Z2-7]+)</#)).1
            let secret = Base32.decoded(String(key))
            let code = OneTimeCode.code(for: secret, at: Site.now)
            try await browser.submit("/account/second-factor", ["code": code == "000000" ? "111111" : "000000"])
            #expect(browser.status == 422)
            try await browser.submit("/account/second-factor", ["code": code])
            #expect(browser.status == 200 && browser.text.contains("Đang dùng từ"))

            var other = Browser(site)
            try await other.open("/sign-in")
            try await other.submit("/sign-in", ["login": "leader", "password": Browser.password])
            #expect(other.status == 200 && other.text.contains("Sáu chữ số"))
            let half = other.cookies
            try await other.open("/work")
            #expect(other.status == 303, "the password alone opens nothing")
            other.cookies = half
            try await other.post("/sign-in/code", ["token": try formToken(of: half), "code": code])
            #expect(other.status == 422, "a code is good once")
            try await Site.$now.withValue(Site.now.adding(seconds: 30)) {
                let next = OneTimeCode.code(for: secret, at: Site.now)
                try await other.post("/sign-in/code", ["token": try formToken(of: half), "code": next])
                #expect(other.status == 303)
                #expect(other.cookies["__Host-motcua-session"] != half["__Host-motcua-session"])
                try await other.open("/work")
                #expect(other.status == 200)
            }
        }
    }

    /// Before the session is whole, forms carry the visitor's mark.
    private func formToken(of cookies: [String: String]) throws -> String {
        TokenSecret.formToken(of: try #require(cookies["__Host-motcua-visitor"]))
    }

    @Test func `a changed password ends every other session, and a disabled account all`() async throws {
        try await Site.with { site in
            var first = try await Browser.signedIn("officer", at: site)
            var second = Browser(site)
            try await second.open("/sign-in")
            try await second.submit("/sign-in", ["login": "officer", "password": Browser.password])
            try await first.open("/account")
            #expect(first.text.components(separatedBy: "Thử/1").count == 3, "two sessions are shown")
            let change = [
                "present": Browser.password, "new": "mật khẩu hoàn toàn khác", "again": "mật khẩu hoàn toàn khác",
            ]
            try await first.submit("/account/password", change.merging(["new": "ngắn", "again": "ngắn"]) { $1 })
            #expect(first.status == 422)
            try await first.submit("/account/password", change.merging(["present": "sai"]) { $1 })
            #expect(first.status == 422)
            try await first.submit("/account/password", change)
            #expect(first.status == 200 && first.text.contains("Đã đổi mật khẩu"))
            try await second.open("/work")
            #expect(second.status == 303)
            let agency = try #require(try await site.desk.directory.office().agency(code: "H99.14"))
            let account = try #require(
                try await site.test.database.account(login: "officer", tenant: agency.row.tenant))
            try await site.test.database.disable(account.account.id, at: Site.now)
            try await Site.$now.withValue(Site.now.adding(seconds: 4)) {
                try await first.open("/work")
                #expect(first.status == 303)
            }
        }
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/work\u{7F}",
    ])
    func `nobody is led away from here`(next: String) async throws {
        try await Site.with { site in
            try await site.givePassword(to: "officer")
            var browser = Browser(site)
            try await browser.open("/sign-in")
            try await browser.submit("/sign-in", ["login": "officer", "password": Browser.password, "next": next])
            #expect(browser.location == "/work")
            try await browser.open("/work")
            try await browser.submit("/language", ["language": "en", "back": next])
            #expect(browser.location == "/work")
        }
    }

    @Test func `where two provinces have a login, the agency says which is meant`() async throws {
        try await Site.with { site in
            try await site.test.script(
                """
                insert into account (tenant_id, agency_id, login, name)
                select id, id, 'officer', 'Người khác' from agency where code = 'H98'
                """)
            try await site.givePassword(to: "officer")
            var browser = Browser(site)
            try await browser.open("/sign-in")
            try await browser.submit("/sign-in", ["login": "officer", "password": Browser.password])
            #expect(browser.status == 422)
            try await browser.submit("/sign-in", ["login": "officer@H99.14", "password": Browser.password])
            #expect(browser.status == 303)
        }
    }
}

private enum Base32 {
    static func decoded(_ text: String) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bytes, bits, waiting): ([UInt8], Int, Int) = ([], 0, 0)
        for letter in text {
            bits = (bits << 5 | (letters.firstIndex(of: letter) ?? 0)) & 0xFFFF
            waiting += 5
            if waiting >= 8 {
                waiting -= 8
                bytes.append(UInt8(bits >> waiting & 255))
            }
        }
        return bytes
    }
}
