/// The state of a dossier that decides what may happen to it. It holds keys, dates and facts of the procedure and no
/// personal data.
package struct Dossier: Sendable, Hashable {
    /// The dossier's key.
    package var id: DossierID
    /// The code on the receipt.
    package var code: DossierCode?
    /// Where the dossier stands.
    package var status: Status
    /// How the application came in.
    package var channel: Channel
    /// Where the citizen was helped.
    package var helpedAt: AgencyID
    /// Who received the dossier; the agency in its code.
    package var receivedBy: AgencyID
    /// Who decides; owns the clock and the figures.
    package var decidedBy: AgencyID
    /// The desk of `receivedBy` that took the dossier in; nil when the desk was not named.
    package var desk: UnitID?
    /// The procedure's version, for life.
    package var procedure: ProcedureID
    /// The committed limit, as printed on the receipt.
    package var limit: Limit
    /// Which day the count excludes.
    package var dayZero: DayZeroRule
    /// Whether a supplement starts the whole limit again instead of laying down what was left.
    package var restartsAfterSupplement: Bool
    /// Whether the dossier was taken over from another system, which kept no letters.
    package var imported = false

    /// When the application was filed online.
    package var filedAt: Instant?
    /// When the receipt clock of eight working hours runs out.
    package var receiptDue: Instant?
    /// When the desk first answered a filing: accepted it, refused it, or asked for more.
    package var firstResponseAt: Instant?
    /// When the desk accepted the dossier: the clock's start.
    package var acceptedAt: Instant?
    /// When the desk refused it.
    package var refusedAt: Instant?
    /// The number of the form that told the applicant.
    package var refusalNumber: DocumentNumber?

    /// The date on the receipt. Never shifts.
    package var firstPromise: Instant?
    /// The date all classes, rates and late marks use; nil without a limit or before acceptance.
    package var deadline: Deadline?
    /// The date the letter of apology tells the citizen. No statistic uses it.
    package var newDate: Instant?
    /// From where `deadline` was laid down; nil when `deadline` is.
    package var clock: RunningClock?
    /// The time of waiting for the applicant, while it lasts.
    package var pause: Pause?

    /// How often the unit asked for documents after acceptance.
    package var supplementsAfterAcceptance = 0
    /// When the unit asked for documents a second time: from then on the dossier counts against the portal rate.
    package var secondSupplementAt: Instant?
    /// Whether a leader approved one more request for documents, not made yet.
    package var furtherSupplementApproved = false
    /// How often the applicant was asked to pay.
    package var paymentDemands = 0
    /// Whether a leader approved one more payment demand, not made yet.
    package var furtherPaymentApproved = false
    /// Where the dossier stands with the applicant's money.
    package var fees = FeeAccount()
    /// How often the applicant had to come, call or send again.
    package var contacts = 0

    /// The unit that works on the dossier; nil before the hand-over.
    package var unit: UnitID?
    /// The officer who works on it.
    package var officer: UserID?
    /// The hand-over from the desk to the unit.
    package var handOver: HandOver?
    /// The current step of the internal process, from 1; 0 before the hand-over, and while nobody knows the place of a
    /// dossier of another system; one more than the last when all are completed.
    package var step = 0
    /// When the current step began.
    package var stepStartedAt: Instant?
    /// When the current step should be completed; nil when it has no limit.
    package var stepDue: Instant?
    /// Everybody who completed a step. None of them may sign the result.
    package var stepCompletedBy: Set<UserID> = []
    /// What other units were asked, in the order of their numbers.
    package var opinions: [Opinion] = []
    /// The legs at other agencies, in the order they were sent.
    package var legs: [AgencyLeg] = []
    /// Whether the head of division proposed to stop the dossier.
    package var stopProposed = false

    /// When the unit laid the result before the leader; nil when it was sent back.
    package var submittedAt: Instant?
    /// Who signed the result.
    package var signedBy: UserID?
    /// When the result was signed.
    package var signedAt: Instant?
    /// The number the clerk issued.
    package var number: DocumentNumber?
    /// 0 without a result, 1 when it is signed, one more with each correction.
    package var resultVersion = 0
    /// The letter of apology, once it is drafted.
    package var apology: Apology?
    /// A supervisor's permission to go on past `due` without a letter.
    package var gateOverride: GateOverride?

    /// When the dossier ended for all figures: the time of 9, of 7 after acceptance, or of 8. Never changes.
    package var endedAt: Instant?
    /// When the result was handed to the applicant.
    package var returnedAt: Instant?
    /// The time of the last event. No later event has an earlier one.
    package var changedAt: Instant
    /// The number of events applied.
    package var version = 0

    /// A dossier as it comes into being, with nothing done yet.
    package init(_ intake: Intake, status: Status, at instant: Instant) {
        id = intake.id
        code = intake.code
        self.status = status
        channel = intake.channel
        helpedAt = intake.helpedAt
        receivedBy = intake.receivedBy
        decidedBy = intake.decidedBy
        desk = intake.desk
        procedure = intake.procedure
        limit = intake.limit
        dayZero = intake.dayZero
        restartsAfterSupplement = intake.restartsAfterSupplement
        changedAt = instant
    }
}

/// The hand-over of the paper from the desk to the unit, as the control slip shows it.
package struct HandOver: Sendable, Hashable {
    /// The unit that gets the dossier.
    package var unit: UnitID
    /// Who gave it.
    package var giver: UserID
    /// Who received it, when a person did.
    package var receiver: UserID?
    /// The latest time: the same working day, or the start of the next one for what came in after 15:00
    /// (Decree 61/2018, art. 18).
    package var planned: Instant
    /// When it took place.
    package var real: Instant

    /// A line of the control slip.
    package init(unit: UnitID, giver: UserID, receiver: UserID?, planned: Instant, real: Instant) {
        self.unit = unit
        self.giver = giver
        self.receiver = receiver
        self.planned = planned
        self.real = real
    }
}

/// A supervisor's permission to submit and sign past `due` without an issued letter.
package struct GateOverride: Sendable, Hashable {
    /// The supervisor.
    package var by: UserID
    /// When it was given.
    package var at: Instant

    /// A permission.
    package init(by: UserID, at: Instant) {
        self.by = by
        self.at = at
    }
}
