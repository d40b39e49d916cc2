/// How an end lies to a due date.
package enum Punctuality: Sendable, Hashable, CaseIterable {
    /// Before the date.
    case early
    /// On it.
    case onTime
    /// After it.
    case late

    /// Compares an end with a due date, both days or both instants.
    package init<Moment: Comparable>(_ end: Moment, against due: Moment) {
        self = end < due ? .early : end == due ? .onTime : .late
    }
}

extension Deadline {
    /// How an instant lies to the date: local dates are compared for limits in days, which last until 24:00 of the
    /// due day, and instants for limits in hours (contract C6).
    package func punctuality(of instant: Instant, in offset: UTCOffset) -> Punctuality {
        byInstant
            ? Punctuality(instant, against: due) : Punctuality(offset.localDate(of: instant), against: dueOn)
    }
}
