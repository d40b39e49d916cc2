import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Who works in an agency, for who administers it; adding somebody.
    func addUsers(to group: RouterGroup<DeskContext>) {
        page("users", in: group) { request, _, visit, principal in
            let filters = try UserFilters(Form(parsing: request.uri.query ?? ""))
            return .page(try await usersPage(filters, visit, principal))
        }
        form("users", in: group) { request, _, visit, principal, form in
            do {
                let input = try NewUserInput(form)
                _ = try await desk.add(
                    input, by: principal, at: visit.now, key: form.requestKey(to: request.uri.path)
                ) { Answer(status: 303, etag: nil, location: "/users/\($0.login)", body: Array("{}".utf8)) }
                return .onward(to: "/users/\(input.login.percentEncoded)?added=1")
            } catch let error as DeskError
                where error.kind == .invalid || error.kind == .refused || error.kind == .noRight
            {
                let problem = Problem(error)
                let filters = try UserFilters(Form(parsing: "agency=\(form["agency"].percentEncoded)"))
                let page = try await usersPage(filters, visit, principal, failed: (form, problem))
                return .page(page, status: .init(code: problem.status))
            }
        }
    }

    private func usersPage(
        _ filters: UserFilters, _ visit: Visit, _ principal: Principal, failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let office = try await desk.directory.office()
        let words = RightWords(say: say, office: office)
        let found = try await desk.users(
            of: filters.agency, state: filters.state, text: filters.text, after: filters.after, limit: 50, by: principal
        )
        let title = say("Người dùng", "Users")
        let rows = found.views.map { row(of: $0, words, When(say, $0.offset)) }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Họ tên", "Name"))</th><th scope="col">\(say("Đơn vị", "Unit"))</th><th scope="col">\(say("Vai trò", "Rights"))</th><th scope="col">\(say("Đăng nhập", "Signing in"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let none: HTML =
            "<p class=\"empty\">\(say("Không có ai như vậy. Bỏ bớt điều kiện, hoặc thêm người ở mẫu bên cạnh.", "Nobody like this. Ask for less, or add somebody with the form beside."))</p>"
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"\(filters.address(after: $0))\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let fields = Filters(say: say)
        let refusal: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0.problem, say))</p>"
        }
        return Layout(visit: visit, title: title, place: .users).page(
            """
            <h1>\(title) <span class="count">\(found.agency.row.name)</span></h1>
            \(refusal)
            <form class="filters" action="/users" method="get">
            \(words.choice(found.agency, of: principal))
            <label>\(say("Tên hoặc tên đăng nhập", "Name or sign-in name"))<input type="search" name="q" maxlength="100" value="\(filters.text)"></label>
            \(fields.select("state", say("Tình trạng", "State"), filters.state?.rawValue, UserState.allCases.map { ($0.rawValue, $0.title(say)) }, open: say("tất cả", "all")))
            <button>\(say("Xem", "Show"))</button></form>
            <p class="more"><a href="/units?agency=\(found.agency.row.code.percentEncoded)">\(say("Đơn vị và đầu văn bản", "Units and letterhead"))</a> · <a href="/tokens">\(say("Mã truy cập của hệ thống khác", "Tokens of other systems"))</a></p>
            <div class="columns wide"><div>\(rows.isEmpty ? none : table)\(next)</div>
            \(entry(found.agency, words, visit, principal, failed))</div>
            """)
    }

    private func row(of view: UserView, _ words: RightWords, _ times: When) -> HTML {
        let say = words.say
        let unit = view.unit.flatMap { code in
            words.office.agency(code: view.agency).flatMap { words.office.unit(code: code, of: $0.id)?.name }
        }
        let rights = view.rights.map { "<span class=\"under\">\(words.text($0))</span>" as HTML }
        let password =
            !view.hasPassword
            ? say("chưa có mật khẩu", "no password yet")
            : view.oneTimeUntil.map {
                say("mật khẩu cấp, đến \(times.short($0))", "given password, until \(times.short($0))")
            }
                ?? say("có mật khẩu", "has a password")
        return """
            <tr><td><a href="/users/\(view.login.percentEncoded)">\(HTML.isolated(view.name))</a><span class="under">\(view.login)</span></td><td>\(unit ?? "–")</td>
            <td>\(rights.isEmpty ? "<span class=\"under\">\(say("chưa có vai trò", "none yet"))</span>" : HTML(rights))</td>
            <td>\(view.state.title(say))<span class="under">\(password)\(say(", xác thực hai lớp", ", second factor"), if: view.hasSecondFactor)</span></td></tr>

            """
    }

    private func entry(
        _ agency: Office.Agency, _ words: RightWords, _ visit: Visit, _ principal: Principal,
        _ failed: (form: Form, problem: Problem)?
    ) -> HTML {
        let say = visit.say
        let problem = failed?.problem
        let view = FieldView(
            say: say, given: failed?.form, fault: problem?.fault(say), focus: problem?.field, prefix: "new-")
        let fields = [
            FormField(
                name: "login", label: say("Tên đăng nhập", "Sign-in name"), kind: .line(most: 60), isRequired: true,
                hint: say("chữ không dấu, ví dụ lan.tt", "letters without marks, such as lan.tt")),
            FormField(name: "name", label: say("Họ và tên", "Name"), kind: .line(most: 200), isRequired: true),
            FormField(name: "unit", label: say("Đơn vị công tác", "Unit"), kind: .choice(words.units(of: agency))),
            FormField(name: "role", label: say("Vai trò đầu tiên", "First role"), kind: .choice(words.roles)),
            FormField(
                name: "place", label: say("Ở đâu", "Where"), kind: .choice(words.places(of: principal)),
                hint: say("để trống: cả cơ quan này", "empty: the whole of this agency")),
        ]
        let key = failed.map { $0.form.exact("key") } ?? TokenSecret.random()
        return """
            <section><h2>\(say("Thêm người dùng", "Add somebody"))</h2>
            <form method="post" action="/users">\(visit.hidden)<input type="hidden" name="key" value="\(key)"><input type="hidden" name="agency" value="\(agency.row.code)">
            \(view.html(fields))<p><button class="main">\(say("Thêm", "Add"))</button></p>
            <p class="hint">\(say("Bước sau: cấp mật khẩu lần đầu trên trang của người ấy.", "Next, give the first password on the person's page."))</p></form></section>
            """
    }
}

/// Which staff somebody looks at; stands in the address.
private struct UserFilters {
    var agency: String?
    var state: UserState?
    var text: String?
    var after: String?

    init(_ query: Form) throws(DeskError) {
        agency = query.optional("agency")
        state = query.optional("state") == nil ? nil : try query.choice("state", of: UserState.self)
        text = try query.optionalWords("q", most: 100)
        after = query.optional("after")
    }

    func address(after: String) -> String {
        Filters.address("/users", ["agency": agency, "state": state?.rawValue, "q": text, "after": after])
    }
}

extension NewUserInput {
    fileprivate init(_ form: Form) throws(DeskError) {
        let agency = try form.words("agency", most: 60)
        var rights: [UserRight] = []
        if form.optional("role") != nil {
            var whole = form
            if form.optional("place") == nil { whole.set("place", to: agency) }
            rights = [try UserRight(whole)]
        }
        self.init(
            login: try form.words("login", most: 60), agency: agency,
            terms: UserTerms(
                name: try form.words("name", most: 200), unit: try form.optionalWords("unit", most: 60)),
            rights: rights)
    }
}
