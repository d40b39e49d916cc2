import Desk
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// The parts of other agencies' dossiers that wait here: received several at a time, completed or returned on the
    /// dossier's page.
    func addLegs(to group: RouterGroup<DeskContext>) {
        page("legs", in: group) { request, _, visit, principal in
            var query = try Query(of: request)
            var view = LegView(visit: visit)
            view.agency = try query.chosen("agency") { $0 }
            view.state = try query.chosen("state") { LegState(rawValue: $0) } ?? .open
            view.cursor = try query.chosen("cursor") { OpenLegQuery.Position(cursor: $0) }
            view.isAllChosen = query.text("all") != nil
            try query.finish()
            return .page(try await legsPage(view, principal))
        }
        form("legs/receipts", in: group) { request, _, visit, principal, form in
            var view = LegView(visit: visit)
            view.agency = form.optional("agency")
            do {
                let done = visit.say("đã nhận", "received")
                view.outcomes = try await carryOut(form, request, visit, principal, done: done) {
                    (chosen) throws(DeskError) in
                    guard let leg = chosen.part, (1...10_000).contains(leg) else { throw DeskError.notFound("The leg") }
                    return .ready(.receiveLeg(leg))
                }
            } catch let error as DeskError where error.kind == .invalid {
                view.problem = Problem(error)
            }
            return .page(try await legsPage(view, principal), status: .init(code: view.problem?.status ?? 200))
        }
    }

    private func legsPage(_ view: LegView, _ principal: Principal) async throws -> HTML {
        let say = view.visit.say
        let title = say("Liên thông: phần việc của cơ quan", "Legs that lie here")
        let input = OpenLegsInput(agency: view.agency, unit: nil, state: view.state, after: view.cursor, limit: 50)
        let (found, agency, office) = try await desk.openLegs(input, by: principal)
        let answers = principal.actor.grants.contains { Rights.reach(.answerLeg, of: $0.role) != nil }
        let fields = Filters(say: say)
        return Layout(visit: view.visit, title: title, place: .legs).page(
            """
            <h1>\(title) <span class="count">\(found.items.count)\("+" as HTML, if: found.next != nil)</span></h1>
            <form class="filters" action="/legs" method="get">
            \(fields.agency(agency, of: principal, in: office))
            \(fields.select("state", say("Tình trạng", "State"), view.state.rawValue, LegState.allCases.map { ($0.rawValue, $0.name(say)) }))
            <button>\(say("Lọc", "Filter"))</button></form>
            \(view.html(found.items, agency, office, answers: answers))
            \(found.next.map { view.next($0.cursor) })
            """)
    }
}

/// The legs of an agency as a page shows them.
struct LegView {
    let visit: Visit
    var agency: String?
    var state = LegState.open
    var cursor: OpenLegQuery.Position?
    var isAllChosen = false
    var outcomes: [EachOutcome] = []
    var problem: Problem?

    private var say: Language { visit.say }

    private func address(from cursor: String?, isAllChosen: Bool = false) -> String {
        Filters.address(
            "/legs",
            [
                "agency": agency, "state": state == .open ? nil : state.rawValue, "cursor": cursor,
                "all": isAllChosen ? "1" : nil,
            ])
    }

    func next(_ cursor: String) -> HTML {
        "<p class=\"more\"><a href=\"\(address(from: cursor))\">\(say("Trang sau", "Next page"))</a></p>"
    }

    /// - Parameter answers: whether this person has the right to answer legs.
    func html(_ rows: [OpenLegRow], _ agency: Office.Agency, _ office: Office, answers: Bool) -> HTML {
        let failed: HTML? = problem.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        let told = EachOutcome.section(outcomes, say)
        guard !rows.isEmpty else {
            return
                "\(told)\(failed)<p class=\"empty\">\(say("Không có phần việc nào của cơ quan khác đang chờ ở đây.", "Nothing of other agencies' dossiers waits here."))</p>"
        }
        let choose: HTML = "<th scope=\"col\">\(say("Chọn", "Choose"))</th>"
        let table: HTML = """
            <table class="list"><thead><tr>\(choose, if: answers)<th scope="col">\(say("Mã hồ sơ, thủ tục", "Code, procedure"))</th><th scope="col">\(say("Cơ quan chủ trì", "Lead agency"))</th><th scope="col">\(say("Gửi", "Sent"))</th><th scope="col">\(say("Nhận", "Received"))</th><th scope="col">\(say("Thời gian còn lại", "Time left"))</th><th scope="col">\(say("Hạn của hồ sơ", "The dossier's date"))</th><th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>
            \(rows.map { line($0, agency, office, answers: answers) })</tbody></table>
            """
        guard answers, rows.contains(where: { $0.receivedAt == nil }) else { return "\(told)\(failed)\(table)" }
        return """
            \(told)\(failed)
            <form method="post" action="/legs/receipts">\(visit.hidden)<input type="hidden" name="key" value="\(TokenSecret.random())"><input type="hidden" name="agency" value="\(agency.row.code)">
            <p class="row together"><button class="main">\(say("Nhận những phần việc đã chọn", "Receive those that are chosen"))</button> <a href="\(address(from: nil, isAllChosen: true))">\(say("Chọn tất cả", "Choose all"))</a></p>
            \(table)</form>
            """
    }

    private func line(_ row: OpenLegRow, _ agency: Office.Agency, _ office: Office, answers: Bool) -> HTML {
        let times = When(say, agency.calendar.offset)
        let code = row.code ?? ""
        let left = TimeLeft(
            due: row.due?.due, isAccepted: true, isWaiting: false, endedAt: nil, calendar: agency.calendar,
            at: visit.now, say)
        let received: HTML =
            row.receivedAt.map { "\(times.short($0))<span class=\"under\">\(row.receiverLogin)</span>" }
            ?? "<span class=\"state soon\"><span aria-hidden=\"true\">▲</span> \(say("chưa nhận", "not yet"))</span>"
        let box: HTML? =
            row.receivedAt == nil && row.code != nil
            ? Chosen.box("\(code)~\(row.number)", version: row.lockVersion, isChosen: isAllChosen, say) : nil
        let path = "/dossiers/\(code.percentEncoded)"
        let actions: HTML =
            answers
            ? """
            <a href="\(path)?open=complete_leg">\(say("Trả lời", "Complete"))<span class="hidden"> \(code)</span></a> · <a href="\(path)?open=return_leg">\(say("Trả lại", "Return"))<span class="hidden"> \(code)</span></a>
            """ : "<a href=\"\(path)\">\(say("Xem", "See"))<span class=\"hidden\"> \(code)</span></a>"
        return """
            <tr>\("<td>\(box)</td>" as HTML, if: answers)<td class="code"><a href="\(path)">\(code)</a><span class="under">\(office.versions[row.version]?.procedure.name)</span></td>
            <td>\(office.agencies[row.lead]?.row.name)<span class="under">→ \(office.unit(row.unit)?.name)</span></td>
            <td class="code">\(times.short(row.sentAt))<span class="under">\(row.giverLogin)</span></td><td class="code">\(received)</td>
            <td>\(left.badge)<span class="under">\(row.due.map { times.time($0.due) })</span></td>
            <td>\(row.totalDue.map { times.short($0) })</td>
            <td class="action">\(actions)</td></tr>

            """
    }
}

extension LegState {
    fileprivate func name(_ say: Language) -> String {
        switch self {
        case .open: say("tất cả đang mở", "all that are open")
        case .waiting: say("chưa nhận", "not received yet")
        case .received: say("đã nhận", "received")
        }
    }
}
