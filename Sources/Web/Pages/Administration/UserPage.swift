import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// One of the staff: name and unit, rights, how they sign in; each with what can be done about it.
    func addUser(to group: RouterGroup<DeskContext>) {
        page("users/{login}", in: group) { request, context, visit, principal in
            let isNew = try Form(parsing: request.uri.query ?? "").isChecked("added")
            return .page(try await userPage(context.login(), visit, principal, isNew: isNew))
        }
        act("terms", in: group) { login, visit, principal, form in
            let terms = UserTerms(
                name: try form.words("name", most: 200), unit: try form.optionalWords("unit", most: 60))
            try await desk.change(login, to: terms, by: principal, at: visit.now)
        }
        act("rights", in: group) { login, visit, principal, form in
            let key = try form.requestKey(to: "/users/\(login)/rights")
            _ = try await desk.give(UserRight(form), to: login, by: principal, at: visit.now, key: key) { _ in
                Answer(status: 303, etag: nil, location: nil, body: Array("{}".utf8))
            }
        }
        act("rights/removal", in: group) { login, visit, principal, form in
            try await desk.take(UserRight(form), from: login, by: principal, at: visit.now)
        }
        act("disablement", in: group) { login, visit, principal, form in
            if form.isChecked("enable") {
                try await desk.enable(login, by: principal, at: visit.now)
            } else {
                try await desk.disable(login, by: principal, at: visit.now)
            }
        }
        act("second-factor", in: group) { login, visit, principal, _ in
            try await desk.removeSecondFactor(of: login, by: principal, at: visit.now)
        }
        act("sessions", in: group) { login, visit, principal, form in
            let one = form.optional("session") == nil ? nil : try form.number("session", in: 1...Int64.max)
            try await desk.endSessions(of: login, session: one, by: principal, with: signIn, at: visit.now)
        }
        form("users/{login}/password", in: group) { _, context, visit, principal, _ in
            try await refusing(try context.login(), visit, principal, Form()) { login in
                let given = try await desk.givePassword(to: login, by: principal, with: signIn, at: visit.now)
                return .page(try await userPage(login, visit, principal, given: given))
            }
        }
    }

    /// What a form of somebody's page does; afterwards the page is shown as it is then.
    private func act(
        _ path: String, in group: RouterGroup<DeskContext>,
        _ carryOut: @escaping @Sendable (String, Visit, Principal, Form) async throws -> Void
    ) {
        form("users/{login}/\(path)", in: group) { _, context, visit, principal, form in
            try await refusing(try context.login(), visit, principal, form) { login in
                try await carryOut(login, visit, principal, form)
                return .onward(to: "/users/\(login.percentEncoded)")
            }
        }
    }

    /// A refusal comes back with the page, and what was typed stays.
    private func refusing(
        _ login: String, _ visit: Visit, _ principal: Principal, _ form: Form,
        _ body: (String) async throws -> Response
    ) async throws -> Response {
        do {
            return try await body(login)
        } catch let error as DeskError where error.kind == .invalid || error.kind == .refused || error.kind == .noRight
        {
            let problem = Problem(error)
            let page = try await userPage(login, visit, principal, failed: (form, problem))
            return .page(page, status: .init(code: problem.status))
        }
    }

    private func userPage(
        _ login: String, _ visit: Visit, _ principal: Principal, isNew: Bool = false, given: GivenPassword? = nil,
        failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let view = try await desk.user(login, by: principal)
        let sessions = try await desk.sessions(of: login, by: principal, at: visit.now).sessions
        let parts = UserParts(
            view: view, words: RightWords(say: visit.say, office: try await desk.directory.office()), visit: visit,
            principal: principal, failed: failed)
        let say = visit.say
        return Layout(visit: visit, title: view.name, place: .users).page(
            """
            <p class="line"><a href="/users?agency=\(view.agency.percentEncoded)">\(say("Người dùng", "Users"))</a></p>
            <h1>\(HTML.isolated(view.name)) <span class="count">\(view.login) · \(view.state.title(say))</span></h1>
            \(parts.notice(isNew: isNew))\(given.map { parts.shown($0) })
            <div class="columns"><div>\(parts.rights)\(parts.terms)</div>
            <div>\(parts.signIn)\(parts.sessions(sessions))\(parts.use)</div></div>
            """)
    }
}
