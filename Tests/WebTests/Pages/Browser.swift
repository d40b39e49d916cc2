import Desk
import Foundation
import HTTPTypes
import Hummingbird
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

    mutating func open(_ path: String, headers: [String: String] = [:]) async throws {
        try await send(.get, path, headers: headers)
    }

    /// What is answered to what a script of the page asks for, with its body still to be written.
    func response(_ path: String) async throws -> Response {
        try await site.response(to: .get, path, headers: ["Cookie": cookieHeader])
    }

    private var cookieHeader: String { cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }

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
        try await send(.post, path, body: Array(body.utf8))
    }

    /// Sends a form with files, as browsers do.
    mutating func upload(
        _ path: String, _ fields: [String: String], _ files: [(field: String, name: String, bytes: [UInt8])]
    ) async throws {
        let border = "----WebKitFormBoundaryQ3"
        var body: [UInt8] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            body += "--\(border)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        for file in files {
            let name = file.name.replacing("\"", with: "%22")
            body +=
                "--\(border)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(name)\"\r\n".utf8
            body += "Content-Type: application/octet-stream\r\n\r\n".utf8 + file.bytes + "\r\n".utf8
        }
        body += "--\(border)--\r\n".utf8
        try await send(.post, path, body: body, type: "multipart/form-data; boundary=\(border)")
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

    private mutating func send(
        _ method: HTTPRequest.Method, _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
        type: String = "application/x-www-form-urlencoded"
    ) async throws {
        var headers = headers.merging(["Cookie": cookieHeader, "User-Agent": "Thử/1"]) { $1 }
        if method == .post { headers["Content-Type"] = type }
        let reply = try await site.answer(to: method, path, headers: headers, body: body)
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
