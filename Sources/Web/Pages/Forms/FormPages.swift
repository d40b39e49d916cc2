import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import OneStop
import Records
import Reports
import Typesetting

extension Pages {
    /// The official forms of a dossier, for the printer.
    func addForms(to group: RouterGroup<DeskContext>) {
        page("dossiers/{code}/receipt", in: group) { _, context, visit, principal in
            let asked = FormAsked(try context.parameters.require("code"), number: "01", isNew: true)
            let found = try await desk.forms(of: context.dossierName(), by: principal, at: visit.now)
            guard found.view.state.acceptedAt != nil else {
                throw DeskError(
                    .refused, rule: "C5.not_accepted", "The dossier is not accepted yet, so it has no receipt.")
            }
            let given = try found.form(asked.number, event: nil)
            let text = try await text(of: given, context.dossierName(), found, principal, at: visit.now)
            return .page(formPage(asked, given, text, visit))
        }
        page("dossiers/{code}/forms/{form}", in: group) { request, context, visit, principal in
            let asked = try FormAsked(request, context)
            let name = try context.dossierName()
            let found = try await desk.forms(of: name, by: principal, at: visit.now)
            let given = try found.form(asked.number, event: asked.event)
            guard given.form.kind != .apology else {
                return .letter(try await letterPage(of: name, principal, at: visit.now))
            }
            let text = try await text(of: given, name, found, principal, at: visit.now)
            return .page(formPage(asked, given, text, visit))
        }
        page("dossiers/{code}/forms/{form}/pdf", in: group) { request, context, visit, principal in
            let asked = try FormAsked(request, context)
            let name = try context.dossierName()
            let found = try await desk.forms(of: name, by: principal, at: visit.now)
            let given = try found.form(asked.number, event: asked.event)
            guard given.form.kind != .apology else {
                let page = try await letterPage(of: name, principal, at: visit.now)
                return try await pdf(of: page, named: asked.fileName) { failurePage($0, back: asked.address, visit) }
            }
            let text = try await text(of: given, name, found, principal, at: visit.now)
            return try await pdf(of: text.page(asked.size), named: asked.fileName) {
                formPage(asked, given, text, visit, failure: $0)
            }
        }
    }

    /// A page as PDF; where there is none to be had, another page that says so.
    func pdf(
        of page: [UInt8], named name: String, otherwise: (PaperFailure) async throws -> HTML
    ) async throws -> Response {
        do {
            return .pdf(try await paper.pdf(of: page), named: name)
        } catch let failure as PaperFailure {
            return .page(try await otherwise(failure), status: failure.status)
        }
    }

    /// What stands over a form that could not be had as PDF.
    func notice(of failure: PaperFailure, _ visit: Visit) -> HTML {
        "<p class=\"screen notice bad\" role=\"alert\">\(failure.words(visit.say))</p>\n"
    }

    private func failurePage(_ failure: PaperFailure, back: String, _ visit: Visit) -> HTML {
        let title = visit.say("Không có tệp PDF", "There is no PDF")
        return Layout(visit: visit, title: title, place: .work).page(
            """
            <h1>\(title)</h1>
            \(notice(of: failure, visit))<p><a href="\(back)">\(visit.say("Mở trang để in", "Open the page to print"))</a></p>
            """)
    }

    private func letterPage(of name: DossierName, _ principal: Principal, at now: Instant) async throws -> [UInt8] {
        try await desk.letterCopy(.page, of: name, by: principal, at: now, print: { $0.printed }).bytes
    }

    private func text(
        of given: GivenForm, _ name: DossierName, _ found: DossierForms, _ principal: Principal, at now: Instant
    ) async throws -> FormText {
        let material = try await desk.material(for: given, of: name, in: found, by: principal, at: now)
        return try FormComposer(material: material, publicAddress: paper.publicAddress).text()
    }

