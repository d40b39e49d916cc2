/// Why a command is not carried out. The values are what a message needs; the words are in `explanation`.
package enum Refusal: Error, Sendable, Hashable {
    /// The command changes a dossier and there is none.
    case noDossier(CommandKind)
    /// The command creates a dossier and there is one.
    case dossierExists(CommandKind)
    /// The life of C5 has no such way from this status.
    case transition(CommandKind, from: Status)
    /// The status is final.
    case final(CommandKind, status: Status)
    /// A portal files online; the desk takes in the rest.
    case channel(CommandKind, Channel)
    /// Too late: the result is signed.
    case resultSigned(CommandKind)
    /// The result lies before the leader.
    case alreadySubmitted(CommandKind)
    /// Nothing lies before the leader.
    case notSubmitted
    /// The result is not signed.
    case notSigned
    /// The result has no number.
    case notNumbered
    /// The result has this number.
    case alreadyNumbered(DocumentNumber)
    /// The number is of another year than the day's.
    case numberYear(expected: Int, given: Int)
    /// The signer's own signature is missing.
    case personalSignatureMissing
    /// The agency's signature is missing.
    case agencySignatureMissing
    /// Nobody proposed to stop.
    case stopNotProposed
    /// Somebody proposed to stop already.
    case stopAlreadyProposed
    /// The request named no last day for the answer.
    case noWindow
    /// The applicant may still answer, until this day included.
    case windowOpen(until: LocalDate)
    /// The last day for the answer lies before today.
    case windowInThePast(LocalDate)
    /// The step is for this role.
    case stepNeedsRole(step: Int, role: Role)
    /// The unit has steps left, up to this one.
    case stepsRemain(current: Int, last: Int)
    /// The unit has no step left.
    case noStepLeft
    /// The dossier came from another system, which does not say at which step it is.
    case placeUnknown
    /// The step is not one of the unit's before the current one.
    case notAnEarlierStep(given: Int, current: Int)
    /// The dossier has this officer.
    case alreadyAssigned(to: UserID)
    /// The dossier has no officer.
    case notAssigned
    /// The dossier has this very officer.
    case sameOfficer(UserID)
    /// Documents were asked for this often after acceptance, and no further request is approved.
    case secondSupplement(asked: Int)
    /// A payment was demanded this often, and no further demand is approved.
    case secondPayment(demanded: Int)
    /// The payment is less than was demanded.
    case paymentShort(demanded: Int64, paid: Int64)
    /// The payment is dated later than now.
    case paidInTheFuture
    /// More is paid than the charged fees.
    case feeNotOwed(owed: Int64, paid: Int64)
    /// Fees of this amount are still to be paid.
    case feesOwed(Int64)
    /// More is given back than was paid.
    case refundTooLarge(paid: Int64, refund: Int64)
    /// No further request is in question, or one is approved already.
    case approvalNotNeeded(CommandKind)
    /// Past due without an issued letter.
    case gate(dueOn: LocalDate)
    /// The gate is not shut.
    case gateOpen
    /// A letter was issued on this day.
    case secondLetter(issuedOn: LocalDate)
    /// A cause on the applicant's side is a pause, not an apology.
    case applicantsCause
    /// The dossier has no due date.
    case noDateToMiss
    /// The dossier is in time, or ended in time.
    case notLate(dueOn: LocalDate)
    /// The dossier waits for the applicant since before its due date.
    case waitingForApplicant
    /// The new date is not after both today and the due date.
    case newDateTooEarly(LocalDate, after: LocalDate)
    /// The new date is no working day.
    case newDateNotWorking(LocalDate)
    /// There is no draft.
    case letterNotDrafted
    /// The draft is approved.
    case letterApproved
    /// The draft is not approved.
    case letterNotApproved
    /// The letter is signed.
    case letterSigned
    /// The letter is not signed.
    case letterNotSigned
    /// The capacity is not that of the head, of a deputy for the head, or of who acts for the head.
    case letterSigner
    /// No letter is issued.
    case letterNotIssued
    /// The letter is on its way in this manner.
    case letterOnItsWay(LetterMethod)
    /// The letter is not on its way.
    case letterNotSent
    /// The letter was delivered.
    case letterDelivered
    /// A leg is at another agency than the one that decides.
    case legAtTheDecidingAgency
    /// The leg of this number is open.
    case legIsOpen(Int)
    /// The leg of this number was received.
    case legReceived(Int)
    /// The leg of this number has ended.
    case legEnded(Int)
    /// The dossier has no leg of this number.
    case noSuchLeg(Int)
    /// The dossier has as many legs as one may have.
    case tooManyLegs(Int)
    /// For the actor the dossier does not exist: HTTP 404.
    case outOfScope
    /// The actor knows the dossier and lacks this right: HTTP 403.
    case noRight(Verb)
    /// A unit is not asked for an opinion on its own dossier.
    case opinionOfOwnUnit
    /// The unit has a question that it has not answered.
    case opinionPending
    /// The dossier has no question with this number.
    case noOpinion(Int)
    /// The question is answered, withdrawn or not waited for any more.
    case opinionClosed
    /// The question was asked, or the unit reminded, today.
    case opinionReminded
    /// The unit still has time for its answer.
    case opinionNotOverdue(until: LocalDate)
    /// The result waits for this answer, whose time still runs.
    case opinionAwaited(Int)
    /// An opinion has a limit.
    case opinionLimit
    /// Who stands in for a leader does not sign as the head in person.
    case signsForAnother
    /// The actor completed a step and may not sign.
    case signerCompletedStep(UserID)
    /// The calendar gives no date.
    case clock(ClockRefusal)
    /// The receipt clock's hours are no limit.
    case limit(LimitRefusal)
    /// The calendar gives the date that the dossier has.
    case dateUnchanged
    // What a command carries.
    /// A text that a form prints is empty.
    case textMissing(field: String)
    /// A text has more characters than the form has room for.
    case textTooLong(field: String, longest: Int)
    /// A request without documents.
    case nothingAsked
    /// An amount in đồng that is not above zero.
    case amount(Int64)
    /// An amendment of nothing.
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
        case .placeUnknown: "C5.place_unknown"
        case .notAnEarlierStep: "C5.earlier_step"
        case .alreadyAssigned: "C5.already_assigned"
        case .notAssigned: "C5.not_assigned"
        case .sameOfficer: "C5.same_officer"
        case .secondSupplement: "C3.second_supplement"
        case .secondPayment: "C3.second_payment"
        case .paymentShort: "C5.payment_short"
        case .paidInTheFuture: "C5.paid_in_the_future"
        case .feeNotOwed: "C5.fee_not_owed"
        case .feesOwed: "C5.fees_owed"
        case .refundTooLarge: "C5.refund_too_large"
        case .approvalNotNeeded: "C3.approval_not_needed"
        case .gate: "C4.gate"
        case .gateOpen: "C4.gate_open"
        case .secondLetter: "C4.second_letter"
        case .applicantsCause: "C4.applicants_cause"
        case .noDateToMiss: "C4.no_date"
        case .notLate: "C4.not_late"
        case .waitingForApplicant: "C4.waiting"
        case .newDateTooEarly: "C4.new_date_too_early"
        case .newDateNotWorking: "C4.new_date_not_working"
        case .letterNotDrafted: "C4.not_drafted"
        case .letterApproved: "C4.already_approved"
        case .letterNotApproved: "C4.not_approved"
        case .letterSigned: "C4.already_signed"
        case .letterNotSigned: "C4.not_signed"
        case .letterSigner: "C4.signer"
        case .letterNotIssued: "C4.not_issued"
        case .letterOnItsWay: "C4.on_its_way"
        case .letterNotSent: "C4.not_sent"
        case .letterDelivered: "C4.already_delivered"
        case .legAtTheDecidingAgency: "C5.leg_at_the_deciding_agency"
        case .legIsOpen: "C5.leg_is_open"
        case .legReceived: "C5.leg_received"
        case .legEnded: "C5.leg_ended"
        case .noSuchLeg: "C5.no_such_leg"
        case .tooManyLegs: "C5.too_many_legs"
        case .outOfScope: "C7.out_of_scope"
        case .noRight: "C7.no_right"
        case .opinionOfOwnUnit: "C5.opinion_own_unit"
        case .opinionPending: "C5.opinion_pending"
        case .noOpinion: "C5.no_opinion"
        case .opinionClosed: "C5.opinion_closed"
        case .opinionReminded: "C5.opinion_reminded"
        case .opinionNotOverdue: "C5.opinion_not_overdue"
        case .opinionAwaited: "C5.opinion_awaited"
        case .opinionLimit: "C2.opinion_limit"
        case .signsForAnother: "C5.signs_for_another"
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
        case .signsForAnother: "capacity"
        case .windowInThePast: "answerBy"
        case .notAnEarlierStep: "toStep"
        case .sameOfficer: "officer"
        case .applicantsCause: "cause"
        case .newDateTooEarly, .newDateNotWorking: "newDate"
        case .limit, .opinionLimit: "limit"
        case .opinionOfOwnUnit, .opinionPending: "unit"
        case .noOpinion, .opinionClosed: "number"
        case .legAtTheDecidingAgency: "agency"
        case .letterSigner: "capacity"
        case .textMissing(let field), .textTooLong(let field, _): field
        case .nothingAsked: "items"
        case .amount, .paymentShort, .feeNotOwed, .refundTooLarge: "amount"
        case .paidInTheFuture: "paidAt"
        case .nothingAmended: "fields"
        case .noDossier, .dossierExists, .transition, .final, .resultSigned, .alreadySubmitted, .notSubmitted,
            .notSigned, .notNumbered, .alreadyNumbered, .stopNotProposed, .stopAlreadyProposed, .noWindow,
            .windowOpen, .stepNeedsRole, .stepsRemain, .noStepLeft, .placeUnknown, .alreadyAssigned,
            .notAssigned, .secondSupplement, .secondPayment, .feesOwed, .approvalNotNeeded, .gate, .gateOpen,
            .secondLetter,
            .noDateToMiss, .notLate,
            .waitingForApplicant, .letterNotDrafted, .letterApproved, .letterNotApproved, .letterSigned,
            .letterNotSigned, .letterNotIssued, .letterOnItsWay, .letterNotSent, .letterDelivered, .legIsOpen,
            .legReceived, .legEnded, .noSuchLeg, .tooManyLegs, .outOfScope, .noRight, .opinionReminded,
            .opinionNotOverdue, .opinionAwaited, .signerCompletedStep, .clock, .dateUnchanged:
            nil
        }
    }
}
