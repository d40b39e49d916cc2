import Desk
import HTTPTypes
package import Hummingbird
import Logging
import Metrics
import Synchronization

/// Gives every request its id and a line in metrics and log, and every failure one answer: a problem document.
///
/// What nobody foresaw is an empty-handed 500 with the request's id; the details go to the log and nowhere else.
package struct ProblemMiddleware: RouterMiddleware {
    package typealias Context = DeskContext

    private let log: RequestLog

    package init(log: RequestLog) {
        self.log = log
    }

    @concurrent
    package func handle(
        _ request: Request, context: DeskContext, next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        let trace = context.trace
        if let given = request.headers.givenRequestID { trace.take(id: given) }
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = Problem(of: error, context).response(requestID: trace.id)
        }
        response.headers[.requestID] = trace.id
        let (route, took) = (context.endpointPath ?? "unmatched", ContinuousClock.now - began)
        RequestMetrics.record(
            method: request.method.knownName, route: route, status: response.status.code, took: took)
        log.note(method: request.method, route: route, status: response.status.code, took: took, trace: trace)
        return response
    }
}

extension Problem {
    /// Whatever was thrown, as what the caller is told of it.
    init(of error: any Error, _ context: DeskContext) {
        self = Self.problem(error, context)
    }

    private static func problem(_ error: any Error, _ context: DeskContext) -> Problem {
        switch error {
        case let problem as Problem:
            return problem
        case let error as BrokenBody:
            context.logger.debug(
                "the request broke off",
                metadata: [
                    "request": .string(context.trace.id), "error": .string(error.cause.map(loggable) ?? "length"),
                ])
            return Problem(
                status: 400, kind: "malformed", title: "The request broke off", rule: "body.incomplete",
                detail: "The body did not come to its end, and nothing was done. Send the request again.")
        case let error as DeskError:
            return Problem(error)
        case let error as any HTTPResponseError:
            return of(status: error.status)
        case is CancellationError:
            return Problem(
                status: 503, kind: "unavailable", title: "Shutting down", detail: "The server is stopping.",
                retryAfter: 1)
        default:
            context.logger.error(
                "unexpected error",
                metadata: ["request": .string(context.trace.id), "error": .string(loggable(error))])
            return Problem(
                status: 500, kind: "internal", title: "Internal error",
                detail: "Something went wrong that is not your fault. Give the request's id to the administrator.")
        }
    }

    private static func of(status: HTTPResponse.Status) -> Problem {
        switch status.code {
        case 404:
            Problem(status: 404, kind: "not-found", title: "Not found", detail: "There is no such resource.")
        case 413:
            Problem(
                status: 413, kind: "too-large", title: "The body is too large", rule: "body.size",
                detail: "A body may have at most \(Body.largest) bytes.")
        default:
            Problem(
                status: status.code, kind: "http", title: status.reasonPhrase,
                detail: "The request cannot be served as it is.")
        }
    }
}

/// What is counted of requests.
enum RequestMetrics {
    private struct Key: Hashable {
        var method: String
        var route: String
        var status: Int
    }

    private struct Instruments {
        var requests: Counter
        var duration: Timer
    }

    /// Looking an instrument up by its label and dimensions costs more than the count; there are few of them, for routes
    /// are patterns.
    private static let instruments = Mutex<[Key: Instruments]>([:])

    static func record(method: String, route: String, status: Int, took: Duration) {
        let instruments = instruments(of: Key(method: method, route: route, status: status))
        instruments.requests.increment()
        let (seconds, attoseconds) = took.components
        instruments.duration.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    private static func instruments(of key: Key) -> Instruments {
        instruments.withLock { instruments in
            if let present = instruments[key] { return present }
            let made = Instruments(
                requests: Counter(
                    label: "http_requests_total",
                    dimensions: [("method", key.method), ("route", key.route), ("status", String(key.status))]),
                duration: Timer(label: "http_request_duration_seconds", dimensions: [("route", key.route)]))
            instruments[key] = made
            return made
        }
    }
}
