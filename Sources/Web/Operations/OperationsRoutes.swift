package import Desk
import HTTPTypes
package import Hummingbird

/// What the operator's tools ask, on a listener of its own that no citizen reaches.
package struct OperationsRoutes: Sendable {
    private let desk: DeskService
    private let metrics: MetricsRegistry

    package init(desk: DeskService, metrics: MetricsRegistry) {
        self.desk = desk
        self.metrics = metrics
    }

    /// `/health/live`: the process answers. `/health/ready`: the database does, too. `/metrics`: Prometheus text.
    package func addRoutes(to router: Router<DeskContext>) {
        router.reading("health/live") { _, _ in Response.text("live\n") }
        router.reading("health/ready") { _, _ in
            do {
                try await desk.isReady()
                return Response.text("ready\n")
            } catch {
                return Response.text("the database does not answer\n", status: .serviceUnavailable)
            }
        }
        router.reading("metrics") { _, _ in Response.text(metrics.text) }
    }
}

extension Response {
    fileprivate static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
