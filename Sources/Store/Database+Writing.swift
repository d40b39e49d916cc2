package import OneStop
import PQ
package import Records

/// Everything that an intake writes, in one transaction and one round trip.
package struct IntakeSet: Sendable {
    package var answer: StoredAnswer?
    package var applicant: NewApplicant?
    package var dossier: NewDossier
    package var events: NewEvents
    package var stay: NewStay?
    package var papers: NewPapers?
    /// The number of the form of an application that is refused.
    package var number: NewDocumentNumber?
    /// Who is told of it; nil for nobody.
    package var outbox: OutboxSet?

    package init(
        answer: StoredAnswer?, applicant: NewApplicant?, dossier: NewDossier, events: NewEvents, stay: NewStay?,
        papers: NewPapers?, number: NewDocumentNumber? = nil, outbox: OutboxSet? = nil
    ) {
        self.answer = answer
        self.applicant = applicant
        self.dossier = dossier
        self.events = events
        self.stay = stay
        self.papers = papers
        self.number = number
        self.outbox = outbox
    }
}

/// A dossier under its row's lock.
package struct LockedDossier: Sendable {
    package var record: DossierRecord
    /// The version it had before its lock was waited for.
    package var versionBeforeLock: Int
    /// The next number of the register, where one was asked for.
    package var number: Int?
    /// Every paper it came with, where they were asked for.
    package var papers: [PaperLine] = []
    /// Its letter of apology, where it was asked for.
    package var letter: LockedLetter?

    package init(
        record: DossierRecord, versionBeforeLock: Int, number: Int? = nil, papers: [PaperLine] = [],
        letter: LockedLetter? = nil
    ) {
        self.record = record
        self.versionBeforeLock = versionBeforeLock
        self.number = number
        self.papers = papers
        self.letter = letter
    }
}

/// Everything that a command changes of a dossier.
package struct ChangeSet: Sendable {
    package var dossier: ChangedDossier
    package var events: NewEvents
    /// When the present stay ends; nil while it goes on.
    package var stayEndsAt: Instant?
    package var nextStay: NewStay?
    /// Who works on it from now on, during the stay that is open then.
    package var assignee: UserID?
    package var number: NewDocumentNumber?
    package var charges: [NewFeeCharge] = []
    package var payments: [NewPayment] = []
    package var refunds: [NewRefund] = []
    package var papers: NewPapers?
    package var details: NewApplicantDetails?
    /// The questions to other units that came or changed.
    package var opinions: [Opinion] = []
    package var opinionWords: NewOpinionWords?
    /// Legs that are new or have changed.
    package var legs: [AgencyLeg] = []
    package var letter: LetterChange?
    /// Who is told of it; nil for nobody.
    package var outbox: OutboxSet?
    package var answer: StoredAnswer?

    package init(
        dossier: ChangedDossier, events: NewEvents, stayEndsAt: Instant? = nil, nextStay: NewStay? = nil,
        assignee: UserID? = nil, number: NewDocumentNumber? = nil, answer: StoredAnswer? = nil
    ) {
        self.dossier = dossier
        self.events = events
        self.stayEndsAt = stayEndsAt
        self.nextStay = nextStay
        self.assignee = assignee
        self.number = number
        self.answer = answer
    }
}

extension Database {
    /// Writes a new dossier whole.
    /// - Throws: `StoreError.violates` with the name of the constraint, such as that of a used idempotency key.
    package func takeIn(_ intake: IntakeSet) async throws(StoreError) {
        let whole = intake.batch
        _ = try await perform { (pool) throws(PQError) in try await pool.run(whole) }
        news.note(intake.dossier.state.decidedBy)
    }

