import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Tokens with which other systems sign in to the API, for who keeps them.
    func addTokens(to group: RouterGroup<DeskContext>) {
        page("tokens", in: group) { request, _, visit, principal in
            let filters = try TokenFilters(Form(parsing: request.uri.query ?? ""))
            return .page(try await tokensPage(filters, visit, principal))
        }
        form("tokens", in: group) { request, _, visit, principal, form in
            let filters = try TokenFilters(Form(parsing: "agency=\(form["agency"].percentEncoded)"))
            do {
                let input = try NewTokenInput(form)
                // The answer that is kept for a second click has no secret: it is shown once.
                let answer = try await desk.issue(
                    input, by: principal, at: visit.now, key: form.requestKey(to: request.uri.path)
                ) { _, secret in
                    Answer(status: 201, etag: nil, location: nil, body: Array((secret ?? "-").utf8))
                }
                let secret = String(decoding: answer.body, as: UTF8.self)
                return .page(try await tokensPage(filters, visit, principal, issued: (input, secret)))
            } catch let error as DeskError where error.kind != .unavailable && error.kind != .deadline {
                let problem = Problem(error)
                let page = try await tokensPage(
                    filters, visit, principal, failed: (form, problem))
                return .page(page, status: .init(code: problem.status))
            }
        }
        form("tokens/{token}/revocation", in: group) { _, context, visit, principal, form in
            try await desk.revokeToken(
                context.number("token", of: "The token"), by: principal, at: visit.now)
            return .onward(to: Filters.address("/tokens", ["agency": form.optional("agency")]))
        }
    }

    private func tokensPage(
        _ filters: TokenFilters, _ visit: Visit, _ principal: Principal,
        issued: (input: NewTokenInput, secret: String)? = nil, failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let words = RightWords(say: say, office: try await desk.directory.office())
        let found = try await desk.tokens(
            of: filters.agency, user: filters.user, before: filters.before, limit: 50, by: principal, at: visit.now)
        let title = say("Mã truy cập", "Tokens")
        let rows = found.views.map { row(of: $0, found.agency, visit) }
        let none: HTML =
            "<p class=\"empty\">\(say("Chưa có mã nào. Hệ thống khác (cổng dịch vụ, báo cáo) đăng nhập API bằng mã cấp ở đây.", "None yet. Other systems sign in to the API with a token issued here."))</p>"
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Số, dùng để làm gì", "Number, what for"))</th><th scope="col">\(say("Của ai", "Whose"))</th><th scope="col">\(say("Phạm vi", "Scopes"))</th><th scope="col">\(say("Hết hạn", "Ends"))</th><th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"\(filters.address(before: $0))\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let choice = words.choice(found.agency, of: principal)
        let chooser: HTML = """
            <form class="filters" action="/tokens" method="get">\(choice)<button>\(say("Xem", "Show"))</button></form>
            """
        let refusal: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0.problem, say))</p>"
        }
        return Layout(visit: visit, title: title, place: .users).page(
            """
            <p class="line"><a href="/users">\(say("Người dùng", "Users"))</a></p>
            <h1>\(title) <span class="count">\(filters.user ?? found.agency.row.name)</span></h1>
            \(refusal)\(issued.map { shown($0.input, $0.secret, say) })
            \(chooser, if: choice != nil)
            <div class="columns wide"><div>\(rows.isEmpty ? none : table)\(next)</div>
            \(entry(found.agency, filters, visit, failed))</div>
            """)
    }

    private func shown(_ input: NewTokenInput, _ secret: String, _ say: Language) -> HTML {
        guard secret.hasPrefix("mcd_") else {
            return
                "<p class=\"notice warn\" role=\"status\">\(say("Mã đã được cấp trước đó và chỉ hiện một lần. Nếu chưa kịp chép, hãy thu hồi rồi cấp mã khác.", "It was issued before and is shown once. If it was not copied, revoke it and issue another."))</p>"
        }
        return """
            <section class="notice warn" role="status"><h2>\(say("Mã truy cập, chỉ hiện ở đây lần này", "The token, shown here this once"))</h2>
            <p><code class="key">\(secret)</code></p>
            <p>\(say("Chép vào hệ thống \(input.label) ngay bây giờ. Ở đây chỉ còn giữ dấu băm của mã.", "Copy it into \(input.label) now. Only its hash is kept here."))</p></section>
            """
    }

    private func row(of view: TokenView, _ agency: Office.Agency, _ visit: Visit) -> HTML {
        let say = visit.say
        let times = When(say, view.offset)
        let state =
            view.row.revokedAt.map { say("đã thu hồi \(times.time($0))", "revoked \(times.time($0))") }
            ?? (view.isCounting
                ? times.short(view.row.expiresAt)
                : say("đã hết hạn \(times.short(view.row.expiresAt))", "expired \(times.short(view.row.expiresAt))"))
        let revoke: HTML = """
            <form method="post" action="/tokens/\(view.row.id)/revocation">\(visit.hidden)<input type="hidden" name="agency" value="\(agency.row.code)"><button>\(say("Thu hồi", "Revoke"))<span class="hidden"> \(view.row.id)</span></button></form>
            """
        return """
            <tr><td>\(HTML.isolated(view.row.label))<span class="under">\(say("số", "number")) \(view.row.id), \(say("cấp", "issued")) \(times.short(view.row.createdAt))</span></td>
            <td><a href="/users/\(view.row.login.percentEncoded)">\(view.row.login)</a></td><td>\(view.row.scopes.map { Scope.title($0, say) }.joined(separator: ", "))</td><td>\(state)</td>
            <td class="action">\(revoke, if: view.isCounting)</td></tr>

            """
    }

    private func entry(
        _ agency: Office.Agency, _ filters: TokenFilters, _ visit: Visit, _ failed: (form: Form, problem: Problem)?
    ) -> HTML {
        let say = visit.say
        let view = FieldView(
            say: say, given: failed?.form, fault: failed?.problem.fault(say), focus: failed?.problem.field)
        let scopes = Scope.allCases.map { scope in
            FormField(
                name: "scope-\(scope.rawValue)", label: Scope.title(scope.rawValue, say), kind: .check,
                value: scope == .read && failed == nil ? "1" : "")
        }
        let before = [
            FormField(
                name: "user", label: say("Của ai (tên đăng nhập)", "Whose (sign-in name)"), kind: .line(most: 60),
                isRequired: true, value: filters.user ?? ""),
            FormField(
                name: "label", label: say("Dùng để làm gì", "What for"), kind: .line(most: 200), isRequired: true),
            FormField(
                name: "days", label: say("Có giá trị mấy ngày", "Counts for how many days"), kind: .number,
                isRequired: true, value: "90"),
        ]
        let wrong: HTML? =
            failed?.problem.field == "scopes"
            ? failed?.problem.fault(say).map { "<span class=\"wrong\">\($0.words)</span>" } : nil
        let key = failed.map { $0.form.exact("key") } ?? TokenSecret.random()
        return """
            <section><h2>\(say("Cấp mã mới", "Issue a token"))</h2>
            <form method="post" action="/tokens">\(visit.hidden)<input type="hidden" name="key" value="\(key)"><input type="hidden" name="agency" value="\(agency.row.code)">
            \(view.html(before))
            <fieldset><legend>\(say("Phạm vi", "Scopes"))</legend>\(wrong)\(view.html(scopes))</fieldset>
            <p><button class="main">\(say("Cấp", "Issue"))</button></p>
            <p class="hint">\(say("Mã không bao giờ làm được nhiều hơn người đứng tên.", "A token never does more than its person may."))</p></form></section>
            """
    }
}

