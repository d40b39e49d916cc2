package import Desk
import HTTPTypes
import Hummingbird
import JSONText

/// A problem document (RFC 9457): what was refused, by which rule, at which field, and what to do.
package struct Problem: Error, Sendable, Hashable {
    package var status: Int
    /// The stable name of the kind of problem, the last part of its `type`.
    package var kind: String
    package var title: String
    package var rule: String?
    package var field: String?
    package var detail: String
    /// The same in Vietnamese, for a page; nil where there are no words of a rule's own.
    package var vietnamese: String?
    /// When the caller may try again, in seconds.
    package var retryAfter: Int?
    /// The methods that the resource has, when it was another that was asked for.
    package var allowed: String?
    /// Everything that was found wrong, where a thing is looked at as a whole.
    package var problems: [DeskError.Problem] = []

    static let mediaType = "application/problem+json"

    package init(
        status: Int, kind: String, title: String, rule: String? = nil, field: String? = nil, detail: String,
        retryAfter: Int? = nil, allowed: String? = nil
    ) {
        self.status = status
        self.kind = kind
        self.title = title
        self.rule = rule
        self.field = field
        self.detail = detail
        self.retryAfter = retryAfter
        self.allowed = allowed
    }

    /// The one place where a use case's error gets its HTTP status (contract, section 9).
    package init(_ error: DeskError) {
        let (status, kind, title): (Int, String, String) =
            switch error.kind {
            case .notSignedIn: (401, "not-signed-in", "Not signed in")
            case .noRight: (403, "no-right", "Not your right")
            case .notFound: (404, "not-found", "Not found")
            case .invalid: (422, "invalid", "A field breaks a rule")
            case .refused: (422, "refused", "A rule refuses this")
            case .stale: (412, "stale-version", "It has moved on")
            case .versionMissing: (428, "version-missing", "If-Match is missing")
            case .lostRace: (409, "lost-race", "Somebody else was first")
            case .keyInFlight: (409, "key-in-flight", "The same request is under way")
            case .keyReused: (422, "key-reused", "The key belongs to another request")
            case .answerErased: (410, "answer-erased", "The first answer was erased")
            case .unavailable: (503, "unavailable", "The database is not available")
            case .deadline: (504, "deadline", "The database did not answer in time")
            case .miscounted: (500, "miscounted", "The figures do not add up")
            }
        let malformed = error.kind == .invalid && error.rule == "json"
        self.init(
            status: malformed ? 400 : status, kind: malformed ? "malformed" : kind,
            title: malformed ? "The body is not JSON" : title, rule: error.rule, field: error.field,
            detail: error.detail, retryAfter: error.kind == .unavailable ? 1 : nil)
        problems = error.problems
        vietnamese = error.vietnamese
    }

    /// The document.
    func document(requestID: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 400)
        writer.object { writer in
            writer.field("type", "urn:motcua:problem:\(kind)")
            writer.field("title", title)
            writer.field("status", status)
            writer.field("detail", detail)
            if let rule { writer.field("rule", rule) }
            if let field { writer.field("field", field) }
            if !problems.isEmpty {
                writer.array("problems") { writer in
                    for problem in problems { writer.problem(problem) }
                }
            }
            writer.field("instance", "urn:motcua:request:\(requestID)")
        }
        return writer.bytes
    }

    /// The document as a response.
    func response(requestID: String) -> Response {
        var response = Response.json(document(requestID: requestID), status: .init(code: status))
        response.headers[.contentType] = Self.mediaType
        response.headers[.cacheControl] = "no-store"
        if status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        if let allowed { response.headers[.allow] = allowed }
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}

extension JSONWriter {
    /// One of several things that are wrong.
    mutating func problem(_ problem: DeskError.Problem) {
        object { writer in
            writer.field("part", problem.part)
            writer.field("field", problem.field)
            writer.field("rule", problem.rule)
            writer.field("detail", problem.detail)
        }
    }
}

extension Response {
    /// A JSON body.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var fields = headers
        fields[.contentType] = "application/json"
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
