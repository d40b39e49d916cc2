/// The stable name of an event in the log.
package enum EventKind: String, Sendable, Hashable, CaseIterable {
    case filed
    case takenIn = "taken_in"
    case refusedAtDesk = "refused_at_desk"
    case imported
    case accepted
    case refused
    case handedOver = "handed_over"
    case assigned
    case reassigned
    case takenOver = "taken_over"
    case stepCompleted = "step_completed"
    case sentBack = "sent_back"
    case supplementAsked = "supplement_asked"
    case secondSupplementApproved = "second_supplement_approved"
    case supplementIncomplete = "supplement_incomplete"
    case supplementCompleted = "supplement_completed"
    case paymentDemanded = "payment_demanded"
    case secondPaymentApproved = "second_payment_approved"
    case paymentConfirmed = "payment_confirmed"
    case feeCharged = "fee_charged"
    case feePaid = "fee_paid"
    case refundNoted = "refund_noted"
    case opinionAsked = "opinion_asked"
    case opinionReminded = "opinion_reminded"
    case opinionWithdrawn = "opinion_withdrawn"
    case opinionPassedOver = "opinion_passed_over"
    case opinionAnswered = "opinion_answered"
    case opinionHandedOn = "opinion_handed_on"
    case legOpened = "leg_opened"
    case legReceived = "leg_received"
    case legCompleted = "leg_completed"
    case legReturned = "leg_returned"
    case legRecalled = "leg_recalled"
    case submitted
    case signed
    case numberIssued = "number_issued"
    case finished
    case returned
    case withdrawn
    case stopProposed = "stop_proposed"
    case stopped
    case stoppedForNoAnswer = "stopped_for_no_answer"
    case amended
    case contactRecorded = "contact_recorded"
    case corrected
    case apologyDrafted = "apology_drafted"
    case apologyApproved = "apology_approved"
    case apologySigned = "apology_signed"
    case apologyIssued = "apology_issued"
    case apologySent = "apology_sent"
    case apologyDelivered = "apology_delivered"
    case apologyFailed = "apology_failed"
    case delayExplained = "delay_explained"
    case gateOverridden = "gate_overridden"
    case dueMoved = "due_moved"
    case transferred
}

extension EventBody {
    /// The event's name.
    package var kind: EventKind {
        switch self {
        case .filed: .filed
        case .takenIn: .takenIn
        case .refusedAtDesk: .refusedAtDesk
        case .imported: .imported
        case .accepted: .accepted
        case .refused: .refused
        case .handedOver: .handedOver
        case .assigned: .assigned
        case .reassigned: .reassigned
        case .takenOver: .takenOver
        case .stepCompleted: .stepCompleted
        case .sentBack: .sentBack
        case .supplementAsked: .supplementAsked
        case .secondSupplementApproved: .secondSupplementApproved
        case .supplementIncomplete: .supplementIncomplete
        case .supplementCompleted: .supplementCompleted
        case .paymentDemanded: .paymentDemanded
        case .secondPaymentApproved: .secondPaymentApproved
        case .paymentConfirmed: .paymentConfirmed
        case .feeCharged: .feeCharged
        case .feePaid: .feePaid
        case .refundNoted: .refundNoted
        case .opinionAsked: .opinionAsked
        case .opinionReminded: .opinionReminded
        case .opinionWithdrawn: .opinionWithdrawn
        case .opinionPassedOver: .opinionPassedOver
        case .opinionAnswered: .opinionAnswered
        case .opinionHandedOn: .opinionHandedOn
        case .legOpened: .legOpened
        case .legReceived: .legReceived
        case .legCompleted: .legCompleted
        case .legReturned: .legReturned
        case .legRecalled: .legRecalled
        case .submitted: .submitted
        case .signed: .signed
        case .numberIssued: .numberIssued
        case .finished: .finished
        case .returned: .returned
        case .withdrawn: .withdrawn
        case .stopProposed: .stopProposed
        case .stopped: .stopped
        case .stoppedForNoAnswer: .stoppedForNoAnswer
        case .amended: .amended
        case .contactRecorded: .contactRecorded
        case .corrected: .corrected
        case .apologyDrafted: .apologyDrafted
        case .apologyApproved: .apologyApproved
        case .apologySigned: .apologySigned
        case .apologyIssued: .apologyIssued
        case .apologySent: .apologySent
        case .apologyDelivered: .apologyDelivered
        case .apologyFailed: .apologyFailed
        case .delayExplained: .delayExplained
        case .gateOverridden: .gateOverridden
        case .dueMoved: .dueMoved
        case .transferred: .transferred
        }
    }
}
