/// A decision that changes a calendar: days off, days worked, other hours for a time, years whose days off are now known.
///
/// What it says of a day goes before what the office's document and every decision that took effect earlier say of it.
package struct CalendarDecision: Sendable, Hashable {
    /// Other hours than the week's for a time. They hold on the days that go by the week; days off and days made up for
    /// stay as they are.
    package struct Hours: Sendable, Hashable {
        package var from: LocalDate
        /// The last day, included.
        package var to: LocalDate
        /// The hours of the weekdays that change; an empty list closes the weekday.
        package var week: [Weekday: [Session]]

        /// Hours from a day to another.
        package init(from: LocalDate, to: LocalDate, week: [Weekday: [Session]]) {
            self.from = from
            self.to = to
            self.week = week
        }
    }

    /// Number and symbol, such as `1234/QĐ-UBND`.
    package var number: String
    package var date: LocalDate
    /// Who issued it.
    package var issuer: String
    package var reason: String
    /// What a day says of its own reason and decision goes before the whole's.
    package var off: [DayOff]
    package var work: [DayWorked]
    package var hours: [Hours]
    /// Years whose days off are known from now on, all of them listed here or in the office's document.
    package var confirms: Set<Int>

    /// A decision as it was written, not yet judged: `validated(on:)` does that.
    package init(
        number: String, date: LocalDate, issuer: String, reason: String, off: [DayOff] = [], work: [DayWorked] = [],
        hours: [Hours] = [], confirms: Set<Int> = []
    ) {
        self.number = number
        self.date = date
        self.issuer = issuer
        self.reason = reason
        self.off = off
        self.work = work
        self.hours = hours
        self.confirms = confirms
    }

    /// How a day's ground names it.
    package var label: String { "\(number) ngày \(date.vietnamese) của \(issuer)" }

    /// The first day that may not be what it was: no date before it moves. Nil when it changes nothing.
    package var firstDay: LocalDate? {
        let days = off.map(\.day) + work.map(\.day) + hours.map(\.from)
        return (days + confirms.compactMap { LocalDate(year: $0, month: 1, day: 1) }).min()
    }

    /// The most days, and the longest time of other hours in days.
    package static let mostDays = 400
    package static let longestHours = 366
}

/// Why a decision cannot be taken as it stands.
package enum CalendarDecisionRefusal: Error, Sendable, Hashable {
    /// It changes nothing.
    case empty
    /// It says two things of one day.
    case dayTwice(LocalDate)
    /// Hours that end before they begin, or hold for too long, or for no weekday.
    case hours(from: LocalDate, to: LocalDate)
    /// More days than a decision can mean.
    case tooManyDays
    /// It confirms a year without listing its days off, which are then no longer computed.
    case confirmedWithoutDays(Int)
    /// The calendar that it would make cannot be used.
    case calendar(CalendarRefusal)
}

extension CalendarDecision {
    /// The calendar that the decision makes of another.
    /// - Throws: `CalendarDecisionRefusal`.
    package func validated(on calendar: WorkCalendar) throws(CalendarDecisionRefusal) -> CompiledCalendar {
        guard !off.isEmpty || !work.isEmpty || !hours.isEmpty || !confirms.isEmpty else { throw .empty }
        guard off.count + work.count <= Self.mostDays else { throw .tooManyDays }
        var seen: Set<LocalDate> = []
        for day in off.map(\.day) + work.map(\.day) where !seen.insert(day).inserted { throw .dayTwice(day) }
        for span in hours {
            let days = span.to.dayNumber - span.from.dayNumber + 1
            guard days >= 1, days <= Int32(Self.longestHours), !span.week.isEmpty else {
                throw .hours(from: span.from, to: span.to)
            }
        }
        for year in confirms.sorted() where calendar.computed != nil && !calendar.isConfirmed(year: year) {
            let isListed = (calendar.off + off).contains { $0.day.year == year }
            guard isListed else { throw .confirmedWithoutDays(year) }
        }
        do {
            return try CompiledCalendar(calendar.changed(by: self))
        } catch {
            throw .calendar(error)
        }
    }
}

extension WorkCalendar {
    /// The calendar after a decision. Its days take the place of whatever was listed for the same day.
    package func changed(by decision: CalendarDecision) -> WorkCalendar {
        var changed = self
        for span in decision.hours { changed.take(span, of: decision) }
        changed.forget(Set(decision.off.map(\.day) + decision.work.map(\.day)))
        changed.off += decision.off.map {
            DayOff(day: $0.day, reason: $0.reason ?? decision.reason, decision: $0.decision ?? decision.label)
        }
        changed.work += decision.work.map {
            DayWorked(
                day: $0.day, source: $0.source, reason: $0.reason ?? decision.reason,
                decision: $0.decision ?? decision.label)
        }
        if let years = confirmedYears { changed.confirmedYears = years.union(decision.confirms) }
        return changed
    }

    private mutating func take(_ span: CalendarDecision.Hours, of decision: CalendarDecision) {
        var book = DayBook(self)
        var off: [DayOff] = []
        var work: [DayWorked] = []
        for number in span.from.dayNumber...max(span.from, span.to).dayNumber {
            let day = LocalDate(dayNumber: number)
            guard let sessions = span.week[day.weekday], book.page(day).ground.isOrdinary else { continue }
            if sessions.isEmpty {
                off.append(DayOff(day: day, reason: decision.reason, decision: decision.label))
            } else {
                work.append(
                    DayWorked(
                        day: day, source: .hours(sessions), reason: decision.reason, decision: decision.label,
                        isOrdinary: true))
            }
        }
        forget(Set(off.map(\.day) + work.map(\.day)))
        self.off += off
        self.work += work
    }

    private mutating func forget(_ days: Set<LocalDate>) {
        off.removeAll { days.contains($0.day) }
        work.removeAll { days.contains($0.day) }
    }

    /// Those of some days that another calendar works at other times, in order.
    package func days(_ days: Set<LocalDate>, unlike other: WorkCalendar) -> [LocalDate] {
        var mine = DayBook(self)
        var theirs = DayBook(other)
        return days.filter { mine.page($0).sessions != theirs.page($0).sessions }.sorted()
    }
}

extension CalendarDecision {
    /// Every day that it can change.
    package var days: Set<LocalDate> {
        var spans = hours.map { ($0.from, $0.to) }
        for year in confirms {
            guard let first = LocalDate(year: year, month: 1, day: 1),
                let last = LocalDate(year: year, month: 12, day: 31)
            else { continue }
            spans.append((first, last))
        }
        var days = Set(off.map(\.day) + work.map(\.day))
        for (first, last) in spans where first <= last {
            for number in first.dayNumber...last.dayNumber { days.insert(LocalDate(dayNumber: number)) }
        }
        return days
    }
}

extension WorkCalendar.DayGround {
    /// Whether the day goes by the week, if by changed hours.
    fileprivate var isOrdinary: Bool {
        switch self {
        case .week: true
        case .worked(let entry): entry.isOrdinary
        case .computed, .off: false
        }
    }
}
