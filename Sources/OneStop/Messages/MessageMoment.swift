/// A moment at which the applicant may be written to.
package enum MessageMoment: String, Sendable, Hashable, CaseIterable {
    /// Taken in, or a filing accepted: the receipt with the promised date.
    case accepted
    /// Documents were asked for.
    case supplementAsked = "supplement_asked"
    /// A payment was demanded.
    case paymentDemanded = "payment_demanded"
    /// The result lies at the desk.
    case resultReady = "result_ready"
    /// The agency stopped the dossier.
    case stopped
    /// The application was refused.
    case refused
    /// The letter of apology was issued.
    case apologyIssued = "apology_issued"

    /// The moment that an event is; nil for what the applicant is not written about.
    package init?(_ body: EventBody) {
        switch body {
        case .takenIn, .accepted: self = .accepted
        case .supplementAsked: self = .supplementAsked
        case .paymentDemanded: self = .paymentDemanded
        case .finished: self = .resultReady
        case .stopped, .stoppedForNoAnswer: self = .stopped
        case .refused, .refusedAtDesk: self = .refused
        case .apologyIssued: self = .apologyIssued
        case .filed, .imported, .handedOver, .assigned, .reassigned, .takenOver, .stepCompleted, .sentBack,
            .secondSupplementApproved, .supplementIncomplete, .supplementCompleted, .secondPaymentApproved,
            .paymentConfirmed, .feeCharged, .feePaid, .refundNoted, .opinionAsked, .opinionReminded, .opinionWithdrawn,
            .opinionPassedOver, .opinionAnswered, .opinionHandedOn, .submitted, .signed, .numberIssued, .returned,
            .withdrawn, .stopProposed, .amended, .contactRecorded, .corrected, .apologyDrafted, .apologyApproved,
            .apologyDelivered, .delayExplained, .gateOverridden, .dueMoved, .transferred, .legOpened, .legReceived,
            .legCompleted,
            .legReturned, .legRecalled, .apologySigned, .apologySent, .apologyFailed:
            return nil
        }
    }

    /// What a template for this moment may name.
    package var names: [MessageName] {
        let common: [MessageName] = [.applicant, .code, .procedure, .agency]
        switch self {
        case .accepted: return common + [.received, .due]
        case .supplementAsked: return common + [.due, .documents, .reason, .answerBy]
        case .paymentDemanded: return common + [.due, .amount, .answerBy]
        case .resultReady, .stopped: return common
        case .refused: return common + [.reason, .ground, .advice]
        case .apologyIssued: return common + [.due, .newDate]
        }
    }
}

/// What a template names, and a message has a value for.
package enum MessageName: String, Sendable, Hashable, CaseIterable {
    case applicant, code, procedure, agency
    /// When the application was taken in, and when the result is due.
    case received, due
    /// What is asked for, why, and until when.
    case documents, reason, answerBy
    /// In đồng.
    case amount
    /// The provision, and what the applicant can do.
    case ground, advice
    /// The date that the letter of apology tells.
    case newDate
}

/// How a message travels.
package enum MessageChannel: String, Sendable, Hashable, CaseIterable {
    case email, sms
    /// To another system; never to an applicant.
    case webhook

    /// The way of a letter that a clerk has sent; nil for those that people carry.
    package init?(_ method: LetterMethod) {
        switch method {
        case .email: self = .email
        case .sms: self = .sms
        case .desk, .post, .portal: return nil
        }
    }
}

/// The languages that templates are written in. Where both of a moment are on, the message says it in both.
package enum MessageLanguage: String, Sendable, Hashable, CaseIterable {
    case vietnamese = "vi"
    case english = "en"
}
