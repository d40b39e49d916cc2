import Desk
import Hummingbird
import OneStop
import Reports

/// Who looks at a page, when, and in which language.
struct Visit: Sendable {
    /// The address as it was asked for, from the first slash on.
    let address: String
    let now: Instant
    let say: Language
    /// The session of who has signed in, with password and code.
    let session: BrowserSession?
    /// What a form of this browser carries; other sites do not know it.
    let formToken: String
    /// A secret that the browser does not have yet.
    let newVisitor: String?

    /// Whether a form was made for this browser.
    func isOwn(_ form: Form) -> Bool {
        let given = Array(form.exact("token").utf8)
        let own = Array(formToken.utf8)
        return given.count == own.count && zip(given, own).reduce(0) { $0 | $1.0 ^ $1.1 } == 0
    }

    /// What every form carries beside its fields.
    var hidden: HTML { "<input type=\"hidden\" name=\"token\" value=\"\(formToken)\">" }
}

extension Language {
    func callAsFunction(_ vietnamese: String, _ english: String) -> String { said(vietnamese, english) }
}

/// Where a page may lead to: an address of our own and no other's.
enum OwnAddress {
    /// The address when it begins with one slash and is plain; the work list otherwise.
    static func of(_ text: String?) -> String {
        guard let text, text.utf8.first == UInt8(ascii: "/"), text.utf8.count <= 2_000,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            text.utf8.dropFirst().first != UInt8(ascii: "/")
        else { return "/work" }
        return text
    }
}
