/// The walk behind a ledger: stands on a day, turns one page of the calendar after the other.
struct LedgerWalk {
    private var book: DayBook
    private let offset: UTCOffset
    private let start: Ledger.Start
    private let dayZero: LocalDate
    private var leg = -1
    /// The day on which the last leg ended, day zero before the first.
    private var day: LocalDate
    /// The instant at which the last leg ended, the start before the first.
    private var instant: Instant
    private var lines: [Ledger.Line] = []

    init(_ calendar: WorkCalendar, from instant: Instant, rule: DayZeroRule) throws(ClockRefusal) {
        book = DayBook(calendar)
        offset = calendar.offset
        self.instant = instant
        let (date, ofDay) = offset.localTime(of: instant)
        let page = book.page(date)
        let close = page.sessions.map(\.close).max() ?? 0
        if rule == .received || (page.isWorked && ofDay <= Int64(close) * Instant.microsecondsPerMinute) {
            start = .sameDay
            dayZero = date
        } else {
            start = page.isWorked ? .afterClosing : .dayOff(page.ground)
            dayZero = try book.nextWorked(after: date)
        }
        day = dayZero
        lines.append(line(dayZero, .dayZero, leg: 0))
    }

    /// True if day zero is the instant's own date and the instant lies after that minute.
    func isAfter(minuteOfDay: Int, _ instant: Instant) -> Bool {
        let (date, ofDay) = offset.localTime(of: instant)
        return date == dayZero && ofDay > Int64(minuteOfDay) * Instant.microsecondsPerMinute
    }

    var ledger: Ledger {
        let years = dayZero.year...max(dayZero.year, day.year)
        let confirmed = years.allSatisfy { book.calendar.isConfirmed(year: $0) }
        return Ledger(
            start: start, dayZero: dayZero, due: instant, dueOn: day, provisional: !confirmed, lines: lines)
    }

    /// Lays the next leg down behind what is there.
    mutating func add(_ piece: Piece) throws(ClockRefusal) {
        leg += 1
        // Only `0wh` can end on a day off or before day zero; a leg in days then begins on a working day not before it.
        if leg > 0, piece.unit != .workingMicroseconds {
            day = max(day, dayZero)
            if !book.page(day).isWorked { try roll() }
        }
        switch piece.unit {
        case .workingMicroseconds: try use(piece.amount)
        case .workingDays:
            try count(piece.amount)
            try close()
        case .calendarDays:
            let target = Int64(day.dayNumber) + piece.amount
            guard target <= Int64(LocalDate.lastDayNumber) else { throw .beyondYear9999 }
            try pass(through: LocalDate(dayNumber: Int32(target)))
            try close()
        case .months:
            guard let target = day.advanced(months: Int(piece.amount)) else { throw .beyondYear9999 }
            try pass(through: target)
            try close()
        }
    }

    private mutating func count(_ amount: Int64) throws(ClockRefusal) {
        var counted: Int64 = 0
        var standing = day
        while counted < amount {
            try step(from: standing)
            if book.page(day).isWorked {
                counted += 1
                standing = day
                try note(.counted(Int(counted)))
            } else {
                try note(.notCounted)
            }
        }
    }

    private mutating func pass(through target: LocalDate) throws(ClockRefusal) {
        let days = Int(target.dayNumber - day.dayNumber)
        guard days <= Ledger.longest else { throw .ledgerTooLong(days: days) }
        var counted = 0
        while day < target {
            day = day.adding(days: 1)
            counted += 1
            try note(.counted(counted))
        }
    }

    /// Moves on to a working day if the leg ended on a day off, and to its last closing.
    private mutating func close() throws(ClockRefusal) {
        if !book.page(day).isWorked { try roll() }
        instant = offset.instant(of: day, minuteOfDay: book.page(day).sessions.map(\.close).max() ?? 0)
    }

    private mutating func roll() throws(ClockRefusal) {
        let standing = day
        repeat {
            try step(from: standing)
            try note(.rolled)
        } while !book.page(day).isWorked
    }

    private mutating func use(_ budget: Int64) throws(ClockRefusal) {
        let (date, ofDay) = offset.localTime(of: instant)
        guard budget > 0 else {
            day = date
            return
        }
        // In a leg of hours day zero counts from the instant on, so that day's line says how much of it was used.
        if lines.count == 1, lines[0].mark == .dayZero { lines.removeAll() }
        // Day zero may lie behind the instant's date, never before it: time starts to run at the instant.
        var standing = date
        var left = budget
        var earliest = ofDay
        day = date
        while true {
            var used: Int64 = 0
            for session in book.page(day).sessions {
                let open = max(earliest, Int64(session.open) * Instant.microsecondsPerMinute)
                let close = Int64(session.close) * Instant.microsecondsPerMinute
                guard close > open else { continue }
                if left <= close - open {
                    try note(.used(used + left))
                    instant = offset.instant(of: day, microsecondOfDay: open + left)
                    return
                }
                left -= close - open
                used += close - open
            }
            if day >= dayZero { try note(.used(used)) }
            if book.page(day).isWorked { standing = day }
            earliest = 0
            try step(from: standing)
        }
    }

    private mutating func step(from standing: LocalDate) throws(ClockRefusal) {
        day = try book.step(day, from: standing)
    }

    private mutating func note(_ mark: Ledger.Mark) throws(ClockRefusal) {
        guard lines.count < Ledger.longest else { throw .ledgerTooLong(days: lines.count) }
        lines.append(line(day, mark, leg: leg))
    }

    private mutating func line(_ day: LocalDate, _ mark: Ledger.Mark, leg: Int) -> Ledger.Line {
        let page = book.page(day)
        return Ledger.Line(
            day: day, leg: leg, mark: mark, ground: page.ground, isWorked: page.isWorked,
            isConfirmed: book.calendar.isConfirmed(year: day.year))
    }
}

extension DayBook {
    /// The next day; refused once ten years have passed since the search stood on `standing` (C2).
    func step(_ day: LocalDate, from standing: LocalDate) throws(ClockRefusal) -> LocalDate {
        guard day < .latest else { throw .beyondYear9999 }
        let next = day.adding(days: 1)
        if let end = standing.advanced(months: 120), next > end {
            throw .noWorkingDayWithinTenYears(from: standing)
        }
        return next
    }

    mutating func nextWorked(after start: LocalDate) throws(ClockRefusal) -> LocalDate {
        var day = start
        repeat { day = try step(day, from: start) } while !page(day).isWorked
        return day
    }
}
