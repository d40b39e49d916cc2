/// A calendar read one day at a time: the plain reading of the document that the ledger walks over, which knows nothing
/// of compiled tables.
struct DayBook {
    struct Page {
        let ground: WorkCalendar.DayGround
        let sessions: [Session]

        var isWorked: Bool { !sessions.isEmpty }
    }

    let calendar: WorkCalendar
    private var work: [LocalDate: DayWorked] = [:]
    private var off: [LocalDate: DayOff] = [:]
    private var holidays: [LocalDate: VietnameseHolidays.Holiday] = [:]
    private var computedYears: Set<Int> = []

    init(_ calendar: WorkCalendar) {
        self.calendar = calendar
        for entry in calendar.work where work[entry.day] == nil { work[entry.day] = entry }
        for entry in calendar.off where off[entry.day] == nil { off[entry.day] = entry }
    }

    mutating func page(_ day: LocalDate) -> Page {
        let ground = ground(of: day)
        return Page(ground: ground, sessions: calendar.sessions(for: ground))
    }

    private mutating func ground(of day: LocalDate) -> WorkCalendar.DayGround {
        if let entry = work[day] { return .worked(entry) }
        if let entry = off[day] { return .off(entry) }
        guard calendar.computed != nil, !calendar.isConfirmed(year: day.year) else { return .week(day.weekday) }
        if computedYears.insert(day.year).inserted {
            for (holiday, name) in calendar.computedHolidays(of: day.year) { holidays[holiday] = name }
        }
        return holidays[day].map { .computed($0) } ?? .week(day.weekday)
    }
}
