import Desk
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// What wants attention in each unit, each figure with its dossiers.
    func addBoards(to group: RouterGroup<DeskContext>) {
        page("boards", in: group) { request, _, visit, principal in
            var query = try Query(of: request)
            let agency = try query.chosen("agency") { $0 }
            try query.finish()
            return .page(try await boardPage(agency, visit, principal))
        }
        page("boards/{figure}", in: group) { request, context, visit, principal in
            guard let figure = BoardFigure(rawValue: try context.parameters.require("figure")) else {
                throw DeskError.notFound("The figure")
            }
            var query = try Query(of: request)
            let list = BoardListAddress(
                figure: figure, agency: try query.chosen("agency") { $0 },
                place: try query.chosen("unit") { BoardPlace(inAddress: $0) } ?? .anywhere)
            let cursor = try query.chosen("cursor") { WorkListQuery.Position(cursor: $0) }
            try query.finish()
            return .page(try await boardListPage(list, after: cursor, visit, principal))
        }
    }

    private func boardPage(_ agency: String?, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let board = try await desk.board(of: agency, at: visit.now, for: principal)
        let office = try await desk.directory.office()
        let title = say("Bảng theo dõi", "Boards")
        let times = When(say, board.agency.calendar.offset)
        let choice = Filters(say: say).agency(board.agency, of: principal, in: office)
        let filter: HTML =
            "<form class=\"filters\" action=\"/boards\" method=\"get\">\(choice)<button>\(say("Xem", "Show"))</button></form>"
        let none: HTML =
            "<p class=\"empty\">\(say("Không có hồ sơ nào đang giải quyết.", "No dossier is open."))</p>"
        let swept =
            board.sweptAt.map {
                say("Hồ sơ “im lặng” theo lần rà soát lúc \(times.time($0)).", "Silent as swept at \(times.time($0)).")
            }
            ?? say(
                "Chưa rà soát lần nào nên chưa biết hồ sơ “im lặng”.", "Never swept yet: nobody knows what is silent.")
        return Layout(visit: visit, title: title, place: .boards).page(
            """
            <h1>\(title): \(board.agency.row.name)</h1>
            \(filter, if: choice != nil)
            \(follower(agency, say))
            <div data-live="\(Filters.address("/boards/changes", ["agency": agency]))">
            <p class="line">\(say("Số liệu lúc", "As of")) \(times.whole(visit.now)). \(swept)</p>
            <ul class="tiles">\(BoardFigure.allCases.map { tile($0, board, agency, say) })</ul>
            \(board.lines.isEmpty ? none : table(board, agency, say))
            </div>
            """)
    }

    /// Whether the board follows what happens, in words that the script chooses from; a link for who has no script.
    private func follower(_ agency: String?, _ say: Language) -> HTML {
        """
        <p class="line"><span role="status"><span id="live-state" data-on="\(say("● Tự cập nhật", "● Live"))" data-lost="\(say("▲ Mất kết nối, đang nối lại", "▲ Connection lost, trying again"))" data-elsewhere="\(say("■ Đang mở ở quá nhiều cửa sổ; cửa sổ này không tự cập nhật nữa", "■ Open in too many windows; this one follows no more"))" data-over="\(say("▲ Phiên làm việc đã hết; hãy đăng nhập lại", "▲ The session has ended; sign in again"))"></span></span> <a href="\(Filters.address("/boards", ["agency": agency]))">\(say("Tải lại số liệu", "Reload"))</a></p>
        """
    }

    private func tile(_ figure: BoardFigure, _ board: Board, _ agency: String?, _ say: Language) -> HTML {
        let list = BoardListAddress(figure: figure, agency: agency, place: .anywhere)
        let count = board[figure]
        let content: HTML = """
            <strong>\(count)</strong> <span><span aria-hidden="true">\(figure.level.sign)</span> \(figure.title(say))</span>
            """
        return count == 0
            ? "<li class=\"tile\">\(content)</li>\n"
            : "<li class=\"tile \(figure.level.rawValue)\"><a href=\"\(list.address())\">\(content)</a></li>\n"
    }

    private func table(_ board: Board, _ agency: String?, _ say: Language) -> HTML {
        let heads = BoardFigure.allCases.map { "<th scope=\"col\" class=\"amount\">\($0.title(say))</th>" as HTML }
        let rows = board.lines.map { line -> HTML in
            let cells = BoardFigure.allCases.map { figure -> HTML in
                let count = line.counts[figure]
                let place = line.unit.map { BoardPlace.unit($0.code) } ?? .noUnit
                let list = BoardListAddress(figure: figure, agency: agency, place: place)
                return count == 0
                    ? "<td class=\"amount none\">0</td>"
                    : "<td class=\"amount\"><a class=\"figure \(figure.level.rawValue)\" href=\"\(list.address())\">\(count)</a></td>"
            }
            return "<tr><th scope=\"row\">\(line.unit?.name ?? BoardPlace.noUnitName(say))</th>\(cells)</tr>\n"
        }
        return """
            <div class="scroll" role="region" tabindex="0" aria-label="\(say("Theo đơn vị", "By unit"))">
            <table class="figures"><thead><tr><th scope="col">\(say("Đơn vị", "Unit"))</th>\(heads)</tr></thead><tbody>
            \(rows)</tbody></table></div>
            """
    }

    private func boardListPage(
        _ list: BoardListAddress, after cursor: WorkListQuery.Position?, _ visit: Visit, _ principal: Principal
    ) async throws -> HTML {
        let say = visit.say
        let found = try await desk.boardList(
            list.figure, in: list.place, of: list.agency, after: cursor, limit: 50, at: visit.now, for: principal)
        let place =
            switch list.place {
            case .anywhere: found.agency.row.name
            case .noUnit: BoardPlace.noUnitName(say)
            case .unit(let code): found.office.unit(code: code, of: found.agency.id)?.name ?? code
            }
        let title = "\(list.figure.title(say)): \(place)"
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"\(list.address(from: $0))\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Không còn hồ sơ nào ở mục này.", "Nothing stands here any more."))</p>"
        return Layout(visit: visit, title: title, place: .boards).page(
            """
            <p class="more"><a href="\(Filters.address("/boards", ["agency": list.agency]))">← \(say("Bảng theo dõi", "Boards"))</a></p>
            <h1>\(title) <span class="count">\(found.rows.count)\("+" as HTML, if: found.next != nil)</span></h1>
            \(found.rows.isEmpty ? none : Self.table(found.rows, found.office, visit))
            \(next)
            """)
    }
}

