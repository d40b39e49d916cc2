/// Why an accepted dossier is due when it is, told from its life: the times in which its limit ran, day by day, the times
/// in which it waited for the applicant, and the decisions that moved its date.
package struct DueExplanation: Sendable, Hashable {
    /// A time in which the limit ran.
    package struct Run: Sendable, Hashable {
        package var from: Instant
        /// When a pause or the end stopped it; nil while it runs.
        package var until: Instant?
        /// What was left when it began; nil for the whole limit.
        package var remainder: Remainder?
        /// Its days by the calendar as it is now, no further than it ran; nil without a limit, or when no date can be laid
        /// down.
        package var ledger: Ledger?
    }

    /// A time of waiting for the applicant.
    package struct Wait: Sendable, Hashable {
        package var kind: Pause.Kind
        package var from: Instant
        package var until: Instant?
        /// Whether it began when the dossier was late already: then it shifts nothing.
        package var afterDue: Bool
    }

    /// A decision that moved the date.
    package struct Move: Sendable, Hashable {
        package var at: Instant
        package var move: DueMove
    }

    /// One of the parts that a date is explained by, in the order of time: the clock running, waiting, or a move of the date.
    package enum Part: Sendable, Hashable {
        case run(Run)
        case wait(Wait)
        case move(Move)
    }

    package var acceptedAt: Instant
    package var limit: Limit
    package var firstPromise: Instant?
    package var deadline: Deadline?
    /// When it was over; nil while it is open.
    package var endedAt: Instant?
    /// In the order of time.
    package var parts: [Part]
    /// Whether the days of the last run end on the date that the dossier has. They do not where the date printed on the
    /// receipt is kept although the calendar would give an earlier one, or the calendar has changed since.
    package var isAsCounted: Bool

    /// Of the events of a whole life; nil for a dossier that was never accepted.
    package init?(_ events: [Event], calendar: CompiledCalendar, policy: Policy) {
        var teller = DueTeller()
        for event in events { teller.take(event) }
        guard let dossier = teller.dossier, let acceptedAt = dossier.acceptedAt else { return nil }
        self.acceptedAt = acceptedAt
        limit = dossier.limit
        firstPromise = dossier.firstPromise
        deadline = dossier.deadline
        endedAt = dossier.endedAt
        isAsCounted = true
        parts = []
        for part in teller.parts {
            guard case .run(var run) = part else {
                parts.append(part)
                continue
            }
            run.ledger = Self.ledger(of: run, dossier, calendar, policy)
            if let ledger = run.ledger { isAsCounted = ledger.due == dossier.deadline?.due }
            if let until = run.until {
                let last = calendar.offset.localDate(of: until)
                run.ledger?.lines.removeAll { $0.day > last }
            }
            parts.append(.run(run))
        }
    }

    private static func ledger(
        of run: Run, _ dossier: Dossier, _ calendar: CompiledCalendar, _ policy: Policy
    ) -> Ledger? {
        if let remainder = run.remainder {
            return try? calendar.ledger(
                remainder, answeredAt: run.from, dayZero: dossier.dayZero, sameDayHour: policy.sameDayHour)
        }
        return try? calendar.ledger(
            dossier.limit, from: run.from, dayZero: dossier.dayZero, sameDayHour: policy.sameDayHour)
    }
}

/// Follows a life and notes when its limit began to run, stood still and was moved.
private struct DueTeller {
    var dossier: Dossier?
    var parts: [DueExplanation.Part] = []

    mutating func take(_ event: Event) {
        let before = dossier
        dossier = apply(event, to: before) ?? before
        guard let after = dossier else { return }
        if case .dueMoved(let move) = event.body {
            parts.append(.move(DueExplanation.Move(at: event.at, move: move)))
        }
        guard after.acceptedAt != nil else { return }
        if let pause = after.pause, before?.pause == nil {
            if !pause.afterDue { stopRun(at: pause.since) }
            parts.append(
                .wait(DueExplanation.Wait(kind: pause.kind, from: pause.since, until: nil, afterDue: pause.afterDue)))
        } else if before?.pause != nil, after.pause == nil {
            stopWait(at: event.at)
        }
        if let clock = after.clock, clock != before?.clock {
            parts.append(
                .run(DueExplanation.Run(from: clock.from, until: nil, remainder: clock.remainder, ledger: nil)))
        }
        if let endedAt = after.endedAt, before?.endedAt == nil {
            stopRun(at: endedAt)
            stopWait(at: endedAt)
        }
    }

    private mutating func stopRun(at instant: Instant) {
        for index in parts.indices {
            guard case .run(var run) = parts[index], run.until == nil else { continue }
            run.until = instant
            parts[index] = .run(run)
        }
    }

    private mutating func stopWait(at instant: Instant) {
        for index in parts.indices {
            guard case .wait(var wait) = parts[index], wait.until == nil else { continue }
            wait.until = instant
            parts[index] = .wait(wait)
        }
    }
}
