/// How long something took, in the two units of the clock.
package struct Elapsed: Sendable, Hashable {
    /// Working days after the start's day zero, up to and including the end's date.
    package let workingDays: Int
    /// Whole working minutes between the two instants.
    package let workingMinutes: Int
}

extension CompiledCalendar {
    /// What `motcua elapsed` prints. Throws `endBeforeStart` if `to` lies before `from`, and what the search for day zero
    /// throws.
    package func elapsed(
        from: Instant, to: Instant, dayZero rule: DayZeroRule = .working
    ) throws(ClockRefusal) -> Elapsed {
        guard to >= from else { throw .endBeforeStart }
        let zero = try dayZero(of: from, rule: rule)
        return Elapsed(
            workingDays: workingDays(after: zero, through: offset.localDate(of: to)),
            workingMinutes: workingMinutes(from: from, to: to))
    }
}
