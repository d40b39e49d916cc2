/// The Vietnamese lunar calendar: months begin on the day of the new moon at 105° E (UTC+7), and the eleventh month is
/// the one that holds the winter solstice. It differs from the Chinese calendar where a new moon or a solar term falls
/// between 23:00 and 24:00 at UTC+7: Tết 2030 is 2 February, in China 3 February.
///
/// New moons and the sun's longitude by the truncated series of Jean Meeus, in the arrangement that Hồ Ngọc Đức
/// published for this calendar. Good to a few minutes between 1800 and 2200; farther away a date may be off by a day,
/// and every date that rests on it is provisional anyway.
package enum VietnameseLunar {
    /// The two days of a lunar year that the law names.
    package struct Feasts: Sendable {
        /// The first day of lunar month 1.
        package let newYear: LocalDate
        /// Lunar 10/3, the day of the Hung Kings.
        package let hungKings: LocalDate
    }

    /// The feasts that fall in this Gregorian year (1...9999).
    package static func feasts(of year: Int) -> Feasts {
        known.indices.contains(year - firstKnown) ? known[year - firstKnown] : computed(year)
    }

    // Every compiled calendar of Viet Nam asks for the same years.
    private static let firstKnown = CompiledCalendar.span.lowerBound
    private static let known = CompiledCalendar.span.map(computed)

    private static func computed(_ year: Int) -> Feasts {
        Feasts(
            newYear: firstDay(ofMonth: 1, year: year), hungKings: firstDay(ofMonth: 3, year: year).adding(days: 9))
    }

    /// The first day of a regular lunar month 1...9 of the lunar year that begins in `year`.
    private static func firstDay(ofMonth month: Int, year: Int) -> LocalDate {
        let start = eleventhMonth(of: year - 1)
        var distance = month + 1
        // From one month 11 to the next there are 12 months, or 13 with a leap month among them, which repeats the
        // number of the month before it: every later month is one new moon farther away.
        if newMoonDay(eleventhMonth(of: year)) - newMoonDay(start) > 365, distance >= leapMonth(after: start) {
            distance += 1
        }
        return LocalDate(dayNumber: Int32(newMoonDay(start + distance)))
    }

    /// The lunation with which lunar month 11 of a Gregorian year begins.
    private static func eleventhMonth(of year: Int) -> Int {
        let lastOfYear = lastDay(of: year)
        var lunation = floor(Double(lastOfYear - dayOfLunationZero) / synodicMonth)
        while newMoonDay(lunation + 1) <= lastOfYear { lunation += 1 }
        while newMoonDay(lunation) > lastOfYear { lunation -= 1 }
        // Sector 9 begins at 270°, the winter solstice: a month that begins after it is already the twelfth.
        return sunSector(newMoonDay(lunation)) >= 9 ? lunation - 1 : lunation
    }

    /// 31 December, as days since 2000-01-01; also of the year 0, in which the lunar year before year 1 begins.
    private static func lastDay(of year: Int) -> Int {
        guard let last = LocalDate(year: year, month: 12, day: 31) else { return Int(LocalDate.firstDayNumber) - 1 }
        return Int(last.dayNumber)
    }

    /// How many months after month 11 the leap month comes: the first month without a major solar term.
    private static func leapMonth(after lunation: Int) -> Int {
        var sector = sunSector(newMoonDay(lunation + 1))
        for distance in 1..<13 {
            let following = sunSector(newMoonDay(lunation + distance + 1))
            if following == sector { return distance }
            sector = following
        }
        return 13
    }
}

extension VietnameseLunar {
    private static let synodicMonth = 29.530588853
    /// The new moon of lunation 0, 1 January 1900, as days since 2000-01-01.
    private static let dayOfLunationZero = -36_524
    /// Julian days count from noon: midnight of 2000-01-01 UTC is half a day before 2451545.0.
    private static let julianMidnight = 2_451_544.5
    private static let zone = 7.0 / 24

    /// The day, counted from 2000-01-01 at UTC+7, on which a lunation begins.
    private static func newMoonDay(_ lunation: Int) -> Int {
        floor(newMoon(lunation) - julianMidnight + zone)
    }

    /// In which of the twelve sectors of 30° from the vernal equinox the sun stands when a day begins at UTC+7.
    private static func sunSector(_ day: Int) -> Int {
        let degrees = sunLongitude(julianMidnight + Double(day) - zone)
        return Int(degrees / 30) % 12
    }

    /// The Julian day of a new moon in universal time.
    private static func newMoon(_ lunation: Int) -> Double {
        let k = Double(lunation)
        let t = k / 1236.85
        let t2 = t * t
        let t3 = t2 * t
        let mean =
            2_415_020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
            + 0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t2)
        let sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3
        let moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3
        let node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3
        var correction = (0.1734 - 0.000393 * t) * sine(sun) + 0.0021 * sine(2 * sun)
        correction += -0.4068 * sine(moon) + 0.0161 * sine(2 * moon) - 0.0004 * sine(3 * moon)
        correction += 0.0104 * sine(2 * node) - 0.0051 * sine(sun + moon) - 0.0074 * sine(sun - moon)
        correction += 0.0004 * sine(2 * node + sun) - 0.0004 * sine(2 * node - sun)
        correction += -0.0006 * sine(2 * node + moon) + 0.0010 * sine(2 * node - moon) + 0.0005 * sine(2 * moon + sun)
        let clockDrift: Double
        if t < -11 {
            clockDrift = 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
        } else {
            clockDrift = -0.000278 + 0.000265 * t + 0.000262 * t2
        }
        return mean + correction - clockDrift
    }

    /// The sun's apparent longitude in degrees, 0..<360.
    private static func sunLongitude(_ julianDay: Double) -> Double {
        let t = (julianDay - 2_451_545.0) / 36_525
        let t2 = t * t
        let anomaly = 357.52910 + 35_999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2
        let mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t2
        let centre =
            (1.914600 - 0.004817 * t - 0.000014 * t2) * sine(anomaly) + (0.019993 - 0.000101 * t) * sine(2 * anomaly)
            + 0.000290 * sine(3 * anomaly)
        let longitude = mean + centre
        return longitude - 360 * Double(floor(longitude / 360))
    }

    /// The next whole number down. Written out, as the sine is, because this target imports nothing, and `rounded` and
    /// `sin` both live in the C library's mathematics.
    private static func floor(_ value: Double) -> Int {
        let truncated = Int(value)
        return Double(truncated) > value ? truncated - 1 : truncated
    }

    /// The sine of an angle in degrees, exact to about 1e-15 after folding the angle into -90...90.
    private static func sine(_ degrees: Double) -> Double {
        var folded = degrees - 360 * Double(floor(degrees / 360 + 0.5))
        if folded > 90 { folded = 180 - folded } else if folded < -90 { folded = -180 - folded }
        let x = folded * (Double.pi / 180)
        let square = x * x
        var term = x
        var sum = x
        for step in 1...10 {
            term *= -square / Double((2 * step) * (2 * step + 1))
            sum += term
        }
        return sum
    }
}
