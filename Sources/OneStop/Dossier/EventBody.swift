/// What happened, with everything `apply` needs: dates are laid down once, in the decision, and kept here.
package enum EventBody: Sendable, Hashable {
    /// Filed online; the receipt clock runs until `receiptDue`.
    case filed(Intake, receiptDue: Instant?)
    /// Taken in at the desk or by post: accepted, and the clock starts. Without a limit there is no date.
    case takenIn(Intake, Deadline?)
    /// Refused at the desk and registered with its form.
    case refusedAtDesk(Intake, RefusalForm)
    /// Taken over from another system, with the dates it kept.
    case imported(Intake, Imported)
    /// A filing was accepted: the clock starts. Without a limit there is no date.
    case accepted(Deadline?)
    /// A filing was refused.
    case refused(RefusalForm)
    /// Handed to a unit, where a step begins.
    case handedOver(HandOver, StepStart)
    /// Given to an officer.
    case assigned(officer: UserID)
    /// Given to another officer.
    case reassigned(from: UserID, to: UserID)
    /// Taken over by an officer from nobody, or from another.
    case takenOver(from: UserID?)
    /// The current step was completed and the next begins.
    case stepCompleted(step: Int, remark: String, next: StepStart)
    /// Sent back to an earlier step.
    case sentBack(from: Int, remark: String, to: StepStart)
    /// Documents were asked for; the pause begins.
    case supplementAsked(SupplementRequest, Pause)
    /// A leader allowed one more request for documents.
    case secondSupplementApproved(ground: String)
    /// Documents came in and are not complete.
    case supplementIncomplete
    /// The documents are complete; after acceptance the pause ends and the date is laid down again.
    case supplementCompleted(Resumption)
    /// A payment was asked for; the pause begins.
    case paymentDemanded(PaymentDemand, Pause)
    /// A leader allowed one more payment demand.
    case secondPaymentApproved(ground: String)
    /// The payment came in and the pause ends. Without a payment for what was confirmed before receipts were kept.
    case paymentConfirmed(Payment?, Resumption)
    /// A published fee fell due, or was found not to.
    case feeCharged(FeeCharge)
    /// A published fee was paid.
    case feePaid(FeeMoment, Payment)
    /// Money went back to the applicant.
    case refundNoted(Refund)
    /// Another unit was asked for its opinion. Without a question for what was asked before limits and answers were kept.
    case opinionAsked(unit: UnitID, OpinionQuestion?)
    /// The unit that was asked was reminded.
    case opinionReminded(number: Int)
    /// The question was taken back.
    case opinionWithdrawn(number: Int)
    /// The answer is not waited for any more.
    case opinionPassedOver(number: Int)
    /// The unit that was asked answered, in words kept apart.
    case opinionAnswered(number: Int, OpinionVerdict, late: Bool)
    /// The unit that was asked gave the question to one of its people.
    case opinionHandedOn(number: Int, to: UserID)
    /// Another agency got a leg.
    case legOpened(LegOpening)
    /// The other agency's staff have it.
    case legReceived(Int)
    /// The other agency gave its result.
    case legCompleted(Int, statement: String)
    /// The other agency gave it back undone.
    case legReturned(Int, reason: String)
    /// The deciding agency took it back.
    case legRecalled(Int, reason: String)
    /// The last step of the unit was completed and the result lies before the leader.
    case submitted(step: Int, next: StepStart)
    /// Signed.
    case signed(Signing, next: StepStart)
    /// Numbered.
    case numberIssued(DocumentNumber)
    /// Finished.
    case finished
    /// Handed to the applicant.
    case returned(ResultReturn)
    /// Withdrawn; a pause before `due` ends with it.
    case withdrawn(Resumption)
    /// The head proposed to stop.
    case stopProposed(ground: String)
    /// Stopped on the ground proposed. The notice that told the applicant is not known of what was stopped before it was
    /// kept, nor where the leader names none.
    case stopped(notice: String?)
    /// Stopped because the window for the answer passed; the pause ends with it.
    case stoppedForNoAnswer(notice: String, Resumption)
    /// Details of the applicant changed.
    case amended(Set<AmendedField>)
    /// The applicant had to make contact.
    case contactRecorded(ContactKind)
    /// The signed result was corrected; `version` is the new one.
    case corrected(reason: String, version: Int)
    /// The letter was drafted.
    case apologyDrafted(cause: ApologyCause, unit: UnitID, newDate: Instant)
    /// The draft was approved.
    case apologyApproved
    /// The letter was signed.
    case apologySigned(SigningCapacity)
    /// The letter is issued, with the date it tells. Without a number what was issued with the leader's signature, before
    /// letters were documents.
    case apologyIssued(newDate: Instant, number: DocumentNumber?)
    /// The letter is on its way to the applicant.
    case apologySent(LetterMethod)
    /// The letter reached the applicant. Without a way what was delivered before ways were kept.
    case apologyDelivered(LetterMethod?)
    /// The letter did not reach the applicant.
    case apologyFailed
    /// The unit said why the dossier is late.
    case delayExplained(DelayNote)
    /// A supervisor let the dossier pass the gate.
    case gateOverridden(reason: String)
    /// A calendar decision moved the date.
    case dueMoved(DueMove)
    /// An agency went into another, and the dossier with it. No date changes.
    case transferred(AgencyTransfer)
}

/// The beginning of a step of the internal process.
package struct StepStart: Sendable, Hashable {
    /// The step, from 1; one more than the last when all are completed.
    package var step: Int
    /// The step's planned end; nil when it has no limit.
    package var due: Instant?
    /// The unit it is done in, when that is another one: the dossier moves there and has no officer yet.
    package var unit: UnitID?

    /// A step's beginning.
    package init(step: Int, due: Instant?, unit: UnitID?) {
        self.step = step
        self.due = due
        self.unit = unit
    }
}

/// What the end of a pause does to the date.
package enum Resumption: Sendable, Hashable {
    /// Nothing: no limit runs, nothing was paused, or the pause began after `due`.
    case unchanged
    /// What was left is laid down again from the answer.
    case laidDown(Deadline)
    /// The whole limit starts again from the answer.
    case restarted(Deadline)

    /// The new date, when there is one.
    package var deadline: Deadline? {
        switch self {
        case .unchanged: nil
        case .laidDown(let deadline), .restarted(let deadline): deadline
        }
    }
}

/// What another system kept of a dossier.
package struct Imported: Sendable, Hashable {
    /// When it was accepted there.
    package var acceptedAt: Instant
    /// The promised date as it was given.
    package var deadline: Deadline?
    /// When it ended; nil while it is open.
    package var endedAt: Instant?
    /// The unit that worked on it.
    package var unit: UnitID?
    /// The officer who worked on it.
    package var officer: UserID?

    /// The facts of another system.
    package init(
        acceptedAt: Instant, deadline: Deadline?, endedAt: Instant?, unit: UnitID? = nil, officer: UserID? = nil
    ) {
        self.acceptedAt = acceptedAt
        self.deadline = deadline
        self.endedAt = endedAt
        self.unit = unit
        self.officer = officer
    }
}
