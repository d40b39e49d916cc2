import OneStop
import Store

/// What the lines of a control slip are called that no step of the internal process names.
enum StayName {
    static let intake = "Tiếp nhận hồ sơ"
    static let processing = "Thẩm định hồ sơ"
    static let signing = "Trình ký"
    static let issuing = "Phát hành"
    static let returning = "Trả kết quả"
}

/// What an event does to the hands a dossier is in.
struct StayChange {
    var endsAt: Instant?
    var next: NewStay?
    var assignee: UserID?

    /// Nothing.
    init() {}

    /// What several events together do.
    mutating func add(_ later: StayChange) {
        endsAt = later.endsAt ?? endsAt
        next = later.next ?? next
        assignee = later.assignee ?? assignee
    }

    /// - Parameters:
    ///   - state: the dossier after the event.
    ///   - steps: the internal process of its version.
    init(_ event: Event, state: Dossier, steps: [ProcessStep]) {
        func arrival(_ start: StepStart, name: String? = nil, handOver: HandOver? = nil) -> NewStay {
            NewStay(
                dossier: state.id, step: start.step,
                name: name ?? steps.first { $0.number == start.step }?.name ?? StayName.processing,
                unit: state.unit, officer: state.officer, giver: handOver?.giver ?? event.actor,
                receiver: handOver?.receiver, plannedAt: handOver?.planned, arrivedAt: event.at, limitUntil: start.due)
        }
        switch event.body {
        case .handedOver(let handOver, let start):
            endsAt = event.at
            next = arrival(start, handOver: handOver)
        case .stepCompleted(_, _, let start), .sentBack(_, _, let start):
            endsAt = event.at
            next = arrival(start)
        case .submitted(_, let start):
            endsAt = event.at
            next = arrival(start, name: StayName.signing)
        case .signed(_, let start):
            endsAt = event.at
            next = arrival(start, name: StayName.issuing)
        case .finished:
            endsAt = event.at
            next = NewStay(
                dossier: state.id, step: state.step, name: StayName.returning, unit: state.desk, giver: event.actor,
                arrivedAt: event.at)
        case .assigned(let officer), .reassigned(_, let officer):
            assignee = officer
        case .takenOver:
            assignee = event.actor
        case .returned, .withdrawn, .stopped, .stoppedForNoAnswer, .refused:
            endsAt = event.at
        case .filed, .takenIn, .refusedAtDesk, .imported, .accepted, .supplementAsked, .secondSupplementApproved,
            .supplementIncomplete, .supplementCompleted, .paymentDemanded, .secondPaymentApproved, .paymentConfirmed,
            .feeCharged, .feePaid, .refundNoted, .opinionAsked, .opinionReminded, .opinionWithdrawn, .opinionPassedOver,
            .opinionAnswered, .opinionHandedOn, .legOpened, .legReceived, .legCompleted, .legReturned,
            .legRecalled, .numberIssued, .stopProposed, .amended, .contactRecorded, .corrected, .apologyDrafted,
            .apologyApproved, .apologySigned, .apologyIssued, .apologySent, .apologyDelivered, .apologyFailed,
            .delayExplained, .gateOverridden, .dueMoved, .transferred:
            break
        }
    }
}
