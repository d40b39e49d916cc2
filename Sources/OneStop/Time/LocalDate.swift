/// A day of the proleptic Gregorian calendar, without a zone: the count of days since 2000-01-01.
///
/// Every value is a date that exists in the years 1...9999; arithmetic stops at the two ends of that range.
package struct LocalDate: Sendable, Hashable, Comparable {
    /// Days since 2000-01-01; negative before it.
    package let dayNumber: Int32

    /// The day number of 0001-01-01.
    package static let firstDayNumber: Int32 = -730_119
    /// The day number of 9999-12-31.
    package static let lastDayNumber: Int32 = 2_921_939
    /// 0001-01-01.
    package static let earliest = LocalDate(unchecked: firstDayNumber)
    /// 9999-12-31.
    package static let latest = LocalDate(unchecked: lastDayNumber)

    /// The date this many days after 2000-01-01, or the nearer end of the years 1...9999.
    package init(dayNumber: Int32) {
        self.dayNumber = min(max(dayNumber, LocalDate.firstDayNumber), LocalDate.lastDayNumber)
    }

    @inline(__always)
    init(unchecked dayNumber: Int32) {
        self.dayNumber = dayNumber
    }

    /// The date with these parts; nil when it does not exist (30 February) or lies outside the years 1...9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= LocalDate.daysIn(month: month, year: year)
        else { return nil }
        dayNumber = Int32(LocalDate.dayNumber(year: year, month: month, day: day))
    }

    package var year: Int { parts.year }
    package var month: Int { parts.month }
    package var day: Int { parts.day }

    package var weekday: Weekday {
        // 2000-01-01 was a Saturday; counted from 0001-01-01, a Monday, the remainder is never negative.
        Weekday(rawValue: Int(dayNumber - LocalDate.firstDayNumber) % 7 + 1) ?? .monday
    }

    /// The date `days` later, or earlier when negative; stops at the ends of the years 1...9999.
    package func adding(days: Int) -> LocalDate {
        let target = Int(dayNumber).addingReportingOverflow(days)
        guard !target.overflow else { return days < 0 ? .earliest : .latest }
        return LocalDate(
            unchecked: Int32(min(max(target.partialValue, Int(Self.firstDayNumber)), Int(Self.lastDayNumber))))
    }

    /// The same day number `months` later, or the last day of that month if it has none (Civil Code 2015 art. 148);
    /// stops at the ends of the years 1...9999.
    package func adding(months: Int) -> LocalDate {
        advanced(months: months) ?? (months < 0 ? .earliest : .latest)
    }

    /// `adding(months:)`, nil outside the years 1...9999.
    func advanced(months: Int) -> LocalDate? {
        guard (-120_000...120_000).contains(months) else { return nil }
        let (year, month, day) = parts
        let counted = year * 12 + (month - 1) + months
        guard counted >= 12, counted < 120_000 else { return nil }
        let newYear = counted / 12
        let newMonth = counted % 12 + 1
        let newDay = min(day, LocalDate.daysIn(month: newMonth, year: newYear))
        return LocalDate(unchecked: Int32(LocalDate.dayNumber(year: newYear, month: newMonth, day: newDay)))
    }

    package static func < (left: LocalDate, right: LocalDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    /// The number of days in a month; `month` is 1...12.
    package static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension LocalDate {
    // Years that begin on 1 March put the leap day last, so that a month's start is one linear formula
    // (Hinnant, "chrono-compatible low-level date algorithms"). 730_425 days lie between 0000-03-01 and 2000-01-01.
    private static let daysFromMarchOfYearZero = 730_425

    /// Year, month and day in one computation.
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(dayNumber) + Self.daysFromMarchOfYearZero
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }

    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - daysFromMarchOfYearZero
    }
}
