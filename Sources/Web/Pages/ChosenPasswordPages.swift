import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Reports

extension Pages {
    /// Where who signed in with a password that an administrator gave chooses one of their own. Until then the session is
    /// good for nothing else: to every other page nobody has signed in.
    func addChosenPassword(to group: RouterGroup<DeskContext>) {
        openForm("sign-in/password", in: group) { request, _, visit, form in
            guard let waiting = try await anySession(of: request, at: visit.now), waiting.session.stage == .password
            else {
                return .page(signInPage(visit, given: form, notice: .expired), status: .unauthorized)
            }
            guard form.exact("new") == form.exact("again") else {
                let words = visit.say(
                    "Hai lần nhập mật khẩu mới không giống nhau.", "The new password differs the second time.")
                return .page(passwordPage(visit, given: form, wrong: words), status: .unprocessableContent)
            }
            do {
                let outcome = try await signIn.choosePassword(
                    form.exact("new"), in: waiting.session, agent: request.headers[.userAgent] ?? "", at: visit.now)
                return try await answer(outcome, form, visit)
            } catch let error as DeskError where error.rule.hasPrefix("password.") {
                let words = ProblemWords.detail(of: Problem(error), visit.say)
                return .page(passwordPage(visit, given: form, wrong: words), status: .unprocessableContent)
            }
        }
    }

    func passwordPage(_ visit: Visit, given: Form, wrong: String? = nil) -> HTML {
        let say = visit.say
        let title = say("Chọn mật khẩu của bạn", "Choose your password")
        let fault: HTML? = wrong.map { "<span class=\"wrong\" id=\"new-wrong\">\($0)</span>" }
        let described: HTML? = wrong.map { _ in " aria-invalid=\"true\" aria-describedby=\"new-wrong\"" }
        return Layout(visit: visit, title: title).page(
            """
            <div class="narrow">
            <h1>\(title)</h1>
            <p>\(say("Bạn vừa dùng mật khẩu do người quản trị cấp. Hãy đặt mật khẩu riêng, không ai khác biết, rồi làm việc.", "You signed in with a password that the administrator gave. Set one that nobody else knows, then go on."))</p>
            <form method="post" action="/sign-in/password">\(visit.hidden)\(kept(given, next: given["next"], nil))
            <p><label for="new">\(say("Mật khẩu mới (từ 10 ký tự)", "New password (10 characters or more)"))</label><input id="new" name="new" type="password" required minlength="10" maxlength="200" autocomplete="new-password" autofocus\(described)>\(fault)</p>
            <p><label for="again">\(say("Nhập lại mật khẩu mới", "New password again"))</label><input id="again" name="again" type="password" required maxlength="200" autocomplete="new-password"></p>
            <p><button class="main">\(say("Lưu và tiếp tục", "Save and go on"))</button></p>
            </form>
            </div>
            """)
    }
}
