import Desk
import HTTPTypes
import Hummingbird
import Logbook
import Logging
import NIOCore
import NIOEmbedded
import OneStop
import Records
import Store
import Synchronization
import TestSupport
import Testing
import Web

/// The whole program below the socket: a database of its own, the test's office, a token for everybody in it, and a clock
/// that stands where the test puts it.
struct Site: Sendable {
    /// The time of the requests that a test makes.
    @TaskLocal static var now = Site.at("2026-03-03T09:00:00+07:00")

    let test: TestDatabase
    let desk: DeskService
    let authenticator: Authenticator
    /// With passwords that cost next to nothing to try.
    let signIn: SignInService
    /// Secrets by login; under "portal" that of a portal's token.
    let tokens: [String: String]
    /// Everything that the site has logged.
    let log: LogMemory
    private let output: LogOutput
    private let responder: RouterResponder<DeskContext>

    static func at(_ text: String) -> Instant {
        guard let instant = try? Instant(rfc3339: text) else { preconditionFailure("\(text) is no time") }
        return instant
    }

    /// Runs a test on a site of its own, whose pool has the test database's size unless another is given.
    /// - Parameter requestsPerMinute: of each token; nil for no limit.
    static func with<Value>(
        connections: Int? = nil, queue: Int = 1_000, requestsPerMinute: Int? = nil,
        document: OfficeDocument? = nil, paper: PaperOutput = PaperOutput(), _ body: (Site) async throws -> Value
    ) async throws -> Value {
        let test: TestDatabase
        var tokens: [String: String] = [:]
        if let document {
            test = try await TestDatabase.make()
            _ = try await document.apply(to: test.database)
        } else {
            (test, tokens) = try await TestDatabase.make(from: office)
        }
        guard let connections else {
            return try await body(try await Site(test, test.database, requestsPerMinute, tokens, paper))
        }
        let database = try Database(
            test.conninfo, maxConnections: connections, queueLimit: queue, logger: quietLogger)
        let result: Result<Value, any Error>
        do { result = .success(try await body(try await Site(test, database, requestsPerMinute, tokens, paper))) } catch
        {
            result = .failure(error)
        }
        await database.close()
        return try result.get()
    }

    /// The test's office with a token for everybody in it.
    private static let office = TestTemplate("site") { database in
        _ = try await OfficeDocument(parsing: TestOffice.document).apply(to: database)
        let office = try await OfficeDirectory(database: database).refresh()
        var tokens: [String: String] = [:]
        for login in TestOffice.logins {
            let agency = try #require(office.agency(code: login == "foreigner" ? "H98" : "H99.14"))
            tokens[login] = try await token(login, of: agency, scopes: Scope.allCases, in: database).secret
        }
        let agency = try #require(office.agency(code: "H99.14"))
        tokens["portal"] =
            try await token("desk", of: agency, scopes: [.portal], isPortal: true, in: database).secret
        return tokens
    }

    private init(
        _ test: TestDatabase, _ database: Database, _ requestsPerMinute: Int?, _ tokens: [String: String],
        _ paper: PaperOutput
    ) async throws {
        self.test = test
        self.tokens = tokens
        let directory = OfficeDirectory(database: database)
        _ = try await directory.refresh()
        desk = DeskService(
            database: database, directory: directory,
            webhooks: WebhookPolicy(secrets: SecretBox(key: SecretBox.newKey())))
        authenticator = Authenticator(database: database, directory: directory)
        signIn = SignInService(desk: desk, cost: PasswordCost(rounds: 2, blockSize: 1, parallelism: 1))
        let lines = LogMemory()
        log = lines
        let output = LogOutput(isGathering: false, now: { Site.now }, sink: { lines.keep($0) })
        self.output = output
        let router = WebServer.router(
            desk: desk, authenticator: authenticator, signIn: signIn, paper: paper, log: RequestLog(output),
            requestsPerMinute: requestsPerMinute, now: { Site.now })
        responder = router.buildResponder()
    }

