import HTTPTypes
import Hummingbird

/// What the pages keep in a browser: whose session it is, a secret for the forms of who has none, the language.
package struct CookiePolicy: Sendable {
    /// Whether cookies go over TLS alone. Browsers count loopback addresses as safe, all but Safari.
    package var isSecure: Bool

    package init(isSecure: Bool = true) {
        self.isSecure = isSecure
    }

    /// A browser takes a cookie with this prefix for one that this very host has set over TLS, for all paths.
    private var prefix: String { isSecure ? "__Host-" : "" }

    var session: String { prefix + "motcua-session" }
    var visitor: String { prefix + "motcua-visitor" }
    static let language = "motcua-language"

    /// A cookie that scripts do not see and that other sites' forms do not send.
    /// - Parameter maxAge: seconds; nil until the browser is closed.
    func set(_ name: String, to value: String, maxAge: Int? = nil) -> String {
        var text = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
        if isSecure { text += "; Secure" }
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        return text
    }

    func removed(_ name: String) -> String { set(name, to: "", maxAge: 0) }
}

extension Request {
    /// The value of a cookie; nil when it is absent or no plain word, as all of ours are.
    func cookie(_ name: String) -> String? {
        for header in headers[values: .cookie] {
            for part in header.split(separator: ";") {
                let sides = part.split(separator: "=", maxSplits: 1)
                guard sides.count == 2, sides[0].trimmed == name else { continue }
                let value = String(sides[1].trimmed)
                let isPlain = value.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
                return isPlain && (1...128).contains(value.utf8.count) ? value : nil
            }
        }
        return nil
    }
}
