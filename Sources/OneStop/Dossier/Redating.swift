/// How open dossiers of one procedure in one agency get other dates when a recorded decision takes effect, or is undone.
///
/// A decision that takes effect moves those whose dates the calendar lays down otherwise than before it; undone, it moves
/// those that it had moved to what the calendar without it gives. Either way a dossier gets exactly the date that
/// `applyCalendarDecision` would give it.
package struct Redating: Sendable {
    private let after: Context
    /// The calendar without the decision; nil while it is undone.
    private let before: Context?

    /// - Parameters:
    ///   - calendar: as it is from now on.
    ///   - former: as it was before the decision took effect; nil to look at every dossier.
    package init(
        calendar: CompiledCalendar, former: CompiledCalendar?, process: [ProcessStep], policy: Policy
    ) {
        // Who asks and when decides nothing about a date.
        let nobody = Actor(user: UserID(0), grants: [])
        func context(_ calendar: CompiledCalendar) -> Context {
            Context(
                now: Instant(microseconds: 0), actor: nobody, calendar: calendar, process: process, policy: policy)
        }
        after = context(calendar)
        before = former.map(context)
    }

    /// The dates from now on; nil when nothing moves, also where the calendar gives no date at all.
    package func moved(_ dates: RunningDates) -> RunningDates? {
        guard let moved = Self.recomputed(dates, after), moved != dates else { return nil }
        if let before, Self.recomputed(dates, before) == moved { return nil }
        return moved
    }

    private static func recomputed(_ dates: RunningDates, _ context: Context) -> RunningDates? {
        try? Clockwork(context: context).recomputed(dates)
    }

    /// The event that moves a dossier's date; nil when it stays, since the dossier waits or is over, or nothing moves.
    package func event(
        for dossier: Dossier, by decision: String, key: CalendarDecisionID, isUndone: Bool, actor: UserID,
        at now: Instant
    ) -> Event? {
        guard dossier.status == .accepted || dossier.status == .processing else { return nil }
        let dates = RunningDates(dossier)
        guard let moved = moved(dates),
            let move = DueMove(dates, to: moved, decision: decision, key: key, isUndone: isUndone)
        else { return nil }
        return Event(at: max(now, dossier.changedAt), actor: actor, body: .dueMoved(move))
    }
}
