import Desk
import OneStop
import Records
import Reports

/// The parts of the page of one of the staff.
struct UserParts {
    let view: UserView
    let words: RightWords
    let visit: Visit
    let principal: Principal
    let failed: (form: Form, problem: Problem)?

    private var say: Language { visit.say }
    private var times: When { When(say, view.offset) }
    private var path: String { "/users/\(view.login.percentEncoded)" }

    func notice(isNew: Bool) -> HTML? {
        if let failed {
            return "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: failed.problem, say))</p>"
        }
        guard isNew else { return nil }
        return
            "<p class=\"notice good\" role=\"status\">\(say("Đã thêm. Hãy cấp mật khẩu lần đầu để người này đăng nhập.", "Added. Give the first password so that the person can sign in."))</p>"
    }

    /// A password that was given: on this page and nowhere else.
    func shown(_ given: GivenPassword) -> HTML {
        """
        <section class="notice warn" role="status"><h2>\(say("Mật khẩu dùng một lần, chỉ hiện ở đây lần này", "The one-time password, shown here this once"))</h2>
        <p><code class="key">\(given.password)</code></p>
        <p>\(say("Trao tận tay \(view.name). Có giá trị đến \(times.time(given.until)); lần đăng nhập đầu tiên phải đổi. Mọi phiên cũ đã kết thúc.", "Hand it to \(view.name). It counts until \(times.time(given.until)) and is changed at the first sign-in. All former sessions are over."))</p></section>
        """
    }

