import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// Users and tokens on pages, from the first form to the first work done.
@Suite(.timeLimit(.minutes(5))) struct UserPageTests {
    /// What stands in the page as a secret that is shown once.
    private static func key(on browser: Browser) throws -> String {
        String(try #require(browser.text.firstMatch(of: #/<code class="key">([^<]+)</code>/#), "\(browser.text)").1)
    }

    @Test func `somebody is added, signs in with the password given, must choose another, and works`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/users")
            let typed = ["login": "mai", "name": "Mai <b>", "unit": "ATBX", "role": "officer", "place": "H99.14/ATBX"]
            try await admin.submit("/users", typed.merging(["login": "Mai Mai"]) { $1 })
            #expect(
                admin.status == 422 && admin.text.contains("id=\"new-login-wrong\"")
                    && admin.text.contains("Mai &lt;b&gt;"))
            try await admin.submit("/users", typed)
            #expect(admin.status == 303 && admin.location == "/users/mai?added=1", "\(admin.text)")
            try await admin.follow()
            #expect(admin.text.contains("Mai &lt;b&gt;") && !admin.text.contains("Mai <b>"))
            try await admin.submit("/users/mai/password")
            let given = try Self.key(on: admin)
            try await admin.open("/users/mai")
            #expect(!admin.text.contains(given) && !site.log.text.contains(given))

            var mai = Browser(site)
            try await mai.open("/sign-in")
            try await mai.submit("/sign-in", ["login": "mai", "password": given])
            #expect(mai.status == 200 && mai.text.contains("Chọn mật khẩu của bạn"))
            // The session is good for nothing else.
            for path in ["/work", "/account", "/users"] {
                var other = mai
                try await other.open(path)
                #expect(other.status == 303 && other.location?.hasPrefix("/sign-in") == true, "\(path)")
            }
            for (new, again, words) in [
                (given, given, "Đây là mật khẩu được cấp"), ("ngắn", "ngắn", "từ 10 đến 200 ký tự"),
                (Browser.password, "khác", "không giống nhau"),
            ] {
                try await mai.submit("/sign-in/password", ["new": new, "again": again])
                #expect(mai.status == 422 && mai.text.contains(words), "\(mai.text)")
            }
            try await mai.submit("/sign-in/password", ["new": Browser.password, "again": Browser.password])
            #expect(mai.status == 303 && mai.location == "/work")
            try await mai.follow()
            #expect(mai.status == 200 && mai.text.contains("Mai &lt;b&gt;"))
            var again = Browser(site)
            try await again.open("/sign-in")
            try await again.submit("/sign-in", ["login": "mai", "password": given])
            #expect(again.status == 422)
        }
    }

    @Test func `a given password ends with its week, and asks for the code first where there is a second factor`()
        async throws
    {
        try await Site.with { site in
            var officer = try await Browser.signedIn("officer", at: site)
            try await officer.open("/account")
            try await officer.submit("/account/second-factor")
            try await officer.open("/account")
            let typed = try Self.key(on: officer)
            let person = try #require(
                try await site.signIn.sessions.session(officer.cookies["__Host-motcua-session"] ?? "", at: Site.now))
            guard case .begun(let secret) = try await site.signIn.secondFactor(of: person) else {
                Issue.record("no second factor was begun: \(typed)")
                return
            }
            try await officer.submit("/account/second-factor", ["code": OneTimeCode.code(for: secret, at: Site.now)])
            let admin = try await site.principal("admin")
            let given = try await site.desk.givePassword(to: "officer", by: admin, with: site.signIn, at: Site.now)
            try await Site.$now.withValue(Site.now.adding(seconds: 60)) {
                var browser = Browser(site)
                try await browser.open("/sign-in")
                try await browser.submit("/sign-in", ["login": "officer", "password": given.password])
                #expect(browser.status == 200 && browser.text.contains("Sáu chữ số"))
                // Who has only the password chooses none.
                let form = [
                    "token": try browser.hidden(in: "/sign-in/code")["token"] ?? "", "new": Browser.password,
                    "again": Browser.password,
                ]
                var thief = browser
                try await thief.post("/sign-in/password", form)
                #expect(thief.status == 401)
                try await browser.submit("/sign-in/code", ["code": OneTimeCode.code(for: secret, at: Site.now)])
                #expect(browser.status == 200 && browser.text.contains("Chọn mật khẩu của bạn"))
                try await browser.submit(
                    "/sign-in/password", ["new": "một mật khẩu khác", "again": "một mật khẩu khác"])
                #expect(browser.location == "/work")
            }
            let late = try await site.desk.givePassword(to: "head", by: admin, with: site.signIn, at: Site.now)
            try await Site.$now.withValue(late.until) {
                var browser = Browser(site)
                try await browser.open("/sign-in")
                try await browser.submit("/sign-in", ["login": "head", "password": late.password])
                #expect(browser.status == 422)
            }
        }
    }

    @Test func `rights, sessions and the account are changed on the person's page, by who may`() async throws {
        try await Site.with { site in
            var officer = try await Browser.signedIn("officer", at: site)
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/users/officer")
            try await admin.submit("/users/officer/rights", ["role": "clerk", "place": "H99.14"])
            #expect(admin.location == "/users/officer", "\(admin.text)")
            try await admin.follow()
            #expect(admin.text.contains("Văn thư, Sở thử"))
            try await admin.submit("/users/officer/rights", ["role": "clerk", "place": "H99.14"])
            #expect(admin.status == 422 && admin.text.contains("đã có quyền ấy"))
            try await admin.submit("/users/officer/rights/removal", ["role": "clerk", "place": "H99.14"])
            try await admin.follow()
            #expect(!admin.text.contains("Văn thư, Sở thử"))
            try await admin.submit("/users/officer/terms", ["name": "Minh Anh", "unit": "TDC"])
            try await admin.follow()
            #expect(admin.text.contains("Minh Anh"))
            try await admin.submit("/users/officer/sessions")
            #expect(admin.status == 303)
            try await officer.open("/work")
            #expect(officer.status == 303)
            try await admin.open("/users/admin")
            try await admin.submit("/users/admin/disablement")
            #expect(admin.status == 422 && admin.text.contains("Không ai tự khóa"))
            for (login, status) in [("supervisor", 403), ("foreigner", 404)] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/account")
                let token = try browser.hidden(in: "/sign-out")["token"] ?? ""
                for path in ["/users", "/users/officer", "/tokens"] {
                    try await browser.open(path)
                    #expect([403, status].contains(browser.status), "\(login) \(path)")
                }
                for step in [
                    "terms", "rights", "rights/removal", "disablement", "second-factor", "sessions", "password",
                ] {
                    try await browser.post(
                        "/users/officer/\(step)",
                        [
                            "token": token, "key": String(repeating: "a", count: 64), "name": "x", "role": "clerk",
                            "place": "H99.14",
                        ])
                    #expect(browser.status == status, "\(login) \(step)")
                }
            }
        }
    }

    @Test func `a token is issued on the page, shown once, used and revoked`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/tokens?user=officer")
            let typed = ["user": "officer", "label": "Cổng <b>", "days": "30"]
            try await admin.submit("/tokens", typed)
            #expect(admin.status == 422 && admin.text.contains("ít nhất một phạm vi"))
            let form = try admin.hidden(in: "/tokens").merging(typed.merging(["scope-dossiers.read": "1"]) { $1 }) {
                $1
            }
            try await admin.post("/tokens", form)
            let secret = try Self.key(on: admin)
            #expect(try await site.send(.get, "/api/v1/dossiers", secret: secret).status == 200)
            try await admin.post("/tokens", form)
            #expect(admin.status == 200 && !admin.text.contains(secret) && admin.text.contains("chỉ hiện một lần"))
            #expect(try await site.test.count("access_token where label = 'Cổng <b>'") == 1)
            let revoke = try #require(admin.text.firstMatch(of: #/action="(/tokens/[0-9]+/revocation)"/#)).1
            try await admin.submit(String(revoke))
            #expect(admin.status == 303)
            try await Site.$now.withValue(Site.now.adding(seconds: 5)) {
                let stopped = try await site.send(.get, "/api/v1/dossiers", secret: secret)
                #expect(stopped.status == 401)
            }
        }
    }
}
