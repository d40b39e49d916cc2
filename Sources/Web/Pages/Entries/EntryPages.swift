import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import OneStop
import Records
import Reports

extension Pages {
    /// The catalogue for who keeps it: procedures with their versions, drafts that are edited, checked and published, and files
    /// of it. Everybody of the tree who signs in may read it.
    func addEntries(to group: RouterGroup<DeskContext>) {
        page("catalogue", in: group) { request, _, visit, principal in
            .page(try await entriesPage(try Form(parsing: request.uri.query ?? ""), visit, principal))
        }
        form("catalogue", in: group) { request, _, visit, principal, form in
            do {
                let new = NewProcedure(
                    agency: form.optional("agency"), code: try form.words("code", most: 60),
                    name: try form.words("name", most: 500), fieldCode: try form.words("fieldCode", most: 60),
                    fieldName: try form.words("fieldName", most: 500))
                let answer = try await desk.addProcedure(
                    new, by: principal, at: visit.now, key: try form.requestKey(to: request.uri.path)
                ) { row, _ in .made(at: EntryAddress.procedure(row.code)) }
                return .onward(to: answer.location ?? "/catalogue")
            } catch let error as DeskError where error.kind == .invalid || error.kind == .refused {
                let problem = Problem(error)
                let page = try await entriesPage(Form(), visit, principal, failed: (form, problem))
                return .page(page, status: .init(code: problem.status))
            }
        }
        addEntryFiles(to: group)
        addVersions(to: group)
        page("catalogue/{procedure}", in: group) { _, context, visit, principal in
            .page(try await entryPage(context.entryCode(), visit, principal))
        }
        page("catalogue/{procedure}/differences", in: group) { request, context, visit, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            let from = Int(try query.number("from", in: 1...1_000_000))
            let to = Int(try query.number("to", in: 1...1_000_000))
            return .page(try await differencesPage(context.entryCode(), from, to, visit, principal))
        }
    }

    private func entriesPage(
        _ query: Form, _ visit: Visit, _ principal: Principal, failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let title = say("Danh mục thủ tục", "Catalogue of procedures")
        let text = query["q"]
        var problem: Problem?
        let found: ProcedurePage
        do {
            found =
                text.isEmpty
                ? try await desk.procedures(
                    agency: nil, field: nil, after: query.optional("after"), limit: 50, for: principal)
                : try await desk.procedures(named: text, for: principal)
        } catch let error as DeskError where error.kind == .invalid {
            problem = Problem(error)
            found = try await desk.procedures(agency: nil, field: nil, after: nil, limit: 50, for: principal)
        }
        let keepers = found.office.agencies.values.map(\.row)
            .filter { principal.permits(.catalogue, in: $0.id) == .allowed }.sorted { $0.code < $1.code }
        let rows = found.rows.map { row -> HTML in
            let version = found.office.versionInForce(of: row, at: visit.now)
            let state =
                version.map { version in
                    say(
                        "bản \(version.row.number), từ \(When(say, .vietnam).short(version.row.validFrom))",
                        "version \(version.row.number), from \(When(say, .vietnam).short(version.row.validFrom))")
                } ?? say("chưa có bản nào có hiệu lực", "no version in force")
            return """
                <tr><td><a href="\(EntryAddress.procedure(row.code))">\(HTML.isolated(row.name))</a><span class="under">\(row.code)</span></td><td>\(HTML.isolated(row.fieldName))</td>
                <td>\(found.office.agencies[row.agency]?.row.name)</td><td>\(state)</td></tr>

                """
        }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Thủ tục", "Procedure"))</th><th scope="col">\(say("Lĩnh vực", "Field"))</th><th scope="col">\(say("Cơ quan", "Agency"))</th><th scope="col">\(say("Đang có hiệu lực", "In force"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let none =
            !text.isEmpty
            ? say(
                "Không có thủ tục nào khớp. Thử ít chữ hơn, không cần dấu.",
                "No procedure matches. Try fewer words; marks are not needed.")
            : keepers.isEmpty
                ? say("Chưa có thủ tục nào.", "No procedures yet.")
                : say(
                    "Chưa có thủ tục nào. Thêm thủ tục hoặc nhập danh mục từ tệp dưới đây.",
                    "No procedures yet. Add one or bring in a file below.")
        let files = EntryFileForm(visit: visit, agencies: keepers, own: principal.agency)
        let keeping: HTML = """
            <div class="row">\(newProcedure(keepers, own: principal.agency, visit, failed))\(files.html)</div>
            """
        return Layout(visit: visit, title: title, place: .entries).page(
            """
            <h1>\(title)</h1>
            <form class="filters" method="get"><label>\(say("Vài chữ của tên, không cần dấu, hoặc mã", "A few letters of the name, or the code"))<input type="search" name="q" maxlength="200" value="\(text)"></label> <button>\(say("Tìm", "Find"))</button></form>
            \(problem.map { "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>" as HTML })
            \(rows.isEmpty ? "<p class=\"empty\">\(none)</p>" : table)
            \(found.next.map { "<p class=\"more\"><a href=\"/catalogue?after=\($0.percentEncoded)\">\(say("Trang sau", "Next page"))</a></p>" as HTML })
            \(keepers.isEmpty ? nil : keeping)
            """)
    }

