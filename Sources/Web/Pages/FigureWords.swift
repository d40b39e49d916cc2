import Desk
import OneStop
import Reports

extension PeriodClass {
    func title(_ say: Language) -> String {
        switch self {
        case .carriedOver: say("Kỳ trước chuyển sang", "Carried over")
        case .received: say("Tiếp nhận trong kỳ", "Received")
        case .receivedOnline: say("trực tuyến", "online")
        case .receivedDirect: say("trực tiếp", "at the desk")
        case .receivedPost: say("bưu chính", "by post")
        case .resolvedEarly: say("Xong trước hạn", "Resolved early")
        case .resolvedOnTime: say("Xong đúng hạn", "Resolved on time")
        case .resolvedLate: say("Xong quá hạn", "Resolved late")
        case .resolvedNoLimit: say("Xong, không có hạn", "Resolved, no limit")
        case .openWithin: say("Còn trong hạn", "Open within the limit")
        case .openOverdue: say("Đang quá hạn", "Open overdue")
        case .openNoLimit: say("Đang làm, không có hạn", "Open, no limit")
        case .paused: say("Tạm dừng", "Paused")
        case .awaitingReceipt: say("Chờ tiếp nhận", "Awaiting receipt")
        case .refused: say("Từ chối tiếp nhận", "Refused")
        case .receiptLate: say("Chậm tiếp nhận", "Answered late at receipt")
        case .secondSupplement: say("Bổ sung từ lần thứ hai", "Asked for documents twice")
        }
    }

    /// Whether it is a part of what was received.
    var isWayOfFiling: Bool { self == .receivedOnline || self == .receivedDirect || self == .receivedPost }

    /// The reason for which form II.06a names the dossiers of the class; nil where it names none.
    var reason: MonthlyEntry.Reason? {
        switch self {
        case .resolvedLate: .resolvedLate
        case .openOverdue: .openOverdue
        case .receiptLate: .receiptLate
        case .secondSupplement: .secondSupplement
        case .carriedOver, .received, .receivedOnline, .receivedDirect, .receivedPost, .resolvedEarly, .resolvedOnTime,
            .resolvedNoLimit, .openWithin, .openNoLimit, .paused, .awaitingReceipt, .refused:
            nil
        }
    }
}

extension MonthlyEntry.Reason {
    /// Whether a cause and a letter are asked for.
    var isLate: Bool { self == .resolvedLate || self == .openOverdue }

    func title(_ say: Language) -> String {
        switch self {
        case .resolvedLate: say("Hồ sơ đã giải quyết quá hạn", "Resolved late")
        case .openOverdue: say("Hồ sơ đang giải quyết quá hạn", "Open overdue")
        case .receiptLate:
            say("Hồ sơ trực tuyến quá hạn tiếp nhận (8 giờ làm việc)", "Answered late at receipt (8 working hours)")
        case .secondSupplement: say("Hồ sơ bị yêu cầu bổ sung từ lần thứ hai", "Asked for documents twice")
        }
    }
}

extension OnTimeGrouping {
    func title(_ say: Language) -> String {
        switch self {
        case .procedure: say("Thủ tục", "Procedure")
        case .field: say("Lĩnh vực", "Field")
        case .unit: say("Đơn vị", "Unit")
        case .officer: say("Chuyên viên", "Officer")
        case .channel: say("Cách nộp", "Way of filing")
        case .month: say("Tháng", "Month")
        case .agency: say("Cơ quan trước sắp xếp", "Agency before the reorganisation")
        }
    }
}

extension ApologyClass {
    func title(_ say: Language) -> String {
        switch self {
        case .late: say("Hồ sơ quá hạn", "Late dossiers")
        case .onTime: say("Xin lỗi đúng hạn", "Letter on time")
        case .afterwards: say("Xin lỗi muộn", "Letter afterwards")
        case .missing: say("Chưa xin lỗi", "Without a letter")
        case .notKept: say("Hệ thống cũ không lưu", "Not kept by the other system")
        case .overridden: say("Cho qua dù chưa xin lỗi", "Past the gate by override")
        }
    }
}

extension ApologyFigures {
    /// The line of the PAR INDEX (R9.4).
    func everyLateHasLetterWords(_ say: Language) -> String {
        switch everyLateHasLetter {
        case true?: say("có", "yes")
        case false?: say("không", "no")
        case nil: say("chưa xác định, vì hệ thống cũ không lưu", "not known, for the other system kept no letters")
        }
    }
}

extension CutOff {
    func title(_ say: Language) -> String {
        switch self {
        case .state: say("từ ngày 15 tháng trước đến ngày 14", "from the 15th of the month before to the 14th")
        case .calendar: say("từ đầu tháng đến cuối tháng", "the calendar month")
        }
    }
}

extension WaitingRule {
    /// What becomes of a dossier that waits for a supplement.
    func title(_ say: Language) -> String {
        switch self {
        case .withinLimit: say("đang giải quyết trong hạn (cột 12)", "in progress within the limit (12)")
        case .onTime: say("đã giải quyết đúng hạn (cột 9)", "resolved on time (9)")
        }
    }
}

/// A share as people read it: `98,5%`; a dash where there is nothing to have a share of.
enum Percent {
    /// One decimal, rounded half up: what a reader compares with a target.
    static func words(_ rate: Double?, _ say: Language) -> String {
        guard let rate else { return "–" }
        let tenths = Int((rate * 1_000).rounded())
        return "\(tenths / 10)\(say(",", "."))\(tenths % 10)%"
    }
}
