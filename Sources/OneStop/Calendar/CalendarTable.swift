/// The working days of a span of years, laid out so that a due date is two or three array reads.
///
/// `rank` says for each day how many working days of the span lie on or before it; `worked` lists the working days
/// with the working minutes before each. Adding n working days is one addition between the two, and working hours are
/// found from the minutes. Immutable after `init`, so one table serves every thread.
final class CalendarTable: Sendable {
    struct WorkedDay {
        /// Working minutes of the span before this day.
        let minutesBefore: Int64
        let day: Int32
        /// Minute of the day of the last closing.
        let close: Int16
        let pattern: UInt16
    }

    struct Pattern {
        let firstSession: Int32
        let sessionCount: Int32
        let minutes: Int64
    }

    /// A run of years that are all confirmed, as day numbers.
    struct Run {
        let first: Int32
        let last: Int32
    }

    let offset: UTCOffset
    let firstDay: Int32
    let lastDay: Int32
    /// Working days of the span on or before each of its days.
    let rank: ContiguousArray<Int32>
    let worked: ContiguousArray<WorkedDay>
    let patterns: ContiguousArray<Pattern>
    let sessions: ContiguousArray<Session>
    /// Working minutes of the whole span.
    let totalMinutes: Int64
    /// Indices into `worked` whose next working day is more than ten years away.
    let longGaps: ContiguousArray<Int>
    /// Nil: every year is confirmed.
    let confirmedRuns: ContiguousArray<Run>?
    /// Roughly the minutes of a working day, to guess where a budget of hours ends.
    let typicalMinutes: Int64

    /// `calendar` is valid; `years` lie within 1...9999.
    init(_ calendar: WorkCalendar, years: ClosedRange<Int>) {
        offset = calendar.offset
        let first = LocalDate(year: years.lowerBound, month: 1, day: 1) ?? .earliest
        let last = LocalDate(year: years.upperBound, month: 12, day: 31) ?? .latest
        firstDay = first.dayNumber
        lastDay = last.dayNumber

        var builder = PatternBuilder()
        var weekly = [UInt16](repeating: 0, count: 7)
        for day in Weekday.allCases { weekly[day.rawValue - 1] = builder.index(of: calendar.week[day] ?? []) }
        let count = Int(lastDay - firstDay) + 1
        var patternOfDay = ContiguousArray<UInt16>(repeating: 0, count: count)
        var weekday = first.weekday.rawValue - 1
        for index in 0..<count {
            patternOfDay[index] = weekly[weekday]
            weekday = weekday == 6 ? 0 : weekday + 1
        }
        func set(_ day: LocalDate, _ pattern: UInt16) {
            guard day >= first, day <= last else { return }
            patternOfDay[Int(day.dayNumber - first.dayNumber)] = pattern
        }
        if calendar.computed != nil {
            for year in years where !calendar.isConfirmed(year: year) {
                for holiday in calendar.computedHolidays(of: year) { set(holiday.day, 0) }
            }
        }
        for entry in calendar.off { set(entry.day, 0) }
        for entry in calendar.work { set(entry.day, builder.index(of: calendar.sessions(of: entry))) }

        patterns = builder.patterns
        sessions = builder.sessions
        var rank = ContiguousArray<Int32>(repeating: 0, count: count)
        var worked = ContiguousArray<WorkedDay>()
        worked.reserveCapacity(count)
        var minutes: Int64 = 0
        for index in 0..<count {
            let pattern = patternOfDay[index]
            if pattern != 0 {
                worked.append(
                    WorkedDay(
                        minutesBefore: minutes, day: firstDay + Int32(index), close: builder.closes[Int(pattern)],
                        pattern: pattern))
                minutes += builder.patterns[Int(pattern)].minutes
            }
            rank[index] = Int32(worked.count)
        }
        self.rank = rank
        self.worked = worked
        totalMinutes = minutes
        typicalMinutes = max(1, worked.isEmpty ? 480 : minutes / Int64(worked.count))
        longGaps = Self.gaps(worked)
        confirmedRuns = calendar.confirmedYears.map { Self.runs($0) }
    }

    private static func gaps(_ worked: ContiguousArray<WorkedDay>) -> ContiguousArray<Int> {
        var gaps = ContiguousArray<Int>()
        for index in 0..<max(0, worked.count - 1)
        where worked[index + 1].day - worked[index].day > TenYears.fewestDays
            && worked[index + 1].day > TenYears.end(from: worked[index].day)
        {
            gaps.append(index)
        }
        return gaps
    }

    private static func runs(_ years: Set<Int>) -> ContiguousArray<Run> {
        var runs = ContiguousArray<Run>()
        for year in years.sorted() {
            guard let first = LocalDate(year: year, month: 1, day: 1),
                let last = LocalDate(year: year, month: 12, day: 31)
            else { continue }
            if let previous = runs.last, previous.last + 1 == first.dayNumber {
                runs[runs.count - 1] = Run(first: previous.first, last: last.dayNumber)
            } else {
                runs.append(Run(first: first.dayNumber, last: last.dayNumber))
            }
        }
        return runs
    }
}

/// How far a search goes that meets no working day (C2: refused, never endless).
enum TenYears {
    /// No stretch of ten years is shorter: two leap days at the least, one around 1900 or 2100.
    static let fewestDays: Int32 = 3651
    /// No stretch of ten years is longer.
    static let mostDays: Int32 = 3653

    /// The last day a search from `day` looks at: the same date ten years on.
    static func end(from day: Int32) -> Int32 {
        LocalDate(dayNumber: day).adding(months: 120).dayNumber
    }
}

/// Collects the distinct lists of sessions of a calendar; pattern 0 is the day without any.
private struct PatternBuilder {
    var patterns: ContiguousArray<CalendarTable.Pattern> = [.init(firstSession: 0, sessionCount: 0, minutes: 0)]
    var closes: ContiguousArray<Int16> = [0]
    var sessions: ContiguousArray<Session> = []
    private var known: [[Session]: UInt16] = [[]: 0]

    mutating func index(of list: [Session]) -> UInt16 {
        if let index = known[list] { return index }
        let ordered = list.sorted { $0.open < $1.open }
        let index = UInt16(patterns.count)
        patterns.append(
            .init(
                firstSession: Int32(sessions.count), sessionCount: Int32(ordered.count),
                minutes: Int64(ordered.reduce(0) { $0 + $1.close - $1.open })))
        closes.append(Int16(ordered.last?.close ?? 0))
        sessions.append(contentsOf: ordered)
        known[list] = index
        return index
    }
}
