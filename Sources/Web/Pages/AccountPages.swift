import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// One's own account: sessions, password, second factor.
    func addAccount(to group: RouterGroup<DeskContext>) {
        page("account", in: group) { _, _, visit, _ in .page(try await accountPage(visit)) }
        form("account/sessions/end", in: group) { _, _, visit, _, form in
            if let session = visit.session {
                try await signIn.end(try form.number("session", in: 1...Int64.max), of: session, at: visit.now)
            }
            return .onward(to: "/account")
        }
        form("account/password", in: group) { _, _, visit, _, form in
            guard let session = visit.session else { return .onward(to: "/sign-in") }
            guard form.exact("new") == form.exact("again") else { return try await account(visit, .different) }
            do {
                let outcome = try await signIn.changePassword(
                    of: session, from: form.exact("present"), to: form.exact("new"), at: visit.now)
                return try await account(visit, outcome.map(AccountNotice.of) ?? .passwordChanged)
            } catch let error as DeskError where error.rule.hasPrefix("password.") {
                return try await account(visit, .plain(error))
            }
        }
        form("account/second-factor", in: group) { _, _, visit, _, form in
            guard let session = visit.session else { return .onward(to: "/sign-in") }
            guard form.optional("code") != nil else {
                try await signIn.beginSecondFactor(of: session)
                return .onward(to: "/account")
            }
            let isRemoving = form.isChecked("remove")
            let outcome = try await signIn.confirmSecondFactor(
                of: session, code: form["code"], removing: isRemoving, at: visit.now)
            return try await account(visit, outcome.map(AccountNotice.of) ?? .factorChanged)
        }
    }

    private enum AccountNotice {
        case different, wrong, passwordChanged, factorChanged
        case locked(Instant)
        case plain(DeskError)

        static func of(_ outcome: SignInOutcome) -> AccountNotice {
            switch outcome {
            case .locked(let until): .locked(until)
            case .wrong, .signedIn, .codeWanted, .passwordWanted: .wrong
            }
        }

        var isGood: Bool {
            switch self {
            case .passwordChanged, .factorChanged: true
            case .different, .wrong, .locked, .plain: false
            }
        }

        func words(_ visit: Visit) -> String {
            let say = visit.say
            switch self {
            case .different:
                return say("Hai lần nhập mật khẩu mới không giống nhau.", "The new password differs the second time.")
            case .wrong:
                return say(
                    "Mật khẩu hoặc mã không đúng; chưa có gì thay đổi.",
                    "The password or code is wrong; nothing was changed.")
            case .passwordChanged:
                return say(
                    "Đã đổi mật khẩu. Các phiên khác của bạn đã kết thúc.",
                    "The password is changed. Your other sessions are over.")
            case .factorChanged: return say("Đã ghi nhận.", "Done.")
            case .locked(let until): return Locked.words(until, visit)
            case .plain(let error): return ProblemWords.detail(of: Problem(error), say)
            }
        }
    }

    private func account(_ visit: Visit, _ notice: AccountNotice) async throws -> Response {
        let shown: HTML =
            "<p class=\"notice \(notice.isGood ? "good" : "bad")\" role=\"alert\">\(notice.words(visit))</p>"
        return .page(
            try await accountPage(visit, notice: shown), status: notice.isGood ? .ok : .unprocessableContent)
    }

    private func accountPage(_ visit: Visit, notice: HTML? = nil) async throws -> HTML {
        let say = visit.say
        guard let session = visit.session else { return "" }
        let office = try await desk.directory.office()
        let times = When(say, office.agencies[session.principal.agency]?.calendar.offset ?? .vietnam)
        let open = try await signIn.open(of: session, at: visit.now)
        let rows = open.map { row -> HTML in
            let end: HTML =
                row.id == session.id
                ? "<strong>\(say("phiên này", "this one"))</strong>"
                : "<form method=\"post\" action=\"/account/sessions/end\">\(visit.hidden)<button name=\"session\" value=\"\(row.id)\">\(say("Kết thúc", "End"))</button></form>"
            return """
                <tr><td>\(HTML.isolated(row.agent.isEmpty ? say("không rõ", "unknown") : BrowserName.of(row.agent)))</td><td class="code">\(times.time(row.createdAt))</td><td class="code">\(times.time(row.seenAt))</td>
                <td>\(end)</td></tr>
                """
        }
        let title = say("Tài khoản", "Account")
        return Layout(visit: visit, title: title, place: .account).page(
            """
            <h1>\(title): \(HTML.isolated(session.name))</h1>
            \(notice)
            <section><h2>\(say("Phiên đang mở", "Open sessions"))</h2>
            <table class="list"><thead><tr><th scope="col">\(say("Trình duyệt", "Browser"))</th><th scope="col">\(say("Đăng nhập", "Signed in"))</th><th scope="col">\(say("Dùng lần cuối", "Last used"))</th><th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>\(rows)</tbody></table></section>
            <div class="columns">
            <section><h2>\(say("Đổi mật khẩu", "Change the password"))</h2>
            <form method="post" action="/account/password">\(visit.hidden)
            <p><label for="present">\(say("Mật khẩu hiện nay", "Present password"))</label><input id="present" name="present" type="password" required maxlength="200" autocomplete="current-password"></p>
            <p><label for="new">\(say("Mật khẩu mới (từ 10 ký tự)", "New password (10 characters or more)"))</label><input id="new" name="new" type="password" required minlength="10" maxlength="200" autocomplete="new-password"></p>
            <p><label for="again">\(say("Nhập lại mật khẩu mới", "New password again"))</label><input id="again" name="again" type="password" required maxlength="200" autocomplete="new-password"></p>
            <p><button class="main">\(say("Đổi mật khẩu", "Change"))</button></p></form></section>
            \(try await factor(visit, session, times))
            </div>
            """)
    }

    private func factor(_ visit: Visit, _ session: BrowserSession, _ times: When) async throws -> HTML {
        let say = visit.say
        let content: HTML
        switch try await signIn.secondFactor(of: session) {
        case .none where !signIn.offersSecondFactor:
            content =
                "<p>\(say("Hệ thống chưa được cấu hình khóa bí mật nên chưa dùng được.", "The installation has no secret key yet, so it cannot be used."))</p>"
        case .none:
            content = """
                <p>\(say("Ngoài mật khẩu, mỗi lần đăng nhập cần thêm mã sáu chữ số trên điện thoại.", "Besides the password every sign-in then asks for six digits from your telephone."))</p>
                <form method="post" action="/account/second-factor">\(visit.hidden)<button>\(say("Thiết lập", "Set up"))</button></form>
                """
        case .begun(let secret):
            content = """
                <p>\(say("Nhập khóa này vào ứng dụng xác thực trên điện thoại, rồi ghi mã mà ứng dụng cho.", "Type this key into the authenticator on your telephone, then the code that it shows."))</p>
                <p><code class="key">\(OneTimeCode.typed(secret))</code></p>
                \(codeForm(visit, remove: false))
                """
        case .inUse(let since):
            content = """
                <p>\(say("Đang dùng từ", "In use since")) \(times.time(since)).</p>
                \(codeForm(visit, remove: true))
                """
        }
        return "<section><h2>\(say("Xác thực hai lớp", "Second factor"))</h2>\(content)</section>"
    }

    private func codeForm(_ visit: Visit, remove: Bool) -> HTML {
        let say = visit.say
        return """
            <form method="post" action="/account/second-factor">\(visit.hidden)\("<input type=\"hidden\" name=\"remove\" value=\"1\">" as HTML, if: remove)
            <p><label for="code">\(say("Mã sáu chữ số", "Six digits"))</label><input id="code" name="code" required inputmode="numeric" maxlength="7" autocomplete="one-time-code"></p>
            <p><button>\(remove ? say("Thôi dùng", "Remove") : say("Xác nhận", "Confirm"))</button></p></form>
            """
    }
}
