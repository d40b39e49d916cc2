import Desk
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// What units are asked about the dossiers of others: by what is due first.
    func addQuestions(to group: RouterGroup<DeskContext>) {
        page("questions", in: group) { request, _, visit, principal in
            var query = try Query(of: request)
            let agency = try query.chosen("agency") { $0 }
            let state = try query.chosen("state") { OpinionQuery.State(rawValue: $0) } ?? .open
            let cursor = try query.chosen("cursor") { OpinionQuery.Position(cursor: $0) }
            try query.finish()
            let input = OpinionsInput(agency: agency, unit: nil, state: state, after: cursor, limit: 50)
            return .page(try await questionsPage(input, visit, principal))
        }
    }

    private func questionsPage(_ input: OpinionsInput, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Lấy ý kiến", "Questions to units")
        let found = try await desk.opinions(input, by: principal, at: visit.now)
        let answers = principal.actor.grants.contains { Rights.reach(.answerOpinion, of: $0.role) != nil }
        let next: HTML? = found.next.map {
            let address = Filters.address(
                "/questions", ["agency": input.agency, "state": input.state.rawValue, "cursor": $0.cursor])
            return "<p class=\"more\"><a href=\"\(address)\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let none: HTML =
            input.state == .answered
            ? "<p class=\"empty\">\(say("Chưa có câu hỏi nào được trả lời.", "No question was answered yet."))</p>"
            : "<p class=\"empty\">\(say("Không có câu hỏi nào chờ trả lời. Câu hỏi của đơn vị khác sẽ hiện ở đây.", "No question waits for an answer. What others ask stands here."))</p>"
        let fields = Filters(say: say)
        let states = OpinionQuery.State.allCases.map { ($0.rawValue, $0.name(say)) }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Mã hồ sơ, thủ tục", "Code, procedure"))</th><th scope="col">\(say("Đơn vị được hỏi", "Unit asked"))</th><th scope="col">\(say("Hỏi lúc", "Asked"))</th><th scope="col">\(say("Thời gian còn lại", "Time left"))</th><th scope="col">\(say("Hạn của hồ sơ", "The dossier's date"))</th><th scope="col">\(answers ? say("Trả lời", "Answer") : say("Xem", "See"))</th></tr></thead><tbody>
            \(found.lines.map { line($0, found, answers: answers, visit) })</tbody></table>
            """
        return Layout(visit: visit, title: title, place: .questions).page(
            """
            <h1>\(title) <span class="count">\(found.lines.count)\("+" as HTML, if: found.next != nil)</span></h1>
            <form class="filters" action="/questions" method="get">
            \(fields.agency(found.agency, of: principal, in: found.office))
            \(fields.select("state", say("Tình trạng", "State"), input.state.rawValue, states))
            <button>\(say("Lọc", "Filter"))</button></form>
            \(found.lines.isEmpty ? none : table)
            \(next)
            """)
    }

    private func line(_ line: OpinionLine, _ found: OpinionsPage, answers: Bool, _ visit: Visit) -> HTML {
        let say = visit.say
        let calendar = found.agency.calendar
        let times = When(say, calendar.offset)
        let left = TimeLeft(
            due: line.due, isAccepted: true, isWaiting: false, endedAt: line.state == .open ? nil : line.closedAt,
            calendar: calendar, at: visit.now, say)
        let code = line.code ?? ""
        let asker = line.decidedBy == found.agency.id ? nil : found.office.agencies[line.decidedBy]?.row.name
        let reminded: HTML? =
            line.reminders > 0
            ? "<span class=\"under\">\(say("đã nhắc \(line.reminders) lần", "reminded \(line.reminders) times"))</span>"
            : nil
        let name: HTML
        let action: HTML
        switch line.state {
        case .open, .passedOver:
            let path = "/dossiers/\(code.percentEncoded)?open="
            name = "<a href=\"/dossiers/\(code.percentEncoded)\">\(code)</a>"
            action =
                answers
                ? """
                <a href="\(path)answer_opinion">\(say("Trả lời", "Answer"))<span class="hidden"> \(code)</span></a> · <a href="\(path)hand_on_opinion">\(say("Giao người khác", "Hand on"))<span class="hidden"> \(code)</span></a>
                """
                : "<a href=\"/dossiers/\(code.percentEncoded)\">\(say("Xem", "See"))<span class=\"hidden\"> \(code)</span></a>"
        case .answered, .withdrawn, .lapsed:
            // What was answered, the unit asked does not read any more.
            name = "\(code)"
            let late = line.answeredLate ? say(", trả lời chậm", ", late") : ""
            action =
                "\(line.verdict?.title(say))<span class=\"under\">\(line.closedAt.map { times.time($0) })\(late)</span>"
        }
        return """
            <tr><td class="code">\(name)<span class="under">\(found.office.versions[line.version]?.procedure.name)\(asker.map { " · \($0)" })</span></td>
            <td>\(found.office.unit(line.unit)?.name)<span class="under">\(line.officer)</span></td>
            <td>\(times.time(line.askedAt))\(reminded)</td>
            <td>\(left.badge)<span class="under">\(times.time(line.due))</span></td>
            <td>\(line.dossierDue.map { times.short($0) })</td>
            <td class="action">\(action)</td></tr>

            """
    }
}

extension OpinionQuery.State {
    fileprivate func name(_ say: Language) -> String {
        switch self {
        case .open: say("chờ trả lời", "waiting for an answer")
        case .overdue: say("đã quá hạn trả lời", "overdue")
        case .answered: say("đã trả lời", "answered")
        }
    }
}