/// Where the dossiers behind a figure of a board are found.
private struct BoardListAddress {
    var figure: BoardFigure
    var agency: String?
    var place: BoardPlace

    func address(from cursor: WorkListQuery.Position? = nil) -> String {
        Filters.address(
            "/boards/\(figure.rawValue)", ["unit": place.inAddress, "agency": agency, "cursor": cursor?.cursor])
    }
}

extension BoardPlace {
    /// A hyphen stands for what lies in no unit: no code of a unit is one.
    fileprivate init(inAddress text: String) { self = text == "-" ? .noUnit : .unit(text) }

    fileprivate var inAddress: String? {
        switch self {
        case .anywhere: nil
        case .noUnit: "-"
        case .unit(let code): code
        }
    }

    fileprivate static func noUnitName(_ say: Language) -> String { say("Chưa vào đơn vị nào", "In no unit") }
}

extension BoardFigure {
    func title(_ say: Language) -> String {
        switch self {
        case .atRisk: say("Sắp đến hạn", "At risk")
        case .apologyDueToday: say("Xin lỗi trong hôm nay", "Apology due today")
        case .apologyMissing: say("Thiếu văn bản xin lỗi", "Apology missing")
        case .receiptLate: say("Chậm tiếp nhận", "Late in receipt")
        case .openOverdue: say("Đang quá hạn", "Open overdue")
        case .silent: say("Im lặng", "Silent")
        }
    }

    /// How much it wants attention.
    var level: TimeLeft.Level {
        switch self {
        case .atRisk: .soon
        case .apologyDueToday: .today
        case .apologyMissing, .receiptLate, .openOverdue: .late
        case .silent: .waiting
        }
    }
}
