package import OneStop
package import Records
import Store

/// A command as a caller gives it: units and people by the codes and logins that an office writes.
package enum CommandInput: Sendable {
    /// A command that needs nothing looked up.
    case ready(Command)
    case handOver(unit: String, receiver: String?)
    /// To an officer, or to another one.
    case assign(officer: String)
    case number(type: String?, symbol: String?)
    /// What is done to the letter of apology, and who lays it out.
    case letter(LetterInput, print: LetterPrinter)
    /// The desk accepts a filing, with what came in beside it.
    case accept(papers: [PaperLine])
    /// The form's number is the next of its register.
    case refuse(reason: String, ground: String, advice: String)
    case askSupplement(SupplementRequest)
    case recordSupplement(complete: Bool, papers: [PaperLine])
    /// A fee of the dossier's version, by its number.
    case chargeFee(number: Int, quantity: Int, freeGround: String?)
    case amend([AmendedField: String])
    case opinion(OpinionInput)
    /// Why the dossier is late, and whose unit answers for it.
    case explainDelay(cause: DelayCause, unit: String, note: String)
    /// A leg for a unit of another agency of the same tree.
    case openLeg(agency: String, unit: String, limit: Limit)
    /// For want of an answer while the dossier waits for one; as proposed while it does not.
    case stop(notice: String?)
}

extension DeskService {
    /// Looks up what the input names, then carries the command out as `perform(on:…)` does.
    package func perform(
        _ input: CommandInput, on code: String, expected: Int, by principal: Principal, at now: Instant,
        key: RequestKey? = nil, answer: (DossierView) -> Answer
    ) async throws -> Answer {
        let named = try await account(named: input, of: principal, at: now)
        let twins = try await twins(before: input, on: code, by: principal, at: now)
        var letter: LetterChange?
        return try await perform(
            on: code, expected: expected, by: principal, at: now, key: key,
            register: { record, office in input.register(for: record, in: office, at: now) }, verb: input.verb,
            withPapers: input.looksAtPapers, withLetter: input.looksAtLetter, named: named?.account,
            command: { locked, office in
                guard case .letter(let step, let print) = input else {
                    return try input.command(for: locked, in: office, named: named, at: now)
                }
                let work = LetterWork(
                    input: step, print: print, locked: locked, office: office,
                    at: max(now, locked.record.state.changedAt))
                let (command, change) = try work.command()
                letter = change
                return command
            },
            beside: { locked, change in
                input.write(beside: &change, of: locked.record)
                change.letter = letter
            },
            answer: { view in
                var view = view
                view.possibleDuplicates = twins
                return answer(view)
            })
    }

    /// The dossiers that may be the same application, for the desk that is about to accept one; nil for other commands.
    private func twins(
        before input: CommandInput, on code: String, by principal: Principal, at now: Instant
    ) async throws -> [String]? {
        guard case .accept = input else { return nil }
        let record = try await translated { try await database.dossier(code: code) }
        guard let record, principal.mayRead(record) else { return nil }
        let office = try await directory.office()
        return try await twins(of: DossierView(record, office: office, at: now), by: principal, at: now)
    }

    func account(
        named input: CommandInput, of principal: Principal, at now: Instant
    ) async throws -> CommandInput.Named? {
        let login: String?
        switch input {
        case .assign(let officer): login = officer
        case .handOver(_, let receiver): login = receiver
        case .opinion(.handOn(_, let officer)): login = officer
        case .ready, .number, .letter, .accept, .refuse, .askSupplement, .recordSupplement, .chargeFee, .amend,
            .opinion, .explainDelay, .openLeg, .stop:
            login = nil
        }
        guard let login else { return nil }
        let found = try await translated { try await database.account(login: login, tenant: principal.tenant) }
        guard let found, found.account.disabledAt == nil else { return nil }
        var named = CommandInput.Named(account: found.account, appointments: found.appointments)
        if input.givesWork {
            named.absence = try await translated { try await database.absence(of: found.account.id, at: now) }
        }
        return named
    }
}

extension CommandInput {
    /// A member of staff that a command names, with the rights.
    struct Named {
        var account: AccountRow
        var appointments: [AppointmentRow]
        /// Their absence these days.
        var absence: AbsenceRow?

        /// Nothing new is given to somebody who is away.
        func requirePresent() throws(DeskError) {
            guard let absence else { return }
            throw .invalid(
                "officer", rule: "C7.absent",
                "\(absence.person) is away until \(absence.to.iso), and \(absence.standIn) stands in. Name the stand-in or somebody else."
            )
        }

