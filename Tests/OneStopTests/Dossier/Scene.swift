@testable import OneStop

/// The situations of the table in `docs/rights.md`, each with its dossier and the time at which it is looked at.
enum Scene: String, CaseIterable {
    case filed = "1 filed"
    case accepted = "2 accepted"
    case refused = "3 refused"
    case unassigned = "4 processing, nobody's"
    case processing = "4 processing"
    case askedOnce = "4 processing, asked once for documents and payment"
    case stopProposed = "4 processing, stop proposed"
    case withAnotherAgency = "4 processing, a leg at another agency"
    case opinionAsked = "4 processing, opinion asked"
    case opinionOverdue = "4 processing, opinion overdue"
    case submitted = "4 submitted"
    case signed = "4 signed"
    case numbered = "4 numbered"
    case overdue = "4 overdue without a letter"
    case overdueSubmitted = "4 submitted, overdue without a letter"
    case letterDrafted = "4 processing, letter drafted"
    case letterApproved = "4 processing, letter approved"
    case letterSigned = "4 processing, letter signed"
    case letterIssued = "4 overdue, letter issued"
    case letterSent = "4 overdue, letter on its way"
    case supplementBefore = "5 before acceptance"
    case supplementAfter = "5 after acceptance"
    case windowPassed = "5 after acceptance, window passed"
    case payment = "6 awaiting payment"
    case paymentWindowPassed = "6 awaiting payment, window passed"
    case withdrawn = "7 withdrawn"
    case stopped = "8 stopped"
    case finished = "9 finished"
    case returned = "10 returned"

    /// When the situation is looked at.
    var now: String {
        switch self {
        case .overdue, .overdueSubmitted, .letterIssued, .letterSent: "2026-03-10 09:00"
        case .windowPassed, .paymentWindowPassed: "2026-04-02 09:00"
        case .filed, .accepted, .refused, .unassigned, .processing, .askedOnce, .stopProposed, .withAnotherAgency,
            .opinionAsked, .opinionOverdue, .submitted, .signed, .numbered, .letterDrafted, .letterApproved,
            .letterSigned, .supplementBefore, .supplementAfter, .payment, .withdrawn,
            .stopped, .finished, .returned:
            "2026-03-04 09:00"
        }
    }

    func life(_ office: Office) throws -> Life {
        let time = "2026-03-03 09:00"
        var life: Life
        switch self {
        case .filed, .refused, .supplementBefore:
            life = Life(office)
            try life.run(.fileOnline(office.intake(.online)), office.portal, at("2026-03-02 09:00"))
        case .accepted:
            life = try .taken(office)
        case .unassigned:
            life = try .taken(office)
            try life.run(.toTheUnit, .intake, time)
        case .processing, .askedOnce, .stopProposed, .withAnotherAgency, .opinionAsked, .opinionOverdue, .submitted,
            .signed, .numbered, .overdue, .overdueSubmitted, .letterDrafted, .letterApproved, .letterSigned,
            .letterIssued, .letterSent, .supplementAfter, .windowPassed, .payment,
            .paymentWindowPassed, .withdrawn,
            .stopped, .finished, .returned:
            life = try .inTheUnit(office)
        }
        for (command, role) in try steps { try life.run(command, role, time) }
        return life
    }

    /// What happens after the beginning.
    private var steps: [(Command, Role)] {
        get throws {
            let letter = try Command.letter("2026-03-16 17:00")
            let lettered: [(Command, Role)] = [
                (letter, .officer), (.approveApology, .leader), (.signApology(.head), .leader),
            ]
            let signed: [(Command, Role)] = [(.submit, .officer), (.signWell, .leader)]
            let finished = try signed + [(.number(1), .clerk), (.finish, .clerk)]
            let answerBy = try day("2026-04-01")
            return switch self {
            case .filed, .accepted, .unassigned, .processing, .overdue: []
            case .refused: [(.refusedWell, .intake)]
            case .askedOnce:
                [
                    (.ask, .officer), (.recordSupplement(complete: true), .intake), (.demand, .officer),
                    (.paid, .intake),
                ]
            case .stopProposed: [(.proposeStop(ground: "không đủ điều kiện"), .head)]
            case .withAnotherAgency: [(try .toThePartner(), .officer)]
            case .opinionAsked: [(try .consult(Office(), "2026-03-03 09:00"), .officer)]
            case .opinionOverdue: [(try .consult(Office(), "2026-03-03 09:00", within: "0wd"), .officer)]
            case .submitted, .overdueSubmitted: [(.submit, .officer)]
            case .signed: signed
            case .numbered: try signed + [(.number(1), .clerk)]
            case .letterDrafted: [(letter, .officer)]
            case .letterApproved: [(letter, .officer), (.approveApology, .leader)]
            case .letterSigned: lettered
            case .letterIssued: try lettered + [(.numberLetter(), .clerk)]
            case .letterSent: try lettered + [(.numberLetter(), .clerk), (.sendApology(.post), .clerk)]
            case .supplementBefore: [(.ask, .intake)]
            case .supplementAfter: [(.ask, .officer)]
            case .windowPassed:
                [(.askSupplement(SupplementRequest("Bản vẽ", answerBy: answerBy)), .officer)]
            case .paymentWindowPassed:
                [(.demandPayment(PaymentDemand(amount: 150_000, answerBy: answerBy)), .officer)]
            case .payment: [(.demand, .officer)]
            case .withdrawn: [(.withdraw, .intake)]
            case .stopped: [(.proposeStop(ground: "không đủ điều kiện"), .head), (.approveStop(notice: nil), .leader)]
            case .finished: finished
            case .returned: finished + [(.giveBack, .intake)]
            }
        }
    }
}
