import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import OneStop
import Reports

/// What stands around every page.
struct Layout {
    let visit: Visit
    let title: String
    /// The entry of the menu that the page is behind.
    var place: Place?

    /// Entries of the menu, in its order: first those of visitors, then those of staff.
    enum Place: CaseIterable {
        case lookUp, procedures, publicFigures
        case work, intake, handOvers, collection, questions, legs, signing, duties, boards, figures, ratings, calendar,
            entries, imports, messages, absences, users, audit, account

        var path: String {
            switch self {
            case .lookUp: "/look-up"
            case .procedures: "/procedures"
            case .publicFigures: "/public-figures"
            case .work: "/work"
            case .intake: "/intake"
            case .handOvers: "/hand-overs"
            case .collection: "/results"
            case .questions: "/questions"
            case .legs: "/legs"
            case .signing: "/signing"
            case .duties: "/duties"
            case .boards: "/boards"
            case .figures: "/figures"
            case .ratings: "/ratings"
            case .calendar: "/calendar-decisions"
            case .entries: "/catalogue"
            case .imports: "/imports"
            case .messages: "/messages"
            case .absences: "/absences"
            case .users: "/users"
            case .audit: "/audit"
            case .account: "/account"
            }
        }

        func name(_ say: Language) -> String {
            switch self {
            case .lookUp: say("Tra cứu hồ sơ", "Look up a dossier")
            case .procedures: say("Thủ tục", "Procedures")
            case .publicFigures: say("Kết quả giải quyết", "Punctuality")
            case .work: say("Việc cần làm", "Work list")
            case .intake: say("Tiếp nhận", "Take in")
            case .handOvers: say("Bàn giao", "Hand over")
            case .collection: say("Chờ trả kết quả", "To be collected")
            case .questions: say("Lấy ý kiến", "Questions")
            case .legs: say("Liên thông", "Legs")
            case .signing: say("Chờ ký", "To be signed")
            case .duties: say("Nhắc việc", "Duties")
            case .boards: say("Bảng theo dõi", "Boards")
            case .figures: say("Số liệu", "Figures")
            case .ratings: say("Đánh giá", "Ratings")
            case .calendar: say("Lịch làm việc", "Calendar")
            case .entries: say("Danh mục thủ tục", "Catalogue")
            case .imports: say("Nhập hồ sơ", "Imports")
            case .messages: say("Tin nhắn", "Messages")
            case .absences: say("Vắng mặt", "Absences")
            case .users: say("Người dùng", "Users")
            case .audit: say("Nhật ký", "Audit trail")
            case .account: say("Tài khoản", "Account")
            }
        }

        /// The roles whose menu has it; nil for everybody's.
        private var roles: Set<Role>? {
            switch self {
            case .lookUp, .procedures, .publicFigures, .work, .absences, .account: nil
            case .intake, .collection: [.intake]
            case .handOvers: [.intake, .officer, .head]
            case .questions, .legs: [.officer, .head]
            case .signing: [.leader]
            case .duties: Set(Role.allCases.filter { Rights.reach(.readDossiers, of: $0) != nil })
            case .boards, .figures, .ratings: [.head, .leader, .supervisor, .coordinator, .auditor]
            case .calendar: [.supervisor, .coordinator, .admin]
            case .entries, .imports: [.admin]
            case .messages: [.supervisor, .coordinator, .admin]
            case .users: [.admin]
            case .audit: [.admin, .auditor]
            }
        }

        private var isPublic: Bool {
            switch self {
            case .lookUp, .procedures, .publicFigures: true
            case .work, .intake, .handOvers, .collection, .questions, .legs, .signing, .duties, .boards, .figures,
                .ratings, .calendar, .entries, .imports, .messages, .absences, .users, .audit, .account:
                false
            }
        }

        func isFor(_ session: BrowserSession?) -> Bool {
            guard let session else { return isPublic }
            let grants = session.principal.actor.grants
            return !isPublic && (roles.map { roles in grants.contains { roles.contains($0.role) } } ?? true)
        }
    }

    func page(_ content: HTML) -> HTML {
        let say = visit.say
        return """
            <!doctype html>
            <html lang="\(say.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>\(title) – MotCua</title>
            <link rel="stylesheet" href="\(Style.path)">
            <link rel="icon" href="data:,">
            <script src="\(Script.path)" defer></script>
            </head>
            <body>
            <a class="skip" href="#content">\(say("Đến nội dung", "Skip to content"))</a>
            <header class="top">
            <a class="mark" href="\(visit.session == nil ? "/look-up" : "/work")">Một cửa</a>
            \(menu)
            <div class="own">\(language)
            \(person)</div>
            </header>
            <main id="content">
            \(content)
            </main>
            \(visit.session.map { _ in Shortcuts.html(say) })
            </body>
            </html>

            """
    }

    private var menu: HTML {
        let say = visit.say
        let links = Place.allCases.filter { $0.isFor(visit.session) }.map { place -> HTML in
            "<a href=\"\(place.path)\"\(" aria-current=\"page\"" as HTML, if: place == self.place)>\(place.name(say))</a>\n"
        }
        let name = say("Trang chính", "Main")
        guard visit.session != nil else {
            return """
                <nav aria-label="\(name)">\(links)<a href="/sign-in">\(say("Dành cho cán bộ", "For staff"))</a></nav>
                """
        }
        return """
            <nav aria-label="\(name)">\(links)</nav>
            <form class="find" role="search" action="/search" method="get">
            <input type="search" name="q" minlength="2" maxlength="200" required aria-label="\(say("Tìm hồ sơ", "Find a dossier"))" placeholder="\(say("Mã hồ sơ, tên, số điện thoại", "Code, name, phone number"))">
            <button>\(say("Tìm", "Find"))</button></form>
            """
    }

    private var language: HTML {
        let other: Language = visit.say == .vietnamese ? .english : .vietnamese
        return """
            <form class="language" action="/language" method="post">\(visit.hidden)<input type="hidden" name="back" value="\(visit.address)">
            <button name="language" value="\(other.rawValue)" lang="\(other.rawValue)">\(other == .english ? "English" : "Tiếng Việt")</button></form>
            """
    }

    private var person: HTML? {
        guard let session = visit.session else { return nil }
        return """
            <form class="person" action="/sign-out" method="post">\(visit.hidden)<span>\(HTML.isolated(session.name))</span>
            <button>\(visit.say("Đăng xuất", "Sign out"))</button></form>
            """
    }
}

extension Response {
    /// A page of markup. Nothing of it may be kept by others than the browser, framed, or run, but for our own script.
    static func page(_ page: HTML, status: HTTPResponse.Status = .ok) -> Response {
        let headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "same-origin",
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ]
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.bytes)))
    }

    /// On to another page of ours, with `GET`.
    static func onward(to address: String) -> Response {
        Response(status: .seeOther, headers: [.location: OwnAddress.of(address), .cacheControl: "no-store"])
    }

    /// The same with a cookie more.
    func setting(_ cookie: String) -> Response {
        var response = self
        response.headers.append(HTTPField(name: .setCookie, value: cookie))
        return response
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
