import Testing

@testable import OneStop

/// The compiled clock and the ledger against the walk, on calendars nobody would write.
struct OracleTests {
    /// 24 × 41 calendars × 103 deadlines, and in each round a few far from the years compiled in advance.
    @Test(arguments: 0..<24)
    func `a hundred thousand random deadlines equal the day-by-day walk`(round: Int) {
        var cases = RandomCases(seed: UInt64(round) &* 7919 &+ 1)
        var mismatches: [String] = []
        for turn in 0..<42 {
            let year = turn == 0 ? cases.numbers.pick([3, 1999, 2079, 2400, 9990]) : 2024
            let calendar = cases.calendar(around: year)
            guard let compiled = try? CompiledCalendar(calendar) else {
                mismatches.append("refused \(calendar)")
                continue
            }
            var walk = Walk(calendar)
            for _ in 0..<(turn == 0 ? 6 : 103) {
                let start = cases.instant(near: year, in: calendar)
                let limit = cases.limit()
                let rule = cases.numbers.pick(DayZeroRule.allCases)
                walk.rule = rule
                let expected = outcome { () throws(ClockRefusal) in try walk.deadline(limit, from: start) }
                let found = outcome { () throws(ClockRefusal) in
                    try compiled.deadline(limit, from: start, dayZero: rule)!
                }
                if expected != found {
                    mismatches.append(
                        "\(limit.text) from \(start.rfc3339(in: calendar.offset)) \(rule): \(found), walk \(expected)")
                }
            }
        }
        #expect(mismatches.isEmpty, "\(mismatches.count), first: \(mismatches.first ?? "")")
    }

    @Test(arguments: 0..<8)
    func `the ledger ends where the clock ends and counts what the limit says`(round: Int) {
        var cases = RandomCases(seed: UInt64(round) &* 104_729 &+ 5)
        var mismatches: [String] = []
        for _ in 0..<20 {
            let calendar = cases.calendar(around: 2024)
            guard let compiled = try? CompiledCalendar(calendar) else { continue }
            for _ in 0..<50 {
                let start = cases.instant(near: 2024, in: calendar)
                let limit = cases.limit()
                let rule = cases.numbers.pick(DayZeroRule.allCases)
                let first = outcome { () throws(ClockRefusal) in
                    try compiled.deadline(limit, from: start, dayZero: rule)!
                }
                let second = outcome { () throws(ClockRefusal) in
                    try compiled.ledger(limit, from: start, dayZero: rule)!
                }
                switch (first, second) {
                case (.success(let deadline), .success(let ledger)):
                    let agree =
                        deadline.due == ledger.due && deadline.dueOn == ledger.dueOn
                        && deadline.provisional == ledger.provisional && deadline.dayZero == ledger.dayZero
                    if !agree || !countsWhatItSays(ledger, limit) {
                        mismatches.append("\(limit.text) from \(start.rfc3339(in: calendar.offset)) \(rule)")
                    }
                case (.failure(let one), .failure(let other)) where one == other: break
                default: mismatches.append("\(limit.text): \(first) and \(second)")
                }
            }
        }
        #expect(mismatches.isEmpty, "\(mismatches.count), first: \(mismatches.first ?? "")")
    }

    @Test(arguments: 0..<12)
    func `two pauses in a row leave and lay down what the walk does`(round: Int) {
        var cases = RandomCases(seed: UInt64(round) &* 1_299_709 &+ 11)
        var mismatches: [String] = []
        var compared = 0
        for _ in 0..<15 {
            let calendar = cases.calendar(around: 2024)
            guard let compiled = try? CompiledCalendar(calendar) else { continue }
            var walk = Walk(calendar)
            for _ in 0..<60 {
                let start = cases.instant(near: 2024, in: calendar)
                let limit = cases.limit()
                let rule = cases.numbers.pick(DayZeroRule.allCases)
                guard let deadline = try? compiled.deadline(limit, from: start, dayZero: rule) else { continue }
                walk.rule = rule
                let life = PausedLife(
                    compiled: compiled, walk: walk, limit: limit, start: start, deadline: deadline
                )
                compared += life.compare(with: &cases, mismatches: &mismatches)
            }
        }
        #expect(mismatches.isEmpty, "\(mismatches.count) of \(compared), first: \(mismatches.first ?? "")")
        #expect(compared > 800)
    }

    @Test(arguments: 0..<6)
    func `adding a day off never makes a date earlier`(round: Int) {
        var cases = RandomCases(seed: UInt64(round) &* 15_485_863 &+ 3)
        var earlier: [String] = []
        for _ in 0..<60 {
            let calendar = cases.calendar(around: 2024)
            var closed = calendar
            let days = Set((0..<cases.numbers.within(1...20)).map { _ in cases.day(near: 2024) })
            for day in days { closed.off.append(DayOff(day: day)) }
            guard let before = try? CompiledCalendar(calendar), let after = try? CompiledCalendar(closed) else {
                continue
            }
            for _ in 0..<50 {
                let start = cases.instant(near: 2024, in: calendar)
                let limit = cases.limit()
                let rule = cases.numbers.pick(DayZeroRule.allCases)
                guard let one = try? before.deadline(limit, from: start, dayZero: rule),
                    let other = try? after.deadline(limit, from: start, dayZero: rule)
                else { continue }
                if other.due < one.due || other.dueOn < one.dueOn {
                    earlier.append("\(limit.text) from \(start.rfc3339(in: calendar.offset)) \(rule)")
                }
            }
        }
        #expect(earlier.isEmpty, "\(earlier.count), first: \(earlier.first ?? "")")
    }

    private func countsWhatItSays(_ ledger: Ledger, _ limit: Limit) -> Bool {
        for (index, leg) in limit.legs.enumerated() {
            let lines = ledger.lines.filter { $0.leg == index }
            switch leg.unit {
            case .workingHours:
                let used = lines.reduce(Int64(0)) { if case .used(let time) = $1.mark { $0 + time } else { $0 } }
                if used != Int64(leg.count) * 3600 * Instant.microsecondsPerSecond { return false }
            case .workingDays:
                let counted = lines.count { if case .counted = $0.mark { $0.isWorked } else { false } }
                // Same-day work taken in after the hour counts one day.
                if counted != leg.count, !(leg.count == 0 && index == 0 && counted == 1) { return false }
            case .calendarDays:
                if lines.count(where: { if case .counted = $0.mark { true } else { false } }) != leg.count {
                    return false
                }
            case .months: break
            }
        }
        return zip(ledger.lines, ledger.lines.dropFirst()).allSatisfy { $0.day <= $1.day }
    }
}

/// A typed result of a call that may refuse.
func outcome<Value>(_ body: () throws(ClockRefusal) -> Value) -> Result<Value, ClockRefusal> {
    do {
        return .success(try body())
    } catch {
        return .failure(error)
    }
}
