/// A moment in time: microseconds since 2000-01-01T00:00:00Z, the count PostgreSQL stores in a `timestamptz`.
///
/// Every instant lies in the years 0001...9999 UTC. Arithmetic stops at the two ends of that range instead of
/// overflowing, so an instant can always be written as RFC 3339 text and sent to the database.
package struct Instant: Sendable, Hashable, Comparable {
    /// Microseconds since 2000-01-01T00:00:00Z.
    package let microseconds: Int64

    package static let microsecondsPerSecond: Int64 = 1_000_000
    package static let microsecondsPerMinute: Int64 = 60_000_000
    package static let microsecondsPerDay: Int64 = 86_400_000_000

    /// 0001-01-01T00:00:00Z.
    package static let earliest = Instant(unchecked: Int64(LocalDate.firstDayNumber) * microsecondsPerDay)
    /// 9999-12-31T23:59:59.999999Z.
    package static let latest = Instant(unchecked: (Int64(LocalDate.lastDayNumber) + 1) * microsecondsPerDay - 1)

    /// The instant this many microseconds after 2000-01-01T00:00:00Z, or the nearer end of the years 0001...9999.
    package init(microseconds: Int64) {
        self.microseconds = min(max(microseconds, Instant.earliest.microseconds), Instant.latest.microseconds)
    }

    init(unchecked microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// This instant moved by microseconds; stops at the ends of the years 0001...9999.
    package func adding(microseconds amount: Int64) -> Instant {
        let (sum, overflow) = microseconds.addingReportingOverflow(amount)
        guard !overflow else { return amount < 0 ? .earliest : .latest }
        return Instant(microseconds: sum)
    }

    /// This instant moved by seconds; stops at the ends of the years 0001...9999.
    package func adding(seconds: Int64) -> Instant {
        let (amount, overflow) = seconds.multipliedReportingOverflow(by: Instant.microsecondsPerSecond)
        guard !overflow else { return seconds < 0 ? .earliest : .latest }
        return adding(microseconds: amount)
    }

    /// This instant moved by minutes; stops at the ends of the years 0001...9999.
    package func adding(minutes: Int64) -> Instant {
        let (amount, overflow) = minutes.multipliedReportingOverflow(by: 60)
        guard !overflow else { return minutes < 0 ? .earliest : .latest }
        return adding(seconds: amount)
    }

    /// The later instant moved back by the earlier: microseconds from `other` to this instant, negative if it is later.
    package func microseconds(since other: Instant) -> Int64 {
        microseconds - other.microseconds
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }
}
