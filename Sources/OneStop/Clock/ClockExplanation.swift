extension LimitRefusal {
    /// What is wrong with a limit and what one looks like, in one sentence or two.
    package var explanation: String {
        switch self {
        case .empty: "The limit is empty. \(Self.form)"
        case .tooLong: "The limit is longer than any sum of limits can be. \(Self.form)"
        case .notALimit(let text): "\"\(text.prefix(40))\" is no limit. \(Self.form)"
        case .unknownUnit(let unit): "\"\(unit.prefix(40))\" is no unit of a limit. \(Self.form)"
        case .tooLarge(let text): "\(text.prefix(40)) is too large: a limit counts from 0 to \(Limit.largestCount)."
        case .tooManyLegs(let limit): "A sum has at most \(limit) parts."
        }
    }

    private static let form = "Write a number with wh, wd, d or mo, such as 5wd, a sum such as 5wd+25d, or none."
}

extension ClockRefusal {
    /// Why there is no date, in one sentence or two.
    package var explanation: String {
        switch self {
        case .noWorkingDayWithinTenYears(let from):
            "The calendar has no working day within ten years after \(from.iso). Correct the calendar."
        case .beyondYear9999: "The date would lie after 31 December 9999. Use a shorter limit."
        case .endBeforeStart: "The second instant lies before the first. Exchange them."
        case .ledgerTooLong(let days):
            "A ledger of \(days) days is longer than anybody reads; the date alone can be had."
        }
    }
}