    /// Every route of the API, by method and pattern.
    var routes: [(method: String, path: String)] {
        let router = Router(context: DeskContext.self)
        API(desk: desk, authenticator: authenticator, signIn: signIn, now: { Site.now }).addRoutes(to: router)
        return router.routes.map { ($0.method.rawValue, $0.path.description) }
    }

    /// A new token of a member of staff.
    /// - Parameter isPortal: whether the scopes stand as they are; a person's token never has the portal's.
    func token(
        _ login: String, scopes: [Scope], expiresAt: Instant? = nil, isPortal: Bool = false
    ) async throws -> (secret: String, id: Int64) {
        let agency = try #require(try await desk.directory.office().agency(code: "H99.14"))
        return try await Self.token(
            login, of: agency, scopes: scopes, expiresAt: expiresAt, isPortal: isPortal, in: test.database)
    }

    private static func token(
        _ login: String, of agency: Office.Agency, scopes: [Scope], expiresAt: Instant? = nil,
        isPortal: Bool = false, in database: Database
    ) async throws -> (secret: String, id: Int64) {
        let account = try #require(try await database.account(login: login, tenant: agency.row.tenant)).account
        let secret = TokenSecret.generate()
        let id = try await database.addToken(
            NewToken(
                account: account.id, secretHash: TokenSecret.hash(secret), label: "test",
                scopes: scopes.filter { isPortal || $0 != .portal }.map(\.rawValue),
                createdAt: at("2025-01-01T00:00:00Z"),
                expiresAt: expiresAt ?? at("2030-01-01T00:00:00Z")))
        return (secret, id)
    }

    /// Sends a request to the router, with everything but the socket.
    func send(
        _ method: HTTPRequest.Method, _ path: String, secret: String?, headers: [String: String] = [:],
        body: [UInt8] = [], stream: RequestBody? = nil
    ) async throws -> Reply {
        var headers = headers
        if let secret { headers["Authorization"] = "Bearer \(secret)" }
        let reply = try await answer(to: method, path, headers: headers, body: body, stream: stream)
        for failure in APIDescription.present.failures(of: reply.exchange(method, path, headers, body)) {
            Issue.record("not as docs/openapi.json has it: \(failure)")
        }
        return reply
    }

    /// The same for what the description of the API does not tell of.
    func answer(
        to method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
        stream: RequestBody? = nil
    ) async throws -> Reply {
        try await Reply(try await response(to: method, path, headers: headers, body: body, stream: stream))
    }

    /// The same with its body still to be written.
    func response(
        to method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
        stream: RequestBody? = nil
    ) async throws -> Response {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let head = HTTPRequest(method: method, scheme: "http", authority: "test", path: path, headerFields: fields)
        let request = Request(head: head, body: stream ?? RequestBody(buffer: ByteBuffer(bytes: body)))
        // The id of the request is where the application keeps it.
        var logger = Logger(label: "web-tests") { [output] _ in LogfmtHandler(output, level: .trace) }
        logger[metadataKey: "hb.request.id"] = "test"
        let context = DeskContext(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger))
        return try await responder.respond(to: request, context: context)
    }

    /// The same as somebody of the office, with a JSON body.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as login: String?, headers: [String: String] = [:],
        json: String = ""
    ) async throws -> Reply {
        let secret = try login.map { login in
            let token: String = try #require(tokens[login])
            return token
        }
        return try await send(method, path, secret: secret, headers: headers, body: Array(json.utf8))
    }

    func get(_ path: String, as login: String?) async throws -> Reply {
        try await send(.get, path, as: login)
    }
}

/// Keeps what is logged.
final class LogMemory: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func keep(_ lines: [UInt8]) { bytes.withLock { $0 += lines } }

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    var lines: [Substring] { text.split(separator: "\n") }
}
