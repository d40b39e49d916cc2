/// Why a text is no instant. Every case carries nothing but what a person needs to correct the text.
package enum TimeTextError: Error, Sendable, Hashable {
    /// Not `2026-02-09T10:00:00+07:00`: the named part is missing or malformed.
    case malformed(part: String)
    /// The date does not exist, or its year is 0000.
    case noSuchDate
    /// Hour above 23, minute or second above 59. Leap seconds are refused: no clock here can show one.
    case noSuchTime
    /// The text has no `Z` and no offset, so it names no instant.
    case offsetMissing
    /// Beyond the years 0001...9999 in UTC.
    case outOfRange
}

extension Instant {
    /// Reads an RFC 3339 `date-time`. An offset or `Z` is required; `T` (either case) or one space separates date and
    /// time; a fraction may have any number of digits and is rounded down to microseconds.
    package init(rfc3339 text: some StringProtocol) throws(TimeTextError) {
        var reader = DigitReader(text)
        let parsed = try LocalDateTime(from: &reader)
        guard !reader.isAtEnd else { throw .offsetMissing }
        guard let offset = UTCOffset(from: &reader) else { throw .malformed(part: "offset") }
        guard reader.isAtEnd else { throw .malformed(part: "end") }
        let microseconds =
            Int64(parsed.date.dayNumber) * Instant.microsecondsPerDay + parsed.microsecondOfDay
            - Int64(offset.minutes) * Instant.microsecondsPerMinute
        guard microseconds >= Instant.earliest.microseconds, microseconds <= Instant.latest.microseconds else {
            throw .outOfRange
        }
        self.init(unchecked: microseconds)
    }

    /// Reads `2026-02-09T10:00:00` (or with a space) as the wall clock at `offset`; a text that carries its own offset
    /// is refused. For columns of files that have no zone of their own.
    package init(local text: some StringProtocol, at offset: UTCOffset) throws(TimeTextError) {
        var reader = DigitReader(text)
        let parsed = try LocalDateTime(from: &reader)
        guard reader.isAtEnd else { throw .malformed(part: "end") }
        self = offset.instant(of: parsed.date, microsecondOfDay: parsed.microsecondOfDay)
    }

    /// `2026-02-23T17:00:00+07:00`; the fraction appears only when it is not zero, without trailing zeros.
    package func rfc3339(in offset: UTCOffset) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(32)
        appendRFC3339(in: offset, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Puts the text of `rfc3339(in:)` at the end of ASCII text.
    package func appendRFC3339(in offset: UTCOffset, to text: inout [UInt8]) {
        let (date, ofDay) = offset.localTime(of: self)
        let seconds = Int(ofDay / Instant.microsecondsPerSecond)
        date.appendISO(to: &text)
        text.append(UInt8(ascii: "T"))
        text.append(seconds / 3600, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(seconds / 60 % 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(seconds % 60, digits: 2)
        let fraction = Int(ofDay % Instant.microsecondsPerSecond)
        if fraction > 0 {
            text.append(UInt8(ascii: "."))
            text.append(fraction, digits: 6)
            while text.last == UInt8(ascii: "0") { text.removeLast() }
        }
        offset.append(to: &text)
    }
}

/// The date and time part of an RFC 3339 text.
private struct LocalDateTime {
    var date: LocalDate
    var microsecondOfDay: Int64

    init(from reader: inout DigitReader) throws(TimeTextError) {
        guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2)
        else { throw .malformed(part: "date") }
        guard reader.take("T") || reader.take("t") || reader.take(" ") else { throw .malformed(part: "separator") }
        guard let hour = reader.number(digits: 2), reader.take(":"), let minute = reader.number(digits: 2),
            reader.take(":"), let second = reader.number(digits: 2)
        else { throw .malformed(part: "time") }
        guard let date = LocalDate(year: year, month: month, day: day) else { throw .noSuchDate }
        guard hour <= 23, minute <= 59, second <= 59 else { throw .noSuchTime }
        var fraction: Int64 = 0
        if reader.take(".") {
            var digits = 0
            while let digit = reader.number(digits: 1) {
                if digits < 6 { fraction = fraction * 10 + Int64(digit) }
                digits += 1
            }
            guard digits > 0 else { throw .malformed(part: "fraction") }
            for _ in min(digits, 6)..<6 { fraction *= 10 }
        }
        self.date = date
        microsecondOfDay = Int64(hour * 3600 + minute * 60 + second) * Instant.microsecondsPerSecond + fraction
    }
}
