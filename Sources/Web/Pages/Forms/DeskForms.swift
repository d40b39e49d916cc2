import Desk
import OneStop
import Records
import Reports

/// What the desk gives to the applicant: receipt, request for a supplement, refusal.
extension FormComposer {
    var receipt: FormText {
        var text = head(receiver, part: deskName)
        let applicant = view.record.applicant
        let accepted = state.acceptedAt ?? material.given.at
        let table = papers(
            [("Bản chính", \.originals), ("Bản sao", \.copies), ("Bản điện tử", \.electronic)], reused: true)
        text.parts = [
            .fields([.init("Tiếp nhận hồ sơ của", applicant?.name)]),
            .fields([.init("Số định danh cá nhân hoặc mã số thuế", applicant?.identityNumber)]),
        ]
        text.parts += self.applicant
        if table.rows.isEmpty {
            text.parts.append(.fields([.init("Thành phần hồ sơ nộp", "không")]))
        } else {
            text.parts += [.fields([.init("Thành phần hồ sơ nộp gồm", "")]), .table(table)]
        }
        text.parts += [
            .fields([
                .init("Số lượng hồ sơ", material.sets.map { "\($0 < 10 ? "0" : "")\($0) (bộ)" }),
                .init("Hình thức nộp", state.channel.vietnamese),
            ]),
            .fields([.init("Thời gian giải quyết hồ sơ theo quy định", limits)]),
            .fields([.init("Thời gian nhận hồ sơ", time(accepted))]),
            .fields([.init("Thời gian trả kết quả giải quyết hồ sơ", promise)]),
            .fields([.init("Đăng ký nhận kết quả tại", deskName)]),
        ]
        if state.fees.charged > 0 {
            text.parts.append(
                .fields([
                    .init("Phí, lệ phí", Dong.words(state.fees.charged)),
                    .init("đã nộp", Dong.words(state.fees.paid)),
                ]))
        }
        text.parts += [
            .fields([.init("Vào Sổ theo dõi hồ sơ, quyển số", nil), .init("Số thứ tự", nil)]),
            .paragraph("Khi đến nhận kết quả, \(addressed) mang theo giấy này và giấy tờ tùy thân."),
        ]
        text.signatures = [
            PaperSignature(["Người nộp hồ sơ"]), PaperSignature(["Người tiếp nhận hồ sơ"], name: author),
        ]
        return text
    }

    /// The limit of the law, and the shorter one that the office promises.
    private var limits: String {
        let promised = words.limit(state.limit)
        guard let row = view.version?.row, let statutory = try? Limit(parsing: row.statutoryLimit),
            statutory != state.limit
        else { return promised }
        return "\(words.limit(statutory)); cơ quan cam kết: \(promised)"
    }

    private var promise: String {
        guard let promise = state.firstPromise else { return "không quy định thời hạn" }
        let day = words.weekday(view.offset.localDate(of: promise).weekday)
        return "\(time(promise)) (\(day))\(state.deadline?.provisional ?? false ? ", tạm tính" : "")"
    }

    func supplement(_ request: SupplementRequest, _ pause: Pause) -> FormText {
        let isAtDesk = pause.kind == .supplementBeforeAcceptance
        let unit = state.unit.flatMap { office.unit($0)?.name }
        let issuer = isAtDesk ? deskName : unit ?? deskName
        var text = head(isAtDesk ? receiver : view.agency, part: issuer)
        text.number = "Số: ……/HDHS"
        let rows = request.items.enumerated().map { index, item -> [String] in
            let component = item.component.flatMap { number in
                view.version?.components.first { $0.number == number }
            }
            let name = component.map { $0.name == item.text ? "" : "\($0.name)\n" } ?? ""
            func count(_ number: Int?) -> String { number.map { $0 > 0 ? "\($0)" : "" } ?? "" }
            return ["\(index + 1)", name + item.text, count(component?.originals), count(component?.copies)]
        }
        let table = FormText.Table(
            [
                .init("TT", 8, isCentred: true), .init("Giấy tờ, nội dung cần bổ sung, hoàn thiện", 62),
                .init("Bản chính", 15, isCentred: true), .init("Bản sao", 15, isCentred: true),
            ], rows)
        text.parts = [.fields([.init("Hồ sơ của", view.record.applicant?.name)])]
        text.parts += applicant
        text.parts += [
            .paragraph("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"), .table(table),
            .fields([.init("Lý do", request.reason)]),
        ]
        if let day = request.answerBy {
            text.parts.append(.fields([.init("Hạn bổ sung, hoàn thiện", day.written)]))
        }
        text.parts += [
            .paragraph(
                "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, \(addressed) liên hệ \(issuer) để được hướng dẫn."),
            .fields([.init("Số điện thoại", nil)]),
            .fields([.init("Tra cứu hồ sơ tại", publicAddress.map { "\($0)/look-up" })]),
        ]
        text.signatures = [PaperSignature(["Người hướng dẫn"], name: author)]
        return text
    }

    func refusal(_ form: RefusalForm) -> FormText {
        var text = head(receiver, part: deskName)
        text.number = "Số: \(form.number?.text ?? "……/\(RefusalForm.documentType)-\(receiver?.symbol ?? "")")"
        text.parts = [.fields([.init("Tiếp nhận hồ sơ của", view.record.applicant?.name)])]
        text.parts += applicant
        text.parts += [
            .paragraph(
                "Qua xem xét, \(deskName) thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:"),
            .paragraph(form.reason),
            .fields([.init("Căn cứ", form.ground)]),
            .fields([.init("Hướng dẫn", form.advice)]),
            .paragraph("Xin thông báo để \(addressed) được biết và thực hiện."),
            .fields([.init("Nơi liên hệ", deskName), .init("Số điện thoại", nil)]),
        ]
        text.signatures = [
            PaperSignature(["Người nộp hồ sơ"]), PaperSignature(["Người tiếp nhận hồ sơ"], name: author),
        ]
        return text
    }
}
