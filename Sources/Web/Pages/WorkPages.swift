import Desk
import Hummingbird
import OneStop
import Records
import Reports

/// What a work list is narrowed to; stands in the address, so that it can be kept and sent.
private struct WorkFilters {
    var status: Status?
    var turn: Role?
    var apology: ApologyState?
    var isMine = false
    var unit: String?
    var cursor: WorkListQuery.Position?
    var isAllChosen = false

    init(_ given: Query) throws(DeskError) {
        var query = given
        status = try query.chosen("status") { Int($0).flatMap(Status.init(rawValue:)) }
        turn = try query.chosen("turn") { Role(rawValue: $0) }
        apology = try query.chosen("apology") { ApologyState(rawValue: $0) }
        isMine = try query.chosen("mine") { $0 == "1" } ?? false
        unit = try query.chosen("unit") { $0 }
        cursor = try query.chosen("cursor") { WorkListQuery.Position(cursor: $0) }
        isAllChosen = try query.chosen("all") { $0 == "1" } ?? false
        try query.finish()
    }

    /// The address of the list, from a place on.
    func address(from cursor: WorkListQuery.Position?, isAllChosen: Bool = false) -> String {
        Filters.address(
            "/work",
            [
                "status": status.map { String($0.rawValue) }, "turn": turn?.rawValue, "apology": apology?.rawValue,
                "mine": isMine ? "1" : nil, "unit": unit, "cursor": cursor?.cursor, "all": isAllChosen ? "1" : nil,
            ])
    }
}

extension Pages {
    /// Dossiers by what is due first, and those that are searched for.
    func addWork(to group: RouterGroup<DeskContext>) {
        page("work", in: group) { request, _, visit, principal in
            let filters = try WorkFilters(Query(of: request))
            return .page(try await workPage(filters, visit, principal))
        }
        page("search", in: group) { request, _, visit, principal in
            let text = try Form(parsing: request.uri.query ?? "")["q"]
            return .page(try await searchPage(text, visit, principal))
        }
    }

