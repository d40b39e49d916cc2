/// The public holidays of Viet Nam computed for a year whose official schedule is not known (Labour Code 2019 art. 111
/// and 112; C2, "Built in"). What the government announces, such as swapped days, cannot be computed: dates that rest
/// on these days are provisional.
package enum VietnameseHolidays {
    /// A holiday of the code, or the day off in lieu of one.
    package enum Holiday: Sendable, Hashable {
        case newYear, tet, hungKings, reunification, labour, national, culture
        /// The next working day for a holiday on the weekend (art. 111).
        indirect case compensation(Holiday)

        /// The name as it stands in official schedules.
        package var vietnamese: String {
            switch self {
            case .newYear: "Tết Dương lịch"
            case .tet: "Tết Nguyên đán"
            case .hungKings: "Giỗ Tổ Hùng Vương"
            case .reunification: "Ngày Chiến thắng 30/4"
            case .labour: "Ngày Quốc tế lao động 1/5"
            case .national: "Quốc khánh"
            case .culture: "Ngày Văn hóa Việt Nam 24/11"
            case .compensation(let holiday): "Nghỉ bù \(holiday.vietnamese)"
            }
        }
    }

    /// Every holiday and compensation day of a year (1...9999), in order of date, each day once.
    ///
    /// Tết is five days: two before lunar 1/1, that day, two after. National Day is 2/9 and, from 2021, its neighbour
    /// that is a weekday next to a weekend, else 1/9. The culture day begins in 2026. The weekend is Saturday and
    /// Sunday whatever the office's own hours are; a compensation day is the next day that is neither.
    package static func days(of year: Int) -> [(day: LocalDate, holiday: Holiday)] {
        var named: [(day: LocalDate, holiday: Holiday)] = []
        func add(_ day: LocalDate?, _ holiday: Holiday) {
            guard let day, day.year == year, !named.contains(where: { $0.day == day }) else { return }
            named.append((day, holiday))
        }
        func date(_ month: Int, _ day: Int) -> LocalDate? { LocalDate(year: year, month: month, day: day) }

        add(date(1, 1), .newYear)
        let feasts = VietnameseLunar.feasts(of: year)
        for distance in -2...2 { add(feasts.newYear.adding(days: distance), .tet) }
        add(feasts.hungKings, .hungKings)
        add(date(4, 30), .reunification)
        add(date(5, 1), .labour)
        if year >= 2021, let nationalDay = date(9, 2) { add(neighbour(of: nationalDay), .national) }
        add(date(9, 2), .national)
        if year >= 2026 { add(date(11, 24), .culture) }

        named.sort { $0.day < $1.day }
        var taken = Set(named.map(\.day.dayNumber))
        var compensations: [(day: LocalDate, holiday: Holiday)] = []
        for (day, holiday) in named where isWeekend(day) {
            var next = day.adding(days: 1)
            while isWeekend(next) || taken.contains(next.dayNumber) { next = next.adding(days: 1) }
            taken.insert(next.dayNumber)
            compensations.append((next, .compensation(holiday)))
        }
        return (named + compensations).sorted { $0.day < $1.day }
    }

    private static func neighbour(of nationalDay: LocalDate) -> LocalDate {
        let after = nationalDay.adding(days: 1)
        return after.weekday == .friday || after.weekday == .monday ? after : nationalDay.adding(days: -1)
    }

    private static func isWeekend(_ day: LocalDate) -> Bool {
        day.weekday >= .saturday
    }
}
