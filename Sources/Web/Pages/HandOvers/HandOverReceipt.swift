import Desk
import OneStop
import Records
import Reports

/// Who has the dossiers of a list that was handed over, and how the unit receives them: each is taken over, or given to
/// somebody.
struct HandOverReceipt {
    let list: HandOverListView
    let visit: Visit
    let problem: Problem?
    /// To whom a head can give them.
    var colleagues: [FormField.Option] = []

    private var say: Language { visit.say }

    /// Those that nobody has yet.
    private var waiting: [DossierView] {
        list.dossiers.filter { $0.state.unit == list.unit && $0.state.officer == nil && $0.state.endedAt == nil }
    }

    /// Whether there is something to receive, and this person may.
    func isOpen(to principal: Principal) -> Bool {
        waiting.contains {
            Rights.permits(.takeOver, actor: principal.actor, dossier: DossierScope($0.state)) == .allowed
        }
    }

    func mayAssign(_ principal: Principal) -> Bool {
        principal.actor.grants.contains { Rights.reach(.assign, of: $0.role) != nil }
    }

    func html(for principal: Principal) -> HTML {
        let left = waiting
        let codes = Set(left.compactMap(\.state.code))
        let canReceive = isOpen(to: principal)
        let lines = list.dossiers.map { view -> HTML in
            let code = view.state.code?.text ?? ""
            let isWaiting = view.state.code.map(codes.contains) ?? false
            let holder: HTML =
                isWaiting
                ? "<span class=\"state soon\"><span aria-hidden=\"true\">▲</span> \(say("chưa ai nhận", "nobody has it"))</span>"
                : "<span class=\"state calm\"><span aria-hidden=\"true\">●</span> \(view.record.officerLogin ?? view.state.status.name(say))</span>"
            let box: HTML? =
                canReceive && isWaiting
                ? Chosen.box(code, version: view.state.version, isChosen: true, say) : nil
            return """
                <tr>\("<td>\(box)</td>" as HTML, if: canReceive)<td class="code"><a href="/dossiers/\(code)">\(code)</a></td><td>\(view.version?.procedure.name)</td><td>\(holder)</td></tr>

                """
        }
        let table: HTML = """
            <table class="list"><thead><tr>\("<th scope=\"col\">\(say("Chọn", "Choose"))</th>" as HTML, if: canReceive)<th scope="col">\(say("Mã hồ sơ", "Code"))</th><th scope="col">\(say("Thủ tục", "Procedure"))</th><th scope="col">\(say("Ai đang giữ", "Who has it"))</th></tr></thead><tbody>
            \(lines)</tbody></table>
            """
        let received = list.dossiers.count - left.count
        let title: HTML = """
            <h1>\(say("Danh sách bàn giao \(list.code)", "Hand-over list \(list.code)")) <span class="count">\(say("đã nhận \(received) trong \(list.dossiers.count)", "\(received) of \(list.dossiers.count) received"))</span></h1>
            """
        guard canReceive else { return "\(title)\(table)" }
        let failed: HTML? = problem.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        return """
            \(title)\(failed)
            <form method="post" action="/hand-overs/\(list.code)">\(visit.hidden)<input type="hidden" name="key" value="\(TokenSecret.random())">
            \(controls)
            \(table)</form>
            """
    }

    /// An officer takes them; a head gives them to somebody, or takes them, too.
    private var controls: HTML {
        let take: HTML =
            "<button class=\"main\">\(say("Xác nhận đã nhận những hồ sơ đã chọn", "Receive those that are chosen"))</button>"
        guard !colleagues.isEmpty else { return "<p>\(take)</p>" }
        let field = FormField(
            name: "officer", label: say("Nhận và phân công cho", "Receive and assign to"), kind: .choice(colleagues),
            isRequired: true)
        let view = FieldView(say: say, fault: problem?.fault(say))
        return """
            <div class="controls">\(view.html(field))<p><button class="main">\(say("Nhận và phân công", "Receive and assign"))</button></p></div>
            """
    }
}
