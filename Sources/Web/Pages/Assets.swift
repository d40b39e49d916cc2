import HTTPTypes
import Hummingbird
import NIOCore
import Reports

/// The style of all pages, and of what they print. `sheet` is written into the program at build time.
enum Style {
    static let whole = Array(sheet.utf8) + PaperStyle.sheet.bytes
    static let path = "/assets/style-\(EntityTag.of(whole).filter { $0 != "\"" }).css"
}

/// What makes pages pleasanter: shortcuts, a form that is sent once, boards that follow. Every page does its work without it.
/// `text` is written into the program at build time.
enum Script {
    static let whole = Array(text.utf8)
    static let path = "/assets/script-\(EntityTag.of(whole).filter { $0 != "\"" }).js"
}

extension Pages {
    /// What pages bring with them, under names that change with it.
    func addAssets(to group: RouterGroup<DeskContext>) {
        group.reading("assets/{file}") { request, _ in
            switch request.uri.path {
            case Style.path: .asset(Style.whole, type: "text/css; charset=utf-8", for: request)
            case Script.path: .asset(Script.whole, type: "text/javascript; charset=utf-8", for: request)
            default: throw HTTPError(.notFound)
            }
        }
    }
}

extension Response {
    fileprivate static func asset(_ bytes: [UInt8], type: String, for request: Request) -> Response {
        let headers: HTTPFields = [
            .cacheControl: "public, max-age=31536000, immutable", .xContentTypeOptions: "nosniff",
        ]
        return current(bytes, tag: EntityTag.of(bytes), for: request, headers: headers) { headers in
            var headers = headers
            headers[.contentType] = type
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }
}
