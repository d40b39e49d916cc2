/// The name of a command, without what it carries.
package enum CommandKind: String, Sendable, Hashable, CaseIterable {
    case fileOnline = "file_online"
    case takeIn = "take_in"
    case refuseAtDesk = "refuse_at_desk"
    case accept
    case refuse
    case handOver = "hand_over"
    case assign
    case reassign
    case takeOver = "take_over"
    case completeStep = "complete_step"
    case sendBack = "send_back"
    case askSupplement = "ask_supplement"
    case approveSecondSupplement = "approve_second_supplement"
    case recordSupplement = "record_supplement"
    case demandPayment = "demand_payment"
    case approveSecondPayment = "approve_second_payment"
    case confirmPayment = "confirm_payment"
    case chargeFee = "charge_fee"
    case payFee = "pay_fee"
    case noteRefund = "note_refund"
    case askOpinion = "ask_opinion"
    case remindOpinion = "remind_opinion"
    case withdrawOpinion = "withdraw_opinion"
    case passOverOpinion = "pass_over_opinion"
    case answerOpinion = "answer_opinion"
    case handOnOpinion = "hand_on_opinion"
    case openLeg = "open_leg"
    case receiveLeg = "receive_leg"
    case completeLeg = "complete_leg"
    case returnLeg = "return_leg"
    case recallLeg = "recall_leg"
    case submit
    case sign
    case issueNumber = "issue_number"
    case finish
    case returnResult = "return"
    case withdraw
    case proposeStop = "propose_stop"
    case approveStop = "approve_stop"
    case stopForNoAnswer = "stop_for_no_answer"
    case amend
    case recordContact = "record_contact"
    case correct
    case draftApology = "draft_apology"
    case approveApology = "approve_apology"
    case signApology = "sign_apology"
    case numberApology = "number_apology"
    case sendApology = "send_apology"
    case deliverApology = "deliver_apology"
    case noteApologyFailure = "note_apology_failure"
    case explainDelay = "explain_delay"
    case overrideGate = "override_gate"
    case applyCalendarDecision = "apply_calendar_decision"

    /// The right a command needs. A result is corrected by who may sign one; a contact is recorded by who may amend;
    /// a dossier is stopped for want of an answer by who may stop it; who confirms payments keeps all of its money;
    /// whoever asks other units also chases them, and who answers may give the question to another of the unit; who
    /// may send a leg to another agency may take it back; who numbers documents numbers letters, and who delivers letters
    /// says how that went.
    package var verb: Verb {
        switch self {
        case .fileOnline: .fileOnline
        case .takeIn, .accept: .takeIn
        case .refuseAtDesk, .refuse: .refuse
        case .handOver: .handOver
        case .assign: .assign
        case .reassign: .reassign
        case .takeOver: .takeOver
        case .completeStep: .completeStep
        case .sendBack: .sendBack
        case .askSupplement: .askSupplement
        case .approveSecondSupplement: .approveSecondSupplement
        case .recordSupplement: .recordSupplement
        case .demandPayment: .demandPayment
        case .approveSecondPayment: .approveSecondPayment
        case .confirmPayment, .chargeFee, .payFee, .noteRefund: .confirmPayment
        case .askOpinion, .remindOpinion, .withdrawOpinion, .passOverOpinion: .askOpinion
        case .answerOpinion, .handOnOpinion: .answerOpinion
        case .openLeg, .recallLeg: .openLeg
        case .receiveLeg, .completeLeg, .returnLeg: .answerLeg
        case .submit: .submit
        case .sign, .correct: .sign
        case .issueNumber, .numberApology: .issueNumber
        case .finish: .finish
        case .returnResult: .returnResult
        case .withdraw: .withdraw
        case .proposeStop: .proposeStop
        case .approveStop, .stopForNoAnswer: .approveStop
        case .amend, .recordContact: .amend
        case .draftApology, .explainDelay: .draftApology
        case .approveApology: .approveApology
        case .signApology: .signApology
        case .deliverApology, .sendApology, .noteApologyFailure: .deliverApology
        case .overrideGate: .overrideGate
        case .applyCalendarDecision: .decideCalendar
        }
    }
}

extension Command {
    /// The command's name.
    package var kind: CommandKind {
        switch self {
        case .fileOnline: .fileOnline
        case .takeIn: .takeIn
        case .refuseAtDesk: .refuseAtDesk
        case .accept: .accept
        case .refuse: .refuse
        case .handOver: .handOver
        case .assign: .assign
        case .reassign: .reassign
        case .takeOver: .takeOver
        case .completeStep: .completeStep
        case .sendBack: .sendBack
        case .askSupplement: .askSupplement
        case .approveSecondSupplement: .approveSecondSupplement
        case .recordSupplement: .recordSupplement
        case .demandPayment: .demandPayment
        case .approveSecondPayment: .approveSecondPayment
        case .confirmPayment: .confirmPayment
        case .chargeFee: .chargeFee
        case .payFee: .payFee
        case .noteRefund: .noteRefund
        case .askOpinion: .askOpinion
        case .remindOpinion: .remindOpinion
        case .withdrawOpinion: .withdrawOpinion
        case .passOverOpinion: .passOverOpinion
        case .answerOpinion: .answerOpinion
        case .handOnOpinion: .handOnOpinion
        case .openLeg: .openLeg
        case .receiveLeg: .receiveLeg
        case .completeLeg: .completeLeg
        case .returnLeg: .returnLeg
        case .recallLeg: .recallLeg
        case .submit: .submit
        case .sign: .sign
        case .issueNumber: .issueNumber
        case .finish: .finish
        case .returnResult: .returnResult
        case .withdraw: .withdraw
        case .proposeStop: .proposeStop
        case .approveStop: .approveStop
        case .stopForNoAnswer: .stopForNoAnswer
        case .amend: .amend
        case .recordContact: .recordContact
        case .correct: .correct
        case .draftApology: .draftApology
        case .approveApology: .approveApology
        case .signApology: .signApology
        case .numberApology: .numberApology
        case .sendApology: .sendApology
        case .deliverApology: .deliverApology
        case .noteApologyFailure: .noteApologyFailure
        case .explainDelay: .explainDelay
        case .overrideGate: .overrideGate
        case .applyCalendarDecision: .applyCalendarDecision
        }
    }
}
