/// Everything that can be asked of a dossier. Texts are about the procedure and name no person.
package enum Command: Sendable, Hashable {
    /// The portal files for an applicant; a new dossier in status 1.
    case fileOnline(Intake)
    /// The desk takes an application in at the counter or by post; a new dossier in status 2.
    case takeIn(Intake)
    /// The desk refuses an application at the counter; a new dossier in status 3, registered with its form.
    case refuseAtDesk(Intake, RefusalForm)
    /// The desk accepts a filing: 1→2.
    case accept
    /// The desk refuses a filing: 1→3.
    case refuse(RefusalForm)
    /// The desk hands the dossier to a unit: 2→4.
    case handOver(unit: UnitID, receiver: UserID?)
    /// The head gives it to an officer.
    case assign(officer: UserID)
    /// The head gives it to another officer.
    case reassign(officer: UserID)
    /// Whoever asks takes it over.
    case takeOver
    /// The current step of the internal process is done.
    case completeStep(remark: String)
    /// Back to an earlier step, also from the leader.
    case sendBack(toStep: Int, remark: String)
    /// More documents are asked for: 1→5, 4→5.
    case askSupplement(SupplementRequest)
    /// A leader allows one more request for documents, on a legal ground.
    case approveSecondSupplement(ground: String)
    /// Documents came in; complete ones end the waiting: 5→2, 5→4.
    case recordSupplement(complete: Bool)
    /// The applicant is asked to pay: 4→6.
    case demandPayment(PaymentDemand)
    /// A leader allows one more payment demand.
    case approveSecondPayment(ground: String)
    /// The payment came in: 6→4.
    case confirmPayment(Payment)
    /// A published fee falls due for this dossier, or does not for a reason.
    case chargeFee(FeeCharge)
    /// A published fee is paid. Not a pause.
    case payFee(FeeMoment, Payment)
    /// Money goes back to the applicant.
    case noteRefund(Refund)
    /// Another unit is asked for its opinion. Not a pause.
    case askOpinion(unit: UnitID, OpinionTerms)
    /// The unit that was asked is chased.
    case remindOpinion(number: Int)
    /// The question is taken back.
    case withdrawOpinion(number: Int)
    /// The work goes on without an answer that is overdue.
    case passOverOpinion(number: Int)
    /// The unit that was asked answers. Its words are kept beside the dossier.
    case answerOpinion(number: Int, OpinionVerdict)
    /// The unit that was asked gives the question to one of its people.
    case handOnOpinion(number: Int, officer: UserID)
    /// Another agency gets a leg of its own. Not a pause.
    case openLeg(LegRequest)
    /// The other agency's staff note that they have it.
    case receiveLeg(Int)
    /// The other agency gives its result.
    case completeLeg(Int, statement: String)
    /// The other agency gives it back undone.
    case returnLeg(Int, reason: String)
    /// The deciding agency takes it back.
    case recallLeg(Int, reason: String)
    /// The result is laid before the leader.
    case submit
    /// The leader signs the result.
    case sign(Signing)
    /// The clerk numbers the signed result.
    case issueNumber(DocumentNumber)
    /// The numbered result goes to the desk: 4→9.
    case finish
    /// The desk hands the result to the applicant: 9→10.
    case returnResult(ResultReturn)
    /// The applicant withdraws: 1, 2, 4, 5, 6→7.
    case withdraw
    /// The head proposes to stop, on a ground.
    case proposeStop(ground: String)
    /// A leader stops the dossier as proposed: 4→8; with the notice that tells the applicant, when it is out.
    case approveStop(notice: String?)
    /// The window for the answer has passed and the notice is out: 5, 6→8.
    case stopForNoAnswer(notice: String)
    /// Details of the applicant change. Their values before and after are kept where a person can be erased from.
    case amend(Set<AmendedField>)
    /// The applicant had to come, call or send again.
    case recordContact(ContactKind)
    /// A signed result is corrected: a new version of it on 9 or 10.
    case correct(reason: String)
    /// The letter of apology is drafted, or drafted anew.
    case draftApology(cause: ApologyCause, unit: UnitID, newDate: Instant)
    /// A leader approves the draft.
    case approveApology
    /// A leader signs the letter.
    case signApology(SigningCapacity)
    /// The clerk numbers the signed letter: it is issued.
    case numberApology(DocumentNumber)
    /// The letter is to go to the applicant in a way that takes its time.
    case sendApology(LetterMethod)
    /// The letter reached the applicant.
    case deliverApology(LetterMethod)
    /// The letter came back, or did not get through.
    case noteApologyFailure
    /// The unit names why the dossier is late, with or without a letter.
    case explainDelay(DelayNote)
    /// A supervisor lets the dossier pass the gate without a letter.
    case overrideGate(reason: String)
    /// The date is laid down again after a calendar decision.
    case applyCalendarDecision(decision: String)
}

