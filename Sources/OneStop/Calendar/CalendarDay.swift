extension WorkCalendar {
    /// What decides whether and when one day is worked.
    package enum DayGround: Sendable, Hashable {
        /// The weekly hours, or none of them on the weekly day off.
        case week(Weekday)
        case computed(VietnameseHolidays.Holiday)
        case off(DayOff)
        case worked(DayWorked)
    }

    func computedHolidays(of year: Int) -> [(day: LocalDate, holiday: VietnameseHolidays.Holiday)] {
        switch computed {
        case .vietNam: VietnameseHolidays.days(of: year)
        case nil: []
        }
    }

    /// What decides about a day, read from the document itself and not from a compiled table. Of several entries for
    /// one day the first counts. Linear in the document; for people and for explanations.
    package func ground(of day: LocalDate) -> DayGround {
        if let entry = work.first(where: { $0.day == day }) { return .worked(entry) }
        if let entry = off.first(where: { $0.day == day }) { return .off(entry) }
        if computed != nil, !isConfirmed(year: day.year),
            let found = computedHolidays(of: day.year).first(where: { $0.day == day })
        {
            return .computed(found.holiday)
        }
        return .week(day.weekday)
    }

    /// The sessions that a ground gives a day, in order of time; empty on a day off.
    package func sessions(for ground: DayGround) -> [Session] {
        switch ground {
        case .week(let weekday): (week[weekday] ?? []).sorted { $0.open < $1.open }
        case .computed, .off: []
        case .worked(let entry): sessions(of: entry).sorted { $0.open < $1.open }
        }
    }
}
