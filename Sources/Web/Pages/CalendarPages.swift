import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Decisions about calendars: entered as drafts, looked at in advance, applied, undone.
    func addCalendar(to group: RouterGroup<DeskContext>) {
        page("calendar-decisions", in: group) { request, _, visit, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            let before =
                query.optional("before") == nil
                ? nil : CalendarDecisionID(try query.number("before", in: 1...Int64.max))
            return .page(
                try await decisionsPage(query.optional("agency"), before: before, visit, principal))
        }
        form("calendar-decisions", in: group) { request, _, visit, principal, form in
            do {
                let answer = try await desk.draftCalendarDecision(
                    CalendarDecisionForm.read(form), by: principal, at: visit.now,
                    key: form.requestKey(to: request.uri.path)
                ) { .entered($0) }
                return .onward(to: answer.location ?? "/calendar-decisions")
            } catch let error as DeskError where error.kind == .invalid || error.kind == .refused {
                let problem = Problem(error)
                let page = try await decisionsPage(
                    form.optional("agency"), before: nil, visit, principal, failed: (form, problem))
                return .page(page, status: .init(code: problem.status))
            }
        }
        page("calendar-decisions/{decision}", in: group) { request, context, visit, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            let after =
                query.optional("after") == nil ? nil : DossierID(try query.number("after", in: 1...Int64.max))
            let id = try context.decision()
            return .page(
                try await decisionPage(id, after: after, isUndoing: query.isChecked("undo"), visit, principal))
        }
        decisionStep("application", in: group) { id, form, path, visit, principal in
            _ = try await desk.applyCalendarDecision(
                id, by: principal, at: visit.now, key: try form.requestKey(to: path)
            ) { .entered($0) }
            return "/calendar-decisions/\(id.rawValue)"
        }
        decisionStep("undoing", in: group) { id, form, path, visit, principal in
            _ = try await desk.undoCalendarDecision(
                id, reason: try form.words("reason", most: 500), by: principal, at: visit.now,
                key: try form.requestKey(to: path)
            ) { .entered($0) }
            return "/calendar-decisions/\(id.rawValue)"
        }
        decisionStep("deletion", in: group) { id, _, _, _, principal in
            try await desk.deleteCalendarDecision(id, by: principal)
            return "/calendar-decisions"
        }
    }

    /// What a form of a decision's page does; what is refused comes back with the page.
    private func decisionStep(
        _ step: String, in group: RouterGroup<DeskContext>,
        _ carryOut:
            @escaping @Sendable (CalendarDecisionID, Form, String, Visit, Principal) async throws -> String
    ) {
        form("calendar-decisions/{decision}/\(step)", in: group) { request, context, visit, principal, form in
            let id = try context.decision()
            do {
                return .onward(to: try await carryOut(id, form, request.uri.path, visit, principal))
            } catch let error as DeskError where error.kind == .invalid || error.kind == .refused {
                let problem = Problem(error)
                let page = try await decisionPage(id, after: nil, isUndoing: false, visit, principal, failed: problem)
                return .page(page, status: .init(code: problem.status))
            }
        }
    }

    private func decisionsPage(
        _ code: String?, before: CalendarDecisionID?, _ visit: Visit, _ principal: Principal,
        failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let title = say("Quyết định về lịch làm việc", "Decisions about the calendar")
        let office = try await desk.directory.office()
        let tree = office.agencies.values.map(\.row).filter { $0.tenant == principal.tenant }.sorted {
            $0.code < $1.code
        }
        let shown = code ?? office.agencies[principal.agency]?.row.code
        let page = try await desk.calendarDecisions(
            of: shown, state: nil, before: before, limit: 50, for: principal)
        let rows = page.views.map { view -> HTML in
            """
            <tr><td><a href="/calendar-decisions/\(view.row.id.rawValue)">\(view.decision.number)</a><span class="under">\(view.decision.issuer)</span></td>
            <td>\(HTML.isolated(view.decision.reason))</td><td>\(view.row.state.words(say))</td><td>\(When(say, view.offset).short(view.row.createdAt))<span class="under">\(view.row.createdBy)</span></td></tr>

            """
        }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Quyết định", "Decision"))</th><th scope="col">\(say("Lý do", "Reason"))</th><th scope="col">\(say("Tình trạng", "State"))</th><th scope="col">\(say("Nhập", "Entered"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let none: HTML =
            "<p class=\"empty\">\(say("Chưa có quyết định nào. Ngày nghỉ bù, giờ làm việc theo mùa và lịch nghỉ năm mới được nhập ở đây.", "No decisions yet. Days off, other hours for a season and a new year's days off are entered here."))</p>"
        let options = tree.map { agency -> HTML in
            "<option value=\"\(agency.code)\"\(" selected" as HTML, if: agency.code == shown)>\(agency.name)</option>"
        }
        let choice: HTML = """
            <form class="filters" method="get"><label>\(say("Cơ quan", "Agency"))<select name="agency">\(options)</select></label> <button>\(say("Xem", "Show"))</button></form>
            """
        let next: HTML? = page.next.map {
            "<p class=\"more\"><a href=\"/calendar-decisions?agency=\((shown ?? "").percentEncoded)&amp;before=\($0.rawValue)\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let mine = tree.filter { principal.permits(.decideCalendar, in: $0.id) == .allowed }
        return Layout(visit: visit, title: title, place: .calendar).page(
            """
            <h1>\(title)</h1>
            \(choice, if: tree.count > 1)
            <p class="more"><a href="/calendar?agency=\((shown ?? "").percentEncoded)">\(say("Lịch của cả năm", "The calendar of the year"))</a></p>
            \(rows.isEmpty ? none : table)
            \(next)
            \(mine.isEmpty ? nil : entry(CalendarDecisionForm(say: say, agencies: mine), visit, failed))
            """)
    }

    private func entry(
        _ decision: CalendarDecisionForm, _ visit: Visit, _ failed: (form: Form, problem: Problem)?
    ) -> HTML {
        let say = visit.say
        let view = FieldView(
            say: say, given: failed?.form, fault: failed?.problem.fault(say), focus: failed?.problem.field)
        let notice: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0.problem, say))</p>"
        }
        let key = failed.map { $0.form.exact("key") } ?? TokenSecret.random()
        return """
            <details class="act"\(" open" as HTML, if: failed != nil)><summary>\(say("Nhập quyết định mới", "Enter a decision"))</summary>
            <form method="post" action="/calendar-decisions">\(visit.hidden)<input type="hidden" name="key" value="\(key)">\(notice)
            <div class="columns"><div>\(view.html(decision.fields))</div>
            <fieldset><legend>\(say("Đổi giờ làm việc trong một thời gian", "Other hours for a time"))</legend>\(view.html(decision.hourFields))</fieldset></div>
            <p><button class="main">\(say("Lưu dự thảo và xem trước", "Save as a draft and look ahead"))</button> <span class="hint">\(say("Dự thảo chưa đổi ngày hẹn nào.", "A draft changes no date."))</span></p></form></details>
            """
    }

    private func decisionPage(
        _ id: CalendarDecisionID, after: DossierID?, isUndoing: Bool, _ visit: Visit, _ principal: Principal,
        failed: Problem? = nil
    ) async throws -> HTML {
        let say = visit.say
        let view = try await desk.calendarDecision(id, for: principal)
        let office = try await desk.directory.office()
        let mayDecide = principal.permits(.decideCalendar, in: view.row.agency) == .allowed
        let isInEffect = view.row.state == .applied || view.row.state == .applying
        var preview: CalendarPreview?
        if mayDecide, view.row.state == .draft || isInEffect && isUndoing {
            preview = try await desk.previewCalendarDecision(id, after: after, limit: 50, by: principal, at: visit.now)
        }
        let parts = CalendarDecisionParts(view: view, office: office, visit: visit)
        let title = say("Quyết định \(view.decision.number)", "Decision \(view.decision.number)")
        let notice: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        return Layout(visit: visit, title: title, place: .calendar).page(
            """
            <p class="line"><a href="/calendar-decisions?agency=\(view.agency.percentEncoded)">\(say("Tất cả quyết định", "All decisions"))</a></p>
            <h1>\(title)</h1>
            \(notice)
            <div class="columns wide"><div>\(preview.map(parts.preview))\(parts.facts)</div>
            <div>\(mayDecide ? parts.acts(hasPreview: preview != nil) : nil)\(parts.history)</div></div>
            """)
    }
}

extension DeskContext {
    /// The decision's number in the address.
    fileprivate func decision() throws -> CalendarDecisionID {
        CalendarDecisionID(try number("decision", of: "The decision"))
    }
}

extension Answer {
    /// What is kept under a form's key: which decision it was.
    fileprivate static func entered(_ view: CalendarDecisionView) -> Answer {
        Answer(
            status: 303, etag: nil, location: "/calendar-decisions/\(view.row.id.rawValue)",
            body: Array("{\"id\":\(view.row.id.rawValue)}".utf8))
    }
}
