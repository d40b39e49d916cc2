import OneStop
import Store

extension ImportDay {
    /// What the clock has to know of a day: whether its date is day zero, and the working days about it (contract,
    /// sections 2 and 4).
    init(_ day: LocalDate, accepted: Int, in calendar: CompiledCalendar) {
        let close = calendar.sessions(on: day).last?.close
        let before = calendar.workingDay(before: day)
        self.init(
            day: day, accepted: accepted, closesAt: close.map { calendar.offset.instant(of: day, minuteOfDay: $0) },
            nextWorking: calendar.workingDay(from: day, step: 1) ?? day, oneBefore: before,
            twoBefore: before.flatMap { calendar.workingDay(before: $0) })
    }
}

extension CompiledCalendar {
    fileprivate func workingDay(before day: LocalDate) -> LocalDate? { workingDay(from: day, step: -1) }

    /// The nearest working day after or before a day, not more than ten years away.
    fileprivate func workingDay(from day: LocalDate, step: Int) -> LocalDate? {
        for distance in 1...3653 {
            let candidate = day.adding(days: step * distance)
            if isWorkingDay(candidate) { return candidate }
        }
        return nil
    }
}
