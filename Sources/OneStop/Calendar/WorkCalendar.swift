/// An office's calendar as the document of C2 states it: weekly hours, desk hours, days off and made-up days.
///
/// Precedence on one day: `work` beats `off`, `off` beats a computed holiday, that beats `week`. A working day is a day
/// that has at least one session. `desk` allows acceptance outside working days and makes no working day.
package struct WorkCalendar: Sendable, Hashable {
    package var offset: UTCOffset
    /// The years whose days off are officially known; a date that touches another year is provisional. Nil: every year.
    package var confirmedYears: Set<Int>?
    /// Hours of each weekday; a weekday that is missing or empty is the weekly day off.
    package var week: [Weekday: [Session]]
    package var desk: [Weekday: [Session]]
    package var off: [DayOff]
    package var work: [DayWorked]
    /// Holidays computed for the years that `confirmedYears` leaves out; nil where a document lists all it knows.
    package var computed: ComputedHolidays?

    /// A calendar as a document gives it, not yet judged: `validated()` does that.
    package init(
        offset: UTCOffset = .vietnam, confirmedYears: Set<Int>? = nil, week: [Weekday: [Session]],
        desk: [Weekday: [Session]] = [:], off: [DayOff] = [], work: [DayWorked] = [],
        computed: ComputedHolidays? = nil
    ) {
        self.offset = offset
        self.confirmedYears = confirmedYears
        self.week = week
        self.desk = desk
        self.off = off
        self.work = work
        self.computed = computed
    }

    /// False if no official schedule of this year is known, so that dates in it are provisional (R3.2 step 7).
    package func isConfirmed(year: Int) -> Bool {
        confirmedYears?.contains(year) ?? true
    }
}

/// A rule that yields a year's holidays where no official schedule is known.
package enum ComputedHolidays: String, Sendable, Hashable, CaseIterable {
    /// `VietnameseHolidays`.
    case vietNam
}

/// A day on which the office is closed although its weekday has hours. A day off on a weekly day off changes nothing.
package struct DayOff: Sendable, Hashable {
    package var day: LocalDate
    package var reason: String?
    /// Number or name of the official decision; nil where the document gives none.
    package var decision: String?

    /// A day off with its ground.
    package init(day: LocalDate, reason: String? = nil, decision: String? = nil) {
        self.day = day
        self.reason = reason
        self.decision = decision
    }
}

/// A day worked by decision, such as a Saturday that makes up for a swapped day off.
package struct DayWorked: Sendable, Hashable {
    /// Where the day's sessions come from.
    package enum Hours: Sendable, Hashable {
        /// `for` of the document: the weekly hours of the weekday of that other day (it may be the same day, which
        /// then gets its usual hours back). If that weekday has none, the day stays without sessions.
        case hoursOf(LocalDate)
        /// `hours` of the document. An empty list leaves the day without sessions.
        case hours([Session])
    }

    package var day: LocalDate
    package var source: Hours
    package var reason: String?
    package var decision: String?
    /// Whether it is a day of the week with other hours for a time, and makes up for nothing.
    package var isOrdinary: Bool

    /// A day worked with its hours and its ground.
    package init(
        day: LocalDate, source: Hours, reason: String? = nil, decision: String? = nil, isOrdinary: Bool = false
    ) {
        self.day = day
        self.source = source
        self.reason = reason
        self.decision = decision
        self.isOrdinary = isOrdinary
    }
}