    private func newProcedure(
        _ agencies: [AgencyRow], own: AgencyID, _ visit: Visit, _ failed: (form: Form, problem: Problem)?
    ) -> HTML {
        let say = visit.say
        let view = FieldView(
            say: say, given: failed?.form, fault: failed?.problem.fault(say), focus: failed?.problem.field)
        let notice: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0.problem, say))</p>"
        }
        let fields = [
            FormField.agency(say("Cơ quan", "Agency"), of: agencies, own: own),
            FormField(
                name: "code", label: say("Mã thủ tục", "Code"), kind: .line(most: 60), isRequired: true,
                hint: say(
                    "Như trong quyết định: 2.002381 hoặc 1.014393.H38.",
                    "As the decision has it: 2.002381 or 1.014393.H38.")),
            FormField(name: "name", label: say("Tên thủ tục", "Name"), kind: .line(most: 500), isRequired: true),
            FormField(
                name: "fieldCode", label: say("Mã lĩnh vực", "Code of the field"), kind: .line(most: 60),
                isRequired: true),
            FormField(name: "fieldName", label: say("Lĩnh vực", "Field"), kind: .line(most: 500), isRequired: true),
        ]
        let key = failed.map { $0.form.exact("key") } ?? TokenSecret.random()
        return """
            <details class="act"\(" open" as HTML, if: failed != nil)><summary>\(say("Thêm thủ tục", "Add a procedure"))</summary>
            <form method="post" action="/catalogue">\(visit.hidden)<input type="hidden" name="key" value="\(key)">\(notice)\(view.html(fields))
            <p><button class="main">\(say("Thêm", "Add"))</button></p></form></details>
            """
    }

    private func entryPage(_ code: String, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let (procedure, office) = try await desk.procedure(code, for: principal)
        let versions = try await desk.versions(of: code, for: .principal(principal))
        let times = When(say, .vietnam)
        let today = (office.agencies[procedure.agency]?.calendar.offset ?? .vietnam).localDate(of: visit.now)
        let rows = versions.enumerated().reversed().map { place, version -> HTML in
            let span = version.publication
            let days = [
                span.validFrom.map { say("từ \(times.short($0))", "from \(times.short($0))") },
                span.validTo.map { say("đến trước \(times.short($0))", "until \(times.short($0))") },
            ].compactMap(\.self).joined(separator: " ")
            let difference: HTML? =
                place == 0
                ? nil
                : """
                <a href="\(EntryAddress.procedure(code))/differences?from=\(versions[place - 1].number)&amp;to=\(version.number)">\(say("khác bản \(versions[place - 1].number) ở đâu", "what is new since \(versions[place - 1].number)"))</a>
                """
            return """
                <tr><td><a href="\(EntryAddress.version(version.number, of: code))">\(say("Bản", "Version")) \(version.number)</a></td><td>\(version.state(on: today, say))</td>
                <td>\(days)</td><td>\(HTML.isolated(span.decision?.number))</td><td>\(difference)</td></tr>

                """
        }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Bản", "Version"))</th><th scope="col">\(say("Tình trạng", "State"))</th><th scope="col">\(say("Hiệu lực", "Validity"))</th><th scope="col">\(say("Quyết định", "Decision"))</th><th scope="col">\(say("So sánh", "Comparison"))</th></tr></thead><tbody>
            \(Array(rows))</tbody></table>
            """
        let agency = office.agencies[procedure.agency]?.row
        let mayKeep = principal.permits(.catalogue, in: procedure.agency) == .allowed
        let from = versions.last?.number
        let draft: HTML = """
            <form method="post" action="\(EntryAddress.procedure(code))/versions">\(visit.hidden)<input type="hidden" name="key" value="\(TokenSecret.random())">\(from.map { "<input type=\"hidden\" name=\"from\" value=\"\($0)\">" as HTML })
            <button class="main">\(from.map { say("Soạn bản mới từ bản \($0)", "Write a new version from version \($0)") } ?? say("Soạn bản đầu tiên", "Write the first version"))</button></form>
            """
        let files = "/catalogue/files?agency=\((agency?.code ?? "").percentEncoded)&procedure=\(code.percentEncoded)"
        return Layout(visit: visit, title: procedure.name, place: .entries).page(
            """
            <p class="line"><a href="/catalogue">\(say("Danh mục thủ tục", "Catalogue of procedures"))</a></p>
            <h1>\(HTML.isolated(procedure.name))</h1>
            <p class="line">\(procedure.code) · \(HTML.isolated(procedure.fieldName)) · \(agency?.name)</p>
            \(rows.isEmpty ? "<p class=\"empty\">\(say("Chưa có bản nào. Soạn bản đầu tiên rồi công bố.", "No versions yet. Write the first one, then publish it."))</p>" : table)
            <div class="acts">\(draft, if: mayKeep)</div>
            <p class="more">\(say("Tải về", "Download")): <a href="\(files)&amp;format=json">JSON</a> · <a href="\(files)&amp;format=csv">CSV</a></p>
            """)
    }

    private func differencesPage(
        _ code: String, _ from: Int, _ to: Int, _ visit: Visit, _ principal: Principal
    ) async throws -> HTML {
        let say = visit.say
        let words = EntryWords(say: say)
        let (procedure, _) = try await desk.procedure(code, for: principal)
        let found = try await desk.differences(of: code, from: from, to: to, for: .principal(principal))
        let title = say("Bản \(to) khác bản \(from) ở đâu", "What is new in version \(to) since \(from)")
        let rows = found.map { difference -> HTML in
            let item = difference.item.map { words.item($0, in: difference.part) }
            let place = [item, difference.field.map { words.field($0) }].compactMap(\.self).joined(separator: ", ")
            func value(_ text: String?) -> String {
                text.map { words.value($0, of: difference.field, in: difference.part) } ?? "–"
            }
            return """
                <tr><th scope="row">\(words.part(difference.part))<span class="under">\(HTML.isolated(place))</span></th><td class="text">\(HTML.isolated(value(difference.before)))</td><td class="text">\(HTML.isolated(value(difference.after)))</td></tr>

                """
        }
        let table: HTML = """
            <table class="list differences"><thead><tr><th scope="col">\(say("Mục", "Part"))</th><th scope="col">\(say("Bản \(from)", "Version \(from)"))</th><th scope="col">\(say("Bản \(to)", "Version \(to)"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        return Layout(visit: visit, title: title, place: .entries).page(
            """
            <p class="line"><a href="\(EntryAddress.procedure(code))">\(procedure.code) · \(HTML.isolated(procedure.name))</a></p>
            <h1>\(title)</h1>
            \(rows.isEmpty ? "<p class=\"empty\">\(say("Hai bản giống nhau.", "The two versions are alike."))</p>" : table)
            """)
    }
}

extension CatalogueVersion {
    func state(on today: LocalDate, _ say: Language) -> String {
        guard isPublished, let from = publication.validFrom else { return say("dự thảo", "draft") }
        if from > today { return say("đã công bố, chưa có hiệu lực", "published, not in force yet") }
        if let to = publication.validTo, to <= today { return say("hết hiệu lực", "no longer in force") }
        return say("đang có hiệu lực", "in force")
    }
}

extension DeskContext {
    /// The procedure's code in the address.
    func entryCode() throws -> String {
        guard let code = try parameters.require("procedure").percentDecoded, !code.utf8.contains(0),
            code.utf8.count <= 60
        else { throw DeskError.notFound("The procedure") }
        return code
    }
}

extension Answer {
    /// What is kept under a form's key: where the thing is that it made.
    static func made(at location: String) -> Answer {
        Answer(status: 303, etag: nil, location: location, body: Array("{}".utf8))
    }
}
