import HTTPTypes
package import Logbook
import Logging
import OneStop

/// One line in the log for each request: who, what, how it ended. The route is the pattern and never the address, whose
/// codes and searches are personal data; the account is a number.
package struct RequestLog: Sendable {
    private let output: LogOutput?

    /// - Parameter output: where the lines go; nil for none.
    package init(_ output: LogOutput?) {
        self.output = output
    }

    func note(method: HTTPRequest.Method, route: String, status: Int, took: Duration, trace: RequestTrace) {
        guard let output else { return }
        var line = output.line(.info)
        line.field("method", method.knownName)
        line.field("route", route)
        line.field("status", Int64(status))
        line.milliseconds("ms", took)
        line.field("request", trace.id)
        if let (account, token) = trace.signedIn {
            line.field("account", account.rawValue)
            line.field("token", token)
        }
        output.write(line)
    }

    /// What was ended before there was a request to route.
    func note(unrouted status: Int, id: String) {
        guard let output else { return }
        var line = output.line(.info)
        line.field("route", "unrouted")
        line.field("status", Int64(status))
        line.field("request", id)
        output.write(line)
    }
}

extension HTTPRequest.Method {
    /// The name of a method that HTTP has; what a stranger made up is repeated nowhere.
    var knownName: String {
        switch self {
        case .get, .head, .post, .put, .patch, .delete, .options: rawValue
        default: "other"
        }
    }
}
