package import OneStop
package import Records
package import Store

extension DeskService {
    /// Carries out a command on a dossier: decided by the machine under the row's lock, written whole or not at all.
    ///
    /// - Parameters:
    ///   - expected: the version the caller has seen.
    ///   - key: makes a repetition give the first answer again.
    ///   - register: the register that a number is taken from, for the clerk's command.
    ///   - verb: the right that is asked for before the command is made, so that nobody without it learns from the making.
    ///   - withPapers: whether the command looks at the papers that came in.
    ///   - withLetter: whether it looks at the letter of apology.
    ///   - named: the member of staff that the command names.
    ///   - command: makes the command from the dossier under its lock.
    ///   - beside: adds what is written beside the dossier and its events.
    ///   - answer: what the caller is told; stored with the change.
    /// - Throws: `DeskError`: `notFound` out of scope, `stale` when the dossier has moved on, `lostRace` when it
    ///   did so while this waited, `refused` with the rule.
    package func perform(
        on code: String, expected: Int, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        register: ((DossierRecord, Office) -> Register?)? = nil, verb: Verb? = nil, withPapers: Bool = false,
        withLetter: Bool = false, named: AccountRow? = nil,
        command: (LockedDossier, Office) throws -> Command,
        beside: (LockedDossier, inout ChangeSet) -> Void = { _, _ in }, answer: (DossierView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            var told: Answer?
            _ = try await database.change(
                code: code, withPapers: withPapers, withLetter: withLetter,
                register: { record in register?(record, office) ?? nil }
            ) { locked in
                var change = try decideChange(
                    locked, expected: expected, office: office, by: principal, at: now, verb: verb, command: command)
                beside(locked, &change)
                let changed = change.changed(locked.record, by: principal, named: named)
                let rendered = answer(DossierView(changed, office: office, at: now))
                told = rendered
                change.answer = key.map { rendered.stored(for: principal.account, under: $0, at: now) }
                return change
            }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// What a command does to a dossier under its lock, as far as its events say.
    func decideChange(
        _ locked: LockedDossier, expected: Int, office: Office, by principal: Principal, at now: Instant, verb: Verb?,
        command: (LockedDossier, Office) throws -> Command
    ) throws -> ChangeSet {
        let record = locked.record
        let before = record.state
        guard before.version == expected || locked.versionBeforeLock != expected || !principal.sees(record) else {
            throw DeskError.lostRace
        }
        guard principal.sees(record), let agency = office.agencies[before.decidedBy] else {
            throw DeskError.notFound("The dossier")
        }
        guard before.version == expected else { throw DeskError.stale(present: before.version, given: expected) }
        let context = context(
            of: agency, version: office.versions[before.procedure], in: office, by: principal, at: now)
        let events: [Event]
        do {
            if let verb, Rights.permits(verb, actor: principal.actor, dossier: DossierScope(before)) != .allowed {
                throw Refusal.noRight(verb)
            }
            events = try decide(before, try command(locked, office), context)
        } catch let refusal as Refusal {
            throw DeskError(refusal)
        }
        var change = changes(to: before, by: events, in: context)
        change.outbox = office.outbox(of: change.events, for: record)
        return change
    }

    /// What the events write, with the stays they end and begin.
    func changes(to before: Dossier, by events: [Event], in context: Context) -> ChangeSet {
        var states: [Dossier] = []
        var state = before
        var stay = StayChange()
        for event in events {
            state = apply(event, to: state) ?? state
            states.append(state)
            stay.add(StayChange(event, state: state, steps: context.process))
        }
        let offset = context.calendar.offset
        func day(_ instant: Instant?) -> LocalDate? { instant.map { offset.localDate(of: $0) } }
        var change = ChangeSet(
            dossier: ChangedDossier(
                state: state, versionBefore: before.version, acceptedOn: day(state.acceptedAt),
                endedOn: day(state.endedAt), apologyIssuedOn: day(state.apology?.issuedAt)),
            events: NewEvents(
                dossier: state.id, firstSequence: before.version + 1, events: events, states: states),
            stayEndsAt: stay.endsAt, nextStay: stay.next, assignee: stay.assignee)
        change.legs = state.legs.filter { !before.legs.contains($0) }
        change.opinions = state.opinions.filter { !before.opinions.contains($0) }
        for (place, event) in events.enumerated() {
            change.register(event, sequence: before.version + 1 + place)
        }
        return change
    }
}

extension ChangeSet {
    /// The dossier's record with the change in it.
    /// - Parameter named: the member of staff that the command names; else whoever gives it may become the officer.
    func changed(_ record: DossierRecord, by principal: Principal, named: AccountRow?) -> DossierRecord {
        var changed = record
        changed.state = dossier.state
        if dossier.state.officer != record.state.officer {
            changed.officerLogin = dossier.state.officer.flatMap { officer in
                officer == principal.account ? principal.login : officer == named?.id ? named?.login : nil
            }
        }
        changed.apologyIssuedOn = dossier.apologyIssuedOn
        for (field, value) in details?.details ?? [:] { changed.applicant?.set(field, value) }
        return changed
    }

    /// Adds the rows that an event writes beside the dossier: a number, money.
    fileprivate mutating func register(_ event: Event, sequence: Int) {
        let state = dossier.state
        func payment(_ payment: Payment, _ moment: FeeMoment?) -> NewPayment {
            NewPayment(
                dossier: state.id, sequence: sequence, agency: state.receivedBy, moment: moment, payment: payment,
                at: event.at, by: event.actor)
        }
        switch event.body {
        case .numberIssued(let number):
            self.number = NewDocumentNumber(number, of: state.decidedBy, for: state.id, event)
        case .apologyIssued(_, let number):
            self.number = number.map { NewDocumentNumber($0, of: state.decidedBy, for: state.id, event) }
        case .refused(let form):
            number = form.number.map { NewDocumentNumber($0, of: state.receivedBy, for: state.id, event) }
        case .feeCharged(let charge):
            charges.append(
                NewFeeCharge(
                    dossier: state.id, version: state.procedure, charge: charge, at: event.at, by: event.actor))
        case .feePaid(let moment, let paid):
            payments.append(payment(paid, moment))
        case .paymentConfirmed(let paid?, _):
            payments.append(payment(paid, nil))
        case .refundNoted(let refund):
            refunds.append(
                NewRefund(dossier: state.id, sequence: sequence, refund: refund, at: event.at, by: event.actor))
        case .filed, .takenIn, .refusedAtDesk, .imported, .accepted, .handedOver, .assigned, .reassigned, .takenOver,
            .stepCompleted, .sentBack, .supplementAsked, .secondSupplementApproved, .supplementIncomplete,
            .supplementCompleted, .paymentDemanded, .secondPaymentApproved, .paymentConfirmed, .opinionAsked,
            .opinionReminded, .opinionWithdrawn, .opinionPassedOver, .opinionAnswered, .opinionHandedOn, .legOpened,
            .legReceived, .legCompleted, .legReturned, .legRecalled, .submitted, .signed, .finished, .returned,
            .withdrawn, .stopProposed, .stopped, .stoppedForNoAnswer, .amended, .contactRecorded, .corrected,
            .apologyDrafted, .apologyApproved, .apologySigned, .apologySent, .apologyDelivered, .apologyFailed,
            .delayExplained, .gateOverridden, .dueMoved, .transferred:
            break
        }
    }
}

extension NewDocumentNumber {
    /// A number that an event gives to a document of an agency.
    init(_ number: DocumentNumber, of agency: AgencyID, for dossier: DossierID, _ event: Event) {
        self.init(
            register: Register(agency: agency, type: number.type, year: number.year), number: number,
            dossier: dossier, issuedAt: event.at, issuedBy: event.actor)
    }
}

extension Principal {
    /// The same person with the right to read that a token for writing implies: whoever may act on a dossier must see
    /// it. A token that may do nothing to a dossier sees none.
    var reader: Actor {
        guard let limits = actor.limitedTo, !actor.portal,
            limits.contains(where: { $0.concernsDossier && $0 != .fileOnline })
        else { return actor }
        var reader = actor
        reader.limitedTo = nil
        return reader
    }

    /// Whether the dossier exists for this person.
    func sees(_ record: DossierRecord) -> Bool {
        record.tenant == tenant
            && Rights.permits(.readDossiers, actor: reader, dossier: DossierScope(record.state)) == .allowed
    }
}

extension DeskError {
    /// The caller's version was the present one until another change, that was under way, came first.
    static let lostRace = DeskError(
        .lostRace, rule: "C9.lost_race", field: "If-Match",
        "Somebody else changed the dossier at the same moment and was first. Read it again and decide anew.")

    /// The caller's version is not the present one.
    static func stale(present: Int, given: Int) -> DeskError {
        DeskError(
            .stale, rule: "C9.stale", field: "If-Match",
            "The dossier has version \(present), the request was made for version \(given). Read it again and decide anew."
        )
    }
}
