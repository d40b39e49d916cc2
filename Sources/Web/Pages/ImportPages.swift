import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import OneStop
import Records
import Reports

extension Pages {
    /// Another system's dossiers, from a file: sent, checked without keeping anything, brought in, with how far it is and with
    /// what was refused.
    func addImports(to group: RouterGroup<DeskContext>) {
        page("imports", in: group) { request, _, visit, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            let before = query.optional("before") == nil ? nil : try query.number("before", in: 1...Int64.max)
            return .page(try await importsPage(before: before, visit, principal))
        }
        upload("imports", large: "file", in: group) { upload, fileName, visit, principal in
            let new = try Self.newImport(upload, fileName)
            let file = try await desk.openImport(new, by: principal, at: visit.now)
            return Reception(
                take: { try await file.take($0) },
                finish: { _ in .onward(to: "/imports/\(try await file.finish())") },
                abandon: { await file.abandon() })
        } refuse: { upload, error, visit, principal in
            let problem = Problem(error)
            let page = try await importsPage(before: nil, visit, principal, failed: (upload.form, problem))
            return .page(page, status: .init(code: problem.status))
        }
        page("imports/columns/{kind}", in: group) { _, context, _, _ in
            guard let kind = ImportKind(rawValue: try context.parameters.require("kind")) else {
                throw DeskError.notFound("The map of columns")
            }
            return .file(
                ResponseBody(byteBuffer: ByteBuffer(string: ColumnMapSamples.document(of: kind))),
                type: "application/json", as: "\(kind.rawValue).columns.json")
        }
        page("imports/{import}", in: group) { request, context, visit, principal in
            let isStill = try Form(parsing: request.uri.query ?? "").isChecked("still")
            let found = try await desk.importJob(context.importJob(), by: principal, at: visit.now)
            let shown = ImportPage(visit: visit, found: found, isStill: isStill)
            var response = Response.page(shown.page)
            // A header, so that the page itself is the same for who has it stand still.
            if shown.movesOn { response.headers[.refresh] = "3" }
            return response
        }
        page("imports/{import}/rejects", in: group) { _, context, visit, principal in
            let found = try await desk.importJob(context.importJob(), by: principal, at: visit.now)
            guard let first = try await desk.rejects(of: found.row.id, piece: 0) else {
                throw DeskError.notFound("The rejects")
            }
            return .file(
                rejects(of: found.row.id, first), type: "text/csv; charset=utf-8", as: "rejects-\(found.row.id).csv")
        }
        importStep("keeping", in: group) { id, visit, principal in
            try await desk.keepImport(id, by: principal, at: visit.now)
        }
        importStep("repetition", in: group) { id, visit, principal in
            try await desk.repeatImport(id, by: principal, at: visit.now)
        }
        importStep("discarding", in: group) { id, visit, principal in
            try await desk.discardImport(id, by: principal, at: visit.now)
        }
    }

    /// What a button of an import's page does; what is refused comes back with the page.
    private func importStep(
        _ step: String, in group: RouterGroup<DeskContext>,
        _ carryOut: @escaping @Sendable (Int64, Visit, Principal) async throws -> Void
    ) {
        form("imports/{import}/\(step)", in: group) { _, context, visit, principal, _ in
            let id = try context.importJob()
            do {
                try await carryOut(id, visit, principal)
                return .onward(to: "/imports/\(id)")
            } catch let error as DeskError where error.kind == .refused {
                let found = try await desk.importJob(id, by: principal, at: visit.now)
                let problem = Problem(error)
                return .page(
                    ImportPage(visit: visit, found: found, isStill: true, problem: problem).page,
                    status: .init(code: problem.status))
            }
        }
    }

    private func rejects(of id: Int64, _ first: [UInt8]) -> ResponseBody {
        ResponseBody { [desk] writer in
            var number = 0
            var piece: [UInt8]? = first
            while let bytes = piece {
                try await writer.write(ByteBuffer(bytes: bytes))
                number += 1
                piece = try await desk.rejects(of: id, piece: number)
            }
            try await writer.finish(nil)
        }
    }

    /// What stands before the file: for which agency it is, and which column holds what.
    private static func newImport(_ upload: Upload, _ fileName: String) throws(DeskError) -> NewImport {
        let form = upload.form
        let key = try form.requestKey(to: "/imports").key
        let columns: NewImport.Columns
        let choice = form["columns"]
        if let kind = ImportKind(rawValue: choice) {
            columns = .written(Array(ColumnMapSamples.document(of: kind).utf8), kind)
        } else if choice.hasPrefix("own-"), let kind = ImportKind(rawValue: String(choice.dropFirst(4))) {
            guard let file = upload.files["map"] else {
                throw .invalid("map", rule: "form.no_file", "Choose the file that says which column holds what.")
            }
            columns = .written(file.bytes, kind)
        } else if choice.hasPrefix("as-"), let id = Int64(choice.dropFirst(3)) {
            columns = .asIn(id)
        } else {
            throw .invalid("columns", rule: "form.choice", "Choose one of what is offered for columns.")
        }
        return NewImport(agency: form["agency"], columns: columns, fileName: fileName, formKey: key)
    }

    private func importsPage(
        before: Int64?, _ visit: Visit, _ principal: Principal, failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let title = say("Nhập hồ sơ từ hệ thống khác", "Bring in another system's dossiers")
        let found = try await desk.imports(before: before, limit: 30, by: principal, at: visit.now)
        let rows = found.imports.map { view -> HTML in
            let row = view.row
            return """
                <tr><td><a href="/imports/\(row.id)">\(HTML.isolated(row.fileName))</a><span class="under">\(row.kind.words(say)), \(view.agency.name)</span></td>
                <td>\(view.stateWords(say))</td><td class="amount">\(view.report.map { $0.numbers.taken.grouped })</td><td class="amount">\(view.report.map { $0.numbers.refused.grouped })</td>
                <td>\(When(say, view.offset).time(row.createdAt))<span class="under">\(HTML.isolated(row.createdBy))</span></td></tr>

                """
        }
        let table: HTML = """
            <h2>\(say("Các lần nhập", "Imports"))</h2>
            <table class="list"><thead><tr><th scope="col">\(say("Tệp", "File"))</th><th scope="col">\(say("Tình trạng", "State"))</th><th scope="col" class="amount">\(say("Nhận", "Taken"))</th><th scope="col" class="amount">\(say("Từ chối", "Refused"))</th><th scope="col">\(say("Gửi lúc", "Sent"))</th></tr></thead><tbody>
            \(rows)</tbody></table>
            """
        let next: HTML? = found.next.map {
            "<p class=\"more\"><a href=\"/imports?before=\($0)\">\(say("Trang sau", "Next page"))</a></p>"
        }
        let agencies = try await desk.importAgencies(for: principal)
        let form = ImportForm(
            visit: visit, agencies: agencies, own: principal.agency, earlier: found.imports.map(\.row), failed: failed)
        return Layout(visit: visit, title: title, place: .imports).page(
            """
            <h1>\(title)</h1>
            \(form.html)
            \(rows.isEmpty ? "<p class=\"empty\">\(say("Chưa nhập lần nào.", "Nothing has been brought in yet."))</p>" : table)
            \(next)
            """)
    }
}

extension DeskContext {
    /// The import's number in the address.
    fileprivate func importJob() throws -> Int64 { try number("import", of: "The import") }
}

extension Response {
    /// A file to be kept and not shown.
    static func file(_ body: ResponseBody, type: String, as name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ], body: body)
    }
}

extension HTTPField.Name {
    static let refresh = HTTPField.Name("Refresh")!
}
