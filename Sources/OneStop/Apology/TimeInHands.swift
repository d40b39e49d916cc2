/// A stretch of a dossier's time: in a unit's hands, or waiting for the applicant. Without an end while it lasts.
package struct Stretch: Sendable, Hashable {
    /// Whose hands; nil for nobody's.
    package var unit: UnitID?
    package var from: Instant
    package var to: Instant?

    /// A stretch from an instant to another, or one that lasts.
    package init(unit: UnitID? = nil, from: Instant, to: Instant?) {
        self.unit = unit
        self.from = from
        self.to = to
    }
}

/// Whose hands used a dossier's time, in working minutes.
package struct TimeInHands: Sendable, Hashable {
    /// What a unit used.
    package struct Share: Sendable, Hashable {
        /// Nil for nobody's.
        package var unit: UnitID?
        package var minutes: Int
    }

    /// In the order in which they first had it.
    package var units: [Share]
    /// What was spent waiting for the applicant. It is no unit's.
    package var applicant: Int

    /// Counts stays up to an instant.
    package init(stays: [Stretch], waits: [Stretch], until now: Instant, on calendar: CompiledCalendar) {
        var spent: [UnitID?: Int64] = [:]
        var order: [UnitID?] = []
        for stay in stays {
            let end = min(stay.to ?? now, now)
            let waited = waits.reduce(0) { sum, wait in
                sum + calendar.workingMicroseconds(from: max(wait.from, stay.from), to: min(wait.to ?? now, end))
            }
            if spent[stay.unit] == nil { order.append(stay.unit) }
            spent[stay.unit, default: 0] += calendar.workingMicroseconds(from: stay.from, to: end) - waited
        }
        units = order.map { Share(unit: $0, minutes: Int((spent[$0] ?? 0) / Instant.microsecondsPerMinute)) }
        let waited = waits.reduce(0) { $0 + calendar.workingMicroseconds(from: $1.from, to: min($1.to ?? now, now)) }
        applicant = Int(waited / Instant.microsecondsPerMinute)
    }

    /// The unit that used most of the time, the earlier of two that used as much; nil when none used any.
    package var longest: UnitID? {
        let mine = units.filter { $0.unit != nil && $0.minutes > 0 }
        let most = mine.map(\.minutes).max()
        return mine.first { $0.minutes == most }?.unit
    }
}
