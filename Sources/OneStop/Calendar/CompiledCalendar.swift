/// A validated calendar made ready for counting: cheap to copy, safe to share, never wrong outside the years it was
/// compiled for (a question that reaches beyond them is answered from a wider table built for that question).
package struct CompiledCalendar: Sendable {
    /// The years compiled in advance: they hold every dossier of working life, even one with a limit of 10,000 working
    /// days, and building them takes a fraction of a millisecond.
    static let span = 2000...2079

    package let calendar: WorkCalendar
    let table: CalendarTable

    /// Validates and compiles. Throws what `WorkCalendar.validated()` throws.
    package init(_ calendar: WorkCalendar) throws(CalendarRefusal) {
        try calendar.validated()
        self.calendar = calendar
        table = CalendarTable(calendar, years: Self.span)
    }

    package var offset: UTCOffset { table.offset }

    /// Runs a question on the compiled span, and on wider ones from `day` on while it reaches beyond them.
    func answer<Answer>(
        from day: LocalDate, _ question: (CalendarTable) throws(TableMiss) -> Answer
    ) throws(ClockRefusal) -> Answer {
        do {
            return try question(table)
        } catch {
            if case .refused(let refusal) = error { throw refusal }
        }
        // `day` is the earliest day of the question; fifteen years before it hold the ten a look back may need.
        for reach in [100, 1000, 9999] {
            let years = max(1, day.year - 15)...min(9999, day.year + reach)
            do {
                return try question(CalendarTable(calendar, years: years))
            } catch {
                if case .refused(let refusal) = error { throw refusal }
            }
        }
        throw .beyondYear9999
    }

    /// True if the day has at least one session.
    package func isWorkingDay(_ day: LocalDate) -> Bool {
        do {
            return try table.workedIndex(of: day.dayNumber) != nil
        } catch {
            return !calendar.sessions(for: calendar.ground(of: day)).isEmpty
        }
    }

    /// The sessions of a day in order of time; empty on a day off.
    package func sessions(on day: LocalDate) -> [Session] {
        do {
            guard let index = try table.workedIndex(of: day.dayNumber) else { return [] }
            return Array(table.sessions[table.range(ofPattern: table.worked[index].pattern)])
        } catch {
            return calendar.sessions(for: calendar.ground(of: day))
        }
    }

    /// True if any year from the first day through the last is not confirmed (R3.2 step 7).
    package func isProvisional(from first: LocalDate, through last: LocalDate) -> Bool {
        table.isProvisional(from: first.dayNumber, through: max(first, last).dayNumber)
    }

    /// True while a session is open, both ends included; with `desk` also during desk hours, which a day off listed or
    /// computed closes as well.
    package func isOpen(at instant: Instant, desk: Bool) -> Bool {
        let (date, ofDay) = offset.localTime(of: instant)
        if sessions(on: date).contains(where: { $0.contains(ofDay) }) { return true }
        guard desk, let hours = calendar.desk[date.weekday], hours.contains(where: { $0.contains(ofDay) }) else {
            return false
        }
        switch calendar.ground(of: date) {
        case .week, .worked: return true
        case .off, .computed: return false
        }
    }

    /// Working days later than `first`, up to and including `last`; 0 if `last` is not later.
    package func workingDays(after first: LocalDate, through last: LocalDate) -> Int {
        guard last > first else { return 0 }
        let counted: Int? = try? answer(from: first) { (table) throws(TableMiss) in
            try table.rank(through: last.dayNumber) - table.rank(through: first.dayNumber)
        }
        return counted ?? 0
    }

    /// Working time between two instants in microseconds, exact; 0 if `to` is not later.
    package func workingMicroseconds(from: Instant, to: Instant) -> Int64 {
        guard to > from else { return 0 }
        let counted: Int64? = try? answer(from: offset.localDate(of: from)) { (table) throws(TableMiss) in
            try table.workedBefore(to) - table.workedBefore(from)
        }
        return counted ?? 0
    }

    /// Whole working minutes between two instants: seconds are counted exactly and the sum is rounded down.
    package func workingMinutes(from: Instant, to: Instant) -> Int {
        Int(workingMicroseconds(from: from, to: to) / Instant.microsecondsPerMinute)
    }
}
