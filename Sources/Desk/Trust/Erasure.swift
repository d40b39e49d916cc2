import JSONText
package import OneStop
package import Records
import Store

/// A request to erase a person.
package struct ErasureInput: Sendable {
    package var person: PersonName
    /// Number and date of the request or order that it is done on.
    package var ground: String

    package init(person: PersonName, ground: String) {
        self.person = person
        self.ground = ground
    }
}

/// What was erased, without a word of whom.
package struct ErasureView: Sendable {
    package var at: Instant
    package var ground: String
    /// How many records of details were emptied.
    package var applicants: Int
    /// The dossiers, which stay with their events and figures.
    package var dossiers: [String]
    /// Events in whose free texts somebody had written who it was. They are written once and stay.
    package var mentions: [EventMention]
    package var offset: UTCOffset
}

extension DeskService {
    /// Empties everything personal that is held of somebody: details, what they were before amendments, answers kept for
    /// repetitions. Dossiers, events and figures stay whole; the audit trail says that it was done and why.
    ///
    /// - Throws: `DeskError`: `refused` while a dossier of the person's is open, when part of it is another agency's, or when
    ///   the ground would name the person; `notFound` when nothing is held in the caller's agencies.
    package func erase(
        _ input: ErasureInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (ErasureView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let agencies = try principal.agencies(permitting: .erasePerson, in: office)
            let numbers: [String]
            switch input.person {
            case .identityNumber(let number): numbers = number.formsOfNumber
            case .dossier: numbers = []
            }
            var told: Answer?
            let query = PersonQuery(
                tenant: principal.tenant, person: input.person, identityNumbers: numbers, agencies: agencies)
            try await database.erase(query) { found, mentions in
                try found.check(ground: input.ground, agencies: Set(agencies), in: office)
                let view = ErasureView(
                    at: now, ground: input.ground, applicants: found.applicants.count,
                    dossiers: found.dossiers.map(\.name), mentions: mentions,
                    offset: office.agencies[principal.agency]?.calendar.offset ?? .vietnam)
                let rendered = answer(view)
                told = rendered
                return ErasureSet(
                    at: now,
                    audit: NewAuditEvent(
                        .personErased, tenant: principal.tenant, agency: principal.agency, at: now,
                        actor: principal.account, ground: input.ground, facts: found.facts,
                        requestID: principal.occasion.requestID),
                    answer: key.map { rendered.stored(for: principal.account, under: $0, at: now) })
            }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// The audit trail beside the dossiers' events, of the agencies in which the caller may read it.
    package func auditEvents(
        after: Int64, limit: Int, by principal: Principal
    ) async throws -> (events: [AuditEventRow], next: Int64?, offset: UTCOffset) {
        let office = try await directory.office()
        let agencies = try principal.agencies(permitting: .readAudit, in: office)
        let events = try await translated {
            try await database.auditEvents(of: agencies, after: after, limit: limit + 1)
        }
        let shown = Array(events.prefix(limit))
        return (
            shown, events.count > limit ? shown.last?.number : nil,
            office.agencies[principal.agency]?.calendar.offset ?? .vietnam
        )
    }
}

extension PersonOnFile {
    /// So many dossiers a refusal names.
    private static let mostNamed = 20

    fileprivate func check(ground: String, agencies: Set<AgencyID>, in office: Office) throws(DeskError) {
        guard !applicants.isEmpty else { throw .notFound("The person") }
        let others = applicants.reduce(into: Set()) { $0.formUnion($1.agencies) }.subtracting(agencies)
        guard others.isEmpty else {
            let codes = others.compactMap { office.agencies[$0]?.row.code }.sorted().joined(separator: ", ")
            throw DeskError(
                .refused, rule: "R1.other_agency",
                "Dossiers of the person lie with \(codes), too, where you may not erase. Have somebody do it whose right covers all of them."
            )
        }
        let open = dossiers.filter { !$0.isOver }.map(\.name)
        guard open.isEmpty else {
            let named = open.prefix(Self.mostNamed).joined(separator: ", ")
            throw DeskError(
                .refused, rule: "R1.open_dossier",
                "Not over yet: \(named)\(open.count > Self.mostNamed ? ", …" : ""). Finish them and return their results, or have them withdrawn or stopped, then erase."
            )
        }
        let said = ground.lowercased()
        guard !marks.contains(where: { said.contains($0.lowercased()) }) else {
            throw .invalid(
                "ground", rule: "R1.ground_names_person",
                "The ground is kept and would name the person. Write number and date of the request instead.")
        }
    }

    /// Keys and codes for the audit trail.
    fileprivate var facts: String {
        var writer = JSONWriter(capacity: 200)
        writer.object { writer in
            writer.array("applicants") { writer in for applicant in applicants { writer.value(applicant.id) } }
            writer.field("dossiers", dossiers.map(\.name))
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
