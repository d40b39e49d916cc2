import HTTPTypes
import Hummingbird

extension Router<DeskContext> {
    /// All that HTTP has (RFC 9110; the last one is draft-ietf-httpbis-safe-method-w-body).
    private static var methods: [HTTPRequest.Method] {
        [.get, .head, .post, .put, .patch, .delete, .options, .trace] + [HTTPRequest.Method("QUERY")].compactMap(\.self)
    }

    /// Answers 405 with the methods there are, where a path is known and its method is not. Called after all routes have
    /// been added.
    func refuseOtherMethods() {
        var known: [String: (path: RouterPath, methods: [HTTPRequest.Method])] = [:]
        for route in routes {
            known[route.path.description, default: (route.path, [])].methods.append(route.method)
        }
        for (path, methods) in known.values {
            let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Self.methods where !methods.contains(method) {
                on(path, method: method) { request, _ -> Response in
                    throw Problem(
                        status: 405, kind: "method", title: "No such method here", rule: "http.method",
                        detail: "\(request.method.rawValue) is not known here; this address knows \(allowed).",
                        allowed: allowed)
                }
            }
        }
    }
}
