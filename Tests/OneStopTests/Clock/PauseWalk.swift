@testable import OneStop

extension Walk {
    /// C3 in a walk: what is left of the running leg, then the legs behind it. Nil if asked after due.
    func rest(
        of pieces: [Piece], isLimit: Bool, from start: Instant, pausedAt: Instant
    ) throws(ClockRefusal) -> [Piece]? {
        let ends = try ends(pieces, isLimit: isLimit, from: start)
        let opening = try dayZero(start)
        let due = ends.last!
        let today = calendar.offset.localDate(of: pausedAt)
        if pieces.last!.unit == .workingMicroseconds ? pausedAt > due.due : today > due.day { return nil }
        let asked = try dayZero(pausedAt)
        let running =
            pieces.indices.first { index in
                pieces[index].unit == .workingMicroseconds ? pausedAt <= ends[index].due : asked <= ends[index].day
            } ?? pieces.count - 1
        let legStart = running > 0 ? max(pausedAt, ends[running - 1].due) : pausedAt
        var zero = max(asked, opening)
        if running > 0 { zero = max(zero, try rolled(ends[running - 1].day)) }
        let left = left(of: pieces[running], from: legStart, zero: zero, to: ends[running])
        let later = Array(pieces[(running + 1)...])
        return left.amount == 0 && !later.isEmpty ? later : [left] + later
    }

    private func left(of piece: Piece, from instant: Instant, zero: LocalDate, to end: Point) -> Piece {
        var day = zero
        var amount: Int64 = 0
        switch piece.unit {
        case .workingDays:
            while day < end.day {
                day = day.adding(days: 1)
                if !hours(day).isEmpty { amount += 1 }
            }
            return Piece(amount: amount, unit: .workingDays)
        case .calendarDays, .months:
            return Piece(amount: Int64(max(0, end.day.dayNumber - zero.dayNumber)), unit: .calendarDays)
        case .workingMicroseconds:
            return Piece(amount: worked(from: instant, to: end.due), unit: .workingMicroseconds)
        }
    }

    func worked(from: Instant, to: Instant) -> Int64 {
        var amount: Int64 = 0
        var day = calendar.offset.localDate(of: from)
        while day <= calendar.offset.localDate(of: to) {
            for session in hours(day) {
                let open = max(from, calendar.offset.instant(of: day, minuteOfDay: session.open))
                let close = min(to, calendar.offset.instant(of: day, minuteOfDay: session.close))
                amount += max(0, close.microseconds - open.microseconds)
            }
            guard day < .latest else { break }
            day = day.adding(days: 1)
        }
        return amount
    }

    /// The due date laid down again.
    func resumed(_ rest: [Piece], onDueDay: Bool, answeredAt: Instant) throws(ClockRefusal) -> Deadline {
        let zero = try dayZero(answeredAt)
        let isNothing = rest.count == 1 && rest[0].amount == 0
        let end: Point
        if isNothing {
            let day = try rolled(zero)
            end = Point(day: day, due: lastClosing(day))
        } else {
            end = try ends(rest, isLimit: false, from: answeredAt).last!
        }
        return complete(end, zero: zero, byInstant: rest.last!.unit == .workingMicroseconds, onDueDay: onDueDay)
    }
}
