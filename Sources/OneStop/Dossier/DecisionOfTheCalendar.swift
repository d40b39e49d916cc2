/// Dates moved by the calendar.
extension Decision {
    /// Moves the date of an open dossier to what the calendar now gives, never to earlier than the receipt printed.
    /// A dossier that waits keeps its date: the answer lays it down by the calendar of its own day.
    func applyCalendarDecision(_ decision: String) throws(Refusal) -> [EventBody] {
        try require(.accepted, .processing)
        let decision = try Wording.required(decision, field: "decision")
        let dates = RunningDates(dossier)
        guard let moved = try clock.recomputed(dates), let move = DueMove(dates, to: moved, decision: decision) else {
            throw .dateUnchanged
        }
        return [.dueMoved(move)]
    }
}
