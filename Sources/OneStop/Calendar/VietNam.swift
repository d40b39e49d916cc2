extension WorkCalendar {
    /// The built-in calendar of Viet Nam for state offices: 07:00–11:30 and 13:30–17:00, Monday to Friday, UTC+7.
    ///
    /// 2022...2026 are confirmed with the official schedules including every swapped day; every other year is computed
    /// by `VietnameseHolidays` and provisional. To confirm a further year, add it to `confirmedYears` together with all
    /// its days off: a confirmed year is no longer computed.
    package static let vietNam = WorkCalendar(
        offset: .vietnam, confirmedYears: [2022, 2023, 2024, 2025, 2026], week: officeWeek, off: officialDaysOff,
        work: officialMadeUpDays, computed: .vietNam)

    private static let officeWeek: [Weekday: [Session]] = {
        let day = [Session(open: 7 * 60, close: 11 * 60 + 30), Session(open: 13 * 60 + 30, close: 17 * 60)]
        return Dictionary(uniqueKeysWithValues: Weekday.allCases.filter { $0 <= .friday }.map { ($0, day) })
    }()

    private static let officialDaysOff: [DayOff] = VietNamSchedule.daysOff.flatMap { block in
        block.days.compactMap { day in
            LocalDate(iso: day).map { DayOff(day: $0, reason: block.reason, decision: block.decision) }
        }
    }

    private static let officialMadeUpDays: [DayWorked] = VietNamSchedule.swaps.compactMap { swap in
        guard let worked = LocalDate(iso: swap.worked), let off = LocalDate(iso: swap.off) else { return nil }
        return DayWorked(
            day: worked, source: .hoursOf(off), reason: "Làm bù cho ngày \(off.vietnamese)", decision: swap.decision)
    }
}
