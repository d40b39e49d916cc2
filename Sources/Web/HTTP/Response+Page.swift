import HTTPTypes
import Hummingbird

extension Response {
    /// Says where the page after this one is: the same request, with other values of some parameters (RFC 8288). Who has
    /// the page has the link, too.
    mutating func link(next: KeyValuePairs<String, String>, of request: Request) {
        guard status != .notModified else { return }
        let others = (request.uri.query ?? "").split(separator: "&").filter { given in
            !next.contains { given.hasPrefix("\($0.key)=") }
        }
        let query = (others.map { String($0) } + next.map { "\($0.key)=\($0.value)" }).joined(separator: "&")
        headers[.link] = "<\(request.uri.path)?\(query)>; rel=\"next\""
    }

    /// The same answer with a `Link` to the page that begins at a cursor; as it is on the last page.
    func linked(to cursor: String?, of request: Request) -> Response {
        guard let cursor else { return self }
        var response = self
        response.link(next: ["cursor": cursor], of: request)
        return response
    }

    /// The same answer with a `Link` to what comes after a number; as it is on the last page.
    func linked(after number: Int64?, of request: Request) -> Response {
        guard let number else { return self }
        var response = self
        response.link(next: ["after": String(number)], of: request)
        return response
    }
}
