/// A period of a report: local dates, both included. State reports run from the 15th to the 14th, the national index
/// by calendar months, so a period is never just a month.
package struct Period: Sendable, Hashable {
    /// The first day.
    package let from: LocalDate
    /// The last day.
    package let to: LocalDate

    /// Nil when the last day lies before the first.
    package init?(from: LocalDate, to: LocalDate) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
    }

    /// For ends that are in order by how they came about.
    init(unchecked from: LocalDate, to: LocalDate) {
        self.from = from
        self.to = to
    }

    /// Whether a day lies in the period.
    package func contains(_ day: LocalDate) -> Bool {
        from <= day && day <= to
    }

    /// The instant the figures are as of: the period's last (the microsecond before 24:00 local) or now, whichever is
    /// earlier. What happened at this very instant is included.
    package func asOf(now: Instant, in offset: UTCOffset) -> Instant {
        let midnight = offset.instant(of: to, minuteOfDay: 24 * 60)
        return min(now, midnight.adding(microseconds: -1))
    }
}