    /// Changes a dossier under its row's lock: two round trips, three when a number is issued.
    ///
    /// The body sees the dossier as it is after every earlier writer and decides; it may run again after a deadlock and
    /// must have no other effect. What it throws rolls back and is thrown as it is.
    /// - Parameters:
    ///   - withPapers: whether the body looks at the papers.
    ///   - withLetter: whether the body looks at the letter of apology.
    ///   - register: the register that the change takes a number from, if any.
    ///   - body: decides from the dossier under its lock.
    /// - Throws: `StoreError`, or what `body` throws.
    package func change(
        code: String, withPapers: Bool = false, withLetter: Bool = false,
        register: (DossierRecord) -> Register? = { _ in nil },
        _ body: (LockedDossier) throws -> ChangeSet
    ) async throws -> ChangeSet {
        do {
            let change = try await pool.transaction { transaction in
                var reading = Batch()
                let tickets = LockedDossier.Tickets(
                    code, withPapers: withPapers, withLetter: withLetter, in: &reading)
                var locked = try tickets.dossier(of: try await transaction.run(reading))
                if let register = register(locked.record) {
                    var numbering = Batch()
                    let next = register.lockAndNext(in: &numbering)
                    locked.number = try await transaction.run(numbering).first(next)
                }
                let change = try body(locked)
                try await transaction.commit(with: change.batch)
                return change
            }
            news.note(change.dossier.state.decidedBy)
            return change
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// The first key of a block of 64 for dossiers.
    package func dossierKeyBlock() async throws(StoreError) -> Int64 {
        try await one { (pool) throws(PQError) in try await pool.first(IntakeStatements.nextDossierBlock, ()) }
    }

    /// The first key of a block of 64 for applicants.
    package func applicantKeyBlock() async throws(StoreError) -> Int64 {
        try await one { (pool) throws(PQError) in try await pool.first(IntakeStatements.nextApplicantBlock, ()) }
    }

    /// Reserves serials for the codes of an agency and a day; the answer is the last of them.
    package func serialBlock(of agency: AgencyID, on day: LocalDate, count: Int) async throws(StoreError) -> Int {
        try await one { (pool) throws(PQError) in
            try await pool.first(IntakeStatements.reserveCodes, (agency: agency, day: day, count: count))
        }
    }

    /// Keeps a new token; the answer is its key.
    package func addToken(_ token: NewToken) async throws(StoreError) -> Int64 {
        try await one { (pool) throws(PQError) in try await pool.first(TokenStatements.insert, token) }
    }

    /// Stops a token for good.
    /// - Returns: whether there was such a token and it was not stopped before.
    package func revokeToken(_ id: Int64, at instant: Instant) async throws(StoreError) -> Bool {
        try await perform { (pool) throws(PQError) in
            try await pool.execute(TokenStatements.revoke, (id: id, at: instant)) == 1
        }
    }

    /// The tokens of an agency's staff.
    package func tokens(of agency: AgencyID) async throws(StoreError) -> [TokenSummaryRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(TokenStatements.list, agency) }
    }

    /// Ends the use of an account with its sessions and tokens, or restores it with nil.
    package func disable(_ account: UserID, at instant: Instant?) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            var batch = Batch()
            batch.add(AccountStatements.disable, (account: account, at: instant))
            if let instant {
                batch.add(SessionStatements.end, (account: account, session: nil, but: nil, at: instant))
                batch.add(TokenStatements.revokeAll, (account: account, at: instant))
            }
            return try await pool.run(batch)
        }
    }

    private func one<Value>(_ body: (Pool) async throws(PQError) -> Value?) async throws(StoreError) -> Value {
        guard let value = try await perform(body) else { throw .notFound }
        return value
    }
}

extension LockedDossier {
    /// The statements that lock and read a dossier, as part of any batch. The version is read before the lock is waited
    /// for.
    struct Tickets {
        private let seen: Ticket<Int>
        private let found: Ticket<DossierRecord>
        private let papers: Ticket<PaperLine>?
        private let letter: (row: Ticket<LetterRow>, forms: Ticket<LetterForm>)?

