import Desk
import OneStop
import Records
import Reports

/// The notice that a dossier is not worked on any further (form 05 of TT 03/2025/TT-VPCP). Its layout is that of any notice
/// by Decree 30/2020: the circular's own was not at hand (R5.2).
extension FormComposer {
    /// The title stands over what the notice is about, as the decree has titles of notices.
    func stopNotice(_ body: EventBody) -> FormText {
        let agency = view.agency
        let name = agency?.row.name ?? ""
        let applicant = view.record.applicant
        var text = head(agency)
        text.title = "Thông báo"
        text.subject = "Dừng giải quyết hồ sơ"
        text.number = "Số: ……/TB-\(agency?.symbol ?? "")"
        text.parts = [
            .address([
                [.init("Kính gửi", applicant?.name)], [.init("Địa chỉ", applicant?.address)],
                [.init("Điện thoại", applicant?.phone), .init("Thư điện tử", applicant?.email)],
            ]),
            .paragraph(received),
            .paragraph(
                "\(name) thông báo dừng giải quyết hồ sơ nêu trên kể từ \(view.offset.localDate(of: material.given.at).written). Lý do: \(reason(body).closed)"
            ),
            .paragraph(
                "Đến thời điểm dừng, hồ sơ ở \(stage); cơ quan chưa ban hành kết quả giải quyết. Phí, lệ phí: \(money)"),
        ]
        let returned = papers([("Bản chính", \.originals), ("Bản sao", \.copies)], reused: false)
        if !returned.rows.isEmpty {
            text.parts += [.paragraph("Giấy tờ trả lại \(addressed) kèm theo thông báo này:"), .table(returned)]
        }
        text.parts.append(.paragraph("Nếu vẫn có nhu cầu, \(addressed) nộp hồ sơ mới theo quy định./."))
        let unit = state.unit.flatMap { office.unit($0)?.code }
        text.recipients = ["Như trên;", "\(deskName);", "Lưu: VT\(unit.map { ", \($0)" } ?? "")."]
        text.signatures = [
            PaperSignature(
                [agency?.row.letterhead.headTitle ?? "Thủ trưởng cơ quan"], hint: "(Ký, ghi rõ họ tên, đóng dấu)")
        ]
        return text
    }

    private var received: String {
        let procedure = view.version?.procedure.name ?? ""
        let day = state.acceptedAt.map { "\(view.offset.localDate(of: $0).written.capitalizedAtFirst), " } ?? ""
        let promise = state.firstPromise.map { ", hẹn trả kết quả lúc \(time($0))" } ?? ""
        return "\(day)\(deskName) tiếp nhận hồ sơ \(procedure) của \(addressed), mã hồ sơ \(code)\(promise)."
    }

    private func reason(_ body: EventBody) -> String {
        if case .stoppedForNoAnswer(let notice, _) = body { return notice }
        if case .stopped(let notice) = body { return [ground, notice].compactMap(\.self).joined(separator: " ") }
        return "theo yêu cầu rút hồ sơ của \(addressed)."
    }

    /// What the head of division proposed the stop on.
    private var ground: String? {
        for body in material.before.reversed() { if case .stopProposed(let ground) = body { return ground } }
        return nil
    }

    private var stage: String {
        let unit = state.unit.flatMap { office.unit($0)?.name } ?? deskName
        let step = view.version?.steps.first { $0.number == state.step }?.name ?? ""
        return step.isEmpty ? unit : "bước “\(step)”, tại \(unit)"
    }

    private var money: String {
        let paid = state.fees.paid + state.fees.demandsPaid
        guard paid > 0 else { return "chưa thu." }
        return
            "đã nộp \(Dong.words(paid)); hoàn trả \(Dong.words(state.fees.refunded)); không hoàn trả \(Dong.words(paid - state.fees.refunded))."
    }
}

extension String {
    /// As a sentence ends, whatever somebody typed.
    fileprivate var closed: String { hasSuffix(".") || hasSuffix("!") || hasSuffix("?") ? self : "\(self)." }
}
