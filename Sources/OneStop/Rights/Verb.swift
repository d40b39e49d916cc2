/// What a right allows. Commands and every other use of the program need one of these.
package enum Verb: String, Sendable, Hashable, CaseIterable {
    /// File for an applicant through a portal.
    case fileOnline = "file_online"
    /// Take an application in, or accept a filing.
    case takeIn = "take_in"
    /// Refuse an application or a filing.
    case refuse
    /// Hand a dossier to a unit.
    case handOver = "hand_over"
    /// Record documents that came in.
    case recordSupplement = "record_supplement"
    /// Confirm a payment.
    case confirmPayment = "confirm_payment"
    /// Hand a result out.
    case returnResult = "return"
    /// Record a withdrawal.
    case withdraw
    /// Amend the applicant's details and record contacts.
    case amend
    /// Ask the applicant for documents.
    case askSupplement = "ask_supplement"
    /// Ask the applicant to pay.
    case demandPayment = "demand_payment"
    /// Complete a step of the internal process.
    case completeStep = "complete_step"
    /// Send a dossier back to an earlier step.
    case sendBack = "send_back"
    /// Ask another unit.
    case askOpinion = "ask_opinion"
    /// Answer as the unit that is asked.
    case answerOpinion = "answer_opinion"
    /// Send a leg to another agency, and take it back.
    case openLeg = "open_leg"
    /// Receive, complete or return a leg that one's own agency has.
    case answerLeg = "answer_leg"
    /// Contest the reckoning of who used the time.
    case contestTime = "contest_time"
    /// Decide what was contested.
    case answerContest = "answer_contest"
    /// Lay a result before the leader.
    case submit
    /// Give a dossier to an officer.
    case assign
    /// Give it to another officer.
    case reassign
    /// Propose to stop a dossier.
    case proposeStop = "propose_stop"
    /// Take a dossier over.
    case takeOver = "take_over"
    /// Allow a further request for documents.
    case approveSecondSupplement = "approve_second_supplement"
    /// Allow a further payment demand.
    case approveSecondPayment = "approve_second_payment"
    /// Stop a dossier.
    case approveStop = "approve_stop"
    /// Sign a result, and correct a signed one.
    case sign
    /// Approve a letter of apology.
    case approveApology = "approve_apology"
    /// Sign a letter of apology.
    case signApology = "sign_apology"
    /// Draft a letter of apology.
    case draftApology = "draft_apology"
    /// Number a signed result.
    case issueNumber = "issue_number"
    /// Send a numbered result to the desk.
    case finish
    /// Send a letter of apology out.
    case deliverApology = "deliver_apology"
    /// Let a late dossier pass without a letter.
    case overrideGate = "override_gate"
    /// Answer a notice of a duty.
    case answerNotice = "answer_notice"
    /// Read dossiers.
    case readDossiers = "read_dossiers"
    /// Read figures.
    case reports
    /// Decide on the calendar and move open dates by it.
    case decideCalendar = "decide_calendar"
    /// Freeze a month's figures.
    case freezeMonth = "freeze_month"
    /// Keep users.
    case users
    /// Keep agencies and units.
    case units
    /// Keep the procedures.
    case catalogue
    /// Keep tokens.
    case tokens
    /// Keep templates.
    case templates
    /// Read which messages go out, to whom they are told by webhook, and what templates say; never what a person is told.
    case readMessages = "read_messages"
    /// Enter and end absences of the unit's people.
    case absences
    /// Read the audit trail.
    case readAudit = "read_audit"
    /// Erase a person's data on request.
    case erasePerson = "erase_person"

    /// Whether the verb is about one dossier, which must be known to whoever is told that a right is missing.
    package var concernsDossier: Bool {
        switch self {
        case .fileOnline, .takeIn, .refuse, .handOver, .recordSupplement, .confirmPayment, .returnResult, .withdraw,
            .amend, .askSupplement, .demandPayment, .completeStep, .sendBack, .askOpinion, .answerOpinion, .openLeg,
            .answerLeg, .contestTime, .answerContest, .submit, .assign,
            .reassign, .proposeStop, .takeOver, .approveSecondSupplement, .approveSecondPayment, .approveStop, .sign,
            .approveApology, .signApology, .draftApology, .issueNumber, .finish, .deliverApology, .overrideGate,
            .answerNotice, .readDossiers:
            true
        case .reports, .decideCalendar, .freezeMonth, .users, .units, .catalogue, .tokens, .templates, .readMessages,
            .absences, .readAudit, .erasePerson:
            false
        }
    }
}
