/// Why a duty arises: what it is about, and since when.
package struct DutyCause: Sendable, Hashable {
    package var duty: DutyKind
    /// What tells it from another cause of the same duty: the date that it hangs on, the number of the step or of
    /// the question, or what a silent dossier lacks. A date that shifts is another occasion.
    package var occasion: String
    /// When it arose: the start of the day from which it holds, or the instant. Of a result that nobody collects, since
    /// when it lies at the desk.
    package var since: Instant

    /// A cause.
    package init(duty: DutyKind, occasion: String, since: Instant) {
        self.duty = duty
        self.occasion = occasion
        self.since = since
    }
}

/// What a silent dossier lacks.
package enum DutyLack: String, Sendable, Hashable, CaseIterable {
    /// No unit or officer works on it, or its officer no longer signs in.
    case owner = "no_owner"
    /// There is no date at which anything would be late.
    case date = "no_date"
    /// A message to the applicant failed for good, and nobody has tried it again.
    case message = "message_failed"
}

/// The causes of a dossier's duties at an instant. `duty_causes` in the schema says the same; tests compare the two.
package struct DutyCauses: Sendable {
    private let dossier: Dossier
    private let officerGoneAt: Instant?
    private let messageFailedAt: Instant?
    private let now: Instant
    private let offset: UTCOffset
    private let today: LocalDate

    /// - Parameters:
    ///   - officerGoneAt: since when its officer can no longer sign in; `Instant.earliest` for one who never could.
    ///   - messageFailedAt: since when the first of its messages to the applicant lies that failed for good.
    ///   - offset: the zone of the agency that decides.
    package init(
        of dossier: Dossier, officerGoneAt: Instant?, messageFailedAt: Instant? = nil, at now: Instant,
        in offset: UTCOffset
    ) {
        self.dossier = dossier
        self.officerGoneAt = officerGoneAt.flatMap { $0 <= now ? $0 : nil }
        self.messageFailedAt = messageFailedAt.flatMap { $0 <= now ? $0 : nil }
        self.now = now
        self.offset = offset
        today = offset.localDate(of: now)
    }

    /// All that hold now.
    package var all: [DutyCause] { DutyKind.allCases.flatMap { causes(of: $0) } }

    /// The causes of a duty: one at most, but for each overdue opinion one, and for what a silent dossier lacks itself one
    /// beside that of a message.
    package func causes(of duty: DutyKind) -> [DutyCause] {
        let found: [DutyCause?] =
            switch duty {
            case .atRisk: [letter(.atRisk, duty) { $0.atRiskFrom }]
            case .apologyDue: [letter(.dueToday, duty) { $0.apologyLatest }]
            case .apologyMissing: [letter(.missing, duty) { $0.apologyLatest.adding(days: 1) }]
            case .newDatePassed: [newDatePassed]
            case .receiptLate: [receipt]
            case .stepOverdue: [step]
            case .opinionOverdue: opinions
            case .windowPassed: [window]
            case .resultNotCollected: [uncollected]
            case .silent: [silence, undelivered]
            }
        return found.compactMap(\.self)
    }

    private func letter(_ state: ApologyState, _ duty: DutyKind, from day: (Deadline) -> LocalDate) -> DutyCause? {
        guard dossier.endedAt == nil, let deadline = dossier.deadline,
            ApologyState.of(ApologyFacts(dossier), today: today, in: offset) == state
        else { return nil }
        return DutyCause(
            duty: duty, occasion: deadline.dueOn.iso,
            since: latest([midnight(day(deadline)), dossier.clock?.from, dossier.acceptedAt]))
    }

    /// A pause after the letter may have moved the due date beyond the letter's: then it is that one which must have passed.
    private var newDatePassed: DutyCause? {
        guard dossier.endedAt == nil, dossier.pause == nil, let newDate = dossier.newDate, newDate < now,
            let due = dossier.deadline?.due, due < now
        else { return nil }
        return DutyCause(
            duty: .newDatePassed, occasion: offset.localDate(of: newDate).iso, since: max(newDate, due))
    }

    private var receipt: DutyCause? {
        guard dossier.status == .filed, let due = dossier.receiptDue, due < now else { return nil }
        return DutyCause(duty: .receiptLate, occasion: offset.localDate(of: due).iso, since: due)
    }

    /// A pause stops the step with the dossier's clock; the answer lets it run on.
    private var step: DutyCause? {
        guard dossier.status == .processing, let due = dossier.stepDue, due < now else { return nil }
        return DutyCause(
            duty: .stepOverdue, occasion: "\(dossier.step)", since: latest([due, dossier.clock?.from]))
    }

    private var opinions: [DutyCause?] {
        dossier.opinions.filter { $0.state == .open && $0.isOverdue(at: now) }.map { opinion in
            DutyCause(duty: .opinionOverdue, occasion: "\(opinion.number)", since: opinion.terms.lateFrom)
        }
    }

    private var window: DutyCause? {
        guard let last = dossier.pause?.answerBy, last < today else { return nil }
        return DutyCause(duty: .windowPassed, occasion: last.iso, since: midnight(last.adding(days: 1)))
    }

    private var uncollected: DutyCause? {
        guard dossier.status == .finished, let endedAt = dossier.endedAt else { return nil }
        return DutyCause(
            duty: .resultNotCollected, occasion: offset.localDate(of: endedAt).iso, since: endedAt)
    }

    /// What is not accepted yet has the receipt clock; what is before the leader or the clerk is theirs.
    private var silence: DutyCause? {
        guard let acceptedAt = dossier.acceptedAt else { return pauseWithoutWindow }
        switch dossier.status {
        case .accepted, .processing, .awaitingSupplement, .awaitingPayment: break
        case .filed, .refused, .withdrawn, .stopped, .finished, .returned: return nil
        }
        let taken = dossier.stepStartedAt ?? acceptedAt
        if dossier.submittedAt == nil, dossier.unit == nil || dossier.officer == nil || officerGoneAt != nil {
            return lack(.owner, since: latest([taken, officerGoneAt]))
        }
        if dossier.pause == nil, dossier.deadline == nil, dossier.stepDue == nil { return lack(.date, since: taken) }
        return pauseWithoutWindow
    }

    /// A subscription's messages are not meant: those who look after the subscription see to them.
    private var undelivered: DutyCause? {
        guard let messageFailedAt, !dossier.status.isFinal else { return nil }
        return lack(.message, since: messageFailedAt)
    }

    private var pauseWithoutWindow: DutyCause? {
        guard let pause = dossier.pause, pause.answerBy == nil else { return nil }
        return lack(.date, since: pause.since)
    }

    private func lack(_ lack: DutyLack, since: Instant) -> DutyCause {
        DutyCause(duty: .silent, occasion: lack.rawValue, since: since)
    }

    private func midnight(_ day: LocalDate) -> Instant { offset.instant(of: day, minuteOfDay: 0) }

    private func latest(_ instants: [Instant?]) -> Instant { instants.lazy.compactMap(\.self).max() ?? now }
}
