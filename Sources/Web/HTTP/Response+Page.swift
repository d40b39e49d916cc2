import HTTPTypes
import Hummingbird

extension Response {
    /// The same answer with a `Link` to the page that begins at a cursor; as it is on the last page.
    func linked(to cursor: String?, of request: Request) -> Response {
        guard let cursor else { return self }
        let others = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("cursor=") }
        let query = (others + ["cursor=\(cursor)"]).joined(separator: "&")
        var response = self
        response.headers[.link] = "<\(request.uri.path)?\(query)>; rel=\"next\""
        return response
    }
}
