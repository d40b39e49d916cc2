import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Reports

/// A form that was sent when the session was over, kept until its person has signed in again.
struct Resumption: Sendable {
    var path: String
    var form: Form
}

extension Pages {
    func addSignIn(to group: RouterGroup<DeskContext>) {
        open("/", in: group) { _, _, visit in .onward(to: visit.session == nil ? "/look-up" : "/work") }
        open("sign-in", in: group) { request, _, visit in
            var query = try Query(of: request)
            let next = OwnAddress.of(query.text("next"))
            guard visit.session == nil else { return .onward(to: next) }
            return .page(signInPage(visit, next: next))
        }
        openForm("sign-in", in: group) { request, _, visit, form in
            let outcome = try await signIn.signIn(
                login: form["login"], password: form.exact("password"), agent: request.headers[.userAgent] ?? "",
                at: visit.now)
            return try await answer(outcome, form, visit)
        }
        openForm("sign-in/code", in: group) { request, _, visit, form in
            guard let waiting = try await anySession(of: request, at: visit.now), waiting.session.stage == .code else {
                return .page(signInPage(visit, given: form, notice: .expired), status: .unauthorized)
            }
            let outcome = try await signIn.signIn(
                waiting.session, code: form["code"], agent: request.headers[.userAgent] ?? "", at: visit.now)
            return try await answer(outcome, form, visit, isCode: true)
        }
        form("sign-out", in: group) { _, _, visit, _, _ in
            if let session = visit.session { try await signIn.end(session.id, of: session, at: visit.now) }
            return .onward(to: "/sign-in").setting(cookies.removed(cookies.session))
        }
        openForm("language", in: group) { _, _, _, form in
            let language = try form.choice("language", of: Language.self)
            return .onward(to: form["back"]).setting(
                cookies.set(CookiePolicy.language, to: language.rawValue, maxAge: 365 * 86_400))
        }
    }

    func answer(
        _ outcome: SignInOutcome, _ form: Form, _ visit: Visit, isCode: Bool = false
    ) async throws -> Response {
        switch outcome {
        case .signedIn(let secret):
            let cookie = cookies.set(cookies.session, to: secret)
            guard let path = form.optional("resume_path"), let typed = form.optional("resume") else {
                return .onward(to: form["next"]).setting(cookie)
            }
            // The page is the new session's: its form carries the new mark.
            let resumed = Visit(
                address: path, now: visit.now, say: visit.say,
                session: try await signIn.sessions.session(secret, at: visit.now),
                formToken: TokenSecret.formToken(of: secret), newVisitor: nil)
            return .page(resending(try Form(parsing: typed), to: path, resumed)).setting(cookie)
        case .codeWanted(let secret):
            return .page(codePage(visit, given: form)).setting(cookies.set(cookies.session, to: secret))
        case .passwordWanted(let secret):
            return .page(passwordPage(visit, given: form)).setting(cookies.set(cookies.session, to: secret))
        case .wrong:
            return .page(
                isCode ? codePage(visit, given: form, notice: .wrong) : signInPage(visit, given: form, notice: .wrong),
                status: .unprocessableContent)
        case .locked(let until):
            var response = Response.page(
                isCode
                    ? codePage(visit, given: form, notice: .locked(until))
                    : signInPage(visit, given: form, notice: .locked(until)), status: .tooManyRequests)
            response.headers[.retryAfter] = String(
                max(1, until.microseconds(since: visit.now) / Instant.microsecondsPerSecond + 1))
            return response
        }
    }

    /// Why an attempt has failed.
    enum SignInNotice {
        case wrong, expired
        case locked(Instant)
    }

