import Desk
import Foundation
import HTTPTypes
import OneStop
import Records
import Store
import TestSupport
import Testing

/// A browser without scripts: keeps cookies, fills in the forms that a page has, and follows where it is sent.
struct Browser {
    static let password = "năm con mèo đi chợ"

    let site: Site
    var cookies: [String: String] = [:]
    /// The page that is shown.
    private(set) var page: Reply?
    private(set) var address = ""

    init(_ site: Site) {
        self.site = site
    }

    /// A browser of somebody of the office who has signed in.
    static func signedIn(_ login: String, at site: Site) async throws -> Browser {
        try await site.givePassword(to: login)
        var browser = Browser(site)
        try await browser.open("/sign-in")
        try await browser.submit("/sign-in", ["login": login, "password": password])
        try #require(browser.page?.status == 303, "\(browser.text)")
        return browser
    }

    var text: String { page?.text ?? "" }
    var status: Int { page?.status ?? 0 }
    /// Where the answer leads to.
    var location: String? { page?.location }

    mutating func open(_ path: String) async throws { try await send(.get, path) }

    /// Goes where the last answer leads.
    mutating func follow() async throws { try await open(try #require(location, "\(status) \(text)")) }

    /// Sends the form of the shown page that has this action, with what it has hidden and what is typed.
    mutating func submit(_ action: String, _ typed: [String: String] = [:]) async throws {
        var fields = try hidden(in: action)
        fields.merge(typed) { $1 }
        try await post(action, fields)
    }

    /// Sends fields, whatever the page has.
    mutating func post(_ path: String, _ fields: [String: String]) async throws {
        let body = fields.sorted { $0.key < $1.key }.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }
            .joined(separator: "&")
        try await send(.post, path, body: body)
    }

    /// What the form with this action carries unseen.
    func hidden(in action: String) throws -> [String: String] {
        // Where a form that looks something up leads to the same address, the one that sends is meant.
        let found =
            text.range(of: "method=\"post\" action=\"\(action)\"") ?? text.range(of: "action=\"\(action)\"")
        let start = try #require(found, "no form \(action) in \(text)")
        let form = text[start.upperBound...]
        let end = form.range(of: "</form>")?.lowerBound ?? form.endIndex
        var fields: [String: String] = [:]
        for match in form[..<end].matches(of: #/<input type="hidden" name="([^"]*)" value="([^"]*)">/#) {
            fields[String(match.1)] = Self.plain(String(match.2))
        }
        return fields
    }

    private mutating func send(_ method: HTTPRequest.Method, _ path: String, body: String = "") async throws {
        var headers = [
            "Cookie": cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "), "User-Agent": "Thử/1",
        ]
        if method == .post { headers["Content-Type"] = "application/x-www-form-urlencoded" }
        let reply = try await site.answer(to: method, path, headers: headers, body: Array(body.utf8))
        for field in reply.headers[values: .setCookie] {
            let pair = field.split(separator: ";")[0].split(separator: "=", omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        (page, address) = (reply, path)
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private static func plain(_ text: String) -> String {
        text.replacing("&#34;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}

extension Site {
    /// Sets the test's password for somebody of the office.
    func givePassword(to login: String) async throws {
        let code =
            login == "foreigner" ? "H98" : login.hasPrefix("partner") || login == "bystander" ? "H99.15" : "H99.14"
        let agency = try #require(try await desk.directory.office().agency(code: code))
        let account = try #require(try await test.database.account(login: login, tenant: agency.row.tenant)).account
        try await signIn.setPassword(Browser.password, of: account, at: Site.now)
    }
}
