import Desk
import OneStop
import Records
import Reports

/// Fills an official form in from its dossier (R5.2). In Vietnamese, as the forms are.
struct FormComposer {
    let material: FormMaterial
    /// The address under which citizens reach the pages.
    let publicAddress: String?

    var view: DossierView { material.view }
    var state: Dossier { material.view.state }
    var office: Office { material.view.office }
    var code: String { state.code?.text ?? view.record.externalReference ?? "" }
    var words: DueWords { DueWords(.vietnamese, offset: view.offset) }
    /// The agency that received the dossier, and its desk.
    var receiver: Office.Agency? { office.agencies[state.receivedBy] }
    var deskName: String {
        (state.desk.flatMap { office.unit($0) } ?? receiver?.desk)?.name ?? "Bộ phận Tiếp nhận và Trả kết quả"
    }
    /// How the applicant is addressed.
    var addressed: String { view.record.applicant?.kind == .citizen ? "Ông/Bà" : "Quý đơn vị" }
    var author: String? { material.author.map { material.names[$0] ?? $0 } }

    /// - Throws: `DeskError` of kind `notFound` for what is no form of a dossier that is filled in here.
    func text() throws(DeskError) -> FormText {
        switch (material.given.form.kind, material.body) {
        case (.receipt, _): return receipt
        case (.supplementRequest, .supplementAsked(let request, let pause)): return supplement(request, pause)
        case (.refusal, .refused(let form)), (.refusal, .refusedAtDesk(_, let form)): return refusal(form)
        case (.stopNotice, let body): return stopNotice(body)
        case (.controlSlip, _): return controlSlip
        case (.supplementRequest, _), (.refusal, _), (.apology, _), (.register, _): throw .notFound("The form")
        }
    }

    /// A form with head, day and codes, issued by a part of an agency or, without one, by the agency itself.
    func head(_ agency: Office.Agency?, part: String? = nil) -> FormText {
        let name = agency?.row.name ?? ""
        var text = FormText(
            material.given.form, of: material.set.circular,
            above: part == nil ? agency.flatMap { office.governingBody(of: $0) } : name, issuer: part ?? name)
        text.place = agency?.row.letterhead.place
        text.day = view.offset.localDate(of: material.given.at)
        text.code = code
        text.address = state.code.flatMap { code in
            publicAddress.map { "\($0)/look-up?code=\(code.text.percentEncoded)" }
        }
        return text
    }

    func time(_ instant: Instant) -> String { instant.written(in: view.offset) }

    /// Who applied, and for what.
    var applicant: [FormText.Part] {
        let applicant = view.record.applicant
        return [
            .fields([.init("Địa chỉ", applicant?.address)]),
            .fields([.init("Số điện thoại", applicant?.phone), .init("Thư điện tử", applicant?.email)]),
            .fields([.init("Nội dung yêu cầu giải quyết", view.version?.procedure.name)]),
        ]
    }

    /// The papers that the dossier has, a line for each kind of each.
    func papers(_ kinds: [(name: String, count: KeyPath<PaperLine, Int>)], reused: Bool) -> FormText.Table {
        var rows: [[String]] = []
        for component in Set(material.papers.map(\.component)).sorted() {
            let lines = material.papers.filter { $0.component == component }
            let name = view.version?.components.first { $0.number == component }?.name ?? ""
            var counts = kinds.map { kind in (kind.name, lines.reduce(0) { $0 + $1[keyPath: kind.count] }) }
                .filter { $0.1 > 0 }.map { ($0.0, String($0.1)) }
            if reused, lines.contains(where: \.reused) { counts.append(("Dùng lại giấy tờ đã số hóa", "")) }
            rows += counts.enumerated().map { index, count in
                [index == 0 ? "\(component)" : "", index == 0 ? name : "", count.0, count.1]
            }
        }
        return FormText.Table(
            [
                .init("TT", 8, isCentred: true), .init("Tên thành phần hồ sơ", 54), .init("Loại", 22),
                .init("Số lượng", 16, isCentred: true),
            ], rows)
    }
}

extension String {
    /// As it begins a sentence.
    var capitalizedAtFirst: String { prefix(1).uppercased() + dropFirst() }
}