    func signInPage(
        _ visit: Visit, next: String = "/work", resuming: Resumption? = nil, given: Form = Form(),
        notice: SignInNotice? = nil
    ) -> HTML {
        let say = visit.say
        let title = say("Đăng nhập", "Sign in")
        let resumption: HTML =
            resuming == nil
            ? ""
            : """
            <p class="notice warn" role="alert">\(say("Phiên làm việc đã hết. Những gì bạn đã nhập vẫn còn: đăng nhập rồi gửi lại.", "Your session is over. What you typed is kept: sign in and send it again."))</p>
            """
        return Layout(visit: visit, title: title).page(
            """
            <div class="narrow">
            <h1>\(title)</h1>
            \(resumption)
            \(notice.map { words(of: $0, visit, wrong: say("Tên đăng nhập hoặc mật khẩu không đúng.", "The sign-in name or the password is wrong.")) })
            <form method="post" action="/sign-in">\(visit.hidden)\(kept(given, next: next, resuming))
            <p><label for="login">\(say("Tên đăng nhập", "Sign-in name"))</label>
            <input id="login" name="login" required maxlength="130" autocomplete="username" autocapitalize="none" spellcheck="false" autofocus value="\(given["login"])"></p>
            <p><label for="password">\(say("Mật khẩu", "Password"))</label>
            <input id="password" name="password" type="password" required maxlength="200" autocomplete="current-password"></p>
            <p><button class="main">\(title)</button></p>
            </form>
            <p class="small">\(say("Quên mật khẩu? Người quản trị hệ thống đặt lại cho bạn. Nếu nhiều tỉnh dùng chung, ghi thêm mã cơ quan: lan.tt@H99.14.", "Forgotten? The administrator sets a new one. Where several provinces share this system, add the agency: lan.tt@H99.14."))</p>
            </div>
            """)
    }

    private func codePage(_ visit: Visit, given: Form, notice: SignInNotice? = nil) -> HTML {
        let say = visit.say
        let title = say("Mã xác thực", "One-time code")
        return Layout(visit: visit, title: title).page(
            """
            <div class="narrow">
            <h1>\(title)</h1>
            \(notice.map { words(of: $0, visit, wrong: say("Mã không đúng hoặc đã dùng rồi. Hãy chờ mã tiếp theo.", "The code is wrong or was used before. Wait for the next one.")) })
            <form method="post" action="/sign-in/code">\(visit.hidden)\(kept(given, next: given["next"], nil))
            <p><label for="code">\(say("Sáu chữ số trên điện thoại của bạn", "The six digits on your telephone"))</label>
            <input id="code" name="code" required inputmode="numeric" maxlength="7" autocomplete="one-time-code" autofocus></p>
            <p><button class="main">\(say("Tiếp tục", "Go on"))</button></p>
            </form>
            </div>
            """)
    }

    /// Where to go after signing in, and what was typed before.
    func kept(_ given: Form, next: String, _ resuming: Resumption?) -> HTML {
        let path = resuming?.path ?? given["resume_path"]
        let typed = resuming?.form.encoded(without: ["token", "password", "new", "again"]) ?? given["resume"]
        let resumed: HTML =
            """
            <input type="hidden" name="resume_path" value="\(path)"><input type="hidden" name="resume" value="\(typed)">
            """
        return
            "<input type=\"hidden\" name=\"next\" value=\"\(OwnAddress.of(given.optional("next") ?? next))\">\(resumed, if: !path.isEmpty)"
    }

    private func words(of notice: SignInNotice, _ visit: Visit, wrong: String) -> HTML {
        let say = visit.say
        let text =
            switch notice {
            case .wrong: wrong
            case .expired: say("Đã quá năm phút. Hãy đăng nhập lại.", "Five minutes have passed. Sign in again.")
            case .locked(let until): Locked.words(until, visit)
            }
        return "<p class=\"notice bad\" role=\"alert\">\(text)</p>"
    }
}

/// How long somebody has to wait who guessed too often.
enum Locked {
    static func words(_ until: Instant, _ visit: Visit) -> String {
        let seconds = max(1, until.microseconds(since: visit.now) / Instant.microsecondsPerSecond + 1)
        let minutes = (seconds + 59) / 60
        return seconds < 60
            ? visit.say(
                "Sai nhiều lần. Hãy thử lại sau \(seconds) giây.",
                "Wrong several times. Try again in \(seconds) seconds.")
            : visit.say(
                "Sai nhiều lần. Hãy thử lại sau \(minutes) phút.",
                "Wrong several times. Try again in \(minutes) minutes.")
    }
}
