extension CompiledCalendar {
    /// What is left of a limit when the applicant is asked at `pausedAt` (C3); nil if the pause begins after `due` and
    /// therefore shifts nothing.
    ///
    /// `due` and `dueOn` are what the dossier shows, which may be later than the limit alone would give; the last leg is
    /// counted up to them. "After due" compares dates, for limits that end in hours instants. The request follows the
    /// day-zero rule: asked in the evening or on a day off, it counts from the next working day, and if that leaves no
    /// day before `due`, nothing is left.
    ///
    /// In a sum the rest is counted in the leg that runs, and the later legs stay whole. A leg in days runs through its
    /// last day, so a request on that day leaves the later legs only. Months run on as calendar days. Throws
    /// `endBeforeStart` if the request lies before `start`.
    package func remainder(
        of limit: Limit, from start: Instant, due: Instant, dueOn: LocalDate, pausedAt: Instant,
        dayZero rule: DayZeroRule = .working, sameDayHour: Int = CompiledCalendar.usualSameDayHour
    ) throws(ClockRefusal) -> Remainder? {
        try remainder(
            of: limit.legs.map { Piece($0) }, isLimit: true, onDueDay: limit.allowsApologyOnDueDay, from: start,
            due: due,
            dueOn: dueOn, pausedAt: pausedAt, dayZero: rule, sameDayHour: sameDayHour)
    }

    /// The same for a deadline just computed.
    package func remainder(
        of limit: Limit, from start: Instant, due deadline: Deadline, pausedAt: Instant,
        dayZero rule: DayZeroRule = .working, sameDayHour: Int = CompiledCalendar.usualSameDayHour
    ) throws(ClockRefusal) -> Remainder? {
        try remainder(
            of: limit, from: start, due: deadline.due, dueOn: deadline.dueOn, pausedAt: pausedAt, dayZero: rule,
            sameDayHour: sameDayHour)
    }

    /// What a second pause leaves of what the first one had left; `resumedAt` is the answer that ended the first.
    package func remainder(
        of remainder: Remainder, from resumedAt: Instant, due: Instant, dueOn: LocalDate, pausedAt: Instant,
        dayZero rule: DayZeroRule = .working, sameDayHour: Int = CompiledCalendar.usualSameDayHour
    ) throws(ClockRefusal) -> Remainder? {
        switch remainder.content {
        case .restart(let limit):
            try self.remainder(
                of: limit, from: resumedAt, due: due, dueOn: dueOn, pausedAt: pausedAt, dayZero: rule,
                sameDayHour: sameDayHour)
        case .rest(let pieces):
            try self.remainder(
                of: pieces, isLimit: false, onDueDay: remainder.allowsApologyOnDueDay, from: resumedAt, due: due,
                dueOn: dueOn, pausedAt: pausedAt, dayZero: rule, sameDayHour: sameDayHour)
        }
    }

    /// The due date laid down again from the completed answer. Nothing left: the last closing of the answer's own
    /// working day, also for a limit in hours, and whatever the same-day hour.
    package func resume(
        _ remainder: Remainder, answeredAt: Instant, dayZero rule: DayZeroRule = .working,
        sameDayHour: Int = CompiledCalendar.usualSameDayHour
    ) throws(ClockRefusal) -> Deadline {
        try answer(from: offset.localDate(of: answeredAt)) { (table) throws(TableMiss) in
            switch remainder.content {
            case .restart(let limit):
                guard let first = limit.legs.first else { throw .refused(.endBeforeStart) }
                return try table.deadline(
                    limit, first: first, from: answeredAt, dayZero: rule, sameDayHour: sameDayHour)
            case .rest(let pieces):
                let zero = try table.dayZero(of: answeredAt, rule: rule)
                var end = CalendarTable.LegEnd(day: zero, due: answeredAt)
                if remainder.isNothing {
                    end = table.closing(try table.firstWorked(onOrAfter: zero))
                } else {
                    end = try table.end(of: pieces[0], dayZero: zero, from: answeredAt)
                    var legZero = zero
                    for piece in pieces.dropFirst() {
                        legZero = try table.nextZero(after: end, zero: legZero)
                        end = try table.end(of: piece, dayZero: legZero, from: end.due)
                    }
                }
                return try table.finish(
                    end, zero: zero, byInstant: remainder.endsByInstant, onDueDay: remainder.allowsApologyOnDueDay)
            }
        }
    }

    private func remainder(
        of pieces: [Piece], isLimit: Bool, onDueDay: Bool, from start: Instant, due: Instant, dueOn: LocalDate,
        pausedAt: Instant, dayZero rule: DayZeroRule, sameDayHour: Int
    ) throws(ClockRefusal) -> Remainder? {
        guard let last = pieces.last else { return nil }
        guard pausedAt >= start else { throw .endBeforeStart }
        let isAfterDue = last.endsByInstant ? pausedAt > due : offset.localDate(of: pausedAt) > dueOn
        guard !isAfterDue else { return nil }
        let rest = try answer(from: offset.localDate(of: start)) { (table) throws(TableMiss) in
            let asked = try table.dayZero(of: pausedAt, rule: rule)
            var zero = try table.dayZero(of: start, rule: rule)
            var from = start
            for (index, piece) in pieces.dropLast().enumerated() {
                let end: CalendarTable.LegEnd
                if index == 0, isLimit, piece.amount == 0, piece.unit == .workingDays {
                    end = try table.sameDay(start, zero: zero, sameDayHour: sameDayHour)
                } else {
                    end = try table.end(of: piece, dayZero: zero, from: from)
                }
                if piece.endsByInstant ? pausedAt <= end.due : asked <= end.day {
                    let left = try table.left(
                        of: piece, from: max(pausedAt, from), asked: max(asked, zero), to: end.due, on: end.day)
                    return (left.amount == 0 ? [] : [left]) + pieces[(index + 1)...]
                }
                zero = try table.nextZero(after: end, zero: zero)
                from = end.due
            }
            return [
                try table.left(
                    of: last, from: max(pausedAt, from), asked: max(asked, zero), to: due, on: dueOn.dayNumber)
            ]
        }
        return Remainder(rest: rest, allowsApologyOnDueDay: onDueDay)
    }
}

extension CalendarTable {
    /// What is left of a running piece that ends at `due` on `day`, in its own unit; months as calendar days.
    func left(
        of piece: Piece, from instant: Instant, asked: Int32, to due: Instant, on day: Int32
    ) throws(TableMiss) -> Piece {
        switch piece.unit {
        case .workingMicroseconds:
            let amount = due > instant ? try workedBefore(due) - workedBefore(instant) : 0
            return Piece(amount: amount, unit: .workingMicroseconds)
        case .workingDays:
            let amount = day > asked ? try rank(through: day) - rank(through: asked) : 0
            return Piece(amount: Int64(amount), unit: .workingDays)
        case .calendarDays, .months:
            return Piece(amount: Int64(max(0, day - asked)), unit: .calendarDays)
        }
    }
}
