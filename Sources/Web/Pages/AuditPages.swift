import Desk
import HTTPTypes
import Hummingbird
import JSONText
import OneStop
import Records
import Reports

extension Pages {
    /// The audit trail beside the dossiers' events, and who has read a dossier.
    func addAudit(to group: RouterGroup<DeskContext>) {
        page("audit", in: group) { request, _, visit, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            let after = query.optional("after") == nil ? 0 : try query.number("after", in: 0...Int64.max)
            return .page(try await auditPage(after: after, visit, principal))
        }
        page("audit/reads", in: group) { request, _, visit, principal in
            let code = try Form(parsing: request.uri.query ?? "")["code"]
            return .page(try await readsPage(code, visit, principal))
        }
    }

    private func auditPage(after: Int64, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Nhật ký hệ thống", "Audit trail")
        let (events, next, offset) = try await desk.auditEvents(after: after, limit: 100, by: principal)
        let times = When(say, offset)
        let rows = events.map { event -> HTML in
            """
            <tr><td>\(times.time(event.at))</td><td>\(Self.title(of: event.kind, say))</td><td>\(event.actorLogin ?? say("dòng lệnh", "command line"))<span class="under">\(event.agencyCode)</span></td>
            <td>\(HTML.isolated(event.ground))\(facts(event.facts))</td></tr>

            """
        }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Lúc", "When"))</th><th scope="col">\(say("Việc", "What"))</th><th scope="col">\(say("Ai, cơ quan", "Who, agency"))</th><th scope="col">\(say("Căn cứ và nội dung", "Ground and facts"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let none: HTML =
            "<p class=\"empty\">\(say("Chưa có gì. Việc quản trị, xóa dữ liệu cá nhân và xóa dự thảo danh mục được ghi ở đây; việc làm với hồ sơ nằm trong diễn biến của hồ sơ.", "Nothing yet. Administration, erasures of persons and deleted drafts of the catalogue stand here; what was done to a dossier stands in its own events."))</p>"
        return Layout(visit: visit, title: title, place: .audit).page(
            """
            <h1>\(title)</h1>
            \(readsForm("", say))
            \(rows.isEmpty ? none : table)
            \(next.map { "<p class=\"more\"><a href=\"/audit?after=\($0)\">\(say("Trang sau", "Next page"))</a></p>" as HTML })
            """)
    }

    private func readsPage(_ code: String, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Ai đã xem hồ sơ", "Who has read a dossier")
        guard let parsed = try? DossierCode(parsing: code.uppercased()) else {
            throw DeskError.invalid("code", rule: "query.format", "The parameter code must be a dossier's code.")
        }
        let (_, page) = try await desk.reads(
            of: .code(parsed), ReadRecordQuery(after: nil, limit: 200), by: principal)
        let times = When(say, page.offset)
        let rows = page.rows.map { row -> HTML in
            """
            <tr><td>\(times.time(row.position.at))</td><td>\(row.readerLogin)<span class="under">\(row.unitCode) \(row.agencyCode)</span></td><td>\(ReadKind(rawValue: row.position.what)?.title(say) ?? row.position.what)</td><td>\(row.purpose.flatMap(ReadPurpose.init(rawValue:))?.title(say))</td></tr>

            """
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Chưa ai xem hồ sơ này.", "Nobody has read this dossier."))</p>"
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Lúc", "When"))</th><th scope="col">\(say("Ai", "Who"))</th><th scope="col">\(say("Xem gì", "What"))</th><th scope="col">\(say("Để làm gì", "What for"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        return Layout(visit: visit, title: title, place: .audit).page(
            """
            <p class="line"><a href="/audit">\(say("Nhật ký hệ thống", "Audit trail"))</a></p>
            <h1>\(title): \(parsed.text)</h1>
            \(readsForm(parsed.text, say))
            \(rows.isEmpty ? none : table)
            \("<p class=\"notice\">\(say("Chỉ hiện 200 lần gần nhất; toàn bộ có trong API.", "The newest 200; the API has them all."))</p>" as HTML, if: page.next != nil)
            """)
    }

