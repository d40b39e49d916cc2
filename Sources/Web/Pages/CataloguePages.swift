import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// The catalogue for everybody: find a procedure, read what it takes, and when there would be a result.
    func addCatalogue(to group: RouterGroup<DeskContext>) {
        open("procedures", in: group) { request, _, visit in
            let asked = try PublicSearch(Form(parsing: request.uri.query ?? ""))
            return .page(try await proceduresPage(asked, visit))
        }
        open("procedures/{agency}/{procedure}", in: group) { request, context, visit in
            var query = try Query(of: request)
            let from = query.text("from")
            try query.finish()
            let (agency, procedure) = (try context.named("agency"), try context.named("procedure"))
            return .page(try await procedurePage(procedure, of: agency, from: from, visit))
        }
    }

    private func proceduresPage(_ asked: PublicSearch, _ visit: Visit) async throws -> HTML {
        let say = visit.say
        let title = say("Thủ tục hành chính", "Administrative procedures")
        let found: PublicProcedures
        var problem: Problem?
        do {
            found = try await desk.publicProcedures(
                asked.text, of: asked.agency, after: asked.after, limit: 50, at: visit.now)
        } catch let error as DeskError where error.field == "q" {
            problem = Problem(error)
            found = try await desk.publicProcedures("", of: asked.agency, after: 0, limit: 50, at: visit.now)
        }
        let rows = found.rows.map { row -> HTML in
            """
            <tr><td><a href="\(Self.address(of: row))">\(row.procedure.name)</a><span class="under">\(row.procedure.code)</span></td>
            <td>\(row.procedure.fieldName)</td><td>\(row.agency.name)</td><td>\(When(say, .vietnam).limit(row.limit))</td></tr>

            """
        }
        let table: HTML = """
            <table class="list"><thead><tr><th scope="col">\(say("Thủ tục", "Procedure"))</th><th scope="col">\(say("Lĩnh vực", "Field"))</th><th scope="col">\(say("Cơ quan", "Agency"))</th><th scope="col">\(say("Thời hạn", "Limit"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let none: HTML =
            "<p class=\"empty\">\(say("Không có thủ tục nào khớp. Thử ít chữ hơn, không cần dấu, hoặc chọn tất cả cơ quan.", "No procedure matches. Try fewer words, marks are not needed, or all agencies."))</p>"
        return Layout(visit: visit, title: title, place: .procedures).page(
            """
            <h1>\(title)</h1>
            \(searchForm(asked, found.agencies, say))
            \(problem.map { "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>" as HTML })
            \(rows.isEmpty ? none : table)
            \(found.next.map { "<p class=\"more\"><a href=\"\(asked.address(after: $0))\">\(say("Trang sau", "Next page"))</a></p>" as HTML })
            """)
    }

    private func searchForm(_ asked: PublicSearch, _ agencies: [AgencyRow], _ say: Language) -> HTML {
        let options = agencies.map { agency -> HTML in
            "<option value=\"\(agency.code)\"\(" selected" as HTML, if: agency.code == asked.agency)>\(agency.name)</option>"
        }
        let choice: HTML = """
            <label>\(say("Cơ quan", "Agency"))<select name="agency"><option value="">\(say("tất cả", "all"))</option>\(options)</select></label>
            """
        return """
            <form class="filters" action="/procedures" method="get">
            <label>\(say("Vài chữ của tên thủ tục, không cần dấu", "A few letters of the procedure's name"))<input type="search" name="q" maxlength="200" value="\(asked.text)"></label>
            \(choice, if: agencies.count > 1)
            <button>\(say("Tìm", "Find"))</button></form>
            """
    }

    private func procedurePage(
        _ code: String, of agency: String, from written: String?, _ visit: Visit
    ) async throws -> HTML {
        let say = visit.say
        let offset = try await desk.directory.office().agency(code: agency)?.calendar.offset ?? .vietnam
        let from = try written.flatMap { $0.isEmpty ? nil : $0 }.map { text throws(DeskError) in
            try Self.filing(text, at: visit.now, by: offset)
        }
        let found = try await desk.publicProcedure(code, of: agency, from: from ?? visit.now, at: visit.now)
        let entry = ProcedureEntry(found: found, say: say)
        return Layout(visit: visit, title: found.version.procedure.name, place: .procedures).page(
            """
            <div class="reading">
            <p class="line"><a href="/procedures">\(say("Tất cả thủ tục", "All procedures"))</a></p>
            <h1>\(found.version.procedure.name)</h1>
            <p class="line">\(found.version.procedure.code) · \(found.version.procedure.fieldName) · \(found.agency.row.name)</p>
            \(entry.dates(chosen: from))
            \(entry.papers)
            \(entry.fees)
            \(entry.places)
            \(entry.others)
            </div>
            """)
    }

    private static func address(of row: PublicProcedureRow) -> String {
        "/procedures/\(row.agency.code.percentEncoded)/\(row.procedure.code.percentEncoded)"
    }

    /// When somebody means to file, by the agency's clock: not before now, and within a year.
    private static func filing(_ text: String, at now: Instant, by offset: UTCOffset) throws(DeskError) -> Instant {
        guard let instant = try? Instant(local: text.utf8.count == 16 ? text + ":00" : text, at: offset),
            instant < now.adding(seconds: 366 * 86_400)
        else {
            throw .invalid(
                "from", rule: "form.moment", "from must be a time within a year, such as 2026-02-09T10:00.")
        }
        return max(instant, now)
    }
}

/// What a visitor looks for in the catalogue; stands in the address.
private struct PublicSearch {
    var text: String
    var agency: String?
    /// How many come before the page.
    var after: Int

    init(_ query: Form) throws(DeskError) {
        text = query["q"]
        agency = query.optional("agency")
        after = query.optional("after") == nil ? 0 : Int(try query.number("after", in: 0...1_000_000))
    }

    func address(after: Int) -> String {
        "/procedures?q=\(text.percentEncoded)&agency=\((agency ?? "").percentEncoded)&after=\(after)"
    }
}

extension DeskContext {
    /// A code in the address.
    fileprivate func named(_ place: String) throws -> String {
        guard let code = try parameters.require(place).percentDecoded, code.utf8.count <= 60 else {
            throw DeskError.notFound("The procedure")
        }
        return code
    }
}
