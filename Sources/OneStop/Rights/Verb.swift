/// What a right allows. Commands and every other use of the program need one of these.
package enum Verb: String, Sendable, Hashable, CaseIterable {
    case fileOnline = "file_online"
    case takeIn = "take_in"
    case refuse
    case handOver = "hand_over"
    case recordSupplement = "record_supplement"
    case confirmPayment = "confirm_payment"
    case returnResult = "return"
    case withdraw
    case amend
    case askSupplement = "ask_supplement"
    case demandPayment = "demand_payment"
    case completeStep = "complete_step"
    case sendBack = "send_back"
    case askOpinion = "ask_opinion"
    case submit
    case assign
    case reassign
    case proposeStop = "propose_stop"
    case takeOver = "take_over"
    case approveSecondSupplement = "approve_second_supplement"
    case approveSecondPayment = "approve_second_payment"
    case approveStop = "approve_stop"
    case sign
    case approveApology = "approve_apology"
    case signApology = "sign_apology"
    case draftApology = "draft_apology"
    case issueNumber = "issue_number"
    case finish
    case deliverApology = "deliver_apology"
    case overrideGate = "override_gate"
    case readDossiers = "read_dossiers"
    case reports
    case decideCalendar = "decide_calendar"
    case freezeMonth = "freeze_month"
    case users
    case units
    case catalogue
    case tokens
    case templates
    case readAudit = "read_audit"

    /// Whether the verb is about one dossier, which must be known to whoever is told that a right is missing.
    package var concernsDossier: Bool {
        switch self {
        case .fileOnline, .takeIn, .refuse, .handOver, .recordSupplement, .confirmPayment, .returnResult, .withdraw,
            .amend, .askSupplement, .demandPayment, .completeStep, .sendBack, .askOpinion, .submit, .assign,
            .reassign, .proposeStop, .takeOver, .approveSecondSupplement, .approveSecondPayment, .approveStop, .sign,
            .approveApology, .signApology, .draftApology, .issueNumber, .finish, .deliverApology, .overrideGate,
            .readDossiers:
            true
        case .reports, .decideCalendar, .freezeMonth, .users, .units, .catalogue, .tokens, .templates, .readAudit:
            false
        }
    }
}
