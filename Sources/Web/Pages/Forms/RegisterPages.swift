import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// The register of dossiers that a desk keeps, for the printer.
    func addRegister(to group: RouterGroup<DeskContext>) {
        page("forms/register", in: group) { request, _, visit, principal in
            let asked = try RegisterAsked(request, today: try await today(principal, at: visit.now))
            let register = try await desk.dossierRegister(asked.input, by: principal, at: visit.now)
            return .page(registerPage(asked, register, visit))
        }
        page("forms/register/pdf", in: group) { request, _, visit, principal in
            let asked = try RegisterAsked(request, today: try await today(principal, at: visit.now))
            let register = try await desk.dossierRegister(asked.input, by: principal, at: visit.now)
            let page = Self.text(asked, register).page()
            return try await pdf(of: page, named: "so-theo-doi-\(asked.input.from.iso)-\(asked.input.to.iso).pdf") {
                registerPage(asked, register, visit, failure: $0)
            }
        }
    }

    private func today(_ principal: Principal, at now: Instant) async throws -> LocalDate {
        let office = try await desk.directory.office()
        return (office.agencies[principal.agency]?.calendar.offset ?? .vietnam).localDate(of: now)
    }

    private func registerPage(
        _ asked: RegisterAsked, _ register: DossierRegister, _ visit: Visit, failure: PaperFailure? = nil
    ) -> HTML {
        let say = visit.say
        let title = say("Sổ theo dõi hồ sơ", "Register of dossiers")
        let next: HTML? = register.next.map {
            " · <a href=\"\(asked.address(after: $0))\">\(say("Trang sau", "Next page"))</a>"
        }
        let pdf: HTML = """
             · <a href="\(asked.address(after: asked.input.after, pdf: true))">\(say("Tải tệp PDF", "Download as PDF"))</a>
            """
        let none: HTML = """
            <p class="screen empty">\(say("Không có hồ sơ nào trong những ngày này. Hãy chọn ngày khác.", "Nothing was received on these days. Choose others."))</p>

            """
        return Layout(visit: visit, title: title, place: .intake).page(
            """
            <div class="screen">
            \(failure.map { notice(of: $0, visit) })<form class="filters" action="/forms/register" method="get">
            <label>\(say("Từ ngày", "From"))<input type="date" name="from" value="\(asked.input.from.iso)" required></label>
            <label>\(say("Đến ngày", "To"))<input type="date" name="to" value="\(asked.input.to.iso)" required></label>
            <button>\(say("Xem", "Show"))</button></form>
            <p class="acts">\(say("In trang này bằng Ctrl+P, khổ A4 ngang", "Print this page with Ctrl+P, A4 across"))\(pdf, if: paper.typesetter != nil)\(next)</p></div>
            \(none, if: register.lines.isEmpty)\(Self.text(asked, register).article())
            """)
    }

    /// The form of the last of the days: a book is begun anew with a new circular.
    private static func text(_ asked: RegisterAsked, _ register: DossierRegister) -> FormText {
        let set = FormSet.used(for: asked.input.to)
        let form = set[.register] ?? OfficialForm(.register, "", "Sổ theo dõi hồ sơ")
        let agency = register.agency
        let desk = agency.desk?.name ?? "Bộ phận Tiếp nhận và Trả kết quả"
        var text = FormText(form, of: set.circular, above: agency.row.name, issuer: desk)
        text.isLandscape = true
        text.parts = [
            .fields([
                .init("Từ ngày", asked.input.from.vietnamese), .init("đến ngày", asked.input.to.vietnamese),
                .init("số hồ sơ", "\(register.lines.count)"),
            ]),
            .table(
                FormText.Table(
                    [
                        .init("TT", 4, isCentred: true), .init("Mã hồ sơ", 12), .init("Tên thủ tục hành chính", 13),
                        .init("Số bộ", 4, isCentred: true), .init("Tên cá nhân, tổ chức", 10),
                        .init("Địa chỉ, số điện thoại", 12), .init("Cơ quan chủ trì giải quyết", 9),
                        .init("Ngày nhận", 7), .init("Ngày hẹn trả", 7), .init("Ngày trả", 7),
                        .init("Phương thức nhận, ký nhận", 8), .init("Ghi chú", 7),
                    ], register.lines.enumerated().map { ["\($0.offset + 1)"] + cells($0.element, register) })),
        ]
        return text
    }

    private static func cells(_ line: DossierRegisterLine, _ register: DossierRegister) -> [String] {
        let offset = register.office.agencies[line.scope.decidedBy]?.calendar.offset ?? .vietnam
        func day(_ instant: Instant?) -> String { instant.map { offset.localDate(of: $0).vietnamese } ?? "" }
        let contact = [line.address, line.phone].compactMap(\.self).joined(separator: ", ")
        let method = line.returnMethod.flatMap(ResultReturn.Method.init(rawValue:))?.inRegister ?? ""
        let again = line.newDate.map { "hẹn lại \(day($0))" }
        let note = [line.status.vietnamese, again].compactMap(\.self).joined(separator: "; ")
        return [
            line.code, register.office.versions[line.version]?.procedure.name ?? "", line.sets.map { "\($0)" } ?? "",
            line.applicantName ?? "", contact, register.office.agencies[line.scope.decidedBy]?.row.name ?? "",
            day(line.acceptedAt ?? line.filedAt), day(line.firstPromise), day(line.returnedAt), method, note,
        ]
    }
}

/// Which part of the register is asked for.
private struct RegisterAsked {
    /// As many as become a PDF in some seconds.
    private static let linesOnPage = 100

    var input: DossierRegisterInput

    init(_ request: Request, today: LocalDate) throws(DeskError) {
        var query = try Query(of: request)
        let from = try query.dayOrNull("from") ?? today
        input = DossierRegisterInput(
            agency: query.text("agency"), from: from, to: try query.dayOrNull("to") ?? max(from, today),
            after: query.text("after"), limit: Self.linesOnPage)
        try query.finish()
    }

    func address(after: String?, pdf: Bool = false) -> String {
        let agency = input.agency.map { "&agency=\($0.percentEncoded)" } ?? ""
        let after = after.map { "&after=\($0.percentEncoded)" } ?? ""
        return "/forms/register\(pdf ? "/pdf" : "")?from=\(input.from.iso)&to=\(input.to.iso)\(agency)\(after)"
    }
}

extension ResultReturn.Method {
    fileprivate var inRegister: String {
        switch self {
        case .desk: "Tại Bộ phận Một cửa"
        case .post: "Bưu chính công ích"
        case .online: "Trực tuyến"
        }
    }
}
