/// A fixed distance from UTC in minutes, east positive. An office keeps one; Viet Nam has had no daylight saving time
/// since 1975, and a calendar document names its offset (C2, `utcOffset`).
package struct UTCOffset: Sendable, Hashable {
    /// Minutes east of UTC, -1080...1080.
    package let minutes: Int

    /// +07:00.
    package static let vietnam = UTCOffset(unchecked: 7 * 60)
    package static let utc = UTCOffset(unchecked: 0)

    /// Nil beyond 18 hours either way.
    package init?(minutes: Int) {
        guard (-1080...1080).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    private init(unchecked minutes: Int) {
        self.minutes = minutes
    }

    /// Reads `+07:00`, `-03:30` or `Z`; nil for any other form.
    package init?(_ text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let offset = UTCOffset(from: &reader), reader.isAtEnd else { return nil }
        self = offset
    }

    init?(from reader: inout DigitReader) {
        if reader.take("Z") || reader.take("z") {
            self = .utc
            return
        }
        let sign: Int
        if reader.take("+") {
            sign = 1
        } else if reader.take("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = reader.number(digits: 2), reader.take(":"), let rest = reader.number(digits: 2), rest < 60
        else { return nil }
        self.init(minutes: sign * (hours * 60 + rest))
    }

    /// `+07:00`; `+00:00` for UTC.
    package var text: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    func append(to text: inout [UInt8]) {
        let size = abs(minutes)
        text.append(minutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        text.append(size / 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(size % 60, digits: 2)
    }

    /// The date on a wall calendar at this offset.
    package func localDate(of instant: Instant) -> LocalDate {
        localTime(of: instant).date
    }

    /// The date at this offset and the microseconds since its midnight, 0..<86,400,000,000.
    @inline(__always)
    package func localTime(of instant: Instant) -> (date: LocalDate, microsecondOfDay: Int64) {
        let local = instant.microseconds + Int64(minutes) * Instant.microsecondsPerMinute
        let fromFirst = local - Int64(LocalDate.firstDayNumber) * Instant.microsecondsPerDay
        guard fromFirst >= 0 else { return (.earliest, 0) }
        let days = fromFirst / Instant.microsecondsPerDay
        let date = LocalDate(dayNumber: Int32(days) + LocalDate.firstDayNumber)
        return (date, fromFirst % Instant.microsecondsPerDay)
    }

    /// The date, the whole minute of the day (0...1439) and the microseconds beyond that minute.
    package func localMinute(of instant: Instant) -> (date: LocalDate, minuteOfDay: Int, microseconds: Int64) {
        let (date, ofDay) = localTime(of: instant)
        return (date, Int(ofDay / Instant.microsecondsPerMinute), ofDay % Instant.microsecondsPerMinute)
    }

    /// The instant of a local date and minute; minute 1440 is 24:00, the midnight that ends the day.
    @inline(__always)
    package func instant(of date: LocalDate, minuteOfDay: Int) -> Instant {
        instant(of: date, microsecondOfDay: Int64(minuteOfDay) * Instant.microsecondsPerMinute)
    }

    /// The instant of a local date and the microseconds since its midnight.
    @inline(__always)
    package func instant(of date: LocalDate, microsecondOfDay: Int64) -> Instant {
        Instant(
            microseconds: Int64(date.dayNumber) * Instant.microsecondsPerDay + microsecondOfDay
                - Int64(minutes) * Instant.microsecondsPerMinute)
    }
}
