/// How the application came in, with the national codes.
package enum Channel: Int, Sendable, Hashable, CaseIterable {
    /// At the desk.
    case direct = 1
    /// Through a portal.
    case online = 2
    /// By the public postal service.
    case post = 3

    /// The name in the API and in files.
    package var name: String {
        switch self {
        case .direct: "direct"
        case .online: "online"
        case .post: "post"
        }
    }

    /// The way with this name; nil for any other text.
    package init?(name: String) {
        guard let found = Channel.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// The national label.
    package var vietnamese: String {
        switch self {
        case .direct: "Trực tiếp"
        case .online: "Trực tuyến"
        case .post: "Bưu chính công ích"
        }
    }
}
