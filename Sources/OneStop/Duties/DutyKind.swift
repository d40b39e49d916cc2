/// What somebody has to see to because of the time, of an open dossier or of a result that nobody collects.
package enum DutyKind: String, Sendable, Hashable, CaseIterable {
    /// At most two working days are left, and no letter is out (R4).
    case atRisk = "at_risk"
    /// Today is the latest day for the letter of apology (C4).
    case apologyDue = "apology_due"
    /// The latest day has passed without a letter (C4).
    case apologyMissing = "apology_missing"
    /// The date that the letter told has passed. A second letter is refused, so the case is the head of the agency's (C4).
    case newDatePassed = "new_date_passed"
    /// A filing was not answered within its working hours (R2.4).
    case receiptLate = "receipt_late"
    /// The step of the internal process that runs should be over.
    case stepOverdue = "step_overdue"
    /// A unit that was asked for its opinion has not answered within its limit (R2.3).
    case opinionOverdue = "opinion_overdue"
    /// The last day for the applicant's answer has passed: stopping is proposed, with its notice (C5, 5/6→8).
    case windowPassed = "window_passed"
    /// A result lies at the desk and nobody comes for it.
    case resultNotCollected = "result_not_collected"
    /// Nobody has it, it has no date at which anything would be late, or the applicant could not be told something.
    case silent

    /// The name on screen.
    package var vietnamese: String {
        switch self {
        case .atRisk: "Sắp đến hạn"
        case .apologyDue: "Hôm nay là hạn cuối gửi phiếu xin lỗi"
        case .apologyMissing: "Quá hạn gửi phiếu xin lỗi"
        case .newDatePassed: "Quá ngày hẹn lại trong phiếu xin lỗi"
        case .receiptLate: "Chậm tiếp nhận"
        case .stepOverdue: "Quá hạn bước xử lý"
        case .opinionOverdue: "Quá hạn cho ý kiến"
        case .windowPassed: "Hết thời hạn bổ sung hoặc thực hiện nghĩa vụ tài chính"
        case .resultNotCollected: "Kết quả chưa có người nhận"
        case .silent: "Hồ sơ không có người giữ, không có thời hạn hoặc có tin không gửi được"
        }
    }

    /// What a leader may do about it, where the duty proposes that: to stop the dossier for want of an answer.
    package var proposes: CommandKind? {
        switch self {
        case .windowPassed: .stopForNoAnswer
        case .atRisk, .apologyDue, .apologyMissing, .newDatePassed, .receiptLate, .stepOverdue, .opinionOverdue,
            .resultNotCollected, .silent:
            nil
        }
    }

    /// The notice that goes with a proposal to stop, for the leader to send or to put in other words; nil where nothing
    /// is proposed.
    /// - Parameter occasion: of the duty's cause, the last day for the answer.
    package func proposedNotice(dossier code: String, occasion: String) -> String? {
        guard proposes != nil else { return nil }
        let day = LocalDate(iso: occasion).map(Self.onPaper) ?? occasion
        return
            "Thông báo dừng giải quyết hồ sơ \(code): đã quá ngày \(day) là hạn cuối mà không nhận được bổ sung hoặc chứng từ thực hiện nghĩa vụ tài chính."
    }

    private static func onPaper(_ day: LocalDate) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(day.day))/\(two(day.month))/\(day.year)"
    }
}

/// Whom a notice has reached: it climbs the tree of units.
package enum DutyLevel: Int, Sendable, Hashable, CaseIterable {
    /// Whoever's turn it is.
    case holder = 0
    /// The head of the unit.
    case head
    /// The head of the unit above.
    case parent
    /// The leader of the agency.
    case leader

    /// The name in the API.
    package var name: String {
        switch self {
        case .holder: "holder"
        case .head: "head"
        case .parent: "parent"
        case .leader: "leader"
        }
    }

    /// The level with a name.
    package init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }
}
