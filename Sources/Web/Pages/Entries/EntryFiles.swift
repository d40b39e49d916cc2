import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import OneStop
import Records
import Reports

extension Pages {
    /// The catalogue of an agency as a file, taken away and brought in.
    func addEntryFiles(to group: RouterGroup<DeskContext>) {
        page("catalogue/files", in: group) { request, _, _, principal in
            let query = try Form(parsing: request.uri.query ?? "")
            let format = try query.choice("format", of: CatalogueDocument.Format.self)
            let document = try await desk.exportCatalogue(
                of: query.optional("agency"), code: query.optional("procedure"), for: .principal(principal))
            let bytes = document.bytes(as: format)
            return .file(
                ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)),
                type: format == .csv ? "text/csv; charset=utf-8" : "application/json",
                as: "catalogue.\(format.rawValue)")
        }
        upload("catalogue/files", large: "file", in: group) { upload, fileName, visit, principal in
            let gathered = GatheredFile(name: fileName)
            return Reception(
                take: { try gathered.take($0) },
                finish: { upload in try await bringIn(gathered, upload.form, visit, principal) },
                abandon: {})
        } refuse: { _, error, visit, _ in
            let problem = Problem(error)
            let say = visit.say
            let title = say("Chưa nhập được danh mục", "The catalogue was not brought in")
            return .page(
                Layout(visit: visit, title: title, place: .entries).page(
                    """
                    <p class="line"><a href="/catalogue">\(say("Danh mục thủ tục", "Catalogue of procedures"))</a></p>
                    <h1>\(title)</h1><p class="notice bad" role="alert">\(ProblemWords.detail(of: problem, say))</p>
                    <p class="small" lang="en">\(problem.detail)</p>
                    """), status: .init(code: problem.status))
        }
    }

    private func bringIn(
        _ file: GatheredFile, _ form: Form, _ visit: Visit, _ principal: Principal
    ) async throws -> Response {
        let format: CatalogueDocument.Format = file.name.lowercased().hasSuffix(".csv") ? .csv : .json
        let document = try CatalogueDocument(parsing: file.bytes, as: format)
        let isDryRun = form.isChecked("check")
        var told: CatalogueImportOutcome?
        _ = try await desk.importCatalogue(
            document, into: form["agency"], isDryRun: isDryRun, by: principal, at: visit.now, key: nil
        ) { outcome in
            told = outcome
            return .made(at: "/catalogue")
        }
        guard let told else { return .onward(to: "/catalogue") }
        return .page(outcome(told, isDryRun: isDryRun, visit))
    }

    private func outcome(_ outcome: CatalogueImportOutcome, isDryRun: Bool, _ visit: Visit) -> HTML {
        let say = visit.say
        let title =
            isDryRun
            ? say("Nếu nhập danh mục này", "If this catalogue were brought in")
            : say("Đã nhập danh mục thành dự thảo", "The catalogue was brought in as drafts")
        func versions(_ name: String, _ versions: [CatalogueImportOutcome.Version]) -> HTML? {
            guard !versions.isEmpty else { return nil }
            let items = versions.map { version -> HTML in
                let words = say("\(version.code), bản \(version.number)", "\(version.code), version \(version.number)")
                return isDryRun
                    ? "<li>\(words)</li>"
                    : "<li><a href=\"\(EntryAddress.version(version.number, of: version.code))\">\(words)</a></li>"
            }
            return "<section><h2>\(name) (\(versions.count))</h2><ul>\(items)</ul></section>"
        }
        let refusals = outcome.refused.map { refusal -> HTML in
            "<tr><td class=\"code\">\(HTML.isolated(refusal.code))</td><td>\(HTML.isolated(refusal.place))</td><td lang=\"en\">\(HTML.isolated(refusal.detail))</td></tr>"
        }
        let refused: HTML = """
            <section><h2>\(say("Từ chối", "Refused")) (\(outcome.refused.count))</h2><table><thead><tr><th scope="col">\(say("Thủ tục", "Procedure"))</th><th scope="col">\(say("Chỗ trong tệp", "Place"))</th><th scope="col">\(say("Vì sao", "Why"))</th></tr></thead><tbody>\(refusals)</tbody></table></section>
            """
        let nothing =
            outcome.created.isEmpty && outcome.changed.isEmpty && outcome.unchanged.isEmpty && refusals.isEmpty
        return Layout(visit: visit, title: title, place: .entries).page(
            """
            <p class="line"><a href="/catalogue">\(say("Danh mục thủ tục", "Catalogue of procedures"))</a></p>
            <h1>\(title)</h1>
            \("<p class=\"notice\">\(say("Chưa lưu gì. Để nhập, chọn lại tệp và bấm “Nhập thành dự thảo”.", "Nothing was kept. To bring it in, choose the file again and bring it in as drafts."))</p>" as HTML, if: isDryRun)
            \(versions(say("Dự thảo mới", "New drafts"), outcome.created))\(versions(say("Dự thảo thay đổi", "Drafts that change"), outcome.changed))
            \(versions(say("Đã có, không đổi", "There already"), outcome.unchanged))
            \(refused, if: !refusals.isEmpty)
            \("<p class=\"empty\">\(say("Tệp không có thủ tục nào.", "The file has no procedures."))</p>" as HTML, if: nothing)
            """)
    }
}

/// A file that is small enough to be held.
private final class GatheredFile {
    /// As for the API.
    private static let largest = Body.largestFile

    let name: String
    private(set) var bytes: [UInt8] = []

    init(name: String) { self.name = name }

    func take(_ piece: [UInt8]) throws(DeskError) {
        guard bytes.count + piece.count <= Self.largest else {
            throw .invalid("file", rule: "form.too_large", "A catalogue has at most \(Self.largest >> 20) MiB.")
        }
        bytes += piece
    }
}

/// The form by which a catalogue is brought in.
struct EntryFileForm {
    let visit: Visit
    let agencies: [AgencyRow]
    /// The agency of who brings it in.
    let own: AgencyID

    var html: HTML {
        let say = visit.say
        let view = FieldView(say: say, prefix: "file-")
        let fields = [
            FormField.agency(say("Cơ quan", "Agency"), of: agencies, own: own),
            FormField(
                name: "file", label: say("Tệp danh mục (JSON hoặc CSV)", "File (JSON or CSV)"),
                kind: .file(accept: ".json,.csv,application/json,text/csv"), isRequired: true,
                hint: say(
                    "Mỗi thủ tục thành dự thảo; bản đã công bố không bị đụng đến.",
                    "Each becomes a draft; what is published is not touched.")),
        ]
        let exports = agencies.map { agency -> HTML in
            "<li>\(agency.name): <a href=\"/catalogue/files?agency=\(agency.code.percentEncoded)&amp;format=json\">JSON</a>, <a href=\"/catalogue/files?agency=\(agency.code.percentEncoded)&amp;format=csv\">CSV</a></li>"
        }
        return """
            <details class="act"><summary>\(say("Tải về hoặc nhập cả danh mục", "Files of the whole catalogue"))</summary>
            <form method="post" action="/catalogue/files" enctype="multipart/form-data">\(visit.hidden)
            <p>\(say("Tải danh mục về", "Take the catalogue away")):</p><ul>\(exports)</ul>\(view.html(fields))
            <p class="row"><button name="check" value="1">\(say("Chỉ kiểm tra", "Check only"))</button> <button class="main">\(say("Nhập thành dự thảo", "Bring in as drafts"))</button></p></form></details>
            """
    }
}
