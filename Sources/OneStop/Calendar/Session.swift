/// An unbroken stretch of working time within one day, in minutes after midnight. The closing instant belongs to it.
package struct Session: Sendable, Hashable {
    /// Minute of the day at which it opens, 0...1439.
    package let open: Int
    /// Minute of the day at which it closes, up to 1440 (24:00).
    package let close: Int

    /// A stretch from one minute of the day to another, in whatever order: the calendar judges it.
    package init(open: Int, close: Int) {
        self.open = open
        self.close = close
    }

    /// Reads `07:00-11:30`; `24:00` may stand as a closing. Nil for another form or a time that does not exist. The
    /// order of the two is judged by `WorkCalendar.validated()`, which can name the day.
    package init?(_ text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let open = Session.minute(from: &reader), reader.take("-"), let close = Session.minute(from: &reader),
            reader.isAtEnd
        else { return nil }
        self.init(open: open, close: close)
    }

    /// True from opening to closing, both included; in microseconds after midnight.
    func contains(_ microsecondOfDay: Int64) -> Bool {
        Int64(open) * Instant.microsecondsPerMinute <= microsecondOfDay
            && microsecondOfDay <= Int64(close) * Instant.microsecondsPerMinute
    }

    private static func minute(from reader: inout DigitReader) -> Int? {
        guard let hour = reader.number(digits: 2), reader.take(":"), let minute = reader.number(digits: 2),
            minute <= 59,
            hour <= 23 || (hour == 24 && minute == 0)
        else { return nil }
        return hour * 60 + minute
    }

    /// `07:00-11:30`.
    package var text: String { "\(Session.clock(open))-\(Session.clock(close))" }

    private static func clock(_ minute: Int) -> String {
        "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
    }
}
