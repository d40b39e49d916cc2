import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// An agency's units as a tree, and what its letters begin and end with.
    func addUnits(to group: RouterGroup<DeskContext>) {
        page("units", in: group) { request, _, visit, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            return .page(
                try await unitsPage(query.optional("agency"), chosen: query.optional("unit"), visit, principal))
        }
        unitForm("units", in: group) { form, agency, visit, principal, path in
            _ = try await desk.addUnit(
                form.words("code", most: 40), UnitTerms(form), to: agency, by: principal, at: visit.now,
                key: form.requestKey(to: path)
            ) { _ in Answer(status: 303, etag: nil, location: "/units", body: Array("{}".utf8)) }
        }
        unitForm("units/terms", in: group) { form, agency, visit, principal, _ in
            try await desk.changeUnit(
                form.words("unit", most: 40), of: agency, to: UnitTerms(form), by: principal, at: visit.now)
        }
        unitForm("units/closure", in: group) { form, agency, visit, principal, _ in
            let unit = try form.words("unit", most: 40)
            if form.isChecked("open") {
                try await desk.openUnit(unit, of: agency, by: principal, at: visit.now)
            } else {
                try await desk.closeUnit(unit, of: agency, by: principal, at: visit.now)
            }
        }
        unitForm("units/letterhead", in: group) { form, agency, visit, principal, _ in
            let letterhead = Letterhead(
                governingBody: try form.optionalWords("governingBody", most: 200),
                place: try form.optionalWords("place", most: 100),
                headTitle: try form.optionalWords("headTitle", most: 100),
                deputyTitle: try form.optionalWords("deputyTitle", most: 100))
            try await desk.changeLetterhead(of: agency, to: letterhead, by: principal, at: visit.now)
        }
    }

    /// What a form of the page does; afterwards the page is shown as it is then. A refusal comes back with the page.
    private func unitForm(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ carryOut: @escaping @Sendable (Form, String, Visit, Principal, String) async throws -> Void
    ) {
        form(path, in: group) { request, _, visit, principal, form in
            let agency = form["agency"]
            do {
                try await carryOut(form, agency, visit, principal, request.uri.path)
                return .onward(to: "/units?agency=\(agency.percentEncoded)")
            } catch let error as DeskError where [.invalid, .refused, .noRight].contains(error.kind) {
                let problem = Problem(error)
                let page = try await unitsPage(
                    agency, chosen: form.optional("unit"), visit, principal, failed: (form, problem))
                return .page(page, status: .init(code: problem.status))
            }
        }
    }

    private func unitsPage(
        _ code: String?, chosen: String?, _ visit: Visit, _ principal: Principal,
        failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let found = try await desk.agency(code, by: principal)
        let words = RightWords(say: say, office: try await desk.directory.office())
        let mayChange = principal.permits(.units, in: found.agency.id) == .allowed
        let title = say("Đơn vị", "Units")
        let times = When(say, found.agency.calendar.offset)
        let base = Filters.address("/units", ["agency": found.agency.row.code])
        let rows = found.units.map { view -> HTML in
            let name: HTML =
                mayChange
                ? "<a href=\"\(base)&amp;unit=\(view.row.code.percentEncoded)\">\(view.row.name)</a>"
                : "\(view.row.name)"
            let state = view.row.closedAt.map { say("đóng \(times.short($0))", "closed \(times.short($0))") }
            let indent = String(repeating: "– ", count: view.depth)
            return """
                <tr><td>\(indent)\(name)<span class="under">\(view.row.code)</span></td><td>\(state ?? (view.row.isDesk ? say("bộ phận một cửa", "the desk") : ""))</td></tr>

                """
        }
        let parts = UnitParts(
            agency: found.agency, units: found.units, visit: visit, failed: failed)
        let forms: HTML? =
            mayChange
            ? "<div>\(parts.change(chosen))\(parts.addition(isQuiet: chosen != nil))\(parts.letterhead)</div>" : nil
        let choice = words.choice(found.agency, of: principal)
        let chooser: HTML = """
            <form class="filters" action="/units" method="get">\(choice)<button>\(say("Xem", "Show"))</button></form>
            """
        let refusal: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0.problem, say))</p>"
        }
        return Layout(visit: visit, title: title, place: .users).page(
            """
            <p class="line"><a href="/users">\(say("Người dùng", "Users"))</a></p>
            <h1>\(title) <span class="count">\(found.agency.row.name)</span></h1>
            \(refusal)\(chooser, if: choice != nil)
            <div class="columns wide"><div><table class="list"><thead><tr><th scope="col">\(title)</th><th scope="col">\(say("Tình trạng", "State"))</th></tr></thead><tbody>
            \(rows)</tbody></table></div>\(forms)</div>
            """)
    }
}