    var rights: HTML {
        let rows = view.rights.map { right -> HTML in
            """
            <tr><td>\(words.text(right))</td><td class="action"><form method="post" action="\(path)/rights/removal">\(visit.hidden)<input type="hidden" name="role" value="\(right.role.rawValue)"><input type="hidden" name="place" value="\(right.place)"><input type="hidden" name="procedure" value="\(right.procedure ?? "")"><button>\(say("Thôi giao", "Take away"))<span class="hidden"> \(words.text(right))</span></button></form></td></tr>

            """
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Chưa có vai trò nào: đăng nhập được nhưng chưa làm được gì.", "None yet: the person can sign in and do nothing."))</p>"
        let table: HTML =
            "<table><thead class=\"hidden\"><tr><th scope=\"col\">\(say("Vai trò", "Right"))</th><th scope=\"col\">\(say("Thao tác", "Action"))</th></tr></thead><tbody>\(rows)</tbody></table>"
        return """
            <section><h2>\(say("Vai trò", "Rights"))</h2>
            \(rows.isEmpty ? none : table)
            \(addition)</section>
            """
    }

    private var addition: HTML {
        let isOwn = failed?.form.optional("place") != nil
        let problem = isOwn ? failed?.problem.naming(["unit": "place", "agency": "place"]) : nil
        let fields = FieldView(
            say: say, given: isOwn ? failed?.form : nil, fault: problem?.fault(say), focus: problem?.field,
            prefix: "right-")
        let key = isOwn ? failed?.form.exact("key") ?? "" : TokenSecret.random()
        return """
            <form method="post" action="\(path)/rights">\(visit.hidden)<input type="hidden" name="key" value="\(key)">
            <h3>\(say("Giao thêm", "Give another"))</h3>
            \(fields.html([
                FormField(name: "role", label: say("Vai trò", "Role"), kind: .choice(words.roles), isRequired: true),
                FormField(name: "place", label: say("Ở đâu", "Where"), kind: .choice(words.places(of: principal)), isRequired: true, value: view.agency),
                FormField(name: "procedure", label: say("Chỉ với thủ tục (mã)", "For one procedure only (code)"), kind: .line(most: 60)),
            ]))
            <p><button class="main">\(say("Giao", "Give"))</button></p>
            <p class="hint">\(say("Có hiệu lực ngay; vai trò ở một đơn vị gồm cả các đơn vị bên dưới.", "At once; a right in a unit holds in those below it."))</p></form>
            """
    }

    var terms: HTML {
        let agency = words.office.agency(code: view.agency)
        let isOwn = failed?.form.optional("name") != nil
        let fields = FieldView(
            say: say, given: isOwn ? failed?.form : nil, fault: isOwn ? failed?.problem.fault(say) : nil,
            focus: isOwn ? failed?.problem.field : nil, prefix: "terms-")
        return """
            <section><h2>\(say("Họ tên và đơn vị", "Name and unit"))</h2>
            <form method="post" action="\(path)/terms">\(visit.hidden)
            \(fields.html([
                FormField(name: "name", label: say("Họ và tên", "Name"), kind: .line(most: 200), isRequired: true, value: view.name),
                FormField(name: "unit", label: say("Đơn vị công tác", "Unit"), kind: .choice(agency.map { words.units(of: $0) } ?? []), value: view.unit ?? ""),
            ]))
            <p><button>\(say("Lưu", "Save"))</button></p></form></section>
            """
    }

    var signIn: HTML {
        let state =
            !view.hasPassword
            ? say("Chưa có mật khẩu.", "No password yet.")
            : view.oneTimeUntil.map {
                say(
                    "Mật khẩu được cấp, đến \(times.time($0)), chưa đổi.",
                    "A given password, until \(times.time($0)), not changed yet.")
            } ?? say("Đã tự đặt mật khẩu.", "Has a password of their own.")
        let factor: HTML = """
            <p>\(say("Đang dùng xác thực hai lớp.", "Uses a second factor."))</p>
            <form method="post" action="\(path)/second-factor">\(visit.hidden)<button>\(say("Gỡ xác thực hai lớp (mất điện thoại)", "Remove it (telephone lost)"))</button></form>
            """
        let give =
            view.hasPassword
            ? say("Cấp lại mật khẩu", "Give a new password") : say("Cấp mật khẩu lần đầu", "Give the first password")
        let form: HTML = """
            <form method="post" action="\(path)/password">\(visit.hidden)<p><button\(" class=\"main\"" as HTML, if: !view.hasPassword)>\(give)</button></p></form>
            """
        return """
            <section><h2>\(say("Đăng nhập", "Signing in"))</h2><p>\(state)</p>
            \(form, if: view.state == .active)\(factor, if: view.hasSecondFactor)
            <p class="more"><a href="/tokens?user=\(view.login.percentEncoded)&amp;agency=\(view.agency.percentEncoded)">\(say("Mã truy cập của người này", "The person's tokens"))</a></p></section>
            """
    }

    func sessions(_ open: [SessionSummaryRow]) -> HTML {
        let rows = open.map { session -> HTML in
            """
            <tr><td>\(HTML.isolated(session.agent.isEmpty ? say("không rõ", "unknown") : BrowserName.of(session.agent)))<span class="under">\(say("dùng lần cuối", "last used")) \(times.time(session.seenAt))</span></td><td class="action"><form method="post" action="\(path)/sessions">\(visit.hidden)<button name="session" value="\(session.id)">\(say("Kết thúc", "End"))</button></form></td></tr>

            """
        }
        let none: HTML = "<p class=\"empty\">\(say("Không có phiên nào đang mở.", "None is open."))</p>"
        let table: HTML = """
            <table><thead class="hidden"><tr><th scope="col">\(say("Trình duyệt", "Browser"))</th><th scope="col">\(say("Thao tác", "Action"))</th></tr></thead><tbody>\(rows)</tbody></table>
            <form method="post" action="\(path)/sessions">\(visit.hidden)<p><button>\(say("Kết thúc tất cả", "End all"))</button></p></form>
            """
        return "<section><h2>\(say("Phiên đang mở", "Open sessions"))</h2>\(rows.isEmpty ? none : table)</section>"
    }

    var use: HTML {
        let isDisabled = view.state == .disabled
        let text =
            isDisabled
            ? say(
                "Đã khóa lúc \(times.time(view.disabledAt)). Mở khóa thì dùng lại mật khẩu và vai trò cũ; mã truy cập thì cấp mới.",
                "Disabled \(times.time(view.disabledAt)). Enabled, the person has the former password and rights; tokens are issued anew."
            )
            : say(
                "Khóa thì các phiên và mã truy cập kết thúc ngay. Hồ sơ đang giao vẫn ở đó, trưởng phòng phân công lại.",
                "Sessions and tokens end at once. Dossiers stay assigned until a head gives them to somebody else.")
        return """
            <section><h2>\(say("Khóa tài khoản", "Disabling"))</h2><p>\(text)</p>
            <form method="post" action="\(path)/disablement">\(visit.hidden)\("<input type=\"hidden\" name=\"enable\" value=\"1\">" as HTML, if: isDisabled)
            <p><button>\(isDisabled ? say("Mở khóa", "Enable") : say("Khóa", "Disable"))</button></p></form></section>
            """
    }
}
