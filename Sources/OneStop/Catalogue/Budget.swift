/// Limits as amounts that can be compared: working time, calendar days, months. Amounts of different kinds have no common
/// measure without a date; of those it is only known that a calendar day holds at most one working day, and a month at
/// most twenty-three.
struct Budget {
    /// A working day of steps given in hours, as published processes count it.
    private static let hoursOfDay = 8
    private static let workingDaysOfMonth = 23

    private var amounts: [Limit.Unit: Int] = [:]

    private init(_ limits: [Limit]) {
        for leg in limits.flatMap(\.legs) {
            switch leg.unit {
            case .workingHours: amounts[.workingHours, default: 0] += leg.count
            // The same day is a day of work.
            case .workingDays: amounts[.workingHours, default: 0] += max(1, leg.count) * Self.hoursOfDay
            case .calendarDays, .months: amounts[leg.unit, default: 0] += leg.count
            }
        }
    }

    /// By how much a limit is longer than another, in words; nil when it is not, or nobody can tell.
    static func excess(of limit: Limit, over most: Limit) -> String? {
        // To promise no date at all is to promise more than any.
        if limit.isNone, !most.isNone { return "no limit instead of one" }
        return excess(of: [limit], over: most)
    }

    /// By how much limits together are longer than one; nil when they are not, or nobody can tell.
    static func excess(of limits: [Limit], over most: Limit) -> String? {
        let asked = Budget(limits)
        let given = Budget([most])
        guard !given.amounts.isEmpty, !asked.amounts.isEmpty else { return nil }
        if Set(asked.amounts.keys) == Set(given.amounts.keys) { return asked.excess(over: given) }
        guard Set(asked.amounts.keys) == [.workingHours] else { return nil }
        var ceiling = given
        let days = (given.amounts[.calendarDays] ?? 0) + (given.amounts[.months] ?? 0) * workingDaysOfMonth
        ceiling.amounts = [.workingHours: (given.amounts[.workingHours] ?? 0) + days * hoursOfDay]
        return asked.excess(over: ceiling)
    }

    private func excess(over given: Budget) -> String? {
        for unit in Limit.Unit.allCases {
            guard let amount = amounts[unit], let most = given.amounts[unit], amount > most else { continue }
            switch unit {
            case .workingHours, .workingDays:
                return "\(amount) working hours instead of at most \(most), a day counted as \(Self.hoursOfDay)"
            case .calendarDays: return "\(amount) days instead of at most \(most)"
            case .months: return "\(amount) months instead of at most \(most)"
            }
        }
        return nil
    }
}