    private func readsForm(_ code: String, _ say: Language) -> HTML {
        """
        <form class="filters" action="/audit/reads" method="get"><label>\(say("Ai đã xem hồ sơ (mã)", "Who has read the dossier (code)"))<input name="code" required maxlength="60" spellcheck="false" value="\(code)"></label> <button>\(say("Xem", "Show"))</button></form>
        """
    }

    private static func title(of kind: String, _ say: Language) -> String {
        switch kind {
        case "person_erased": say("Xóa dữ liệu cá nhân", "Person erased")
        case "draft_deleted": say("Xóa dự thảo danh mục", "Draft of the catalogue deleted")
        case "user_added": say("Thêm người dùng", "User added")
        case "user_changed": say("Sửa người dùng", "User changed")
        case "user_disabled": say("Khóa tài khoản", "User disabled")
        case "user_enabled": say("Mở khóa tài khoản", "User enabled")
        case "right_given": say("Giao vai trò", "Right given")
        case "right_taken": say("Thôi giao vai trò", "Right taken away")
        case "password_reset": say("Cấp mật khẩu", "Password given")
        case "second_factor_removed": say("Gỡ xác thực hai lớp", "Second factor removed")
        case "sessions_ended": say("Kết thúc phiên", "Sessions ended")
        case "token_issued": say("Cấp mã truy cập", "Token issued")
        case "token_revoked": say("Thu hồi mã truy cập", "Token revoked")
        case "month_frozen": say("Chốt số liệu tháng", "Month frozen")
        case "month_unfrozen": say("Mở chốt số liệu tháng", "Month unfrozen")
        case "unit_added": say("Thêm đơn vị", "Unit added")
        case "unit_changed": say("Sửa đơn vị", "Unit changed")
        case "unit_closed": say("Đóng đơn vị", "Unit closed")
        case "unit_opened": say("Mở lại đơn vị", "Unit opened")
        case "letterhead_changed": say("Sửa đầu văn bản", "Letterhead changed")
        default: kind
        }
    }

    /// Keys and codes, a name to a line.
    private func facts(_ text: String) -> HTML? {
        guard case .object(let object)? = try? JSONValue(parsing: text) else { return nil }
        let lines = object.members.map { member -> HTML in
            "<span class=\"under\">\(member.key): \(Self.words(member.value))</span>"
        }
        return HTML(lines)
    }

    private static func words(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .array(let values): values.map(words).joined(separator: ", ")
        case .bool(let value): String(value)
        case .number(let number): String(number)
        case .object(let object): object.members.map { "\($0.key) \(words($0.value))" }.joined(separator: ", ")
        case .null: "–"
        }
    }
}

extension ReadKind {
    fileprivate func title(_ say: Language) -> String {
        switch self {
        case .dossier: say("hồ sơ", "the dossier")
        case .events: say("diễn biến", "its events")
        case .controlSlip: say("phiếu kiểm soát", "its control slip")
        case .payments: say("tiền", "its payments")
        case .amendments: say("thông tin đã sửa", "amended details")
        case .group: say("trong nhóm hồ sơ", "in a group")
        case .handOverList: say("trong phiếu bàn giao", "in a list of hand-overs")
        case .workList: say("trong danh sách", "in a list")
        case .search: say("khi tìm kiếm", "in a search")
        case .applicant, .applicantSearch: say("thông tin người nộp", "the applicant's details")
        }
    }
}

extension ReadPurpose {
    fileprivate func title(_ say: Language) -> String {
        switch self {
        case .processing: say("giải quyết", "processing")
        case .supervision: say("giám sát", "supervision")
        case .inspection: say("thanh tra, kiểm tra", "inspection")
        case .complaint: say("khiếu nại, tố cáo", "a complaint")
        case .personRequest: say("người nộp yêu cầu", "the person's request")
        }
    }
}
