import OneStop

/// A way of writing dates that the columns of a log may use.
package enum DatePattern: String, Sendable, Hashable, CaseIterable {
    /// `2011-10-11 13:42:22.688+02:00`, with `T` or a blank; the time, its seconds and the offset may be left out.
    case iso
    /// `31/12/2011 16:30`; day and month with one or two digits; the time or its seconds may be left out.
    case dayFirst = "dd/MM/yyyy"
}

/// What a date in a log says.
struct LoggedTime {
    var instant: Instant
    /// Without a time of day the instant is the local midnight that begins the day.
    var isDay: Bool
}

/// Why a date cannot be used.
enum LoggedTimeError: Error {
    /// Written in another way than the map says.
    case unreadable
    /// No such day or time.
    case impossible
    /// A year in which no dossier was or will be.
    case yearOutOfRange
}

/// Reads dates byte by byte: a log has several in every row.
struct DateReading {
    /// A date of another year is mistyped.
    static let years = 1900...2100

    /// Of dates that carry none of their own.
    var offset: UTCOffset
    var patterns: [DatePattern]

    func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(LoggedTimeError) -> LoggedTime {
        var failure = LoggedTimeError.unreadable
        for pattern in patterns {
            do throws(LoggedTimeError) {
                var scan = Scan(bytes: bytes)
                let time = try scan.read(pattern, offset)
                guard scan.position == bytes.count else { throw .unreadable }
                return time
            } catch {
                if error != .unreadable { failure = error }
            }
        }
        throw failure
    }
}

private struct Scan {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    mutating func read(_ pattern: DatePattern, _ offset: UTCOffset) throws(LoggedTimeError) -> LoggedTime {
        let date = try date(pattern)
        guard take("T") || take(" ") else {
            guard position == bytes.count else { throw .unreadable }
            return LoggedTime(instant: offset.instant(of: date, microsecondOfDay: 0), isDay: true)
        }
        let time = try timeOfDay()
        let own = pattern == .iso ? try ownOffset() : nil
        return LoggedTime(instant: (own ?? offset).instant(of: date, microsecondOfDay: time), isDay: false)
    }

    private mutating func date(_ pattern: DatePattern) throws(LoggedTimeError) -> LocalDate {
        let year: Int
        let month: Int
        let day: Int
        switch pattern {
        case .iso:
            year = try number(4...4)
            try expect("-")
            month = try number(2...2)
            try expect("-")
            day = try number(2...2)
        case .dayFirst:
            day = try number(1...2)
            try expect("/")
            month = try number(1...2)
            try expect("/")
            year = try number(4...4)
        }
        guard let date = LocalDate(year: year, month: month, day: day) else { throw .impossible }
        guard DateReading.years.contains(year) else { throw .yearOutOfRange }
        return date
    }

    private mutating func timeOfDay() throws(LoggedTimeError) -> Int64 {
        let hour = try number(1...2)
        try expect(":")
        let minute = try number(2...2)
        let second = take(":") ? try number(2...2) : 0
        guard hour <= 23, minute <= 59, second <= 59 else { throw .impossible }
        var fraction: Int64 = 0
        if take(".") {
            var scale: Int64 = 100_000
            let start = position
            while let digit {
                fraction += Int64(digit) * scale
                scale /= 10
                position += 1
            }
            guard position > start else { throw .unreadable }
        }
        return Int64(hour * 3600 + minute * 60 + second) * Instant.microsecondsPerSecond + fraction
    }

    /// Nil when the text ends without one.
    private mutating func ownOffset() throws(LoggedTimeError) -> UTCOffset? {
        guard position < bytes.count else { return nil }
        if take("Z") { return .utc }
        let sign = take("-") ? -1 : 1
        if sign == 1 { try expect("+") }
        let hours = try number(2...2)
        var minutes = 0
        if position < bytes.count {
            _ = take(":")
            minutes = try number(2...2)
        }
        guard minutes < 60, let offset = UTCOffset(minutes: sign * (hours * 60 + minutes)) else { throw .impossible }
        return offset
    }

    private var digit: Int? {
        guard position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 else { return nil }
        return Int(bytes[position] &- 0x30)
    }

    private mutating func number(_ digits: ClosedRange<Int>) throws(LoggedTimeError) -> Int {
        var value = 0
        var count = 0
        while count < digits.upperBound, let digit {
            value = value * 10 + digit
            count += 1
            position += 1
        }
        guard count >= digits.lowerBound else { throw .unreadable }
        return value
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == sign.value else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ sign: Unicode.Scalar) throws(LoggedTimeError) {
        guard take(sign) else { throw .unreadable }
    }
}
