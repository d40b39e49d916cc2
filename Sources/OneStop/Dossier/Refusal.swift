/// Why a command is not carried out. The values are what a message needs; the words are in `explanation`.
package enum Refusal: Error, Sendable, Hashable {
    // C5: the life of a dossier.
    case noDossier(CommandKind)
    case dossierExists(CommandKind)
    case transition(CommandKind, from: Status)
    case final(CommandKind, status: Status)
    case channel(CommandKind, Channel)
    case resultSigned(CommandKind)
    case alreadySubmitted(CommandKind)
    case notSubmitted
    case notSigned
    case notNumbered
    case alreadyNumbered(DocumentNumber)
    case numberYear(expected: Int, given: Int)
    case personalSignatureMissing
    case agencySignatureMissing
    case stopNotProposed
    case stopAlreadyProposed
    case noWindow
    case windowOpen(until: LocalDate)
    case windowInThePast(LocalDate)
    case stepNeedsRole(step: Int, role: Role)
    case stepsRemain(current: Int, last: Int)
    case noStepLeft
    case notAnEarlierStep(given: Int, current: Int)
    case alreadyAssigned(to: UserID)
    case notAssigned
    case sameOfficer(UserID)
    // C3: pauses.
    case secondSupplement(asked: Int)
    case secondPayment(demanded: Int)
    case approvalNotNeeded(CommandKind)
    // C4: apologies and the gate.
    case gate(dueOn: LocalDate)
    case gateOpen
    case secondLetter(issuedOn: LocalDate)
    case applicantsCause
    case noDateToMiss
    case waitingForApplicant
    case newDateTooEarly(LocalDate, after: LocalDate)
    case newDateNotWorking(LocalDate)
    case letterNotDrafted
    case letterApproved
    case letterNotApproved
    case letterNotIssued
    case letterDelivered
    // C7: rights.
    case outOfScope
    case noRight(Verb)
    case signerCompletedStep(UserID)
    // C2: the clock.
    case clock(ClockRefusal)
    case limit(LimitRefusal)
    case dateUnchanged
    // What a command carries.
    case textMissing(field: String)
    case textTooLong(field: String, longest: Int)
    case nothingAsked
    case amount(Int64)
    case nothingAmended
}

extension Refusal {
    /// The stable name of the rule that refuses: the section of the contract and the rule in it.
    package var rule: String {
        switch self {
        case .noDossier: "C5.no_dossier"
        case .dossierExists: "C5.dossier_exists"
        case .transition: "C5.transition"
        case .final: "C5.final"
        case .channel: "C5.channel"
        case .resultSigned: "C5.result_signed"
        case .alreadySubmitted: "C5.already_submitted"
        case .notSubmitted: "C5.not_submitted"
        case .notSigned: "C5.not_signed"
        case .notNumbered: "C5.not_numbered"
        case .alreadyNumbered: "C5.already_numbered"
        case .numberYear: "C5.number_year"
        case .personalSignatureMissing: "C5.personal_signature"
        case .agencySignatureMissing: "C5.agency_signature"
        case .stopNotProposed: "C5.stop_not_proposed"
        case .stopAlreadyProposed: "C5.stop_already_proposed"
        case .noWindow: "C5.no_window"
        case .windowOpen: "C5.window_open"
        case .windowInThePast: "C5.window_in_the_past"
        case .stepNeedsRole: "C5.step_role"
        case .stepsRemain: "C5.steps_remain"
        case .noStepLeft: "C5.no_step_left"
        case .notAnEarlierStep: "C5.earlier_step"
        case .alreadyAssigned: "C5.already_assigned"
        case .notAssigned: "C5.not_assigned"
        case .sameOfficer: "C5.same_officer"
        case .secondSupplement: "C3.second_supplement"
        case .secondPayment: "C3.second_payment"
        case .approvalNotNeeded: "C3.approval_not_needed"
        case .gate: "C4.gate"
        case .gateOpen: "C4.gate_open"
        case .secondLetter: "C4.second_letter"
        case .applicantsCause: "C4.applicants_cause"
        case .noDateToMiss: "C4.no_date"
        case .waitingForApplicant: "C4.waiting"
        case .newDateTooEarly: "C4.new_date_too_early"
        case .newDateNotWorking: "C4.new_date_not_working"
        case .letterNotDrafted: "C4.not_drafted"
        case .letterApproved: "C4.already_approved"
        case .letterNotApproved: "C4.not_approved"
        case .letterNotIssued: "C4.not_issued"
        case .letterDelivered: "C4.already_delivered"
        case .outOfScope: "C7.out_of_scope"
        case .noRight: "C7.no_right"
        case .signerCompletedStep: "C7.signer_completed_step"
        case .clock: "C2.clock"
        case .limit: "C2.limit"
        case .dateUnchanged: "C2.date_unchanged"
        case .textMissing: "C5.text_missing"
        case .textTooLong: "C5.text_too_long"
        case .nothingAsked: "C5.nothing_asked"
        case .amount: "C5.amount"
        case .nothingAmended: "C5.nothing_amended"
        }
    }

    /// The field of the command that is at fault, when one is.
    package var field: String? {
        switch self {
        case .channel: "channel"
        case .numberYear: "number"
        case .personalSignatureMissing: "personalSignature"
        case .agencySignatureMissing: "agencySignature"
        case .windowInThePast: "answerBy"
        case .notAnEarlierStep: "toStep"
        case .sameOfficer: "officer"
        case .applicantsCause: "cause"
        case .newDateTooEarly, .newDateNotWorking: "newDate"
        case .limit: "limit"
        case .textMissing(let field), .textTooLong(let field, _): field
        case .nothingAsked: "items"
        case .amount: "amount"
        case .nothingAmended: "fields"
        case .noDossier, .dossierExists, .transition, .final, .resultSigned, .alreadySubmitted, .notSubmitted,
            .notSigned, .notNumbered, .alreadyNumbered, .stopNotProposed, .stopAlreadyProposed, .noWindow,
            .windowOpen, .stepNeedsRole, .stepsRemain, .noStepLeft, .alreadyAssigned, .notAssigned,
            .secondSupplement, .secondPayment, .approvalNotNeeded, .gate, .gateOpen, .secondLetter, .noDateToMiss,
            .waitingForApplicant, .letterNotDrafted, .letterApproved, .letterNotApproved, .letterNotIssued,
            .letterDelivered, .outOfScope, .noRight, .signerCompletedStep, .clock, .dateUnchanged:
            nil
        }
    }
}
