package import OneStop
import Records
import Store

extension DeskService {
    /// Takes an application in: a dossier with its code and its date, in one transaction and one round trip, and one
    /// more before it that looks for the same application where the applicant has an identity number.
    ///
    /// - Parameters:
    ///   - key: makes a repetition give the first answer again instead of a second dossier.
    ///   - answer: what the caller is told; stored with the dossier.
    /// - Throws: `DeskError`. Nothing is stored then.
    package func takeIn(
        _ input: IntakeInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (DossierView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let enrolment = try await enrol(input, in: office, by: principal, at: now)
            try input.papers.checkComplete(against: enrolment.version)
            return try await store(enrolment, Command.takeIn, office, by: principal, key: key, answer)
        }
    }

    /// Files an application for an applicant, as a portal does: nobody has looked at it yet, and the desk has eight
    /// working hours to answer. What is missing of the checklist is the desk's to ask for.
    ///
    /// - Throws: `DeskError`. Nothing is stored then.
    package func fileOnline(
        _ input: IntakeInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (DossierView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let enrolment = try await enrol(input, in: office, by: principal, at: now)
            return try await store(enrolment, Command.fileOnline, office, by: principal, key: key, answer)
        }
    }

    /// Refuses an application at the counter: it is registered with the next number of the form's register and ends.
    ///
    /// - Throws: `DeskError`. Nothing is stored then.
    package func refuseAtDesk(
        _ input: IntakeInput, reason: String, ground: String, advice: String, by principal: Principal,
        at now: Instant, key: RequestKey? = nil, answer: (DossierView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let enrolment = try await enrol(input, in: office, by: principal, at: now)
            let twins = try await twins(of: enrolment, by: principal)
            var told: Answer?
            try await database.register(enrolment.receivedBy.register(RefusalForm.documentType, at: now)) { number in
                let form = RefusalForm(
                    reason: reason, ground: ground, advice: advice,
                    number: enrolment.receivedBy.formNumber(number, at: now))
                let (event, state) = try enrolment.decided { .refuseAtDesk($0, form) }
                let rendered = answer(enrolment.view(state, in: office, of: principal, twins: twins))
                told = rendered
                return enrolment.set(
                    event, state, by: principal,
                    answer: key.map { rendered.stored(for: principal.account, under: $0, at: now) })
            }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    private func store(
        _ enrolment: Enrolment, _ command: (Intake) -> Command, _ office: Office, by principal: Principal,
        key: RequestKey?, _ answer: (DossierView) -> Answer
    ) async throws -> Answer {
        let (event, state) = try enrolment.decided(command)
        let twins = try await twins(of: enrolment, by: principal)
        let told = answer(enrolment.view(state, in: office, of: principal, twins: twins))
        try await database.takeIn(
            enrolment.set(
                event, state, by: principal,
                answer: key.map { told.stored(for: principal.account, under: $0, at: enrolment.context.now) }))
        return told
    }
}