        /// Whether the person works on dossiers of the unit: an officer or head of it, or of one above it.
        func worksIn(_ unit: UnitID?, of agency: AgencyID, in office: Office) -> Bool {
            appointments.contains { appointment in
                guard appointment.agency == agency,
                    appointment.role == Role.officer.rawValue || appointment.role == Role.head.rawValue
                else { return false }
                guard let held = appointment.unit else { return true }
                return unit.map { office.unitsBelow(held).contains($0) } ?? false
            }
        }

        /// Whether the person can take a paper for the unit: a member of it or of a unit below, or who works on its dossiers.
        func belongs(to unit: UnitID, of agency: AgencyID, in office: Office) -> Bool {
            account.unit.map { office.unitsBelow(unit).contains($0) } ?? false
                || worksIn(unit, of: agency, in: office)
        }
    }

    /// Whether the person that it names is to work on something from now on.
    fileprivate var givesWork: Bool {
        switch self {
        case .assign, .opinion(.handOn): true
        case .ready, .handOver, .number, .letter, .accept, .refuse, .askSupplement, .recordSupplement, .chargeFee,
            .amend, .opinion, .explainDelay, .openLeg, .stop:
            false
        }
    }

    /// The right that the command needs, where making it looks something up.
    fileprivate var verb: Verb? {
        switch self {
        case .ready: nil
        case .handOver: .handOver
        case .assign: .assign
        case .number: .issueNumber
        case .letter(let input, _): input.verb
        case .accept: .takeIn
        case .refuse: .refuse
        case .askSupplement: .askSupplement
        case .recordSupplement: .recordSupplement
        case .chargeFee: .confirmPayment
        case .amend: .amend
        case .opinion(let input): input.verb
        case .explainDelay: .draftApology
        case .openLeg: .openLeg
        case .stop: .approveStop
        }
    }

    /// Whether the command is decided by what lies in the dossier.
    fileprivate var looksAtPapers: Bool {
        switch self {
        case .accept: true
        case .recordSupplement(let complete, _): complete
        case .ready, .handOver, .assign, .number, .letter, .refuse, .askSupplement, .chargeFee, .amend, .opinion,
            .explainDelay, .openLeg, .stop:
            false
        }
    }

    fileprivate var looksAtLetter: Bool {
        if case .letter = self { true } else { false }
    }

    fileprivate func register(for record: DossierRecord, in office: Office, at now: Instant) -> Register? {
        switch self {
        case .number(let type, _):
            guard let agency = office.agencies[record.state.decidedBy] else { return nil }
            return agency.register(type, at: now)
        case .refuse:
            return office.agencies[record.state.receivedBy]?.register(RefusalForm.documentType, at: now)
        case .letter(let input, _):
            return input.register(for: record, in: office, at: now)
        case .ready, .handOver, .assign, .accept, .askSupplement, .recordSupplement, .chargeFee, .amend, .opinion,
            .explainDelay, .openLeg, .stop:
            return nil
        }
    }

