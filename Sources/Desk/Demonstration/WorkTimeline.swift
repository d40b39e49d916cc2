import OneStop

/// An office's working time as one line of minutes, so that a story can say "two hours later" and mean office hours.
struct WorkTimeline: Sendable {
    private struct Stretch {
        var start: Instant
        var minutes: Int
        /// Working minutes before it.
        var before: Int
    }

    private var stretches: [Stretch] = []
    /// How many minutes the line has.
    private(set) var length = 0
    let calendar: CompiledCalendar

    /// - Parameters:
    ///   - first: the day of minute 0.
    ///   - last: the last day on the line.
    init(_ calendar: CompiledCalendar, from first: LocalDate, through last: LocalDate) {
        self.calendar = calendar
        var day = first
        while day <= last {
            for session in calendar.sessions(on: day) {
                let minutes = session.close - session.open
                stretches.append(
                    Stretch(
                        start: calendar.offset.instant(of: day, minuteOfDay: session.open), minutes: minutes,
                        before: length))
                length += minutes
            }
            day = day.adding(days: 1)
        }
    }

    /// The instant at which so many working minutes have passed; the ends of the line beyond them.
    func instant(_ minute: Int) -> Instant {
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].before + stretches[middle].minutes > minute { high = middle } else { low = middle + 1 }
        }
        guard let stretch = low < stretches.count ? stretches[low] : stretches.last else { return .earliest }
        return stretch.start.adding(minutes: Int64(min(max(0, minute - stretch.before), stretch.minutes)))
    }

    /// The whole working minutes before an instant.
    func minute(of instant: Instant) -> Int {
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].start <= instant { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let stretch = stretches[low - 1]
        let passed = Int(instant.microseconds(since: stretch.start) / Instant.microsecondsPerMinute)
        return stretch.before + min(passed, stretch.minutes)
    }

    /// The minute at which a day opens, or the next working day.
    func opening(of day: LocalDate) -> Int {
        minute(of: calendar.offset.instant(of: day, minuteOfDay: 0))
    }

    func day(of minute: Int) -> LocalDate {
        calendar.offset.localDate(of: instant(minute))
    }
}
