import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// Who is away, and who stands in.
    func addAbsences(to group: RouterGroup<DeskContext>) {
        page("absences", in: group) { request, _, visit, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            let before = query.optional("before") == nil ? nil : try query.number("before", in: 1...Int64.max)
            return .page(
                try await absencesPage(all: query.isChecked("all"), before: before, visit, principal))
        }
        form("absences", in: group) { request, _, visit, principal, form in
            do {
                _ = try await desk.enter(
                    AbsenceInput(form), by: principal, at: visit.now, key: form.requestKey(to: request.uri.path)
                ) { Answer(status: 303, etag: nil, location: "/absences", body: Array("{\"id\":\($0.row.id)}".utf8)) }
                return .onward(to: "/absences")
            } catch let error as DeskError where error.kind != .unavailable {
                let problem = Problem(error)
                let page = try await absencesPage(all: false, before: nil, visit, principal, failed: (form, problem))
                return .page(page, status: .init(code: problem.status))
            }
        }
        form("absences/{absence}/ending", in: group) { _, context, visit, principal, _ in
            _ = try await desk.endAbsence(
                context.number("absence", of: "The absence"), by: principal, at: visit.now)
            return .onward(to: "/absences")
        }
    }

    private func absencesPage(
        all: Bool, before: Int64?, _ visit: Visit, _ principal: Principal,
        failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let title = say("Vắng mặt và người thay", "Absences and stand-ins")
        let found = try await desk.absences(
            of: nil, all: all, before: before, limit: 50, by: principal, at: visit.now)
        let staff = try await desk.colleagues(of: principal)
        let names = Dictionary(staff.map { ($0.login, $0.name) }) { first, _ in first }
        let rows = found.views.map { row(of: $0, names, visit) }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Vắng", "Away"))</th><th scope="col">\(say("Người thay", "Stand-in"))</th><th scope="col">\(say("Từ", "From"))</th><th scope="col">\(say("Đến hết", "To"))</th><th scope="col">\(say("Tình trạng", "State"))</th><th scope="col"><span class="hidden">\(say("Thao tác", "Action"))</span></th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let none: HTML =
            "<p class=\"empty\">\(say("Không có ai vắng mặt. Khi vắng, người thay có quyền của người vắng đúng những ngày ấy.", "Nobody is away. A stand-in has the absent person's rights on those days."))</p>"
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"/absences?before=\($0)\(all ? "&amp;all=1" as HTML : "")\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let others: HTML =
            all
            ? "<a href=\"/absences\">\(say("Chỉ hiện nay và sắp tới", "Present and coming ones"))</a>"
            : "<a href=\"/absences?all=1\">\(say("Cả những lần đã qua", "Also past ones"))</a>"
        return Layout(visit: visit, title: title, place: .absences).page(
            """
            <h1>\(title)</h1>
            \(failed.map { "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0.problem, say))</p>" as HTML })
            <div class="columns wide"><div>\(rows.isEmpty ? none : table)\(next)<p class="more">\(others)</p></div>
            \(entry(staff, visit, principal, failed))</div>
            """)
    }

    private func row(of view: AbsenceView, _ names: [String: String], _ visit: Visit) -> HTML {
        let say = visit.say
        let times = When(say, view.offset)
        func person(_ login: String) -> HTML {
            "\(HTML.isolated(names[login] ?? login))<span class=\"under\">\(login)</span>"
        }
        let state =
            view.row.endedAt.map { say("kết thúc sớm \(times.short($0))", "ended early \(times.short($0))") }
            ?? (view.isRunning
                ? say("đang vắng", "away now")
                : view.row.from > view.today ? say("sắp tới", "coming") : say("đã qua", "over"))
        let end: HTML = """
            <form method="post" action="/absences/\(view.row.id)/ending">\(visit.hidden)<button>\(say("Kết thúc", "End"))<span class="hidden"> \(view.row.person)</span></button></form>
            """
        return """
            <tr><td>\(person(view.row.person))</td><td>\(person(view.row.standIn))</td><td>\(times.day(view.row.from))</td><td>\(times.day(view.row.to))</td><td>\(state)</td>
            <td>\(end, if: view.row.endedAt == nil && view.row.to >= view.today)</td></tr>

            """
    }

    private func entry(
        _ staff: [Colleague], _ visit: Visit, _ principal: Principal, _ failed: (form: Form, problem: Problem)?
    ) -> HTML {
        let say = visit.say
        let people = staff.map { FormField.Option(value: $0.login, label: "\($0.name) (\($0.login))") }
        let view = FieldView(
            say: say, given: failed?.form, fault: failed?.problem.fault(say), focus: failed?.problem.field)
        let fields = [
            FormField(
                name: "person", label: say("Ai vắng", "Who is away"), kind: .choice(people), isRequired: true,
                value: principal.login),
            FormField(
                name: "standIn", label: say("Người thay", "Who stands in"), kind: .choice(people), isRequired: true),
            FormField(name: "from", label: say("Từ ngày", "From"), kind: .day, isRequired: true),
            FormField(name: "to", label: say("Đến hết ngày", "To"), kind: .day, isRequired: true),
        ]
        let key = failed.map { $0.form.exact("key") } ?? TokenSecret.random()
        return """
            <section><h2>\(say("Báo vắng", "Enter an absence"))</h2>
            <form method="post" action="/absences">\(visit.hidden)<input type="hidden" name="key" value="\(key)">
            \(view.html(fields))<p><button class="main">\(say("Ghi", "Enter"))</button></p>
            <p class="hint">\(say("Ai cũng báo cho mình; trưởng phòng báo cho người trong phòng, quản trị báo cả cho lãnh đạo.", "Everybody enters their own; a head those of the unit, an administrator also those of heads and leaders."))</p></form></section>
            """
    }
}

extension AbsenceInput {
    fileprivate init(_ form: Form) throws(DeskError) {
        guard let from = try form.day("from") else {
            throw .invalid("from", rule: "form.missing", "from must not be empty.")
        }
        guard let to = try form.day("to") else {
            throw .invalid("to", rule: "form.missing", "to must not be empty.")
        }
        self.init(
            person: try form.words("person", most: 100), standIn: try form.words("standIn", most: 100), from: from,
            to: to)
    }
}