    func command(
        for locked: LockedDossier, in office: Office, named: Named?, at now: Instant
    ) throws -> Command {
        let record = locked.record
        let agency = record.state.decidedBy
        switch self {
        case .ready(let command):
            return command
        case .handOver(let unit, let receiver):
            let found = try find(unit, in: office, of: agency)
            guard found != record.state.desk, found != office.agencies[agency]?.desk?.id else {
                throw DeskError.invalid(
                    "unit", rule: "C5.handed_to_the_desk",
                    "\(unit) is the desk that hands over. Name the unit that works on the dossier.")
            }
            if let receiver {
                guard let named else { throw Self.unknownPerson(receiver, field: "receiver") }
                guard named.belongs(to: found, of: agency, in: office) else {
                    throw DeskError.invalid(
                        "receiver", rule: "C7.not_of_the_unit",
                        "Somebody of the unit receives the dossier. Name a member of \(unit), or leave the receiver out."
                    )
                }
            }
            return .handOver(unit: found, receiver: named?.account.id)
        case .assign(let login):
            guard let named else { throw Self.unknownPerson(login, field: "officer") }
            guard named.worksIn(record.state.unit, of: agency, in: office) else {
                throw DeskError.invalid(
                    "officer", rule: "C7.not_of_the_unit",
                    "Only an officer or head of the unit that has the dossier can work on it. Name one of them.")
            }
            try named.requirePresent()
            let officer = named.account.id
            return record.state.officer == nil ? .assign(officer: officer) : .reassign(officer: officer)
        case .letter(let input, let print):
            return try LetterWork(input: input, print: print, locked: locked, office: office, at: now).command().command
        case .number(let type, let symbol):
            do {
                return .issueNumber(
                    try DocumentNumber(
                        type: type, symbol: symbol ?? office.agencies[agency]?.symbol ?? "",
                        year: office.agencies[agency]?.year(at: now) ?? 0, number: locked.number ?? 0))
            } catch {
                throw DeskError.invalid(
                    symbol == nil ? "type" : "symbol", rule: "R5.3.number",
                    "A document's type and symbol have letters, digits, '-', '.' and '&', at most 40 of them.")
            }
        case .accept(let papers):
            try check(papers, of: locked, in: office, complete: true)
            return .accept
        case .refuse(let reason, let ground, let advice):
            let number = office.agencies[record.state.receivedBy]?.formNumber(locked.number, at: now)
            return .refuse(RefusalForm(reason: reason, ground: ground, advice: advice, number: number))
        case .askSupplement(let request):
            try request.check(against: office.versions[record.state.procedure])
            return .askSupplement(request)
        case .recordSupplement(let complete, let papers):
            // After acceptance it is the request that is to be met, and whether it is, the desk says.
            try check(papers, of: locked, in: office, complete: complete && record.state.acceptedAt == nil)
            return .recordSupplement(complete: complete)
        case .chargeFee(let number, let quantity, let freeGround):
            return .chargeFee(
                try FeeCharge(
                    number, quantity: quantity, freeGround: freeGround, of: office.versions[record.state.procedure],
                    through: record.state.channel))
        case .amend(let details):
            return .amend(Set(try record.amended(details).keys))
        case .opinion(let input):
            return try input.command(for: record, in: office, named: named, at: now)
        case .explainDelay(let cause, let unit, let note):
            let unit = try find(unit, in: office, of: agency, alsoClosed: true)
            return .explainDelay(DelayNote(cause: cause, unit: unit, note: note))
        case .openLeg(let code, let unit, let limit):
            guard let other = office.agency(code: code), other.row.tenant == record.tenant else {
                throw DeskError.invalid(
                    "agency", rule: "R2.6.unknown_agency",
                    "The tree of agencies has no \"\(code)\". Write the code of an agency of the same tree.")
            }
            try office.requireGoingOn(other, "agency", at: now)
            return .openLeg(
                LegRequest(agency: other.id, unit: try find(unit, in: office, of: other.id), limit: limit))
        case .stop(let notice):
            guard record.state.pause == nil else { return .stopForNoAnswer(notice: notice ?? "") }
            return .approveStop(notice: notice)
        }
    }

    private func check(
        _ papers: [PaperLine], of locked: LockedDossier, in office: Office, complete: Bool
    ) throws(DeskError) {
        guard let version = office.versions[locked.record.state.procedure] else { return }
        try papers.check(against: version)
        if complete { try (locked.papers + papers).checkComplete(against: version) }
    }

    /// Adds the papers that came in and the details that changed.
    fileprivate func write(beside change: inout ChangeSet, of record: DossierRecord) {
        guard let event = change.events.events.first else { return }
        switch self {
        case .accept(let papers), .recordSupplement(_, let papers):
            change.papers = NewPapers(
                dossier: record.state.id, version: record.state.procedure, lines: papers, receivedAt: event.at)
        case .amend(let details):
            guard let applicant = record.applicantKey, let amended = try? record.amended(details) else { return }
            change.details = NewApplicantDetails(
                applicant: applicant, dossier: record.state.id, sequence: change.events.firstSequence,
                details: amended, at: event.at, by: event.actor)
        case .opinion(let input):
            change.opinionWords = input.words(of: record.state, event)
        case .ready, .handOver, .assign, .number, .letter, .refuse, .askSupplement, .chargeFee, .explainDelay, .openLeg,
            .stop:
            break
        }
    }

    static func unknownPerson(_ login: String, field: String) -> DeskError {
        .invalid(
            field, rule: "C7.unknown_person", "There is no active member of staff with the login \"\(login)\".")
    }

    private func find(
        _ code: String, in office: Office, of agency: AgencyID, alsoClosed: Bool = false
    ) throws(DeskError) -> UnitID {
        guard let unit = office.unit(code: code, of: agency), alsoClosed || unit.closedAt == nil else {
            throw .invalid(
                "unit", rule: "C7.unknown_unit",
                "\(office.agencies[agency]?.row.code ?? "The agency") has no unit \"\(code)\". Write a unit's code.")
        }
        return unit.id
    }
}