    /// The form with what can be done with it, which is not printed.
    private func formPage(
        _ asked: FormAsked, _ given: GivenForm, _ text: FormText, _ visit: Visit, failure: PaperFailure? = nil
    ) -> HTML {
        let say = visit.say
        let code = text.code ?? ""
        let (whole, half) = (asked.address(given, .whole), asked.address(given, .half))
        let sizes: HTML =
            asked.size == .half
            ? "<a href=\"\(whole)\">\(say("Khổ A4", "A4"))</a>" : "<a href=\"\(half)\">\(say("Khổ A5", "A5"))</a>"
        let pdf: HTML =
            " · <a href=\"\(asked.address(given, asked.size, pdf: true))\">\(say("Tải tệp PDF", "Download as PDF"))</a>"
        let next: HTML = "<a href=\"/intake\">\(say("Tiếp nhận hồ sơ khác", "Take in another"))</a>"
        let told: HTML = """
            <p class="screen notice good" role="status">\(say("Hồ sơ", "Dossier")) \(code) \(say("đã được tiếp nhận. In trang này (Ctrl+P) và trao cho người nộp.", "was taken in. Print this page (Ctrl+P) and give it to the applicant.")) \(next)</p>

            """
        let unknown: HTML = """
            <p class="screen notice warn">\(say("Không có mã QR: người vận hành chưa khai báo địa chỉ công khai (--public-address).", "There is no QR code: the operator has not told the public address (--public-address)."))</p>

            """
        return Layout(visit: visit, title: "\(given.form.title) \(code)", place: asked.isNew ? .intake : .work).page(
            """
            \(told, if: asked.isNew)\(failure.map { notice(of: $0, visit) })\(unknown, if: paper.publicAddress == nil)<p class="screen acts"><a href="/dossiers/\(asked.dossier)">\(say("Về hồ sơ", "To the dossier"))</a> · \(say("In trang này bằng Ctrl+P", "Print this page with Ctrl+P"))\(pdf, if: paper.typesetter != nil)\(" · \(sizes)" as HTML, if: given.form.kind == .receipt)</p>
            \(text.article(asked.size))
            """)
    }
}

/// Which form of a dossier is asked for, and on which paper.
private struct FormAsked {
    /// The dossier as it stands in the address.
    let dossier: String
    var number: String
    /// The number of the event that it tells of; nil for the newest.
    var event: Int?
    var size = FormSize.whole
    /// Whether the dossier has just been taken in.
    var isNew = false

    init(_ dossier: String, number: String, isNew: Bool) {
        self.dossier = dossier
        self.number = number
        self.isNew = isNew
    }

    init(_ request: Request, _ context: DeskContext) throws {
        dossier = try context.parameters.require("code")
        let form = try context.parameters.require("form")
        number = form
        var query = try Query(of: request)
        event = try query.parsed("event", expected: "the number of an event") { Int($0) }
        // Receipts alone are made for half a sheet.
        let sizes = FormSize.allCases.filter { $0 == .whole || form == "01" }
        size =
            try query.parsed("size", expected: "a4, or a5 for a receipt") { text in
                sizes.first { $0.rawValue == text }
            } ?? .whole
        try query.finish()
    }

    var address: String { "/dossiers/\(dossier)/forms/\(number.percentEncoded)" }
    var fileName: String { "\(dossier.percentEncoded)-\(number.percentEncoded).pdf" }

    func address(_ given: GivenForm, _ size: FormSize, pdf: Bool = false) -> String {
        "\(address)\(pdf ? "/pdf" : "")?event=\(given.event)\(size == .half ? "&size=a5" : "")"
    }
}

extension PaperFailure {
    /// A page that was asked for and that this server cannot make, or has failed to make.
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .noTypesetter: .notImplemented
        case .failed: .internalServerError
        }
    }

    fileprivate func words(_ say: Language) -> String {
        switch self {
        case .noTypesetter:
            say(
                "Máy chủ chưa cài chương trình WeasyPrint nên không tạo được tệp PDF. Hãy in trang này bằng trình duyệt (Ctrl+P; chọn “Lưu dưới dạng PDF” nếu cần tệp), hoặc nhờ người vận hành cài gói weasyprint rồi khởi động lại.",
                "WeasyPrint is not installed on the server, so there is no PDF. Print this page with the browser (Ctrl+P, and “Save as PDF” for a file), or have the operator install the package weasyprint and start the program again."
            )
        case .failed(.tookTooLong):
            say(
                "Tạo tệp PDF quá lâu nên đã dừng. Hãy in trang này bằng trình duyệt (Ctrl+P).",
                "The PDF took too long and was given up. Print this page with the browser (Ctrl+P).")
        case .failed(.ended(_)), .failed(.system(_)):
            say(
                "Chương trình WeasyPrint không tạo được tệp PDF. Hãy in trang này bằng trình duyệt (Ctrl+P) và báo cho người vận hành.",
                "WeasyPrint did not make the PDF. Print this page with the browser (Ctrl+P) and tell the operator.")
        }
    }
}

extension Response {
    /// A PDF that is shown, and kept by nobody on the way.
    fileprivate static func pdf(_ bytes: [UInt8], named name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .contentDisposition: "inline; filename=\"\(name)\"",
                .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A letter as it was issued: a page whole in itself, with its style.
    fileprivate static func letter(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
