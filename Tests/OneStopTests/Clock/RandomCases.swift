@testable import OneStop

/// Calendars, instants and limits as wild as a document may be.
struct RandomCases {
    var numbers: RandomNumbers

    init(seed: UInt64) {
        numbers = RandomNumbers(seed: seed)
    }

    private static let shapes: [[Session]] = [
        [Session(open: 420, close: 690), Session(open: 810, close: 1020)],
        [Session(open: 450, close: 690)],
        [Session(open: 480, close: 720), Session(open: 720, close: 960)],
        [Session(open: 1320, close: 1440)],
        [Session(open: 0, close: 1440)],
        [Session(open: 0, close: 1)],
        [Session(open: 1000, close: 1200), Session(open: 300, close: 301), Session(open: 600, close: 607)],
    ]

    mutating func shape() -> [Session] { numbers.pick(Self.shapes) }

    mutating func calendar(around year: Int) -> WorkCalendar {
        var calendar = WorkCalendar(
            offset: UTCOffset(minutes: numbers.pick([420, 420, 0, -660, 345, 840, -210])) ?? .vietnam, week: [:])
        let density = numbers.pick([0, 15, 60, 60, 80, 80, 80, 100])
        let usual = shape()
        for day in Weekday.allCases where numbers.chance(day >= .saturday ? density / 2 : density) {
            calendar.week[day] = numbers.chance(80) ? usual : shape()
        }
        if numbers.chance(40) { calendar.desk[.saturday] = [Session(open: 450, close: 660)] }
        if numbers.chance(60) { calendar.confirmedYears = Set((0..<numbers.upTo(6)).map { _ in near(year) }) }
        if numbers.chance(20) { calendar.computed = .vietNam }
        for _ in 0..<numbers.upTo(60) { calendar.off.append(DayOff(day: day(near: year))) }
        if numbers.chance(15) { close(numbers.within(30...500), from: day(near: year), in: &calendar) }
        if numbers.chance(4) { close(numbers.within(3640...3670), from: day(near: year), in: &calendar) }
        var made: Set<LocalDate> = []
        for _ in 0..<numbers.within(1...30) {
            let day = day(near: year)
            guard made.insert(day).inserted else { continue }
            calendar.work.append(
                DayWorked(
                    day: day, source: numbers.chance(50) ? .hours(shape()) : .hoursOf(self.day(near: year))))
        }
        if calendar.week.isEmpty { calendar.work.append(DayWorked(day: .latest, source: .hours(shape()))) }
        return calendar
    }

    private func close(_ days: Int, from first: LocalDate, in calendar: inout WorkCalendar) {
        for distance in 0..<days { calendar.off.append(DayOff(day: first.adding(days: distance))) }
    }

    private mutating func near(_ year: Int) -> Int { min(max(year + numbers.within(-2...3), 1), 9999) }

    mutating func day(near year: Int) -> LocalDate {
        LocalDate(year: min(max(year, 1), 9999), month: numbers.within(1...12), day: numbers.within(1...28))!
            .adding(days: numbers.within(-400...900))
    }

    /// Often on an edge: a minute that opens or closes something, or a microsecond beside it.
    mutating func instant(near year: Int, in calendar: WorkCalendar) -> Instant {
        let minutes = [0, 300, 420, 450, 660, 690, 720, 810, 900, 960, 1020, 1200, 1320, 1439]
        let day = day(near: year)
        guard numbers.chance(60) else {
            let ofDay = Int64(numbers.next() % UInt64(Instant.microsecondsPerDay))
            return calendar.offset.instant(of: day, microsecondOfDay: ofDay)
        }
        return calendar.offset.instant(of: day, minuteOfDay: numbers.pick(minutes))
            .adding(microseconds: Int64(numbers.pick([-1, 0, 0, 1])))
    }

    mutating func limit() -> Limit {
        let legs = (0..<numbers.pick([1, 1, 1, 1, 2, 3])).map { _ in leg() }
        return Limit(legs: legs)!
    }

    private mutating func leg() -> Limit.Leg {
        let unit = numbers.pick(Limit.Unit.allCases)
        let most = unit == .months ? 14 : numbers.pick([3, 12, 40, 40, 200])
        return Limit.Leg(count: numbers.upTo(most), unit: unit)!
    }
}
