import Desk
import OneStop
import Records
import Reports

/// The list that giver and receiver sign: which dossiers change hands, and by when they do. In Vietnamese, as paper is.
struct HandOverSheet {
    let list: HandOverListView
    /// Names by logins.
    let names: [String: String]

    var text: FormText {
        let agency = list.office.agencies[list.key.agency]
        let name = agency?.row.name ?? ""
        let unit = list.office.unit(list.unit)
        var text = FormText(
            titled: "Danh sách bàn giao hồ sơ", above: name,
            issuer: agency?.desk?.name ?? "Bộ phận Tiếp nhận và Trả kết quả")
        text.number = "Số: \(list.key.number < 10 ? "0" : "")\(list.key.number)/\(list.key.year)"
        text.place = agency?.row.letterhead.place
        text.day = list.offset.localDate(of: list.handedOverAt)
        text.parts = [
            .fields([.init("Bên giao", list.giver.map(named))]),
            .fields([.init("Bên nhận", receiver(unit?.name))]),
            .fields([
                .init("Bàn giao lúc", list.handedOverAt.written(in: list.offset)),
                .init("Số hồ sơ", "\(list.dossiers.count)"),
            ]),
            .table(
                FormText.Table(
                    [
                        .init("TT", 8, isCentred: true), .init("Mã hồ sơ, người nộp", 30), .init("Thủ tục", 30),
                        .init("Hẹn trả", 16), .init("Ghi chú", 16),
                    ], list.dossiers.enumerated().map { line($0.element, number: $0.offset + 1) })),
        ]
        text.signatures = [PaperSignature(["Bên giao"]), PaperSignature(["Bên nhận"])]
        return text
    }

    private func line(_ view: DossierView, number: Int) -> [String] {
        let applicant = view.record.applicant?.name
        return [
            "\(number)", [view.state.code?.text, applicant].compactMap(\.self).joined(separator: "\n"),
            view.version?.procedure.name ?? "",
            view.state.deadline.map { DueWords(.vietnamese, offset: view.offset).time($0.due) } ?? "", "",
        ]
    }

    private func receiver(_ unit: String?) -> String {
        [unit, list.receiver.map(named)].compactMap(\.self).joined(separator: " – ")
    }

    private func named(_ login: String) -> String { names[login] ?? login }
}
