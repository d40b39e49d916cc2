extension WorkCalendar {
    /// The most days off, the most made-up days and the most sessions of one day that a document may list.
    package static let listLimit = 20_000
    package static let sessionLimit = 96

    /// Refuses what C2 refuses: sessions that overlap, are empty or cross midnight, and a calendar without any session.
    /// Sessions may touch and may stand in any order. The same day off may be listed twice (two decisions); the same
    /// made-up day only if both say the same hours.
    package func validated() throws(CalendarRefusal) {
        guard off.count <= Self.listLimit else { throw .tooLarge(field: "off", limit: Self.listLimit) }
        guard work.count <= Self.listLimit else { throw .tooLarge(field: "work", limit: Self.listLimit) }
        if let years = confirmedYears, let impossible = years.filter({ !(1...9999).contains($0) }).min() {
            throw .impossibleYear(impossible)
        }
        for day in Weekday.allCases {
            try Self.check(week[day] ?? [], at: .week(day))
            try Self.check(desk[day] ?? [], at: .desk(day))
        }
        var seen: [LocalDate: DayWorked.Hours] = [:]
        for entry in work {
            if case .hours(let sessions) = entry.source { try Self.check(sessions, at: .work(entry.day)) }
            if let earlier = seen.updateValue(entry.source, forKey: entry.day), earlier != entry.source {
                throw .workedTwice(entry.day)
            }
        }
        let worksWeekly = week.values.contains { !$0.isEmpty }
        guard worksWeekly || work.contains(where: { !sessions(of: $0).isEmpty }) else { throw .noSession }
    }

    /// The hours a made-up day gets.
    func sessions(of entry: DayWorked) -> [Session] {
        switch entry.source {
        case .hours(let sessions): sessions
        case .hoursOf(let other): week[other.weekday] ?? []
        }
    }

    private static func check(_ sessions: [Session], at place: CalendarRefusal.Place) throws(CalendarRefusal) {
        guard sessions.count <= sessionLimit else { throw .tooLarge(field: place.text, limit: sessionLimit) }
        for session in sessions {
            guard (0...1440).contains(session.open), (0...1440).contains(session.close) else {
                throw .outsideDay(place, session)
            }
            guard session.open < session.close else { throw .emptySession(place, session) }
        }
        let ordered = sessions.sorted { $0.open < $1.open }
        for (earlier, later) in zip(ordered, ordered.dropFirst()) where later.open < earlier.close {
            throw .overlap(place, earlier, later)
        }
    }
}
