import Desk
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Dossiers handed to a unit together: chosen at the desk, printed as a list that both sign, received in the unit.
    func addHandOvers(to group: RouterGroup<DeskContext>) {
        page("hand-overs", in: group) { request, _, visit, principal in
            var query = try Query(of: request)
            var view = HandOverView(visit: visit)
            view.isAllChosen = query.text("all") != nil
            let cursor = try query.chosen("cursor") { HandOverListQuery.Position(cursor: $0) }
            try query.finish()
            return .page(try await handOversPage(view, after: cursor, principal))
        }
        form("hand-overs", in: group) { request, _, visit, principal, form in
            var view = HandOverView(visit: visit)
            view.given = form
            // From the work list, dossiers come without a unit.
            if form.isChecked("unit") {
                do {
                    let list = try await handOver(form, request, visit, principal)
                    return .onward(to: "/hand-overs/\(list)?done=1")
                } catch let error as DeskError where error.kind != .unavailable {
                    view.problem = Problem(error)
                }
            }
            let status = view.problem?.status ?? 200
            return .page(try await handOversPage(view, after: nil, principal), status: .init(code: status))
        }
        page("hand-overs/{list}", in: group) { request, context, visit, principal in
            var query = try Query(of: request)
            let isNew = query.text("done") != nil
            try query.finish()
            let list = try await desk.handOverList(try context.parameters.require("list"), by: principal, at: visit.now)
            return .page(try await listPage(list, isNew: isNew, [], nil, visit, principal))
        }
        form("hand-overs/{list}", in: group) { request, context, visit, principal, form in
            let name = try context.parameters.require("list")
            var outcomes: [EachOutcome] = []
            var problem: Problem?
            do {
                let command: SharedCommand = form.isChecked("officer") ? .assign : .takeOver
                let input = try command.input(form)
                outcomes = try await carryOut(form, request, visit, principal, done: command.done(visit.say)) {
                    _ in input
                }
            } catch let error as DeskError where error.kind == .invalid {
                problem = Problem(error)
            }
            let list = try await desk.handOverList(name, by: principal, at: visit.now)
            let page = try await listPage(list, isNew: false, outcomes, problem, visit, principal)
            return .page(page, status: .init(code: problem?.status ?? 200))
        }
    }

    /// Hands over what a form chose, all or nothing, and gives the list's name.
    private func handOver(
        _ form: Form, _ request: Request, _ visit: Visit, _ principal: Principal
    ) async throws -> String {
        var lines: [HandOverInput.Line] = []
        for chosen in try Chosen.all(in: form) {
            let version = Int(try form.number(chosen.field, in: 1...Int64(Int32.max)))
            lines.append(HandOverInput.Line(code: chosen.code, version: version))
        }
        guard lines.count <= HandOverView.most else {
            throw DeskError.invalid(
                "pick", rule: "form.too_many", "A list has at most \(HandOverView.most) dossiers. Make two lists.")
        }
        let input = HandOverInput(
            unit: try form.words("unit", most: 60), receiver: try form.optionalWords("receiver", most: 100),
            lines: lines)
        let answer = try await desk.handOver(
            input, by: principal, at: visit.now, key: try form.requestKey(to: request.uri.path)
        ) { list in
            Answer(status: 303, etag: nil, location: list.code, body: Array("{\"list\":\"\(list.code)\"}".utf8))
        }
        return answer.location ?? ""
    }

    private func handOversPage(
        _ view: HandOverView, after cursor: HandOverListQuery.Position?, _ principal: Principal
    ) async throws -> HTML {
        let say = view.visit.say
        let title = say("Bàn giao hồ sơ", "Hand over")
        let isAtDesk = principal.actor.grants.contains { Rights.reach(.handOver, of: $0.role) != nil }
        var waiting: HTML?
        if isAtDesk {
            var input = WorkListInput(limit: HandOverView.most)
            input.statuses = [.accepted]
            let page = try await desk.workList(input, by: principal, at: view.visit.now)
            let rows = page.rows.filter {
                Rights.permits(.handOver, actor: principal.actor, dossier: $0.scope) == .allowed
            }
            waiting = view.waiting(rows, page.office, hasMore: page.next != nil)
        }
        let input = HandOverListsInput(
            agency: nil, unit: nil, days: DaySpan(from: nil, to: nil), after: cursor, limit: 20)
        let (lists, agency) = try await desk.handOverLists(input, by: principal)
        return Layout(visit: view.visit, title: title, place: .handOvers).page(
            """
            <h1>\(title)</h1>
            \(waiting)
            \(view.lists(lists.items, agency, next: lists.next?.cursor))
            """)
    }

    private func listPage(
        _ list: HandOverListView, isNew: Bool, _ outcomes: [EachOutcome], _ problem: Problem?, _ visit: Visit,
        _ principal: Principal
    ) async throws -> HTML {
        let say = visit.say
        let names = try await desk.names(of: list)
        var receipt = HandOverReceipt(list: list, visit: visit, problem: problem)
        if receipt.isOpen(to: principal), receipt.mayAssign(principal) {
            receipt.colleagues = try await desk.assignees(of: principal).map {
                FormField.Option(value: $0.login, label: "\($0.name) (\($0.login))")
            }
        }
        let told: HTML = """
            <p class="screen notice good" role="status">\(say("Đã chuyển \(list.dossiers.count) hồ sơ. In danh sách (Ctrl+P) để hai bên ký.", "\(list.dossiers.count) handed over. Print the list (Ctrl+P) for both to sign."))</p>

            """
        return Layout(
            visit: visit, title: say("Danh sách bàn giao \(list.code)", "Hand-over list \(list.code)"),
            place: .handOvers
        ).page(
            """
            \(told, if: isNew)<div class="screen">\(EachOutcome.section(outcomes, say))
            <p class="acts"><a href="/hand-overs">← \(say("Bàn giao hồ sơ", "Hand over"))</a> · \(say("In trang này bằng Ctrl+P", "Print this page with Ctrl+P"))</p>
            \(receipt.html(for: principal))</div>
            \(HandOverSheet(list: list, names: names).text.article())
            """)
    }
}
