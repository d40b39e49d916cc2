import OneStop
import Records
import Store

/// An application that is about to become a dossier: what was said of it, and its keys, code and terms.
struct Enrolment {
    var input: IntakeInput
    var intake: Intake
    var version: Office.Version
    var context: Context
    var receivedBy: Office.Agency
    /// The applicant's key.
    var applicant: Int64
    /// As it was when the terms were looked up.
    var office: Office

    /// The dossier that a command makes of it, with the event that says so.
    func decided(_ command: (Intake) -> Command) throws(DeskError) -> (event: Event, state: Dossier) {
        do throws(Refusal) {
            let command = command(intake)
            let events = try decide(nil, command, context)
            guard let event = events.first, let state = apply(event, to: nil) else {
                throw Refusal.noDossier(command.kind)
            }
            return (event, state)
        } catch {
            if case .outOfScope = error { throw .notFound("The agency") }
            throw DeskError(error)
        }
    }

    /// What is stored of the dossier. Only an accepted or filed one lies on a desk and has papers.
    func set(
        _ event: Event, _ state: Dossier, by principal: Principal, group: String? = nil, answer: StoredAnswer?
    ) -> IntakeSet {
        let isOpen = !state.status.isFinal
        var number: NewDocumentNumber?
        if case .refusedAtDesk(_, let form) = event.body {
            number = form.number.map { NewDocumentNumber($0, of: state.receivedBy, for: state.id, event) }
        }
        let events = NewEvents(dossier: state.id, firstSequence: 1, events: [event], states: [state])
        return IntakeSet(
            answer: answer,
            applicant: NewApplicant(
                id: applicant, tenant: principal.tenant, agencies: state.agencies, record: input.applicant,
                createdAt: event.at),
            dossier: NewDossier(
                state: state, tenant: principal.tenant, catalogueProcedure: version.procedure.id,
                applicant: applicant,
                acceptedOn: state.acceptedAt.map { context.calendar.offset.localDate(of: $0) },
                externalReference: input.externalReference, group: group),
            events: events,
            stay: isOpen
                ? NewStay(
                    dossier: state.id, step: 0, name: StayName.intake, unit: state.desk,
                    officer: state.status == .filed ? nil : principal.account, arrivedAt: event.at)
                : nil,
            papers: isOpen
                ? NewPapers(dossier: state.id, version: state.procedure, lines: input.papers, receivedAt: event.at)
                : nil,
            number: number, outbox: office.outbox(of: events, for: record(state, of: principal, group: group)))
    }

    /// The dossier as the caller is told of it.
    func view(
        _ state: Dossier, in office: Office, of principal: Principal, group: String? = nil, twins: [String]
    ) -> DossierView {
        var view = DossierView(record(state, of: principal, group: group), office: office, at: context.now)
        view.possibleDuplicates = twins
        return view
    }

    private func record(_ state: Dossier, of principal: Principal, group: String?) -> DossierRecord {
        DossierRecord(
            state: state, tenant: principal.tenant, catalogueProcedure: version.procedure.id,
            externalReference: input.externalReference, group: group, applicantKey: applicant,
            applicant: input.applicant)
    }
}

extension DeskService {
    /// Looks up what an application names, and reserves its keys and code.
    /// - Parameter applicant: the applicant's key, when it is known already.
    func enrol(
        _ input: IntakeInput, in office: Office, by principal: Principal, at now: Instant, applicant: Int64? = nil
    ) async throws -> Enrolment {
        var input = input
        input.applicant = try input.applicant.checked(under: "applicant.")
        let receivedBy = try agency(
            input.receivedBy, "receivedBy", else: principal.agency, in: office, of: principal, at: now)
        let decidedBy = try agency(
            input.decidedBy, "decidedBy", else: receivedBy.id, in: office, of: principal, at: now)
        let helpedAt = try agency(input.helpedAt, "helpedAt", else: receivedBy.id, in: office, of: principal, at: now)
        let version = try version(of: input.procedure, in: office, of: principal, decidedBy: decidedBy, at: now)
        guard decidedBy.units.contains(where: { !$0.isDesk }) else {
            throw DeskError.invalid(
                "decidedBy", rule: "C5.nobody_decides",
                "Agency \(decidedBy.row.code) has no unit that could work on the dossier. Name the agency that decides it."
            )
        }
        guard version.isOpen(to: input.channel) else {
            throw DeskError.invalid(
                "channel", rule: "R10.2.way_not_published",
                "Procedure \(version.procedure.code) cannot be filed this way (\(input.channel.name)). Its ways are: \(version.filingWays.map(\.channel.name).joined(separator: ", "))."
            )
        }
        try input.papers.check(against: version)
        let code = try await code(of: receivedBy, at: now)
        // What a portal files lies on the desk, whatever unit its account stands in.
        let ownUnit = input.channel == .online ? nil : principal.unit
        let desk = ownUnit.flatMap { office.unit($0) }.flatMap { $0.agency == receivedBy.id ? $0 : nil }
        let intake = Intake(
            id: try await keys.dossier(), code: code, channel: input.channel, helpedAt: helpedAt.id,
            receivedBy: receivedBy.id, decidedBy: decidedBy.id, desk: (desk ?? receivedBy.desk)?.id,
            procedure: version.id, limit: version.limit(through: input.channel), dayZero: version.dayZero,
            restartsAfterSupplement: version.row.restarts)
        let person: Int64
        if let applicant { person = applicant } else { person = try await keys.applicant() }
        return Enrolment(
            input: input, intake: intake, version: version,
            context: context(of: decidedBy, version: version, in: office, by: principal, at: now),
            receivedBy: receivedBy, applicant: person, office: office)
    }

    private func version(
        of code: String, in office: Office, of principal: Principal, decidedBy: Office.Agency, at now: Instant
    ) throws(DeskError) -> Office.Version {
        guard let procedure = office.procedure(code: code, tenant: principal.tenant) else {
            throw .invalid(
                "procedure", rule: "R10.unknown_procedure",
                "There is no procedure \"\(code)\" in the catalogue. Look the code up and write it as published.")
        }
        let today = decidedBy.calendar.offset.localDate(of: now)
        guard let version = office.version(of: procedure.id, on: today) else {
            throw .invalid(
                "procedure", rule: "R10.no_version_in_force",
                "No published version of procedure \(procedure.code) is in force on \(today.iso).")
        }
        return version
    }

    private func code(of receivedBy: Office.Agency, at now: Instant) async throws -> DossierCode {
        guard let agencyCode = receivedBy.code else {
            throw DeskError.invalid(
                "receivedBy", rule: "R6.agency_code",
                "Agency \(receivedBy.row.code) has no national identification code, so no dossier code can be formed.")
        }
        let day = receivedBy.calendar.offset.localDate(of: now)
        let serial = try await keys.serial(of: receivedBy.id, on: day)
        do {
            return try DossierCode(agency: agencyCode, day: day, serial: serial)
        } catch {
            throw DeskError.invalid(
                "receivedBy", rule: "R6.dossier_code", "No dossier code can be formed for \(day.iso).")
        }
    }

    private func agency(
        _ code: String?, _ field: String, else standard: AgencyID, in office: Office, of principal: Principal,
        at now: Instant
    ) throws(DeskError) -> Office.Agency {
        let found = code.map { office.agency(code: $0) } ?? office.agencies[standard]
        guard let found, found.row.tenant == principal.tenant else {
            throw .invalid(
                field, rule: "C7.scope", "Agency \"\(code ?? "")\" does not exist, or lies outside your scope.")
        }
        try office.requireGoingOn(found, field, at: now)
        return found
    }
}
