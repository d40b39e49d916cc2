@testable import OneStop

/// The oracle: C2 and C3 written down as slowly and plainly as they read, one day at a time, sharing with the program
/// nothing but the types of dates.
struct Walk {
    let calendar: WorkCalendar
    var rule: DayZeroRule
    let sameDayHour: Int
    private let pages: Pages

    init(_ calendar: WorkCalendar, rule: DayZeroRule = .working, sameDayHour: Int = 900) {
        self.calendar = calendar
        self.rule = rule
        self.sameDayHour = sameDayHour
        pages = Pages(calendar)
    }

    /// The hours of each day looked at so far; a walk comes by the same days again and again.
    private final class Pages {
        private let calendar: WorkCalendar
        private let off: Set<LocalDate>
        private let work: [LocalDate: DayWorked]
        private var known: [Int32: [Session]] = [:]
        private var holidays: [Int: Set<LocalDate>] = [:]

        init(_ calendar: WorkCalendar) {
            self.calendar = calendar
            off = Set(calendar.off.map(\.day))
            work = Dictionary(calendar.work.map { ($0.day, $0) }) { first, _ in first }
        }

        func hours(_ day: LocalDate) -> [Session] {
            if let sessions = known[day.dayNumber] { return sessions }
            let sessions = read(day).sorted { $0.open < $1.open }
            known[day.dayNumber] = sessions
            return sessions
        }

        private func read(_ day: LocalDate) -> [Session] {
            switch work[day]?.source {
            case .hours(let sessions): return sessions
            case .hoursOf(let other): return calendar.week[other.weekday] ?? []
            case nil: break
            }
            if off.contains(day) { return [] }
            if calendar.computed == .vietNam, calendar.confirmedYears?.contains(day.year) == false {
                let known = holidays[day.year] ?? Set(VietnameseHolidays.days(of: day.year).map(\.day))
                holidays[day.year] = known
                if known.contains(day) { return [] }
            }
            return calendar.week[day.weekday] ?? []
        }
    }

    struct Point: Equatable {
        var day: LocalDate
        var due: Instant
    }

    func hours(_ day: LocalDate) -> [Session] { pages.hours(day) }

    func lastClosing(_ day: LocalDate) -> Instant {
        calendar.offset.instant(of: day, minuteOfDay: hours(day).last?.close ?? 0)
    }

    /// The first working day after one that at most ten years separate from it.
    func nextWorking(after day: LocalDate) throws(ClockRefusal) -> LocalDate {
        let horizon = day.advanced(months: 120)
        var next = day
        while true {
            guard next < .latest else { throw .beyondYear9999 }
            next = next.adding(days: 1)
            if let horizon, next > horizon { throw .noWorkingDayWithinTenYears(from: day) }
            if !hours(next).isEmpty { return next }
        }
    }

    func rolled(_ day: LocalDate) throws(ClockRefusal) -> LocalDate {
        hours(day).isEmpty ? try nextWorking(after: day) : day
    }

    func dayZero(_ instant: Instant) throws(ClockRefusal) -> LocalDate {
        let day = calendar.offset.localDate(of: instant)
        if rule == .received { return day }
        if !hours(day).isEmpty, instant <= lastClosing(day) { return day }
        return try nextWorking(after: day)
    }

    /// The end of one leg that starts on `zero`, or for hours at `start`.
    func end(_ piece: Piece, zero: LocalDate, start: Instant) throws(ClockRefusal) -> Point {
        var day = zero
        switch piece.unit {
        case .workingDays:
            if piece.amount == 0 { day = try rolled(day) }
            for _ in 0..<piece.amount { day = try nextWorking(after: day) }
        case .calendarDays:
            for _ in 0..<piece.amount {
                guard day < .latest else { throw .beyondYear9999 }
                day = day.adding(days: 1)
            }
            day = try rolled(day)
        case .months:
            guard let target = zero.advanced(months: Int(piece.amount)) else { throw .beyondYear9999 }
            day = try rolled(target)
        case .workingMicroseconds:
            return try used(piece.amount, from: start)
        }
        return Point(day: day, due: lastClosing(day))
    }

    private func used(_ amount: Int64, from start: Instant) throws(ClockRefusal) -> Point {
        var day = calendar.offset.localDate(of: start)
        if amount == 0 { return Point(day: day, due: start) }
        var left = amount
        while true {
            for session in hours(day) {
                let open = max(start, calendar.offset.instant(of: day, minuteOfDay: session.open))
                let close = calendar.offset.instant(of: day, minuteOfDay: session.close)
                let available = max(0, close.microseconds - open.microseconds)
                if left <= available { return Point(day: day, due: open.adding(microseconds: left)) }
                left -= available
            }
            day = try nextWorking(after: day)
        }
    }

    /// The ends of all legs, the first leg's day zero first among the arguments of a life.
    func ends(_ pieces: [Piece], isLimit: Bool, from start: Instant) throws(ClockRefusal) -> [Point] {
        var zero = try dayZero(start)
        var from = start
        var ends: [Point] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { zero = max(zero, try rolled(ends[index - 1].day)) }
            var piece = piece
            if isLimit, index == 0, piece.unit == .workingDays, piece.amount == 0,
                calendar.offset.localDate(of: start) == zero,
                start > calendar.offset.instant(of: zero, minuteOfDay: sameDayHour)
            {
                piece.amount = 1
            }
            let end = try end(piece, zero: zero, start: from)
            from = end.due
            ends.append(end)
        }
        return ends
    }

    func deadline(_ limit: Limit, from start: Instant) throws(ClockRefusal) -> Deadline {
        let end = try ends(limit.legs.map { Piece($0) }, isLimit: true, from: start).last!
        return try complete(
            end, zero: dayZero(start), byInstant: limit.legs.last!.unit == .workingHours,
            onDueDay: limit.legs.allSatisfy { $0.unit == .workingHours } || ["0wd", "1wd"].contains(limit.text)
                || (limit.legs.allSatisfy { $0.unit == .workingDays } && limit.legs.map(\.count).reduce(0, +) <= 1))
    }

    func complete(_ end: Point, zero: LocalDate, byInstant: Bool, onDueDay: Bool) -> Deadline {
        var before: [LocalDate] = []
        var day = end.day
        while day > .earliest, before.count < 2, end.day.dayNumber - day.dayNumber < 3653 {
            day = day.adding(days: -1)
            if !hours(day).isEmpty { before.append(day) }
        }
        let years = zero.year...max(zero.year, end.day.year)
        return Deadline(
            due: end.due, dueOn: end.day, byInstant: byInstant,
            provisional: !years.allSatisfy { calendar.confirmedYears?.contains($0) ?? true }, dayZero: zero,
            atRiskFrom: before.count == 2 ? before[1] : zero,
            apologyLatest: onDueDay ? end.day : max(zero, before.first ?? zero))
    }
}
