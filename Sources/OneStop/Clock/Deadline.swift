/// The date by which a dossier is due, with the days on which somebody must act before it (C2, C4).
package struct Deadline: Sendable, Hashable {
    /// The last closing of `dueOn`, or for a limit that ends in working hours the instant at which they are used up.
    package let due: Instant
    /// The local date of `due`. A closing at 24:00 belongs to the day it closes.
    package let dueOn: LocalDate
    /// True if instants are compared (last leg in working hours), false if dates are.
    package let byInstant: Bool
    /// True if a year from day zero through `dueOn` is not confirmed.
    package let provisional: Bool
    package let dayZero: LocalDate
    /// Two working days before `dueOn`; may lie before day zero when the limit is that short. Day zero if the calendar
    /// knows no such working day in the 3,653 days before.
    package let atRiskFrom: LocalDate
    /// The latest day for an apology: the last working day before `dueOn` but never before day zero; for limits in
    /// hours and up to `1wd` the due day itself.
    package let apologyLatest: LocalDate
}

extension CompiledCalendar {
    /// 15:00, the hour after which a same-day procedure is due on the next working day.
    package static let usualSameDayHour = 15 * 60

    /// The due date of a limit that begins at an instant; nil for `none`.
    ///
    /// - Working days: the n-th working day after day zero, at its last closing.
    /// - Calendar days and months: day zero plus n, month ends clipped, rolled forward to a working day, at its last
    ///   closing. A count of 0 is due on day zero itself, rolled forward.
    /// - Working hours: from the instant itself through open sessions to the earliest instant at which the budget is
    ///   used up, exact to the microsecond. `0wh` is due at the instant itself, open or not.
    /// - `0wd` as the first leg: day zero's last closing. If day zero is the instant's own date and the instant lies
    ///   after `sameDayHour` (minute of the day; that minute itself still counts), the next working day's. Who applies
    ///   outside working time is taken in when the office next opens, hence not after the hour.
    /// - A sum: each leg's end, rolled to a working day, is day zero of the next, but never a day before the dossier's
    ///   own day zero (only `0wh` could end there). A leg in hours after another starts
    ///   at the instant the other ended (for days: its last closing). `0wd` as a later leg adds nothing.
    package func deadline(
        _ limit: Limit, from start: Instant, dayZero rule: DayZeroRule = .working,
        sameDayHour: Int = CompiledCalendar.usualSameDayHour
    ) throws(ClockRefusal) -> Deadline? {
        guard let first = limit.legs.first else { return nil }
        do {
            return try table.deadline(limit, first: first, from: start, dayZero: rule, sameDayHour: sameDayHour)
        } catch {
            if case .refused(let refusal) = error { throw refusal }
        }
        return try answer(from: offset.localDate(of: start)) { (table) throws(TableMiss) in
            try table.deadline(limit, first: first, from: start, dayZero: rule, sameDayHour: sameDayHour)
        }
    }

    /// The day zero of an instant.
    package func dayZero(of instant: Instant, rule: DayZeroRule = .working) throws(ClockRefusal) -> LocalDate {
        let day = try answer(from: offset.localDate(of: instant)) { (table) throws(TableMiss) in
            try table.dayZero(of: instant, rule: rule)
        }
        return LocalDate(unchecked: day)
    }
}
