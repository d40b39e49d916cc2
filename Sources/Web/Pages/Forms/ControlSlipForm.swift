import Desk
import OneStop
import Records
import Reports

/// Whose hands a dossier went through, a line for each hand-over (form 06 of TT 03/2025/TT-VPCP, 05 of TT 01/2018/TT-VPCP).
extension FormComposer {
    var controlSlip: FormText {
        var text = head(receiver, part: deskName)
        let lines = (handOvers + legs + returns).sorted { $0.at < $1.at }
        text.parts = [
            .fields([
                .init("Hồ sơ của", view.record.applicant?.name), .init("Số điện thoại", view.record.applicant?.phone),
            ]),
            .fields([.init("Thủ tục", view.version?.procedure.name)]),
            .fields([.init("Cơ quan giải quyết", view.agency?.row.name)]),
            .fields([
                .init("Ngày nhận hồ sơ", state.acceptedAt.map { time($0) })
            ]),
            .fields([
                .init("Ngày hẹn trả", state.firstPromise.map { time($0) } ?? "không quy định thời hạn")
            ]),
            .table(
                FormText.Table(
                    [
                        .init("TT", 7, isCentred: true), .init("Tên cơ quan, bộ phận giao, nhận", 29),
                        .init("Thời gian giao, nhận hồ sơ", 30),
                        .init("Kết quả giải quyết", 16), .init("Ghi chú", 18),
                    ], lines.enumerated().map { ["\($0.offset + 1)"] + $0.element.cells })),
        ]
        if lines.isEmpty { text.parts.append(.paragraph("Hồ sơ chưa được chuyển giao lần nào.")) }
        return text
    }

    private struct Line {
        var at: Instant
        var from: String
        var to: String
        /// Written times and names, a line each.
        var times: [String]
        var outcome: String
        var note: String

        var cells: [String] { ["Giao: \(from)\nNhận: \(to)", times.joined(separator: "\n"), outcome, note] }
    }

    /// From each stay to the next. Where no person was named who received it, it is who gave it on.
    private var handOvers: [Line] {
        let stays = material.stays
        return stays.indices.dropFirst().map { place in
            let (before, after) = (stays[place - 1], stays[place])
            let next = place + 1 < stays.count ? stays[place + 1].giverLogin : nil
            let giver = name(after.giverLogin ?? before.officerLogin)
            let receiver = name(after.receiverLogin ?? next)
            return Line(
                at: after.arrivedAt, from: holder(before), to: holder(after),
                times: [time(after.arrivedAt)] + signed(giver, receiver),
                outcome: outcome(of: before.leftAt ?? after.arrivedAt, before: after.plannedAt ?? before.limitUntil),
                note: after.name)
        }
    }

    /// To other agencies and back.
    private var legs: [Line] {
        state.legs.map { leg in
            let hands = material.legHands.first { $0.number == leg.number }
            let agency = office.agencies[leg.agency]
            let offset = agency?.calendar.offset ?? view.offset
            let unit = office.unit(leg.unit)?.name ?? ""
            let back = leg.end.map { ["Trả kết quả: \(time($0.at))"] } ?? []
            return Line(
                at: leg.sentAt, from: view.agency?.row.name ?? "", to: "\(agency?.row.name ?? ""), \(unit)",
                times: [time(leg.sentAt)] + signed(name(hands?.giver), name(hands?.receiver)) + back,
                outcome: leg.punctuality(in: offset)?.vietnamese ?? "", note: "Phối hợp giải quyết")
        }
    }

    /// The result, to the applicant.
    private var returns: [Line] {
        guard let returned = state.returnedAt, let last = material.stays.last else { return [] }
        let ended = state.endedAt ?? returned
        return [
            Line(
                at: returned, from: holder(last), to: "Người nộp hồ sơ", times: [time(returned)],
                outcome: state.deadline?.punctuality(of: ended, in: view.offset).vietnamese ?? "",
                note: "Trả kết quả; xong lúc \(time(ended))")
        ]
    }

    private func holder(_ stay: StayRow) -> String {
        guard let code = stay.unitCode else { return stay.name }
        let unit = office.unit(code: code, of: state.decidedBy) ?? office.unit(code: code, of: state.receivedBy)
        return unit?.name ?? code
    }

    private func name(_ login: String?) -> String? { login.map { material.names[$0] ?? $0 } }

    private func signed(_ giver: String?, _ receiver: String?) -> [String] {
        ["Người giao: \(giver ?? "…………")", "Người nhận: \(receiver ?? "…………")"]
    }

    /// Late by the clock; on time on the very day, and early before it.
    private func outcome(of end: Instant, before planned: Instant?) -> String {
        guard let planned else { return "" }
        guard end <= planned else { return Punctuality.late.vietnamese }
        let days = (view.offset.localDate(of: end), view.offset.localDate(of: planned))
        return Punctuality(days.0, against: days.1).vietnamese
    }
}

extension Punctuality {
    fileprivate var vietnamese: String {
        switch self {
        case .early: "Trước hạn"
        case .onTime: "Đúng hạn"
        case .late: "Quá hạn"
        }
    }
}
