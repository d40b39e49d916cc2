package import OneStop
import Records
package import Store

/// The use cases of the desk. Each takes who asks and what time it is; none reads a clock of its own.
package struct DeskService: Sendable {
    package let database: Database
    package let directory: OfficeDirectory
    /// Who has read what, until it is written.
    package let reads: ReadLedger
    /// How other systems are told of events.
    package let webhooks: WebhookPolicy
    let keys: KeyBlocks
    let inFlight = KeysInFlight()
    /// More at once than a small server has processors makes each of them late.
    let searches = Turnstile(places: 3)
    /// Those of strangers, who shall not make anybody of the office wait.
    let publicSearches = Turnstile(places: 1)
    let publicFigureBook = PublicFigureBook()
    let boardCounts = BoardCounts()
    /// The boards that are open in this process.
    package let live = LiveBoards()
    /// Rung when there may be something in the outbox.
    let outboxWakeUps = WakeUps()

    package init(database: Database, directory: OfficeDirectory, webhooks: WebhookPolicy = WebhookPolicy()) {
        self.database = database
        self.directory = directory
        self.webhooks = webhooks
        reads = ReadLedger(database: database)
        keys = KeyBlocks(database: database)
    }

    /// The surroundings of a decision about a dossier of this agency and version.
    func context(
        of agency: Office.Agency, version: Office.Version?, in office: Office, by principal: Principal, at now: Instant
    ) -> Context {
        let calendar = version.flatMap { office.calendar(of: agency.id, procedure: $0.procedure.id) } ?? agency.calendar
        return Context(
            now: now, actor: principal.actor, calendar: calendar, process: version?.steps ?? [], policy: agency.policy,
            legClock: { office.legClock(of: $0) })
    }
}

extension DeskError {
    /// A refusal of the domain, in the words of the caller's language of work.
    package init(_ refusal: Refusal) {
        switch refusal {
        case .outOfScope:
            self = .notFound("The dossier")
        case .noRight:
            self.init(.noRight, rule: refusal.rule, field: refusal.field, refusal.explanation)
        default:
            self.init(.refused, rule: refusal.rule, field: refusal.field, refusal.explanation)
            vietnamese = refusal.explanationInVietnamese
        }
    }

    /// A failure of the store, as far as a caller can act on it; nil for a defect, which is not the caller's.
    package init?(_ error: StoreError) {
        switch error {
        case .notFound:
            self = .notFound("The dossier")
        case .locked:
            self.init(
                .lostRace, rule: "C9.lost_race",
                "Somebody else is changing the same dossier. Read it again and repeat the request.")
        case .unavailable(let outcomeUnknown):
            self.init(
                .unavailable, rule: "database.unavailable",
                outcomeUnknown
                    ? "The connection to the database broke while the change was being stored. Repeat the request with the same Idempotency-Key: it will not be done twice."
                    : "The database cannot be reached at the moment. Nothing was changed; repeat the request.")
        case .deadline:
            self.init(
                .deadline, rule: "database.deadline",
                "The database did not answer in time. Nothing was changed; repeat the request.")
        case .violates(MoneyStatements.chargedOnce):
            self = .invalid(
                "fee", rule: "C5.fee_charged", "The dossier is charged with this fee already. A fee falls due once.")
        case .violates(MoneyStatements.receiptOnce):
            self = .invalid(
                "receiptNumber", rule: "C5.receipt_used",
                "The agency gave a receipt with this number before. Check the number on the receipt.")
        case .violates(IntakeStatements.externalOnce):
            self = .invalid(
                "externalReference", rule: "C5.reference_used",
                "The agency has a dossier with this reference already. A filing is sent once; read that one.")
        case .violates(CalendarDecisionStatements.enteredOnce):
            self = .invalid(
                "number", rule: "C2.decision_there",
                "A decision of this number and date has been entered for this calendar. Look at that one.")
        case .violates(TransferStatements.enteredOnce):
            self = .invalid(
                "number", rule: "R10.1.decision_there",
                "A decision of this number and date has been entered for this agency. Look at that one.")
        case .violates(TransferStatements.endsOnce):
            self.init(
                .refused, rule: "R10.1.agency_ended",
                "Another decision by which this agency goes into one is applied already. Look at that one.")
        case .violates, .settings, .bug:
            return nil
        }
    }
}
