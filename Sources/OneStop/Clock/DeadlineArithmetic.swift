extension CalendarTable {
    /// The end of one leg: its day and instant.
    struct LegEnd {
        var day: Int32
        var due: Instant
    }

    @inline(__always)
    func deadline(
        _ limit: Limit, first: Limit.Leg, from start: Instant, dayZero rule: DayZeroRule, sameDayHour: Int
    ) throws(TableMiss) -> Deadline {
        let zero = try dayZero(of: start, rule: rule)
        var end: LegEnd
        if first.count == 0, first.unit == .workingDays {
            end = try sameDay(start, zero: zero, sameDayHour: sameDayHour)
        } else {
            end = try self.end(of: Piece(first), dayZero: zero, from: start)
        }
        if limit.legs.count > 1 {
            var legZero = zero
            for leg in limit.legs.dropFirst() {
                legZero = try nextZero(after: end, zero: legZero)
                end = try self.end(of: Piece(leg), dayZero: legZero, from: end.due)
            }
        }
        return try finish(end, zero: zero, byInstant: limit.endsByInstant, onDueDay: limit.allowsApologyOnDueDay)
    }

    @inline(__always)
    func dayZero(of instant: Instant, rule: DayZeroRule) throws(TableMiss) -> Int32 {
        let (date, ofDay) = offset.localTime(of: instant)
        let day = date.dayNumber
        guard rule == .working else { return day }
        let through = try rank(through: day)
        if through > 0 {
            let candidate = worked[through &- 1]
            if candidate.day == day, ofDay <= Int64(candidate.close) &* Instant.microsecondsPerMinute { return day }
        }
        return worked[try worked(1, after: day, rank: through)].day
    }

    @inline(__always)
    func end(of piece: Piece, dayZero zero: Int32, from start: Instant) throws(TableMiss) -> LegEnd {
        switch piece.unit {
        case .workingDays:
            guard piece.amount > 0 else { return closing(try firstWorked(onOrAfter: zero)) }
            return closing(try worked(Int(piece.amount), after: zero, rank: rank(through: zero)))
        case .calendarDays:
            let target = Int64(zero) &+ piece.amount
            guard target <= Int64(LocalDate.lastDayNumber) else { throw .refused(.beyondYear9999) }
            return closing(try firstWorked(onOrAfter: Int32(target)))
        case .months:
            guard let target = LocalDate(unchecked: zero).advanced(months: Int(piece.amount)) else {
                throw .refused(.beyondYear9999)
            }
            return closing(try firstWorked(onOrAfter: target.dayNumber))
        case .workingMicroseconds:
            return try end(ofBudget: piece.amount, from: start)
        }
    }

    /// The day zero of the leg that follows one with this end and day zero.
    func nextZero(after end: LegEnd, zero: Int32) throws(TableMiss) -> Int32 {
        max(zero, worked[try firstWorked(onOrAfter: end.day)].day)
    }

    @inline(__always)
    func closing(_ index: Int) -> LegEnd {
        let entry = worked[index]
        return LegEnd(
            day: entry.day,
            due: offset.instant(of: LocalDate(unchecked: entry.day), minuteOfDay: Int(entry.close)))
    }

    func sameDay(_ start: Instant, zero: Int32, sameDayHour: Int) throws(TableMiss) -> LegEnd {
        let (date, ofDay) = offset.localTime(of: start)
        if date.dayNumber == zero, ofDay > Int64(sameDayHour) * Instant.microsecondsPerMinute {
            return closing(try worked(1, after: zero, rank: rank(through: zero)))
        }
        return closing(try firstWorked(onOrAfter: zero))
    }

    /// The earliest instant at which a budget of working time that starts to run at `start` is used up.
    @inline(__always)
    func end(ofBudget budget: Int64, from start: Instant) throws(TableMiss) -> LegEnd {
        let (date, ofDay) = offset.localTime(of: start)
        let day = date.dayNumber
        guard budget > 0 else { return LegEnd(day: day, due: start) }
        let through = try rank(through: day)
        var index = through
        var target = budget
        if through > 0, worked[through &- 1].day == day {
            index = through &- 1
            target &+= elapsed(pattern: worked[index].pattern, at: ofDay)
        }
        if index < worked.count { target &+= worked[index].minutesBefore &* Instant.microsecondsPerMinute }
        guard index < worked.count, target <= totalMinutes &* Instant.microsecondsPerMinute else {
            throw missing(after: max(day, worked.last?.day ?? day), from: day, rank: through)
        }
        let found = dayReaching(target, from: index)
        // An end on the day itself needs no search; any other met the working days in between.
        if found >= through, worked[through].day &- day > TenYears.fewestDays || !longGaps.isEmpty {
            try refuseLongGap(from: day, rank: through, to: found)
        }
        return instant(ofWork: target &- worked[found].minutesBefore &* Instant.microsecondsPerMinute, on: found)
    }

    /// The first working day, not before `index`, at whose end the working time of the span has reached `target`.
    @inline(__always)
    private func dayReaching(_ target: Int64, from index: Int) -> Int {
        let minutes = (target &+ Instant.microsecondsPerMinute &- 1) / Instant.microsecondsPerMinute
        var low = index
        var high = worked.count &- 1
        // Days are mostly alike, so a guess by the mean is near; the distance is then halved as in any search.
        var guess = min(high, index &+ Int((minutes &- worked[index].minutesBefore) / typicalMinutes))
        var step = 1
        if minutesThrough(guess) >= minutes {
            high = guess
            while high > low {
                guess = max(low, high &- step)
                if minutesThrough(guess) < minutes {
                    low = guess &+ 1
                    break
                }
                high = guess
                step &*= 2
            }
        } else {
            low = guess &+ 1
            while low < high {
                guess = min(high, low &+ step &- 1)
                if minutesThrough(guess) >= minutes {
                    high = guess
                    break
                }
                low = guess &+ 1
                step &*= 2
            }
        }
        while low < high {
            let middle = (low &+ high) / 2
            if minutesThrough(middle) >= minutes { high = middle } else { low = middle &+ 1 }
        }
        return low
    }

    /// Working minutes of the span through the end of a working day.
    @inline(__always)
    private func minutesThrough(_ index: Int) -> Int64 {
        index &+ 1 < worked.count ? worked[index &+ 1].minutesBefore : totalMinutes
    }

    /// The earliest instant of a working day at which so much of its time has passed; more than 0, at most the day's.
    @inline(__always)
    private func instant(ofWork amount: Int64, on index: Int) -> LegEnd {
        let entry = worked[index]
        let date = LocalDate(unchecked: entry.day)
        var rest = amount
        for position in range(ofPattern: entry.pattern) {
            let session = sessions[position]
            let length = Int64(session.close &- session.open) &* Instant.microsecondsPerMinute
            if rest <= length {
                let ofDay = Int64(session.open) &* Instant.microsecondsPerMinute &+ rest
                return LegEnd(day: entry.day, due: offset.instant(of: date, microsecondOfDay: ofDay))
            }
            rest &-= length
        }
        return closing(index)
    }

    /// Adds the days before `due` on which somebody must act.
    @inline(__always)
    func finish(_ end: LegEnd, zero: Int32, byInstant: Bool, onDueDay: Bool) throws(TableMiss) -> Deadline {
        let through = try rank(through: end.day)
        let before = through > 0 && worked[through &- 1].day == end.day ? through &- 1 : through
        if before < 2, end.day &- firstDay <= TenYears.mostDays, firstDay > LocalDate.firstDayNumber {
            throw .outsideSpan
        }
        let latest: Int32
        if onDueDay {
            latest = end.day
        } else {
            latest = max(zero, worked(before &- 1, before: end.day) ?? zero)
        }
        return Deadline(
            due: end.due, dueOn: LocalDate(unchecked: end.day), byInstant: byInstant,
            provisional: isProvisional(from: zero, through: end.day), dayZero: LocalDate(unchecked: zero),
            atRiskFrom: LocalDate(unchecked: worked(before &- 2, before: end.day) ?? zero),
            apologyLatest: LocalDate(unchecked: latest))
    }

    /// The working day at an index, nil if there is none or it lies more than ten years before `day`.
    @inline(__always)
    private func worked(_ index: Int, before day: Int32) -> Int32? {
        guard index >= 0, day &- worked[index].day <= TenYears.mostDays else { return nil }
        return worked[index].day
    }
}
