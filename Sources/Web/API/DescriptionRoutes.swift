import Hummingbird
import NIOCore

extension API {
    /// `GET /openapi.json`: what the API takes and gives, for programs. It holds nothing of an office, so nobody has to
    /// sign in for it.
    func addDescription(to group: RouterGroup<DeskContext>) {
        group.reading("openapi.json") { request, _ in
            try Query(of: request).finish()
            return .current(Array(Self.description.utf8), for: request)
        }
    }
}
