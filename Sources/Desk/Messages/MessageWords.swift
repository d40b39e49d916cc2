import OneStop
import Records

/// What an event puts into the places of a template.
struct MessageWords {
    var event: Event
    /// After the event.
    var state: Dossier
    var applicant: ApplicantRecord?
    var procedure: String?
    var agency: String
    var offset: UTCOffset

    func value(of name: MessageName, in language: MessageLanguage) -> String {
        let none = language == .vietnamese ? "không xác định" : "not set"
        switch name {
        case .applicant: return applicant?.name ?? ""
        case .code: return state.code?.text ?? ""
        case .procedure: return procedure ?? ""
        case .agency: return agency
        case .received: return time(state.acceptedAt ?? event.at)
        case .due: return state.deadline.map { time($0.due) } ?? none
        case .newDate: return state.newDate.map(time) ?? none
        case .answerBy: return state.pause?.answerBy.map { Self.day($0) } ?? none
        case .documents: return documents
        case .reason: return reason
        case .ground: return form?.ground ?? ""
        case .advice: return form?.advice ?? ""
        case .amount: return amount(in: language)
        }
    }

    private var form: RefusalForm? {
        if case .refused(let form) = event.body { return form }
        if case .refusedAtDesk(_, let form) = event.body { return form }
        return nil
    }

    private var reason: String {
        if case .supplementAsked(let request, _) = event.body { return request.reason }
        return form?.reason ?? ""
    }

    private var documents: String {
        guard case .supplementAsked(let request, _) = event.body else { return "" }
        return request.items.map(\.text).joined(separator: "; ")
    }

    private func amount(in language: MessageLanguage) -> String {
        guard case .paymentDemanded(let demand, _) = event.body else { return "" }
        let mark: Character = language == .vietnamese ? "." : ","
        let digits = String(demand.amount)
        let grouped = digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0, (digits.count - digit.offset) % 3 == 0 { text.append(mark) }
            text.append(digit.element)
        }
        return language == .vietnamese ? "\(grouped) đồng" : "VND \(grouped)"
    }

    /// `17:00 09/03/2026`.
    private func time(_ instant: Instant) -> String {
        let (date, minute, _) = offset.localMinute(of: instant)
        return "\(Self.two(minute / 60)):\(Self.two(minute % 60)) \(Self.day(date))"
    }

    private static func day(_ date: LocalDate) -> String { "\(two(date.day))/\(two(date.month))/\(date.year)" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension MessageName {
    /// What stands in its place in a preview.
    func sample(in language: MessageLanguage) -> String {
        switch self {
        case .applicant: "Nguyễn Văn An"
        case .code: "H99.14-260303-0001"
        case .procedure: "Cấp giấy phép tiến hành công việc bức xạ"
        case .agency: "Sở Khoa học và Công nghệ"
        case .received: "09:00 03/03/2026"
        case .due: "17:00 09/03/2026"
        case .newDate: "17:00 13/03/2026"
        case .answerBy: "20/03/2026"
        case .documents: "Bản sao giấy chứng nhận; Ảnh 4x6"
        case .reason: "Thiếu giấy tờ theo danh mục"
        case .ground: "Điều 17 Nghị định 118/2025/NĐ-CP"
        case .advice: "Bổ sung giấy tờ rồi nộp lại"
        case .amount: language == .vietnamese ? "1.200.000 đồng" : "VND 1,200,000"
        }
    }
}
