package import Desk
import HTTPTypes
package import Hummingbird
package import OneStop

/// The JSON API under `/api/v1`. A verb is a resource: `POST …/signatures`, never `?action=sign`.
package struct API: Sendable {
    let desk: DeskService
    let authenticator: Authenticator
    let signIn: SignInService
    /// The present time; a parameter, so that tests can set it.
    let now: @Sendable () -> Instant

    private let limiter: RateLimiter?

    /// - Parameter requestsPerMinute: of each token; nil for no limit.
    package init(
        desk: DeskService, authenticator: Authenticator, signIn: SignInService, requestsPerMinute: Int? = nil,
        now: @escaping @Sendable () -> Instant
    ) {
        self.desk = desk
        self.authenticator = authenticator
        self.signIn = signIn
        limiter = requestsPerMinute.map { RateLimiter(perMinute: $0) }
        self.now = now
    }

    package func addRoutes(to router: Router<DeskContext>) {
        let api = router.group("api/v1")
        addIntake(to: api)
        addGroups(to: api)
        addReading(to: api)
        addSearch(to: api)
        addCommands(to: api)
        addHandOvers(to: api)
        addOpinionList(to: api)
        addAbsences(to: api)
        addApplicants(to: api)
        addDuties(to: api)
        addAudit(to: api)
        addLegs(to: api)
        addTimeUsed(to: api)
        addFigures(to: api)
        addPreview(to: api)
        addCalendarDecisions(to: api)
        addTransfers(to: api)
        addExplanations(to: api)
        addCatalogue(to: api)
        addMessages(to: api)
        addSubscriptions(to: api)
        addUsers(to: api)
        addTokens(to: api)
        addUnits(to: api)
        addDescription(to: api)
    }

    /// A route for whoever signs in with a token; what is read with `GET` can be asked for with `HEAD`, too.
    func route(
        _ method: HTTPRequest.Method, _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ handle: @escaping @Sendable (Request, DeskContext, Principal, Instant) async throws -> Response
    ) {
        let respond: @Sendable (Request, DeskContext) async throws -> Response = { request, context in
            let now = now()
            // A database that is away is told as 503 wherever it is asked, also for the token and the office.
            let principal = try await desk.translated {
                var principal = try await authenticator.principal(for: request.bearerToken(), at: now)
                context.trace.note(principal)
                principal.occasion = Occasion(
                    requestID: context.trace.id, purpose: try request.headers.readPurpose())
                return principal
            }
            guard let limiter else {
                return try await desk.translated { try await handle(request, context, principal, now) }
            }
            let quota = limiter.count(principal.token, at: now)
            var response: Response
            do {
                if let seconds = quota.retryAfter { throw Problem.tooMany(retryAfter: seconds) }
                response = try await desk.translated { try await handle(request, context, principal, now) }
            } catch {
                response = Problem(of: error, context).response(requestID: context.trace.id)
            }
            limiter.tell(quota, in: &response.headers)
            return response
        }
        if method == .get { group.reading(path, respond) } else { group.on(path, method: method, use: respond) }
    }
}

extension DeskContext {
    /// The dossier's code in the address. A code that cannot be one is a dossier that does not exist.
    func dossierCode() throws -> String {
        let text = try parameters.require("code")
        guard let code = try? DossierCode(parsing: text) else { throw DeskError.notFound("The dossier") }
        return code.text
    }

    /// The dossier's code in the address or, where it is none, its external reference.
    func dossierName() throws -> DossierName {
        let text = try parameters.require("code")
        if let code = try? DossierCode(parsing: text) { return .code(code) }
        guard let reference = text.percentDecoded, !reference.utf8.contains(0) else {
            throw DeskError.notFound("The dossier")
        }
        return .reference(reference)
    }
}

extension Response {
    /// The answer to a request that changed something, told once or again.
    static func answer(_ answer: Answer) -> Response {
        var response = Response.json(answer.body, status: .init(code: answer.status))
        if let etag = answer.etag { response.headers[.eTag] = etag }
        if let location = answer.location { response.headers[.location] = location }
        if answer.isRepeated { response.headers[.idempotencyReplayed] = "true" }
        return response
    }
}

extension Answer {
    /// A dossier as the answer.
    static func dossier(_ view: DossierView, status: Int) -> Answer {
        var writer = JSONBody()
        writer.dossier(view)
        let code = view.state.code?.text ?? ""
        return Answer(
            status: status, etag: EntityTag.of(writer.bytes, version: view.state.version),
            location: status == 201 ? "/api/v1/dossiers/\(code)" : nil,
            body: writer.bytes)
    }
}
