extension Dossier {
    /// Changes the state by one event that does not create a dossier.
    mutating func apply(_ body: EventBody, by actor: UserID, at instant: Instant) {
        switch body {
        case .filed, .takenIn, .refusedAtDesk, .imported: break
        case .accepted(let deadline): accept(at: instant, deadline: deadline)
        case .refused(let form): refuse(form, at: instant)
        case .handedOver(let slip, let start): handOver(slip, start, at: instant)
        case .assigned(let officer), .reassigned(_, let officer): self.officer = officer
        case .takenOver: officer = actor
        case .stepCompleted(_, _, let next): complete(by: actor, next, at: instant)
        case .sentBack(_, _, let start): sendBack(start, at: instant)
        case .supplementAsked(_, let pause): askSupplement(pause)
        case .secondSupplementApproved: furtherSupplementApproved = true
        case .supplementIncomplete: contacts += 1
        case .supplementCompleted(let resumption): resume(resumption, at: instant)
        case .paymentDemanded(let demand, let pause): demandPayment(demand, pause)
        case .paymentConfirmed(let payment, let resumption): confirm(payment, resumption, at: instant)
        case .feeCharged(let charge): fees.charged += charge.amount
        case .feePaid(_, let payment): fees.paid += payment.amount
        case .refundNoted(let refund): fees.refunded += refund.amount
        case .secondPaymentApproved: furtherPaymentApproved = true
        case .opinionAsked(let unit, let question): ask(unit, question, by: actor, at: instant)
        case .opinionReminded(let number): remind(number, at: instant)
        case .opinionWithdrawn(let number): close(number, .withdrawn, at: instant)
        case .opinionPassedOver(let number): close(number, .passedOver, at: instant)
        case .opinionAnswered(let number, let verdict, let late):
            answer(number, verdict, late: late, by: actor, at: instant)
        case .opinionHandedOn(let number, let officer): handOn(number, to: officer)
        case .amended, .delayExplained: break
        case .legOpened(let opening): legs.append(AgencyLeg(opening, by: actor, at: instant))
        case .legReceived(let number):
            changeLeg(number) { leg in (leg.receiver, leg.receivedAt) = (actor, instant) }
        case .legCompleted(let number, let statement): endLeg(number, .completed, by: actor, at: instant, statement)
        case .legReturned(let number, let reason): endLeg(number, .returned, by: actor, at: instant, reason)
        case .legRecalled(let number, let reason): endLeg(number, .recalled, by: actor, at: instant, reason)
        case .submitted(_, let next): submit(by: actor, next, at: instant)
        case .signed(_, let next): sign(by: actor, next, at: instant)
        case .numberIssued(let number): self.number = number
        case .finished: end(.finished, by: actor, at: instant)
        case .returned: giveBack(at: instant)
        case .withdrawn(let resumption): withdraw(resumption, by: actor, at: instant)
        case .stopProposed: stopProposed = true
        case .stopped: end(.stopped, by: actor, at: instant)
        case .stoppedForNoAnswer(_, let resumption): stop(resumption, by: actor, at: instant)
        case .contactRecorded: contacts += 1
        case .corrected(_, let version): resultVersion = version
        case .apologyDrafted(let cause, let unit, let newDate):
            apology = Apology(cause: cause, unit: unit, newDate: newDate, draftedAt: instant)
        case .apologyApproved: apology?.approvedAt = instant
        case .apologySigned: apology?.signedAt = instant
        case .apologyIssued(let newDate, _): issueApology(newDate, at: instant)
        case .apologySent(let method): apology?.sentBy = method
        case .apologyDelivered: deliverApology(at: instant)
        case .apologyFailed: apology?.sentBy = nil
        case .gateOverridden: gateOverride = GateOverride(by: actor, at: instant)
        case .dueMoved(let move): moveDue(move)
        case .transferred(let transfer): self.transfer(transfer, by: actor, at: instant)
        }
    }

    /// The clock starts; the date on the receipt is set once and for all.
    mutating func accept(at instant: Instant, deadline: Deadline?) {
        respond(at: instant)
        status = .accepted
        pause = nil
        acceptedAt = instant
        firstPromise = deadline?.due
        self.deadline = deadline
        clock = deadline.map { _ in RunningClock(from: instant, remainder: nil) }
    }

    private mutating func refuse(_ form: RefusalForm, at instant: Instant) {
        respond(at: instant)
        status = .refused
        refusalNumber = form.number
        refusedAt = instant
    }

