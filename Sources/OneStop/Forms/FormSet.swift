/// The official forms of a circular, which a dossier keeps from its acceptance on.
package struct FormSet: Sendable, Hashable, OfCircular {
    /// A short name, such as `tt03-2025`.
    package var code: String
    /// The circular with its number and day.
    package var circular: String
    package var acceptedFrom: LocalDate
    /// Whether that day is confirmed by the text of the circular.
    package var isConfirmed: Bool
    package var forms: [OfficialForm]

    /// The form for something; nil where the circular has none.
    package subscript(kind: FormKind) -> OfficialForm? { forms.first { $0.kind == kind } }

    /// The set of a dossier accepted on a day.
    package static func used(for acceptedOn: LocalDate) -> FormSet { all.used(for: acceptedOn) ?? circular2025 }

    /// All sets. Their circulars and days are those of the letter of apology, which is a form of each (`LetterForm`).
    package static let all = [circular2018, circular2025]

    static let circular2018 = FormSet(
        code: "tt01-2018", circular: "Thông tư số 01/2018/TT-VPCP ngày 23/11/2018",
        acceptedFrom: LocalDate(iso: "2019-01-06") ?? .earliest, isConfirmed: true,
        forms: [
            OfficialForm(.receipt, "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
            OfficialForm(.supplementRequest, "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
            OfficialForm(.refusal, "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
            OfficialForm(.apology, "04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
            OfficialForm(.controlSlip, "05", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
            OfficialForm(.register, "06", "Sổ theo dõi hồ sơ"),
        ])

    static let circular2025 = FormSet(
        code: "tt03-2025", circular: "Thông tư số 03/2025/TT-VPCP ngày 15/9/2025",
        acceptedFrom: LocalDate(iso: "2025-09-15") ?? .latest, isConfirmed: false,
        forms: [
            OfficialForm(.receipt, "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
            OfficialForm(.supplementRequest, "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
            OfficialForm(.refusal, "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
            OfficialForm(.apology, "04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
            OfficialForm(.stopNotice, "05", "Thông báo dừng giải quyết hồ sơ"),
            OfficialForm(.controlSlip, "06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
            OfficialForm(.register, "07", "Sổ theo dõi hồ sơ"),
        ])
}

/// What a circular laid down, for who is accepted from a day on.
protocol OfCircular {
    /// The first day of acceptance it is used for.
    var acceptedFrom: LocalDate { get }
}

extension Sequence where Element: OfCircular {
    /// What is used for a dossier accepted on a day: the newest in use then or, before all of them, the oldest. So a new
    /// circular does not change what began under the old one.
    func used(for acceptedOn: LocalDate) -> Element? {
        let ordered = sorted { $0.acceptedFrom < $1.acceptedFrom }
        return ordered.last { $0.acceptedFrom <= acceptedOn } ?? ordered.first
    }
}
