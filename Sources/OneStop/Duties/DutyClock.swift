/// Since when a duty must have had its cause to reach a level now, by an agency's own calendar. Computed once for all of
/// its dossiers: whatever arose at such an instant or before has waited long enough.
package struct DutyClock: Sendable {
    private let calendar: CompiledCalendar
    private let policy: DutyPolicy
    private let now: Instant

    /// A clock that stands at an instant.
    package init(_ calendar: CompiledCalendar, _ policy: DutyPolicy, at now: Instant) {
        self.calendar = calendar
        self.policy = policy
        self.now = now
    }

    /// The latest instant at which the cause of a duty may have arisen for the duty to be at a level now.
    package func latestCause(of duty: DutyKind, reaching level: DutyLevel) -> Instant {
        let hours = policy.grace(of: duty) + policy[duty].until(level)
        let told = calendar.instant(workingHours: hours, before: now)
        switch duty {
        case .resultNotCollected: return latestEnd(waiting: policy.uncollectedAfter, at: told)
        case .atRisk, .apologyDue, .apologyMissing, .newDatePassed, .receiptLate, .stepOverdue, .opinionOverdue,
            .windowPassed, .silent:
            return told
        }
    }

    /// The last instant of the latest day after which so many whole working days have passed and another has begun.
    private func latestEnd(waiting days: Int, at instant: Instant) -> Instant {
        var day = calendar.offset.localDate(of: instant)
        var left = days + 1
        for _ in 0..<3_660 where day > LocalDate.earliest {
            if calendar.isWorkingDay(day) { left -= 1 }
            if left == 0 { return calendar.offset.instant(of: day, minuteOfDay: 0).adding(microseconds: -1) }
            day = day.adding(days: -1)
        }
        return .earliest
    }
}

extension CompiledCalendar {
    /// The latest instant from which so many working hours pass until `now`; `now` itself for none, and the earliest of
    /// all instants when ten years hold too few.
    package func instant(workingHours hours: Int, before now: Instant) -> Instant {
        let budget = Int64(hours) * 60 * Instant.microsecondsPerMinute
        func isReached(from instant: Instant) -> Bool { workingMicroseconds(from: instant, to: now) >= budget }
        guard budget > 0 else { return now }
        var reach = Instant.microsecondsPerDay
        while !isReached(from: now.adding(microseconds: -reach)) {
            reach *= 2
            guard reach < 3_660 * Instant.microsecondsPerDay else { return .earliest }
        }
        // Half the distance again and again; the working time until now never grows with a later start.
        var low = now.microseconds - reach
        var high = now.microseconds
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if isReached(from: Instant(microseconds: middle)) { low = middle } else { high = middle }
        }
        return Instant(microseconds: low)
    }
}
