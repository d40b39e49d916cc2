/// The lives that the demonstration tells, and how many of 320 dossiers have each.
enum Story: CaseIterable {
    case filed
    case receiptLate
    case acceptedLate
    case refusedOnline
    case refusedAtDesk
    case askedBeforeAcceptance
    case answeredBeforeAcceptance
    case atTheDesk
    case supplementOpen
    case supplementAnswered
    case secondSupplement
    case paymentOpen
    case paymentConfirmed
    case withdrawnBeforeAcceptance
    case withdrawn
    case stopped
    case stoppedForNoAnswer
    case lateWithLetter
    case lateWithLateLetter
    case lateWithoutLetter
    case overdue
    case overdueWithLetter
    case atRisk
    case letterDueToday
    case dueToday
    case inWork
    case sentBack
    case otherOfficer
    case uncollected
    case finished
    case returned
    case returnedEarly
    case corrected

    var share: Int {
        switch self {
        case .filed, .atTheDesk, .paymentOpen, .overdue, .atRisk, .uncollected: 9
        case .receiptLate, .acceptedLate, .askedBeforeAcceptance, .letterDueToday, .dueToday, .overdueWithLetter: 6
        case .refusedOnline, .refusedAtDesk, .stopped, .stoppedForNoAnswer, .withdrawn, .sentBack: 5
        case .answeredBeforeAcceptance, .supplementOpen, .paymentConfirmed, .lateWithLetter, .lateWithoutLetter: 9
        case .withdrawnBeforeAcceptance, .lateWithLateLetter, .otherOfficer, .corrected: 4
        case .secondSupplement: 6
        case .supplementAnswered, .finished: 14
        case .inWork: 24
        case .returned: 55
        case .returnedEarly: 26
        }
    }

    /// The stories of so many dossiers, in the proportions of the shares; the rest of a division is returned in time.
    static func lives(_ count: Int) -> [Story] {
        let line = allCases.flatMap { Array(repeating: $0, count: $0.share) }
        return (0..<count).map { line[$0 * line.count / count] }
    }
}
