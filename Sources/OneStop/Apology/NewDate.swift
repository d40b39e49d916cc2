/// The new date that a letter may tell, from the work that is left: what remains of the current step, then each later step
/// of the internal process with its own limit, laid down one after another from now.
///
/// Never before the first working day after both today and the due date, which is the earliest that C4 allows. Without
/// limits of steps that day is all that can be said.
///
/// - Returns: the last closing of that day.
/// - Throws: what refuses any letter for the dossier as it is, `Refusal.clock` when the calendar gives no date.
package func proposedNewDate(for dossier: Dossier, _ context: Context) throws(Refusal) -> Instant {
    let deadline = try Decision(dossier: dossier, command: .draftApology, context: context).requireLetterPossible()
    let clock = Clockwork(context: context)
    var end = context.now
    for step in context.process where step.number >= dossier.step {
        if step.number == dossier.step, let due = dossier.stepDue, due > end {
            end = due
        } else if let due = try clock.step(step.limit(through: dossier.channel), from: end) {
            end = due
        }
    }
    let earliest = context.date(of: max(context.now, deadline.due.adding(microseconds: -1))).adding(days: 1)
    return try clock.closing(from: max(earliest, context.date(of: end.adding(microseconds: -1))))
}

extension Clockwork {
    /// The end of a step's limit that begins at an instant; nil when it has none.
    fileprivate func step(_ limit: Limit, from instant: Instant) throws(Refusal) -> Instant? {
        var later = context
        later.now = instant
        return try Clockwork(context: later).stepDue(limit)
    }

    /// The last closing of a day or, where it is no working day, of the next one.
    fileprivate func closing(from first: LocalDate) throws(Refusal) -> Instant {
        var day = first
        for _ in 0..<3660 {
            if let close = context.calendar.sessions(on: day).last?.close {
                return context.calendar.offset.instant(of: day, minuteOfDay: close)
            }
            day = day.adding(days: 1)
        }
        throw .clock(.noWorkingDayWithinTenYears(from: first))
    }
}