/// The forms beside the tree of units.
private struct UnitParts {
    let agency: Office.Agency
    let units: [UnitView]
    let visit: Visit
    let failed: (form: Form, problem: Problem)?

    private var say: Language { visit.say }
    private var hidden: HTML {
        "\(visit.hidden)<input type=\"hidden\" name=\"agency\" value=\"\(agency.row.code)\">"
    }

    /// The fields as they were sent, if it was the form with this field.
    private func fields(_ prefix: String, isSent: Bool) -> FieldView {
        FieldView(
            say: say, given: isSent ? failed?.form : nil, fault: isSent ? failed?.problem.fault(say) : nil,
            focus: isSent ? failed?.problem.field : nil, prefix: prefix)
    }

    private func terms(_ unit: UnitView?) -> [FormField] {
        let above = agency.openUnits.filter { $0.code != unit?.row.code }.sorted { $0.code < $1.code }
        return [
            FormField(
                name: "name", label: say("Tên đơn vị", "Name"), kind: .line(most: 200), isRequired: true,
                value: unit?.row.name ?? ""),
            FormField(
                name: "parent", label: say("Trực thuộc", "Below"),
                kind: .choice(above.map { .init(value: $0.code, label: "\($0.name) (\($0.code))") }),
                hint: say("để trống: trực thuộc cơ quan", "empty: the agency itself"), value: unit?.parent ?? ""),
        ]
    }

    func change(_ chosen: String?) -> HTML? {
        guard let unit = units.first(where: { $0.row.code == chosen }) else { return nil }
        let isClosed = unit.row.closedAt != nil
        let view = fields("unit-", isSent: failed?.form.optional("unit") != nil && failed?.form.optional("name") != nil)
        let form: HTML = """
            <form method="post" action="/units/terms">\(hidden)<input type="hidden" name="unit" value="\(unit.row.code)">
            \(view.html(terms(unit)))<p><button class="main">\(say("Lưu", "Save"))</button></p></form>
            """
        return """
            <section><h2>\(unit.row.name) <span class="count">\(unit.row.code)</span></h2>
            \(form, if: !isClosed)
            <form method="post" action="/units/closure">\(hidden)<input type="hidden" name="unit" value="\(unit.row.code)">\("<input type=\"hidden\" name=\"open\" value=\"1\">" as HTML, if: isClosed)
            <p><button>\(isClosed ? say("Mở lại đơn vị", "Open it again") : say("Đóng đơn vị", "Close it"))</button></p>
            <p class="hint">\(say("Chỉ đóng được khi không còn người, vai trò và hồ sơ nào ở đó. Hồ sơ đã xong và số liệu giữ nguyên.", "Only when nobody and nothing is in it. Finished dossiers and figures stay."))</p></form></section>
            """
    }

    func addition(isQuiet: Bool) -> HTML {
        let isSent = failed?.form.optional("code") != nil
        let code = FormField(
            name: "code", label: say("Mã đơn vị", "Code"), kind: .line(most: 40), isRequired: true,
            hint: say("chữ không dấu và số, không đổi về sau", "letters without marks and digits; never changes"))
        let key = isSent ? failed?.form.exact("key") ?? "" : TokenSecret.random()
        return """
            <section><h2>\(say("Thêm đơn vị", "Add a unit"))</h2>
            <form method="post" action="/units">\(hidden)<input type="hidden" name="key" value="\(key)">
            \(fields("new-", isSent: isSent).html([code] + terms(nil)))<p><button\(" class=\"main\"" as HTML, if: !isQuiet)>\(say("Thêm", "Add"))</button></p></form></section>
            """
    }

    var letterhead: HTML {
        let head = agency.row.letterhead
        let isSent = failed.map { $0.form.optional("unit") == nil && $0.form.optional("code") == nil } ?? false
        return """
            <section><h2>\(say("Đầu văn bản", "Letterhead"))</h2>
            <form method="post" action="/units/letterhead">\(hidden)
            \(fields("head-", isSent: isSent).html([
                FormField(name: "governingBody", label: say("Cơ quan chủ quản", "Governing body"), kind: .line(most: 200), value: head.governingBody ?? ""),
                FormField(name: "place", label: say("Địa danh", "Place"), kind: .line(most: 100), value: head.place ?? ""),
                FormField(name: "headTitle", label: say("Chức vụ người đứng đầu", "Title of the head"), kind: .line(most: 100), value: head.headTitle ?? ""),
                FormField(name: "deputyTitle", label: say("Chức vụ cấp phó", "Title of deputies"), kind: .line(most: 100), value: head.deputyTitle ?? ""),
            ]))
            <p><button>\(say("Lưu", "Save"))</button></p></form></section>
            """
    }
}

extension UnitTerms {
    fileprivate init(_ form: Form) throws(DeskError) {
        self.init(
            name: try form.words("name", most: 200), parent: try form.optionalWords("parent", most: 40))
    }
}
