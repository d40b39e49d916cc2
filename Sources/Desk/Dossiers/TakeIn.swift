package import OneStop
import Records
import Store

extension DeskService {
    /// Takes an application in: a dossier with its code and its date, in one transaction and one round trip.
    ///
    /// - Parameters:
    ///   - key: makes a repetition give the first answer again instead of a second dossier.
    ///   - reference: another system's name for the dossier.
    ///   - answer: what the caller is told; stored with the dossier.
    /// - Throws: `DeskError`. Nothing is stored then.
    package func takeIn(
        _ input: IntakeInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        reference: String? = nil,
        answer: (DossierView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let prepared = try await prepare(input, in: office, by: principal, at: now)
            let (event, state) = try accept(prepared)
            let record = DossierRecord(
                state: state, tenant: principal.tenant, catalogueProcedure: prepared.version.procedure.id,
                externalReference: reference, applicant: input.applicant, officerLogin: nil, apologyIssuedOn: nil)
            let told = answer(DossierView(record, office: office, at: now))
            try await write(
                state, event, input, prepared, record, by: principal, at: now,
                answer: key.map { told.stored(for: principal.account, under: $0, at: now) })
            return told
        }
    }

    private func accept(_ prepared: Prepared) throws(DeskError) -> (Event, Dossier) {
        do throws(Refusal) {
            let events = try decide(nil, .takeIn(prepared.intake), prepared.context)
            guard let event = events.first, let state = apply(event, to: nil) else {
                throw Refusal.noDossier(.takeIn)
            }
            return (event, state)
        } catch {
            if case .outOfScope = error { throw .notFound("The agency") }
            throw DeskError(error)
        }
    }

    private struct Prepared {
        var intake: Intake
        var version: Office.Version
        var context: Context
    }

    private func prepare(
        _ input: IntakeInput, in office: Office, by principal: Principal, at now: Instant
    ) async throws -> Prepared {
        let receivedBy = try agency(input.receivedBy, "receivedBy", else: principal.agency, in: office, of: principal)
        let decidedBy = try agency(input.decidedBy, "decidedBy", else: receivedBy.id, in: office, of: principal)
        let helpedAt = try agency(input.helpedAt, "helpedAt", else: receivedBy.id, in: office, of: principal)
        let today = decidedBy.calendar.offset.localDate(of: now)
        guard let procedure = office.procedure(code: input.procedure, tenant: principal.tenant) else {
            throw DeskError.invalid(
                "procedure", rule: "R10.unknown_procedure",
                "There is no procedure \"\(input.procedure)\" in the catalogue. Look the code up and write it as published."
            )
        }
        guard let version = office.version(of: procedure.id, on: today) else {
            throw DeskError.invalid(
                "procedure", rule: "R10.no_version_in_force",
                "No published version of procedure \(procedure.code) is in force on \(today.iso).")
        }
        try input.papers.check(against: version)
        guard let agencyCode = receivedBy.code else {
            throw DeskError.invalid(
                "receivedBy", rule: "R6.agency_code",
                "Agency \(receivedBy.row.code) has no national identification code, so no dossier code can be formed.")
        }
        let receivedOn = receivedBy.calendar.offset.localDate(of: now)
        let serial = try await keys.serial(of: receivedBy.id, on: receivedOn)
        let code: DossierCode
        do {
            code = try DossierCode(agency: agencyCode, day: receivedOn, serial: serial)
        } catch {
            throw DeskError.invalid(
                "receivedBy", rule: "R6.dossier_code", "No dossier code can be formed for \(receivedOn.iso).")
        }
        let desk = principal.unit.flatMap { office.unit($0) }.flatMap { $0.agency == receivedBy.id ? $0 : nil }
        let intake = Intake(
            id: try await keys.dossier(), code: code, channel: input.channel, helpedAt: helpedAt.id,
            receivedBy: receivedBy.id, decidedBy: decidedBy.id, desk: (desk ?? receivedBy.desk)?.id,
            procedure: version.id, limit: version.limit, dayZero: version.dayZero,
            restartsAfterSupplement: version.row.restarts)
        return Prepared(
            intake: intake, version: version,
            context: context(of: decidedBy, version: version, in: office, by: principal, at: now))
    }

    private func agency(
        _ code: String?, _ field: String, else standard: AgencyID, in office: Office, of principal: Principal
    ) throws(DeskError) -> Office.Agency {
        let found = code.map { office.agency(code: $0) } ?? office.agencies[standard]
        guard let found, found.row.tenant == principal.tenant else {
            throw .invalid(
                field, rule: "C7.scope", "Agency \"\(code ?? "")\" does not exist, or lies outside your scope.")
        }
        return found
    }

    private func write(
        _ state: Dossier, _ event: Event, _ input: IntakeInput, _ prepared: Prepared, _ record: DossierRecord,
        by principal: Principal, at now: Instant, answer: StoredAnswer?
    ) async throws {
        let applicant = try await keys.applicant()
        let offset = prepared.context.calendar.offset
        try await database.takeIn(
            IntakeSet(
                answer: answer,
                applicant: NewApplicant(
                    id: applicant, tenant: principal.tenant, record: input.applicant, createdAt: now),
                dossier: NewDossier(
                    state: state, tenant: principal.tenant, catalogueProcedure: record.catalogueProcedure,
                    applicant: applicant, acceptedOn: state.acceptedAt.map { offset.localDate(of: $0) },
                    externalReference: record.externalReference),
                events: NewEvents(dossier: state.id, firstSequence: 1, events: [event], states: [state]),
                stay: NewStay(
                    dossier: state.id, step: 0, name: StayName.intake, unit: state.desk, officer: principal.account,
                    arrivedAt: event.at),
                papers: NewPapers(
                    dossier: state.id, version: state.procedure, lines: input.papers, receivedAt: event.at)))
    }
}
