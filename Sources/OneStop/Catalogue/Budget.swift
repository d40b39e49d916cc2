/// Limits as amounts that can be compared: working time, calendar days, months.
///
/// Amounts of different kinds have no common measure without a date. Of those it is known that a calendar day holds at most
/// one working day, and a month at most twenty-three; and each has a shortest and a longest length in calendar days
/// (`fewestDays`, `mostDays`). What is asked exceeds what is given only where its shortest length is above the longest of
/// that: whatever the day it begins on, it then ends later.
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
        if Set(asked.amounts.keys) == [.workingHours] {
            var ceiling = given
            let days = (given.amounts[.calendarDays] ?? 0) + (given.amounts[.months] ?? 0) * workingDaysOfMonth
            ceiling.amounts = [.workingHours: (given.amounts[.workingHours] ?? 0) + days * hoursOfDay]
            if let excess = asked.excess(over: ceiling) { return excess }
        }
        guard asked.fewestDays > given.mostDays else { return nil }
        return "at least \(asked.fewestDays) calendar days instead of at most \(given.mostDays)"
    }

    /// A month has 28 days at least. Nobody works on Sundays and some offices do on Saturdays (Decision 14/2010/QĐ-TTg),
    /// so seven working days take eight; where calendar days stand between them, the Sundays may be among those.
    private var fewestDays: Int {
        let working = (amounts[.workingHours] ?? 0) / Self.hoursOfDay
        let others = (amounts[.calendarDays] ?? 0) + (amounts[.months] ?? 0) * 28
        return others + working + (others == 0 ? max(0, working - 1) / 6 : 0)
    }

    /// A month has 31 days at most. Working days have a weekend after every five, and days off in every quarter of a year:
    /// five of them in a run at Tết (Labour Code 2019, article 112), one at the new year, and one more that may be put
    /// beside them.
    private var mostDays: Int {
        let working = ((amounts[.workingHours] ?? 0) + Self.hoursOfDay - 1) / Self.hoursOfDay
        let others = (amounts[.calendarDays] ?? 0) + (amounts[.months] ?? 0) * 31
        guard working > 0 else { return others }
        let weekdays = working + 7 * (1 + working / 60)
        return others + weekdays + 2 * ((weekdays + 4) / 5)
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
