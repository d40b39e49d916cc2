/// A table answers exactly or says that its years do not reach; only `CompiledCalendar` sees the second.
enum TableMiss: Error {
    case outsideSpan
    case refused(ClockRefusal)
}

extension CalendarTable {
    /// Working days of the span on or before a day.
    @inline(__always)
    func rank(through day: Int32) throws(TableMiss) -> Int {
        guard day >= firstDay, day <= lastDay else { throw .outsideSpan }
        return Int(rank[Int(day &- firstDay)])
    }

    /// The index in `worked` of this very day, nil if it is no working day.
    @inline(__always)
    func workedIndex(of day: Int32) throws(TableMiss) -> Int? {
        let through = try rank(through: day)
        return through > 0 && worked[through &- 1].day == day ? through &- 1 : nil
    }

    /// The index of the first working day on or after a day.
    @inline(__always)
    func firstWorked(onOrAfter day: Int32) throws(TableMiss) -> Int {
        let through = try rank(through: day)
        if through > 0, worked[through &- 1].day == day { return through &- 1 }
        return try self.worked(1, after: day, rank: through)
    }

    /// The index of the n-th working day after a day, n at least 1; `rank` is that of the day.
    @inline(__always)
    func worked(_ count: Int, after day: Int32, rank: Int) throws(TableMiss) -> Int {
        let index = rank &+ count &- 1
        guard index < worked.count else {
            throw missing(after: max(day, worked.last?.day ?? day), from: day, rank: rank)
        }
        if worked[rank].day &- day > TenYears.fewestDays || !longGaps.isEmpty {
            try refuseLongGap(from: day, rank: rank, to: index)
        }
        return index
    }

    /// Throws if a search from `day` to the working day at `index` meets none for ten years on its way.
    func refuseLongGap(from day: Int32, rank: Int, to index: Int) throws(TableMiss) {
        if rank < worked.count, worked[rank].day > TenYears.end(from: day) {
            throw .refused(.noWorkingDayWithinTenYears(from: LocalDate(dayNumber: day)))
        }
        for gap in longGaps where gap >= rank && gap < index {
            throw .refused(.noWorkingDayWithinTenYears(from: LocalDate(dayNumber: worked[gap].day)))
        }
    }

    /// What to say when the span has no further working day after `last`.
    func missing(after last: Int32, from day: Int32, rank: Int) -> TableMiss {
        do {
            try refuseLongGap(from: day, rank: rank, to: worked.count)
        } catch {
            return error
        }
        if last <= LocalDate.latest.adding(months: -120).dayNumber, TenYears.end(from: last) <= lastDay {
            return .refused(.noWorkingDayWithinTenYears(from: LocalDate(dayNumber: last)))
        }
        return lastDay == LocalDate.lastDayNumber ? .refused(.beyondYear9999) : .outsideSpan
    }

    /// Where the sessions of a pattern stand in `sessions`.
    @inline(__always)
    func range(ofPattern pattern: UInt16) -> Range<Int> {
        let shape = patterns[Int(pattern)]
        return Int(shape.firstSession)..<Int(shape.firstSession &+ shape.sessionCount)
    }

    /// Working time of a pattern before a microsecond of the day.
    @inline(__always)
    func elapsed(pattern: UInt16, at microsecondOfDay: Int64) -> Int64 {
        var total: Int64 = 0
        for index in range(ofPattern: pattern) {
            let open = Int64(sessions[index].open) &* Instant.microsecondsPerMinute
            guard microsecondOfDay > open else { break }
            let close = Int64(sessions[index].close) &* Instant.microsecondsPerMinute
            total &+= min(microsecondOfDay, close) &- open
        }
        return total
    }

    /// Working time of the span before an instant, in microseconds.
    func workedBefore(_ instant: Instant) throws(TableMiss) -> Int64 {
        let (date, ofDay) = offset.localTime(of: instant)
        let through = try rank(through: date.dayNumber)
        if through > 0, worked[through - 1].day == date.dayNumber {
            let entry = worked[through - 1]
            return entry.minutesBefore * Instant.microsecondsPerMinute + elapsed(pattern: entry.pattern, at: ofDay)
        }
        return (through < worked.count ? worked[through].minutesBefore : totalMinutes) * Instant.microsecondsPerMinute
    }

    /// False if every year from the first day through the last is confirmed.
    @inline(__always)
    func isProvisional(from first: Int32, through last: Int32) -> Bool {
        guard let runs = confirmedRuns else { return false }
        for run in runs where first >= run.first && first <= run.last { return last > run.last }
        return true
    }
}
