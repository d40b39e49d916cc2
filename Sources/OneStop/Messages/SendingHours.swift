/// When people may be written to: on the office's working days, between two hours.
package struct SendingHours: Sendable, Hashable {
    /// From 07:00 to 20:00.
    package static let standard = SendingHours(from: 7 * 60, until: 20 * 60)
    /// An office that works on none of so many days is not waited for.
    private static let longestSearch = 60

    /// Minutes of the day; `until` itself is outside.
    private let from: Int
    private let until: Int

    private init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }

    /// Reads `07:00-20:00`; nil for another form, or an end that is not after its beginning.
    package init?(_ text: some StringProtocol) {
        guard let session = Session(text), session.open < session.close else { return nil }
        self.init(from: session.open, until: session.close)
    }

    /// The first moment from an instant on at which a message may go out; the instant itself when it lies within.
    package func next(from instant: Instant, by calendar: CompiledCalendar) -> Instant {
        let (today, minute, _) = calendar.offset.localMinute(of: instant)
        if minute < until, calendar.isWorkingDay(today) {
            return minute >= from ? instant : calendar.offset.instant(of: today, minuteOfDay: from)
        }
        for distance in 1...Self.longestSearch {
            let day = today.adding(days: distance)
            if calendar.isWorkingDay(day) { return calendar.offset.instant(of: day, minuteOfDay: from) }
        }
        return instant
    }
}
