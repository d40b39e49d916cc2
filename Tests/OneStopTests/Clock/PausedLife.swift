@testable import OneStop

/// One dossier that is asked twice, by the clock and by the walk.
struct PausedLife {
    let compiled: CompiledCalendar
    let walk: Walk
    let limit: Limit
    let start: Instant
    let deadline: Deadline

    /// Returns how many answers were compared.
    func compare(with cases: inout RandomCases, mismatches: inout [String]) -> Int {
        var compared = 0
        let asked = moment(from: start, deadline, &cases)
        guard
            case .success(let first) = outcome({ () throws(ClockRefusal) in
                try compiled.remainder(of: limit, from: start, due: deadline, pausedAt: asked, dayZero: walk.rule)
            }),
            case .success(let expected) = outcome({ () throws(ClockRefusal) in
                try walk.rest(of: limit.legs.map { Piece($0) }, isLimit: true, from: start, pausedAt: asked)
            })
        else { return compared }
        compared += 1
        guard check(first, expected, at: asked, &mismatches), let first, let expected else { return compared }

        let answered = asked.adding(microseconds: Int64(cases.numbers.upTo(30_000_000)) * 1_000_000)
        guard let resumed = check(first, expected, answeredAt: answered, &mismatches) else { return compared }
        compared += 1

        let askedAgain = moment(from: answered, resumed, &cases)
        // A rest of nothing has been laid down on the answer's day; only a rest of days or time can run again.
        guard !first.isNothing,
            case .success(let second) = outcome({ () throws(ClockRefusal) in
                try compiled.remainder(
                    of: first, from: answered, due: resumed.due, dueOn: resumed.dueOn, pausedAt: askedAgain,
                    dayZero: walk.rule)
            }),
            case .success(let expectedAgain) = outcome({ () throws(ClockRefusal) in
                try walk.rest(of: expected, isLimit: false, from: answered, pausedAt: askedAgain)
            })
        else { return compared }
        compared += 1
        if check(second, expectedAgain, at: askedAgain, &mismatches), let second, let expectedAgain {
            _ = check(second, expectedAgain, answeredAt: askedAgain.adding(minutes: 100_000), &mismatches)
        }
        return compared
    }

    private func moment(from start: Instant, _ deadline: Deadline, _ cases: inout RandomCases) -> Instant {
        let span = max(1, deadline.due.microseconds(since: start) + 3 * Instant.microsecondsPerDay)
        let inside = start.adding(microseconds: Int64(cases.numbers.next() % UInt64(span)))
        return cases.numbers.chance(20) && deadline.due >= start ? deadline.due : inside
    }

    private func check(
        _ found: Remainder?, _ expected: [Piece]?, at asked: Instant, _ mismatches: inout [String]
    ) -> Bool {
        let wanted = expected.map { Remainder(rest: $0, allowsApologyOnDueDay: limit.allowsApologyOnDueDay) }
        guard found == wanted, found.map({ Remainder(parsing: $0.text) == $0 }) ?? true else {
            mismatches.append("\(description(asked)): left \(found?.text ?? "-"), walk \(wanted?.text ?? "-")")
            return false
        }
        return true
    }

    private func check(
        _ remainder: Remainder, _ rest: [Piece], answeredAt: Instant, _ mismatches: inout [String]
    ) -> Deadline? {
        let found = outcome { () throws(ClockRefusal) in
            try compiled.resume(remainder, answeredAt: answeredAt, dayZero: walk.rule)
        }
        let wanted = outcome { () throws(ClockRefusal) in
            try walk.resumed(rest, onDueDay: limit.allowsApologyOnDueDay, answeredAt: answeredAt)
        }
        let ledger = outcome { () throws(ClockRefusal) in
            try compiled.ledger(remainder, answeredAt: answeredAt, dayZero: walk.rule)!
        }
        guard found == wanted, found.map(\.due) == ledger.map(\.due) else {
            mismatches.append("\(description(answeredAt)): \(remainder.text) gives \(found), walk \(wanted)")
            return nil
        }
        return try? found.get()
    }

    private func description(_ instant: Instant) -> String {
        let offset = compiled.offset
        let times = [start, deadline.due, instant].map { $0.rfc3339(in: offset) }.joined(separator: ", ")
        return "\(limit.text) \(walk.rule), start, due and now \(times)"
    }
}
