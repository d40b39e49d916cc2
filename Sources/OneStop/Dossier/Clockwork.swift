/// The clock as the dossier's life uses it: every date of a decision is laid down here.
struct Clockwork {
    let context: Context

    private var calendar: CompiledCalendar { context.calendar }

    /// The end of the eight working hours in which a filing must be answered (R2.4); nil when the agency has none.
    func receiptDue() throws(Refusal) -> Instant? {
        guard context.policy.receiptHours > 0 else { return nil }
        let limit: Limit
        do {
            limit = try Limit(parsing: "\(context.policy.receiptHours)wh")
        } catch {
            throw .limit(error)
        }
        return try acceptance(limit: limit, dayZero: .working)?.due
    }

    /// The date for a limit that starts now.
    func acceptance(limit: Limit, dayZero: DayZeroRule) throws(Refusal) -> Deadline? {
        try start(limit, from: context.now, dayZero: dayZero)
    }

    /// The planned end of a step that starts now.
    func stepDue(_ limit: Limit) throws(Refusal) -> Instant? {
        try acceptance(limit: limit, dayZero: .working)?.due
    }

    /// The date of a leg that starts now, by the clock of the agency that gets it.
    func legDue(_ limit: Limit, at agency: AgencyID) throws(Refusal) -> LegDue? {
        let clock =
            context.legClock(agency) ?? LegClock(calendar: calendar, sameDayHour: context.policy.sameDayHour)
        do {
            return try clock.calendar.deadline(limit, from: context.now, sameDayHour: clock.sameDayHour)
                .map { LegDue($0) }
        } catch {
            throw .clock(error)
        }
    }

    /// The pause that a request to the applicant begins now.
    func pause(_ kind: Pause.Kind, of dossier: Dossier, answerBy: LocalDate?) throws(Refusal) -> Pause {
        var pause = Pause(kind: kind, since: context.now, remainder: nil, afterDue: false, answerBy: answerBy)
        guard let clock = dossier.clock, let deadline = dossier.deadline else { return pause }
        let left = try remainder(dossier, clock, deadline)
        pause.afterDue = left == nil
        let restarts = kind == .supplement && dossier.restartsAfterSupplement
        pause.remainder = left == nil || !restarts ? left : Remainder.restart(dossier.limit) ?? left
        return pause
    }

    /// What the end of the pause does to the date. A pause that began after `due` shifts nothing.
    func resumption(of dossier: Dossier) throws(Refusal) -> Resumption {
        guard let pause = dossier.pause, let remainder = pause.remainder, !pause.afterDue else { return .unchanged }
        let deadline = floored(
            try resume(remainder, from: context.now, dayZero: dossier.dayZero), at: dossier.firstPromise)
        return pause.kind == .supplement && dossier.restartsAfterSupplement
            ? .restarted(deadline) : .laidDown(deadline)
    }

    /// The running dates as the calendar now has them, the due date never before the receipt's; nil without a due date.
    func recomputed(_ dates: RunningDates) throws(Refusal) -> RunningDates? {
        guard let clock = dates.clock else { return nil }
        var laid: Deadline?
        if let remainder = clock.remainder {
            laid = try resume(remainder, from: clock.from, dayZero: dates.dayZero)
        } else {
            laid = try start(dates.limit, from: clock.from, dayZero: dates.dayZero)
        }
        guard let laid else { return nil }
        var recomputed = dates
        recomputed.deadline = floored(laid, at: dates.firstPromise)
        if dates.stepDue != nil, let began = dates.stepStartedAt,
            let step = context.process.first(where: { $0.number == dates.step }),
            let due = try start(step.limit(through: dates.channel), from: began, dayZero: .working)?.due
        {
            recomputed.stepDue = due
        }
        return recomputed
    }

    /// When the paper must be with the unit: the same working day, or the start of the next one for what was accepted
    /// after 15:00, on a day off or after closing (Decree 61/2018, art. 18).
    func handOverPlan(acceptedAt: Instant) throws(Refusal) -> Instant {
        let (day, minute, _) = calendar.offset.localMinute(of: acceptedAt)
        let closing = calendar.sessions(on: day).last?.close ?? 0
        if minute <= min(closing, context.policy.handOverHour), closing > 0 {
            return calendar.offset.instant(of: day, minuteOfDay: closing)
        }
        var next = day
        for _ in 0..<3660 {
            next = next.adding(days: 1)
            if let opening = calendar.sessions(on: next).first?.open {
                return calendar.offset.instant(of: next, minuteOfDay: opening)
            }
        }
        throw .clock(.noWorkingDayWithinTenYears(from: day))
    }

    private func remainder(_ dossier: Dossier, _ clock: RunningClock, _ deadline: Deadline) throws(Refusal)
        -> Remainder?
    {
        do {
            if let rest = clock.remainder {
                return try calendar.remainder(
                    of: rest, from: clock.from, due: deadline.due, dueOn: deadline.dueOn, pausedAt: context.now,
                    dayZero: dossier.dayZero, sameDayHour: context.policy.sameDayHour)
            }
            return try calendar.remainder(
                of: countedLimit(dossier), from: clock.from, due: deadline, pausedAt: context.now,
                dayZero: dossier.dayZero, sameDayHour: context.policy.sameDayHour)
        } catch {
            throw .clock(error)
        }
    }

    /// The limit whose unit counts what is left. An imported dossier may have a promised date and no limit: what is
    /// left of it is counted in working days, up to that date.
    private func countedLimit(_ dossier: Dossier) -> Limit {
        guard dossier.limit.isNone, let leg = Limit.Leg(count: 2, unit: .workingDays) else { return dossier.limit }
        return Limit(legs: [leg]) ?? dossier.limit
    }

    private func start(_ limit: Limit, from instant: Instant, dayZero: DayZeroRule) throws(Refusal) -> Deadline? {
        do {
            return try calendar.deadline(
                limit, from: instant, dayZero: dayZero, sameDayHour: context.policy.sameDayHour)
        } catch {
            throw .clock(error)
        }
    }

    private func resume(_ remainder: Remainder, from instant: Instant, dayZero: DayZeroRule) throws(Refusal)
        -> Deadline
    {
        do {
            return try calendar.resume(
                remainder, answeredAt: instant, dayZero: dayZero, sameDayHour: context.policy.sameDayHour)
        } catch {
            throw .clock(error)
        }
    }
}

extension Clockwork {
    /// A deadline held at the date the receipt printed (contract C1), with the days before it on which somebody must
    /// act: a day worked that was announced after the receipt would otherwise bring it forward.
    private func floored(_ deadline: Deadline, at promise: Instant?) -> Deadline {
        guard let promise, deadline.due < promise else { return deadline }
        // A closing at 24:00 belongs to the day it closes.
        let day = context.date(of: deadline.byInstant ? promise : promise.adding(microseconds: -1))
        let onTheDay = deadline.apologyLatest == deadline.dueOn
        let latest = onTheDay ? day : max(workingDay(day, back: 1), deadline.dayZero)
        return Deadline(
            due: promise, dueOn: day, byInstant: deadline.byInstant, provisional: deadline.provisional,
            dayZero: deadline.dayZero, atRiskFrom: workingDay(day, back: 2), apologyLatest: latest)
    }

    /// The n-th working day before a day; the day itself when ten years hold too few.
    private func workingDay(_ day: LocalDate, back count: Int) -> LocalDate {
        var left = count
        var candidate = day
        for _ in 0..<3660 {
            candidate = candidate.adding(days: -1)
            if context.calendar.isWorkingDay(candidate) { left -= 1 }
            if left == 0 { return candidate }
        }
        return day
    }
}