/// Which tokens somebody looks at; stands in the address.
private struct TokenFilters {
    var agency: String?
    var user: String?
    var before: Int64?

    init(_ query: Form) throws(DeskError) {
        agency = query.optional("agency")
        user = query.optional("user")
        before = query.optional("before") == nil ? nil : try query.number("before", in: 1...Int64.max)
    }

    func address(before: Int64) -> String {
        Filters.address("/tokens", ["agency": agency, "user": user, "before": String(before)])
    }
}

extension NewTokenInput {
    fileprivate init(_ form: Form) throws(DeskError) {
        self.init(
            user: try form.words("user", most: 60), label: try form.words("label", most: 200),
            scopes: Scope.allCases.filter { form.isChecked("scope-\($0.rawValue)") },
            days: Int(try form.number("days", in: 1...Int64(Self.mostDays))))
    }
}

extension Scope {
    /// A scope in words; one that an older program wrote as it stands.
    fileprivate static func title(_ stored: String, _ say: Language) -> String {
        switch Scope(rawValue: stored) {
        case .read: say("đọc hồ sơ", "reading dossiers")
        case .write: say("làm việc với hồ sơ", "working on dossiers")
        case .reports: say("số liệu", "figures")
        case .portal: say("cổng dịch vụ công nộp hồ sơ", "a portal that files")
        case .administer: say("quản trị", "administration")
        case nil: stored
        }
    }
}