        init(_ code: String, withPapers: Bool, withLetter: Bool = false, in batch: inout Batch) {
            seen = batch.add(DossierReading.versionByCode, code)
            batch.add(DossierReading.lockByCode, code)
            found = batch.add(DossierReading.byCode, code)
            papers = withPapers ? batch.add(IntakeStatements.papersByCode, code) : nil
            letter =
                withLetter
                ? (row: batch.add(LetterReading.byCode, code), forms: batch.add(LetterReading.forms, ())) : nil
        }

        /// - Throws: `StoreError.notFound` when there is no such dossier.
        func dossier(of result: BatchResult) throws -> LockedDossier {
            guard let dossier = try dossierOrNil(of: result) else { throw StoreError.notFound }
            return dossier
        }

        func dossierOrNil(of result: BatchResult) throws(PQError) -> LockedDossier? {
            guard let record = try result.first(found) else { return nil }
            return LockedDossier(
                record: record, versionBeforeLock: try result.first(seen) ?? record.state.version,
                papers: try papers.map { (ticket) throws(PQError) in try result.rows(ticket) } ?? [],
                letter: try letter.map { (tickets) throws(PQError) in
                    LockedLetter(row: try result.first(tickets.row), forms: try result.rows(tickets.forms))
                })
        }
    }
}

extension Register {
    /// Waits for whoever takes a number, then reads the next.
    func lockAndNext(in batch: inout Batch) -> Ticket<Int> {
        batch.add(RegisterStatements.lock, self)
        return batch.add(RegisterStatements.next, self)
    }
}

extension IntakeSet {
    var batch: Batch {
        var batch = Batch()
        add(to: &batch)
        return batch
    }

    func add(to batch: inout Batch) {
        if let answer { batch.add(IdempotencyStatements.insert, answer) }
        if let applicant { batch.add(IntakeStatements.insertApplicant, applicant) }
        batch.add(DossierWriting.insert, dossier)
        batch.add(EventStatements.append, events)
        if let stay { batch.add(StayStatements.begin, stay) }
        if let papers, !papers.lines.isEmpty { batch.add(IntakeStatements.insertPapers, papers) }
        if let number { batch.add(RegisterStatements.insert, number) }
        outbox?.add(to: &batch)
    }
}

extension ChangeSet {
    var batch: Batch {
        var batch = Batch()
        add(to: &batch)
        return batch
    }

    func add(to batch: inout Batch) {
        if let answer { batch.add(IdempotencyStatements.insert, answer) }
        batch.add(DossierWriting.update, dossier)
        batch.add(EventStatements.append, events)
        let id = dossier.state.id
        if let stayEndsAt { batch.add(StayStatements.end, (dossier: id, at: stayEndsAt)) }
        if let nextStay { batch.add(StayStatements.begin, nextStay) }
        if let assignee { batch.add(StayStatements.assign, (dossier: id, officer: assignee)) }
        if let number { batch.add(RegisterStatements.insert, number) }
        for charge in charges { batch.add(MoneyStatements.charge, charge) }
        for payment in payments { batch.add(MoneyStatements.pay, payment) }
        for refund in refunds { batch.add(MoneyStatements.refund, refund) }
        if let papers, !papers.lines.isEmpty { batch.add(IntakeStatements.addPapers, papers) }
        for leg in legs { batch.add(LegStatements.write, (dossier: id, leg: leg)) }
        if let details {
            batch.add(ApplicantStatements.keepBefore, details)
            batch.add(ApplicantStatements.amend, details)
        }
        for opinion in opinions { batch.add(OpinionStatements.keep, (dossier: id, opinion: opinion)) }
        if let opinionWords { batch.add(OpinionStatements.write, opinionWords) }
        if let letter, let event = events.events.first {
            letter.add(to: &batch, of: id, at: event.at, by: event.actor)
        }
        outbox?.add(to: &batch)
    }
}
