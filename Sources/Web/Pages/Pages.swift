package import Desk
import HTTPTypes
package import Hummingbird
package import OneStop
import Reports

/// The pages: the same use cases as the API, for people with a browser. No page needs a script.
package struct Pages: Sendable {
    let desk: DeskService
    let signIn: SignInService
    let cookies: CookiePolicy
    let paper: PaperOutput
    /// The present time; a parameter, so that tests can set it.
    let now: @Sendable () -> Instant

    package init(
        desk: DeskService, signIn: SignInService, cookies: CookiePolicy, paper: PaperOutput = PaperOutput(),
        now: @escaping @Sendable () -> Instant
    ) {
        self.desk = desk
        self.signIn = signIn
        self.cookies = cookies
        self.paper = paper
        self.now = now
    }

    package func addRoutes(to router: Router<DeskContext>) {
        let root = router.group()
        addSignIn(to: root)
        addChosenPassword(to: root)
        addAccount(to: root)
        addWork(to: root)
        addTogether(to: root)
        addHandOvers(to: root)
        addCollection(to: root)
        addQuestions(to: root)
        addLegs(to: root)
        addIntake(to: root)
        addDossier(to: root)
        addForms(to: root)
        addRegister(to: root)
        addLookUp(to: root)
        addBoards(to: root)
        addDuties(to: root)
        addFigures(to: root)
        addMonthly(to: root)
        addFrozenMonths(to: root)
        addSigning(to: root)
        addCatalogue(to: root)
        addPublicFigures(to: root)
        addRatings(to: root)
        addCalendar(to: root)
        addCalendarYear(to: root)
        addMessages(to: root)
        addTemplates(to: root)
        addAbsences(to: root)
        addAudit(to: root)
        addUsers(to: root)
        addUser(to: root)
        addTokens(to: root)
        addUnits(to: root)
        addImports(to: root)
        addEntries(to: root)
        addSubscriptions(to: root)
        addLiveBoards(to: root)
        addAssets(to: root)
    }

    /// A page for everybody, signed in or not.
    func open(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ handle: @escaping @Sendable (Request, DeskContext, Visit) async throws -> Response
    ) {
        group.reading(path) { request, context in
            try await answered(request, context) { visit in try await handle(request, context, visit) }
        }
    }

    /// What a form of such a page sends.
    func openForm(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ handle: @escaping @Sendable (Request, DeskContext, Visit, Form) async throws -> Response
    ) {
        group.on(path, method: .post) { request, context in
            try await answered(request, context) { visit in
                let form = try await Form(of: request)
                guard visit.isOwn(form) else {
                    return .page(resending(form, to: request.uri.path, visit), status: .forbidden)
                }
                return try await handle(request, context, visit, form)
            }
        }
    }

    /// A page for who has signed in; everybody else signs in first and comes back.
    func page(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ handle: @escaping @Sendable (Request, DeskContext, Visit, Principal) async throws -> Response
    ) {
        open(path, in: group) { request, context, visit in
            guard let session = visit.session else {
                return .onward(to: "/sign-in?next=\(visit.address.percentEncoded)")
            }
            return try await handle(request, context, visit, principal(of: session, context))
        }
    }

    /// What a form of such a page sends. Who is not signed in any more signs in first, and nothing typed is lost.
    func form(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ handle: @escaping @Sendable (Request, DeskContext, Visit, Principal, Form) async throws -> Response
    ) {
        group.on(path, method: .post) { request, context in
            try await answered(request, context) { visit in
                let form = try await Form(of: request)
                guard let session = visit.session else {
                    return .page(
                        signInPage(visit, resuming: Resumption(path: request.uri.path, form: form)),
                        status: .unauthorized)
                }
                guard visit.isOwn(form) else {
                    return .page(resending(form, to: request.uri.path, visit), status: .forbidden)
                }
                return try await handle(request, context, visit, principal(of: session, context), form)
            }
        }
    }

    func principal(of session: BrowserSession, _ context: DeskContext) -> Principal {
        var principal = session.principal
        principal.occasion = Occasion(requestID: context.trace.id)
        context.trace.note(principal)
        return principal
    }

    /// Finds out who looks, and answers a failure with a page.
    func answered(
        _ request: Request, _ context: DeskContext, _ body: (Visit) async throws -> Response
    ) async throws -> Response {
        let visit = try await visit(of: request)
        var response: Response
        do {
            response = try await desk.translated { try await body(visit) }
        } catch let stop as CancellationError {
            throw stop
        } catch {
            let problem = Problem(of: error, context)
            response = .page(failure(problem, visit, requestID: context.trace.id), status: .init(code: problem.status))
            if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
        }
        guard let secret = visit.newVisitor else { return response }
        return response.setting(cookies.set(cookies.visitor, to: secret))
    }

    private func visit(of request: Request) async throws -> Visit {
        let now = now()
        let known = try await session(of: request, at: now)
        let visitor = request.cookie(cookies.visitor)
        let secret = known?.secret ?? visitor ?? TokenSecret.random()
        return Visit(
            address: Self.address(of: request), now: now,
            say: request.cookie(CookiePolicy.language).flatMap(Language.init(rawValue:)) ?? .vietnamese,
            session: known?.session, formToken: TokenSecret.formToken(of: secret),
            newVisitor: known == nil && visitor == nil ? secret : nil)
    }

    /// Below these each thing has a page of its own.
    private static let onesOfAKind: Set<Substring> = [
        "dossiers", "intake", "calendar-decisions", "users", "imports", "catalogue", "subscriptions",
    ]

    /// Where the shown page can be had again: an answer to a form stands for the page that has the form.
    private static func address(of request: Request) -> String {
        guard request.method == .post else { return request.uri.description }
        let parts = request.uri.path.split(separator: "/")
        let kept = parts.first.map(onesOfAKind.contains) ?? false ? 2 : 1
        return "/" + parts.prefix(kept).joined(separator: "/")
    }

    /// The session that the browser has, once password and code were given.
    private func session(of request: Request, at now: Instant) async throws -> (
        session: BrowserSession, secret: String
    )? {
        guard let found = try await anySession(of: request, at: now), found.session.isComplete else { return nil }
        return found
    }

    /// The same, also between the password and the code.
    func anySession(of request: Request, at now: Instant) async throws -> (session: BrowserSession, secret: String)? {
        guard let secret = request.cookie(cookies.session),
            let session = try await desk.translated({
                try await signIn.sessions.session(secret, for: request.isRefresh ? .refresh : .use, at: now)
            })
        else { return nil }
        return (session, secret)
    }
}
