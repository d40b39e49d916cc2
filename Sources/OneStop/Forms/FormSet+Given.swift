extension FormSet {
    /// What happened to a dossier, as far as forms go by it.
    package struct Occasion: Sendable, Hashable {
        /// The number of the event.
        package var event: Int
        /// When it happened.
        package var at: Instant
        /// What happened.
        package var kind: EventKind

        /// An occasion as the dossier's events have it.
        package init(event: Int, at: Instant, kind: EventKind) {
            self.event = event
            self.at = at
            self.kind = kind
        }
    }

    /// The forms that a dossier has, by their numbers and then by time: the receipt and the control slip since it was
    /// accepted, a request for each time that documents were asked for, the refusal, the letter of apology since it was
    /// first drafted, and the notice once it was stopped or, after acceptance, withdrawn (R2.2).
    ///
    /// A dossier of another system got its receipt there.
    /// - Parameter occasions: in the order of the events.
    package func given(_ occasions: [Occasion]) -> [GivenForm] {
        var found: [GivenForm] = []
        var isAccepted = false
        func add(_ kind: FormKind, _ occasion: Occasion) {
            guard let form = self[kind] else { return }
            found.append(GivenForm(form: form, event: occasion.event, at: occasion.at))
        }
        for occasion in occasions {
            switch occasion.kind {
            case .takenIn, .accepted:
                isAccepted = true
                add(.receipt, occasion)
                add(.controlSlip, occasion)
            case .imported:
                isAccepted = true
                add(.controlSlip, occasion)
            case .supplementAsked:
                add(.supplementRequest, occasion)
            case .refused, .refusedAtDesk:
                add(.refusal, occasion)
            case .apologyDrafted where !found.contains { $0.form.kind == .apology }:
                add(.apology, occasion)
            case .stopped, .stoppedForNoAnswer:
                add(.stopNotice, occasion)
            case .withdrawn where isAccepted:
                add(.stopNotice, occasion)
            case .filed, .handedOver, .assigned, .reassigned, .takenOver, .stepCompleted, .sentBack,
                .secondSupplementApproved, .supplementIncomplete, .supplementCompleted, .paymentDemanded,
                .secondPaymentApproved, .paymentConfirmed, .feeCharged, .feePaid, .refundNoted, .opinionAsked,
                .opinionReminded, .opinionWithdrawn, .opinionPassedOver, .opinionAnswered, .opinionHandedOn, .legOpened,
                .legReceived, .legCompleted, .legReturned, .legRecalled, .submitted, .signed, .numberIssued, .finished,
                .returned, .withdrawn, .stopProposed, .amended, .contactRecorded, .corrected, .apologyDrafted,
                .apologyApproved, .apologySigned, .apologyIssued, .apologySent, .apologyDelivered, .apologyFailed,
                .delayExplained, .gateOverridden, .dueMoved, .transferred:
                break
            }
        }
        return found.sorted { ($0.form.number, $0.event) < ($1.form.number, $1.event) }
    }
}
