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
    ///   - command: makes the command from the dossier and, with a register, the next number.
    ///   - answer: what the caller is told; stored with the change.
    /// - Throws: `DeskError`: `notFound` out of scope, `stale` when the dossier has moved on, `lostRace` when it
    ///   did so while this waited, `refused` with the rule.
    package func perform(
        on code: String, expected: Int, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        register: ((DossierRecord, Office) -> Register?)? = nil, verb: Verb? = nil,
        command: (DossierRecord, Office, Int?) throws -> Command, answer: (DossierView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            var told: Answer?
            _ = try await database.change(code: code, register: { record in register?(record, office) ?? nil }) {
                record, versionBeforeLock, number in
                guard record.state.version == expected || versionBeforeLock != expected || !principal.sees(record)
                else {
                    throw DeskError.lostRace
                }
                let change = try decideChange(
                    record, number, expected: expected, office: office, by: principal, at: now, verb: verb,
                    command: command)
                var changed = record
                changed.state = change.dossier.state
                changed.apologyIssuedOn = change.dossier.apologyIssuedOn
                let view = DossierView(changed, office: office, at: now)
                let rendered = answer(view)
                told = rendered
                var whole = change
                whole.answer = key.map { rendered.stored(for: principal.account, under: $0, at: now) }
                return whole
            }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    private func decideChange(
        _ record: DossierRecord, _ number: Int?, expected: Int, office: Office, by principal: Principal,
        at now: Instant, verb: Verb?, command: (DossierRecord, Office, Int?) throws -> Command
    ) throws -> ChangeSet {
        let before = record.state
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
            events = try decide(before, try command(record, office, number), context)
        } catch let refusal as Refusal {
            throw DeskError(refusal)
        }
        return changes(to: before, by: events, in: context, register: number)
    }

    /// What the events write, with the stays they end and begin.
    func changes(to before: Dossier, by events: [Event], in context: Context, register: Int?) -> ChangeSet {
        var states: [Dossier] = []
        var state = before
        var change: StayChange?
        for event in events {
            state = apply(event, to: state) ?? state
            states.append(state)
            change = StayChange(event, state: state, steps: context.process)
        }
        let offset = context.calendar.offset
        func day(_ instant: Instant?) -> LocalDate? { instant.map { offset.localDate(of: $0) } }
        var numbered: NewDocumentNumber?
        for event in events {
            guard case .numberIssued(let number) = event.body else { continue }
            numbered = NewDocumentNumber(
                register: Register(agency: state.decidedBy, type: number.type, year: number.year), number: number,
                dossier: state.id, issuedAt: event.at, issuedBy: event.actor)
        }
        return ChangeSet(
            dossier: ChangedDossier(
                state: state, versionBefore: before.version, acceptedOn: day(state.acceptedAt),
                endedOn: day(state.endedAt), apologyIssuedOn: day(state.apology?.issuedAt)),
            events: NewEvents(
                dossier: state.id, firstSequence: before.version + 1, events: events, states: states),
            stayEndsAt: change?.endsAt, nextStay: change?.next, assignee: change?.assignee, number: numbered)
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
