import HTTPTypes
package import Hummingbird

/// Keeps back the body of an answer to `HEAD`, also of a refusal, and all headers as `GET` would have them, its length too (RFC
/// 9110, section 9.3.2). Stands before everything that looks at bodies.
package struct HeadMiddleware: RouterMiddleware {
    package typealias Context = DeskContext

    package init() {}

    @concurrent
    package func handle(
        _ request: Request, context: DeskContext, next: @concurrent (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard request.method == .head else { return response }
        let length = response.headers[.contentLength]
        response.body = ResponseBody()
        response.headers[.contentLength] = length
        return response
    }
}

extension RouterMethods<DeskContext> {
    /// A route for what is read: `GET`, and `HEAD` for its headers alone.
    func reading(
        _ path: RouterPath, _ handle: @escaping @Sendable (Request, DeskContext) async throws -> Response
    ) {
        for method in [HTTPRequest.Method.get, .head] { on(path, method: method, use: handle) }
    }
}