/// Documents asked of the applicant (form 02).
package struct SupplementRequest: Sendable, Hashable {
    /// One document.
    package struct Item: Sendable, Hashable {
        /// Its number in the checklist; nil in requests that were made before it was kept.
        package var component: Int?
        /// What is missing or wrong, in words.
        package var text: String

        /// A document that is asked for.
        package init(component: Int?, text: String) {
            self.component = component
            self.text = text
        }
    }

    /// The documents, as the procedure names them.
    package var items: [Item]
    /// Why they are needed.
    package var reason: String
    /// The last day for the answer, when the procedure publishes a window.
    package var answerBy: LocalDate?

    /// A request.
    package init(items: [Item], reason: String, answerBy: LocalDate?) {
        self.items = items
        self.reason = reason
        self.answerBy = answerBy
    }
}

/// A payment asked of the applicant.
package struct PaymentDemand: Sendable, Hashable {
    /// The amount in đồng.
    package var amount: Int64
    /// The last day for the payment, when the procedure publishes a window.
    package var answerBy: LocalDate?

    /// A demand.
    package init(amount: Int64, answerBy: LocalDate?) {
        self.amount = amount
        self.answerBy = answerBy
    }
}

/// How the result is signed. The signer's own signature and the agency's are different objects (Decree 30/2020).
package struct Signing: Sendable, Hashable {
    /// In which capacity the leader signs.
    package var capacity: SigningCapacity
    /// Whether the signer's own signature is on the result.
    package var personalSignature: Bool
    /// Whether the agency's signature is on the result.
    package var agencySignature: Bool

    /// The facts of a signature.
    package init(capacity: SigningCapacity, personalSignature: Bool, agencySignature: Bool) {
        self.capacity = capacity
        self.personalSignature = personalSignature
        self.agencySignature = agencySignature
    }
}

/// The formula before the signer's title (Decree 30/2020, annex I).
package enum SigningCapacity: String, Sendable, Hashable, CaseIterable {
    /// The head of the agency in person.
    case head
    /// For a collective: TM.
    case collective
    /// A deputy for the head: KT.
    case deputy
    /// By order: TL.
    case order
    /// By sub-delegation: TUQ.
    case delegation
    /// Acting head: Q.
    case acting

    /// Whether the signature is the head's own or stands for it: in person, KT. or Q.
    package var standsForTheHead: Bool {
        switch self {
        case .head, .deputy, .acting: true
        case .collective, .order, .delegation: false
        }
    }

    /// The formula as printed; empty for the head in person.
    package var formula: String {
        switch self {
        case .head: ""
        case .collective: "TM."
        case .deputy: "KT."
        case .order: "TL."
        case .delegation: "TUQ."
        case .acting: "Q."
        }
    }
}

/// Who got the result, how, and what proves it.
package struct ResultReturn: Sendable, Hashable {
    /// Who took it.
    package enum Receiver: String, Sendable, Hashable, CaseIterable {
        /// The applicant in person.
        case applicant
        /// Somebody with the applicant's authority.
        case representative
    }

    /// How it went.
    package enum Method: String, Sendable, Hashable, CaseIterable {
        /// At the desk.
        case desk
        /// By public post.
        case post
        /// Through the portal.
        case online
    }

    /// What proves it.
    package enum Proof: String, Sendable, Hashable, CaseIterable {
        /// A signature in the register.
        case signature
        /// The post's proof of delivery.
        case postalReceipt = "postal_receipt"
        /// The portal's proof of download.
        case electronicReceipt = "electronic_receipt"
    }

    /// Who took it.
    package var receiver: Receiver
    /// How it went.
    package var method: Method
    /// What proves it.
    package var proof: Proof

    /// A hand-over of the result.
    package init(receiver: Receiver, method: Method, proof: Proof) {
        self.receiver = receiver
        self.method = method
        self.proof = proof
    }
}

/// A detail of the applicant that may be amended. No date and no code is among them.
package enum AmendedField: String, Sendable, Hashable, CaseIterable {
    /// The name.
    case name
    /// The telephone number.
    case phone
    /// The e-mail address.
    case email
    /// The postal address.
    case address
    /// The citizen or tax number.
    case identityNumber = "identity_number"
}

/// How the applicant had to make contact.
package enum ContactKind: String, Sendable, Hashable, CaseIterable {
    /// Came in person.
    case visit
    /// Called.
    case call
    /// Wrote or sent something.
    case message
}
