/// The dates of an accepted dossier that follow the calendar, with everything that they are laid down from.
package struct RunningDates: Sendable, Hashable {
    package var limit: Limit
    package var dayZero: DayZeroRule
    package var channel: Channel
    /// The date on the receipt, before which the due date never moves.
    package var firstPromise: Instant?
    /// From where the due date was laid down; nil without one.
    package var clock: RunningClock?
    package var deadline: Deadline?
    /// The current step of the internal process, when it began and when it is due.
    package var step: Int
    package var stepStartedAt: Instant?
    package var stepDue: Instant?

    /// Dates as they are stored.
    package init(
        limit: Limit, dayZero: DayZeroRule, channel: Channel, firstPromise: Instant?, clock: RunningClock?,
        deadline: Deadline?, step: Int, stepStartedAt: Instant?, stepDue: Instant?
    ) {
        self.limit = limit
        self.dayZero = dayZero
        self.channel = channel
        self.firstPromise = firstPromise
        self.clock = clock
        self.deadline = deadline
        self.step = step
        self.stepStartedAt = stepStartedAt
        self.stepDue = stepDue
    }

    /// The dates of a dossier.
    package init(_ dossier: Dossier) {
        self.init(
            limit: dossier.limit, dayZero: dossier.dayZero, channel: dossier.channel,
            firstPromise: dossier.firstPromise, clock: dossier.clock, deadline: dossier.deadline, step: dossier.step,
            stepStartedAt: dossier.stepStartedAt, stepDue: dossier.stepDue)
    }
}

/// A date that a decision about the calendar moved.
package struct DueMove: Sendable, Hashable {
    /// The date from now on.
    package var deadline: Deadline
    /// When it was due before; nil in events that an older program wrote.
    package var before: Instant?
    /// The planned end of the current step from now on; nil when it stays.
    package var stepDue: Instant?
    /// The decision in words.
    package var decision: String
    /// The recorded decision; nil where one dossier alone was moved.
    package var key: CalendarDecisionID?
    /// Whether the recorded decision was undone, and the date went back.
    package var isUndone: Bool

    /// A move as it is stored.
    package init(
        deadline: Deadline, before: Instant?, stepDue: Instant? = nil, decision: String,
        key: CalendarDecisionID? = nil, isUndone: Bool = false
    ) {
        self.deadline = deadline
        self.before = before
        self.stepDue = stepDue
        self.decision = decision
        self.key = key
        self.isUndone = isUndone
    }

    /// From one set of dates to another; nil when nothing moves.
    init?(
        _ dates: RunningDates, to moved: RunningDates, decision: String, key: CalendarDecisionID? = nil,
        isUndone: Bool = false
    ) {
        guard let deadline = moved.deadline, moved != dates else { return nil }
        self.init(
            deadline: deadline, before: dates.deadline?.due,
            stepDue: moved.stepDue == dates.stepDue ? nil : moved.stepDue, decision: decision, key: key,
            isUndone: isUndone)
    }
}