    /// The first answer to a filing stops the receipt clock.
    private mutating func respond(at instant: Instant) {
        guard filedAt != nil, firstResponseAt == nil else { return }
        firstResponseAt = instant
    }

    private mutating func handOver(_ slip: HandOver, _ start: StepStart, at instant: Instant) {
        status = .processing
        handOver = slip
        unit = slip.unit
        begin(start, at: instant)
    }

    private mutating func complete(by actor: UserID, _ next: StepStart, at instant: Instant) {
        stepCompletedBy.insert(actor)
        begin(next, at: instant)
    }

    private mutating func sendBack(_ start: StepStart, at instant: Instant) {
        submittedAt = nil
        begin(start, at: instant)
    }

    /// A step in another unit moves the dossier there, where nobody has it yet.
    private mutating func begin(_ start: StepStart, at instant: Instant) {
        step = start.step
        stepStartedAt = instant
        stepDue = start.due
        if let next = start.unit, next != unit {
            unit = next
            officer = nil
        }
    }

    private mutating func askSupplement(_ pause: Pause) {
        respond(at: pause.since)
        status = .awaitingSupplement
        self.pause = pause
        contacts += 1
        stopProposed = false
        guard pause.kind == .supplement else { return }
        supplementsAfterAcceptance += 1
        furtherSupplementApproved = false
        if supplementsAfterAcceptance >= 2, secondSupplementAt == nil { secondSupplementAt = pause.since }
    }

    private mutating func demandPayment(_ demand: PaymentDemand, _ pause: Pause) {
        status = .awaitingPayment
        fees.demanded = demand.amount
        self.pause = pause
        contacts += 1
        stopProposed = false
        paymentDemands += 1
        furtherPaymentApproved = false
    }

    private mutating func confirm(_ payment: Payment?, _ resumption: Resumption, at instant: Instant) {
        fees.demandsPaid += payment?.amount ?? 0
        resume(resumption, at: instant)
    }

    /// The waiting ends with an answer; before acceptance, with the acceptance that follows as an event of its own.
    private mutating func resume(_ resumption: Resumption, at instant: Instant) {
        guard acceptedAt != nil else { return }
        status = .processing
        endPause(resumption, at: instant)
    }

    private mutating func endPause(_ resumption: Resumption, at instant: Instant) {
        switch resumption {
        case .unchanged: break
        case .laidDown(let deadline):
            self.deadline = deadline
            clock = RunningClock(from: instant, remainder: pause?.remainder)
        case .restarted(let deadline):
            self.deadline = deadline
            clock = RunningClock(from: instant, remainder: nil)
        }
        pause = nil
        fees.demanded = nil
    }

    private mutating func submit(by actor: UserID, _ next: StepStart, at instant: Instant) {
        submittedAt = instant
        stopProposed = false
        complete(by: actor, next, at: instant)
    }

    private mutating func sign(by actor: UserID, _ next: StepStart, at instant: Instant) {
        signedBy = actor
        signedAt = instant
        resultVersion = 1
        begin(next, at: instant)
    }

    /// The end is set once and never cleared.
    private mutating func end(_ status: Status, by actor: UserID, at instant: Instant) {
        self.status = status
        lapseLegs(by: actor, at: instant)
        if endedAt == nil { endedAt = instant }
        lapseOpinions(at: instant)
    }

    private mutating func giveBack(at instant: Instant) {
        status = .returned
        returnedAt = instant
    }

    /// A withdrawal ends a dossier for the figures only after acceptance.
    private mutating func withdraw(_ resumption: Resumption, by actor: UserID, at instant: Instant) {
        respond(at: instant)
        endPause(resumption, at: instant)
        if acceptedAt == nil {
            status = .withdrawn
        } else {
            end(.withdrawn, by: actor, at: instant)
        }
    }

    private mutating func stop(_ resumption: Resumption, by actor: UserID, at instant: Instant) {
        endPause(resumption, at: instant)
        end(.stopped, by: actor, at: instant)
    }

    private mutating func issueApology(_ newDate: Instant, at instant: Instant) {
        apology?.issuedAt = instant
        self.newDate = newDate
    }

    private mutating func deliverApology(at instant: Instant) {
        apology?.sentBy = nil
        apology?.deliveredAt = instant
    }

    private mutating func moveDue(_ move: DueMove) {
        deadline = move.deadline
        if let stepDue = move.stepDue { self.stepDue = stepDue }
    }
}
