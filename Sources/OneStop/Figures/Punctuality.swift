/// How an end lies to a due date.
package enum Punctuality: Sendable, Hashable, CaseIterable {
    case early
    case onTime
    case late
}

extension Deadline {
    /// How an instant lies to the date: local dates are compared for limits in days, which last until 24:00 of the
    /// due day, and instants for limits in hours (contract C6).
    package func punctuality(of instant: Instant, in offset: UTCOffset) -> Punctuality {
        if byInstant { return Self.compare(instant, with: due) }
        return Self.compare(offset.localDate(of: instant), with: dueOn)
    }

    private static func compare<Moment: Comparable>(_ end: Moment, with due: Moment) -> Punctuality {
        if end < due { return .early }
        return end == due ? .onTime : .late
    }
}
