import OneStop
import Reports

extension DutyKind {
    func title(_ say: Language) -> String {
        switch self {
        case .atRisk: say(vietnamese, "At risk of being late")
        case .apologyDue: say(vietnamese, "Today is the latest day for the letter of apology")
        case .apologyMissing: say(vietnamese, "The letter of apology is overdue")
        case .newDatePassed: say(vietnamese, "The date in the letter of apology has passed")
        case .receiptLate: say(vietnamese, "Late in receipt")
        case .stepOverdue: say(vietnamese, "The step is overdue")
        case .opinionOverdue: say(vietnamese, "An opinion is overdue")
        case .windowPassed: say(vietnamese, "The applicant's last day has passed")
        case .resultNotCollected: say(vietnamese, "Nobody came for the result")
        case .silent: say(vietnamese, "Nobody has it, it has no date, or a message failed")
        }
    }

    /// How much it wants attention.
    var level: TimeLeft.Level {
        switch self {
        case .atRisk: .soon
        case .apologyDue: .today
        case .apologyMissing, .newDatePassed, .receiptLate, .stepOverdue, .opinionOverdue: .late
        case .windowPassed, .resultNotCollected, .silent: .waiting
        }
    }
}

extension DutyLevel {
    /// Whom a notice has reached.
    func title(_ say: Language) -> String {
        switch self {
        case .holder: say("Người đang giữ", "Whose turn it is")
        case .head: say("Trưởng đơn vị", "Head of the unit")
        case .parent: say("Trưởng đơn vị cấp trên", "Head of the unit above")
        case .leader: say("Lãnh đạo cơ quan", "Leader")
        }
    }
}