    private func workPage(_ filters: WorkFilters, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Việc cần làm", "Work list")
        var input = WorkListInput(limit: 50)
        input.statuses = filters.status.map { [$0] }
        input.waitsFor = filters.turn
        input.apology = filters.apology
        input.officer = filters.isMine ? principal.login : nil
        input.unit = filters.unit
        input.after = filters.cursor
        let found: WorkListPage
        do {
            found = try await desk.workList(input, by: principal, at: visit.now)
        } catch let error as DeskError where error.kind == .noRight {
            return Layout(visit: visit, title: title, place: .work).page(
                "<h1>\(title)</h1><p class=\"notice\">\(say("Tài khoản này không đọc hồ sơ.", "This account reads no dossiers."))</p>"
            )
        }
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"\(filters.address(from: $0))\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Không có hồ sơ nào. Hãy bỏ bớt điều kiện lọc, hoặc tiếp nhận hồ sơ mới.", "No dossiers. Narrow the list less, or take one in."))</p>"
        return Layout(visit: visit, title: title, place: .work).page(
            """
            <h1>\(title) <span class="count">\(found.rows.count)\("+" as HTML, if: found.next != nil)</span></h1>
            \(filterForm(filters, visit, principal, found))
            \(found.rows.isEmpty ? none : list(found, filters, visit, principal))
            \(next)
            """)
    }

    private func filterForm(
        _ filters: WorkFilters, _ visit: Visit, _ principal: Principal, _ found: WorkListPage
    ) -> HTML {
        let say = visit.say
        let fields = Filters(say: say)
        let all = say("tất cả", "all")
        let statuses = Status.allCases.filter { !$0.isFinal }.map { (String($0.rawValue), $0.name(say)) }
        let roles = [Role.intake, .officer, .head, .leader, .clerk].map { ($0.rawValue, $0.name(say)) }
        let apologies = ApologyState.allCases.compactMap { state in state.words(say).map { (state.rawValue, $0) } }
        let units = found.agency.units.map { ($0.code, $0.name) }
        return """
            <form class="filters" action="/work" method="get">
            \(fields.select("status", say("Trạng thái", "Status"), filters.status.map { String($0.rawValue) }, statuses, open: all))
            \(fields.select("turn", say("Đến lượt", "Whose turn"), filters.turn?.rawValue, roles, open: all))
            \(fields.select("apology", say("Xin lỗi", "Apology"), filters.apology?.rawValue, apologies, open: all))
            \(fields.select("unit", say("Đơn vị", "Unit"), filters.unit, units, open: all))
            <label class="check"><input type="checkbox" name="mine" value="1"\(" checked" as HTML, if: filters.isMine)> \(say("của tôi", "mine"))</label>
            <button>\(say("Lọc", "Filter"))</button> <a href="/work">\(say("Bỏ lọc", "Clear"))</a>
            </form>
            """
    }

    /// The dossiers, with what this person can do with several of them.
    private func list(
        _ found: WorkListPage, _ filters: WorkFilters, _ visit: Visit, _ principal: Principal
    ) -> HTML {
        let say = visit.say
        let commands = SharedCommand.offered(to: principal)
        let handsOver = principal.actor.grants.contains { Rights.reach(.handOver, of: $0.role) != nil }
        guard handsOver || !commands.isEmpty else { return Self.table(found.rows, found.office, visit) }
        let buttons = commands.map {
            "<button name=\"act\" value=\"\($0.rawValue)\">\($0.kind.title(say))</button>\n" as HTML
        }
        let handOver: HTML =
            "<button formaction=\"/hand-overs\">\(CommandKind.handOver.title(say))</button>\n"
        let all = filters.address(from: filters.cursor, isAllChosen: true)
        return """
            <form method="post" action="/work/together">\(visit.hidden)<input type="hidden" name="key" value="\(TokenSecret.random())"><input type="hidden" name="back" value="\(filters.address(from: filters.cursor))">
            <p class="row together"><span>\(say("Với hồ sơ đã chọn:", "With those chosen:"))</span> \(handOver, if: handsOver)\(buttons)<a href="\(all)">\(say("Chọn tất cả", "Choose all"))</a></p>
            \(Self.table(found.rows, found.office, visit, choosing: filters.isAllChosen))</form>
            """
    }

    private func searchPage(_ text: String, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Tìm hồ sơ", "Find a dossier")
        let (found, office) = try await desk.searchDossiers(text, limit: 50, by: principal, at: visit.now)
        let none: HTML =
            "<p class=\"empty\">\(say("Không thấy hồ sơ nào trong phạm vi của bạn. Thử ít chữ hơn, không cần dấu.", "Nothing within your scope. Try fewer words; marks are not needed."))</p>"
        let more: HTML =
            "<p class=\"notice\">\(say("Còn nữa: hãy ghi thêm tên hoặc số.", "There is more: write more of the name or number."))</p>"
        return Layout(visit: visit, title: title, place: .work).page(
            """
            <h1>\(title): “\(HTML.isolated(text))” <span class="count">\(found.rows.count)</span></h1>
            \(found.rows.isEmpty ? none : Self.table(found.rows, office, visit))
            \(more, if: !found.isComplete)
            """)
    }

    /// Dossiers as lines of a list.
    /// - Parameter isAllChosen: whether the boxes that choose dossiers are ticked; nil where there is nothing to choose for.
    static func table(
        _ rows: [WorkListRow], _ office: Office, _ visit: Visit, choosing isAllChosen: Bool? = nil
    ) -> HTML {
        let say = visit.say
        let choose: HTML = "<th scope=\"col\">\(say("Chọn", "Choose"))</th>"
        let lines = rows.map { row -> HTML in
            let version = office.versions[row.version]
            let name = row.code ?? row.externalReference ?? ""
            let turn = row.waitsFor(at: version?.steps).flatMap(Role.init(rawValue:))?.name(say)
            let box = isAllChosen.map { isChosen -> HTML in
                row.code.map { "<td>\(Chosen.box($0, version: row.lockVersion, isChosen: isChosen, say))</td>" }
                    ?? "<td></td>"
            }
            return """
                <tr>\(box)<td class="code"><a href="/dossiers/\(name.percentEncoded)">\(name)</a></td>
                <td>\(HTML.isolated(row.applicantName))<span class="under">\(version?.procedure.name)</span></td>
                <td>\(row.status.name(say))<span class="under">\(turn)</span></td>
                <td>\(time(of: row, office, visit))</td>
                <td>\(row.unit.flatMap { office.unit($0)?.name })<span class="under">\(row.officerLogin)</span></td></tr>

                """
        }
        return """
            <table class="list"><thead><tr>\(choose, if: isAllChosen != nil)<th scope="col">\(say("Mã hồ sơ", "Code"))</th><th scope="col">\(say("Người nộp, thủ tục", "Applicant, procedure"))</th><th scope="col">\(say("Trạng thái", "Status"))</th><th scope="col">\(say("Thời gian còn lại", "Time left"))</th><th scope="col">\(say("Đơn vị, chuyên viên", "Unit, officer"))</th></tr></thead><tbody>
            \(lines)</tbody></table>
            """
    }

    /// How much time is left of a dossier, how it stands with its letter, and when it is due.
    static func time(of row: WorkListRow, _ office: Office, _ visit: Visit) -> HTML {
        let say = visit.say
        let calendar =
            office.versions[row.version].flatMap {
                office.calendar(of: row.scope.decidedBy, procedure: $0.procedure.id)
            } ?? office.agencies[row.scope.decidedBy]?.calendar
        let left = calendar.map {
            TimeLeft(
                due: row.due, isAccepted: row.acceptedAt != nil, isWaiting: row.status.waitsForApplicant,
                endedAt: row.status == .finished || row.status.isFinal ? visit.now : nil, calendar: $0,
                at: visit.now, say)
        }
        let due = row.due.map { When(say, calendar?.offset ?? .vietnam).short($0) }
        return """
            \(left?.badge)\(ApologyState(rawValue: row.apology)?.badge(say))<span class="under">\(due)\(row.provisional ? say(" (tạm tính)", " (provisional)") : "")</span>
            """
    }
}
