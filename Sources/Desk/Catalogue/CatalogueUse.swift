package import JSONText
package import OneStop
package import Records
import Store

/// Who works on a catalogue: somebody signed in, or whoever runs a command where the operating system vouches.
package enum CatalogueUser: Sendable {
    case principal(Principal)
    /// The agency whose tree is meant.
    case operatingSystem(AgencyID)
}

/// A procedure that somebody adds to the catalogue.
package struct NewProcedure: Sendable {
    /// The agency's code; nil for the caller's own.
    package var agency: String?
    package var code: String
    package var name: String
    package var fieldCode: String
    package var fieldName: String

    package init(agency: String?, code: String, name: String, fieldCode: String, fieldName: String) {
        self.agency = agency
        self.code = code
        self.name = name
        self.fieldCode = fieldCode
        self.fieldName = fieldName
    }

    /// Reads its fields.
    package init(_ fields: inout FieldReader) throws(FieldError) {
        let code = try fields.code("code", maxLength: 60)
        let name = try fields.name("name")
        var field = try fields.object("field")
        self.init(
            agency: try fields.optionalString("agency", minLength: 1, maxLength: 60), code: code, name: name,
            fieldCode: try field.code("code", maxLength: 60), fieldName: try field.name("name"))
        try field.finish()
    }
}

extension DeskService {
    /// Adds a procedure, in which no version is published yet.
    /// - Throws: `DeskError`.
    package func addProcedure(
        _ new: NewProcedure, by principal: Principal, at now: Instant, key: RequestKey?,
        answer: (ProcedureRow, Office) -> Answer
    ) async throws -> Answer {
        try await changing(by: principal, key: key, at: now) { catalogue in
            let agency = try catalogue.agency(new.agency, of: .principal(principal))
            try requireCatalogue(principal, of: agency.id)
            guard catalogue.office.procedure(code: new.code, tenant: principal.tenant) == nil else {
                throw DeskError.invalid(
                    "code", rule: "R10.procedure_there",
                    "The catalogue has a procedure \(new.code) already. Make a draft of a version of it.")
            }
            let facts = ProcedureFacts(
                agency: agency.row.code, code: new.code, name: new.name, fieldCode: new.fieldCode,
                fieldName: new.fieldName)
            let row = ProcedureRow(
                id: 0, tenant: principal.tenant, agency: agency.id, code: new.code, name: new.name,
                fieldCode: new.fieldCode, fieldName: new.fieldName)
            return ([.addProcedure(facts)], answer(row, catalogue.office))
        }
    }

    /// Adds a draft with the next number to a procedure.
    /// - Throws: `DeskError`.
    package func addDraft(
        _ draft: CatalogueDraft, of code: String, by principal: Principal, at now: Instant, key: RequestKey?,
        answer: (CatalogueVersion) -> Answer
    ) async throws -> Answer {
        try await changing(by: principal, key: key, at: now) { catalogue in
            let procedure = try procedure(code, in: catalogue.office, for: .principal(principal))
            try requireCatalogue(principal, of: procedure.agency)
            let (change, version) = catalogue.adding(draft, to: procedure)
            return ([change], answer(version))
        }
    }

    /// Replaces a draft.
    /// - Parameter expected: the revision that the caller has seen.
    /// - Throws: `DeskError`.
    package func replaceDraft(
        _ number: Int, of code: String, with draft: CatalogueDraft, expected: Int, by principal: Principal,
        at now: Instant, key: RequestKey?, answer: (CatalogueVersion) -> Answer
    ) async throws -> Answer {
        try await changing(by: principal, key: key, at: now) { catalogue in
            let procedure = try procedure(code, in: catalogue.office, for: .principal(principal))
            try requireCatalogue(principal, of: procedure.agency)
            let (change, version) = try catalogue.replacing(number, of: procedure, with: draft, expected: expected)
            return ([change], answer(version))
        }
    }

    /// Throws a draft away; the audit trail keeps that there was one.
    /// - Parameter expected: the revision that the caller has seen.
    /// - Throws: `DeskError`; of kind `refused` for a published version.
    package func deleteDraft(
        _ number: Int, of code: String, expected: Int, by principal: Principal, at now: Instant
    ) async throws {
        try await translated {
            try await changeCatalogue { catalogue in
                let procedure = try procedure(code, in: catalogue.office, for: .principal(principal))
                try requireCatalogue(principal, of: procedure.agency)
                let change = try catalogue.deleting(
                    number, of: procedure, expected: expected, by: principal, at: now)
                return ([change], ())
            }
        }
    }

    /// The same from the command line, whatever the draft's revision is.
    package func deleteDraft(_ number: Int, of code: String, in agency: Office.Agency, at now: Instant) async throws {
        try await translated {
            try await changeCatalogue { catalogue in
                let procedure = try procedure(code, in: catalogue.office, for: .operatingSystem(agency.id))
                return ([try catalogue.deleting(number, of: procedure, expected: nil, by: nil, at: now)], ())
            }
        }
    }

    /// Publishes a draft: from its first day on it is the one that holds, and the one that did ends.
    /// - Parameters:
    ///   - publication: what it gives goes before what the draft says.
    ///   - expected: the revision that the caller has seen.
    /// - Throws: `DeskError` of kind `refused` with every problem that stands in the way.
    package func publish(
        _ number: Int, of code: String, by publication: Publication, expected: Int, for principal: Principal,
        at now: Instant, key: RequestKey?, answer: (CatalogueVersion) -> Answer
    ) async throws -> Answer {
        try await changing(by: principal, key: key, at: now) { catalogue in
            let procedure = try procedure(code, in: catalogue.office, for: .principal(principal))
            try requireCatalogue(principal, of: procedure.agency)
            let (changes, version) = try catalogue.publishing(
                number, of: procedure, by: publication, today: catalogue.today(of: procedure, at: now),
                expected: expected)
            return (changes, answer(version))
        }
    }

    /// The same from the command line, whatever the draft's revision is.
    package func publish(
        _ number: Int, of code: String, by publication: Publication, in agency: Office.Agency, at now: Instant
    ) async throws -> CatalogueVersion {
        try await translated {
            try await changeCatalogue { catalogue in
                let procedure = try procedure(code, in: catalogue.office, for: .operatingSystem(agency.id))
                let (changes, version) = try catalogue.publishing(
                    number, of: procedure, by: publication, today: catalogue.today(of: procedure, at: now),
                    expected: nil)
                return (changes, version)
            }
        }
    }

    /// Makes drafts of what a document has.
    /// - Parameters:
    ///   - agency: the code of the agency they are made in.
    ///   - isDryRun: whether nothing is stored.
    package func importCatalogue(
        _ document: CatalogueDocument, into agency: String, isDryRun: Bool, by principal: Principal, at now: Instant,
        key: RequestKey?, answer: (CatalogueImportOutcome) -> Answer
    ) async throws -> Answer {
        try await changing(by: principal, key: isDryRun ? nil : key, at: now) { catalogue in
            let agency = try catalogue.agency(agency, of: .principal(principal))
            try requireCatalogue(principal, of: agency.id)
            let (changes, outcome) = try catalogue.importing(document, into: agency)
            return (isDryRun ? [] : changes, answer(outcome))
        }
    }

    /// The same from the command line.
    package func importCatalogue(
        _ document: CatalogueDocument, into agency: Office.Agency, isDryRun: Bool
    ) async throws -> CatalogueImportOutcome {
        try await translated {
            try await changeCatalogue { catalogue in
                let (changes, outcome) = try catalogue.importing(document, into: agency)
                return (isDryRun ? [] : changes, outcome)
            }
        }
    }

    /// Changes the catalogue for somebody signed in, once for a key.
    private func changing(
        by principal: Principal, key: RequestKey?, at now: Instant,
        _ decide: (Catalogue) throws -> (changes: [OfficeChange], value: Answer)
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            try await changeCatalogue(
                decide, storing: { told in key.map { told.stored(for: principal.account, under: $0, at: now) } })
        }
    }

    /// Changes the catalogue under the office's lock, whole or not at all.
    private func changeCatalogue<Value>(
        _ decide: (Catalogue) throws -> (changes: [OfficeChange], value: Value),
        storing answer: (Value) -> StoredAnswer? = { _ in nil }
    ) async throws -> Value {
        var told: Value?
        _ = try await database.changeOffice { snapshot in
            let (changes, value) = try decide(try Catalogue(snapshot))
            told = value
            return changes
        } answer: {
            told.flatMap(answer)
        }
        guard let told else { throw StoreError.notFound }
        // From now on this program takes in by what was published; where the reading fails, housekeeping makes up for it.
        _ = try? await directory.refresh()
        return told
    }
}

extension Catalogue {
    /// The local day of a procedure's agency.
    func today(of procedure: ProcedureRow, at now: Instant) -> LocalDate {
        (office.agencies[procedure.agency]?.calendar.offset ?? .vietnam).localDate(of: now)
    }

    /// An agency of the user's tree by its code; the user's own without one.
    func agency(_ code: String?, of user: CatalogueUser) throws(DeskError) -> Office.Agency {
        let own: AgencyID
        switch user {
        case .principal(let principal): own = principal.agency
        case .operatingSystem(let agency): own = agency
        }
        let found = code.map { office.agency(code: $0) } ?? office.agencies[own]
        guard let found, found.row.tenant == office.agencies[own]?.row.tenant else { throw .notFound("The agency") }
        return found
    }
}

extension DeskService {
    /// A procedure of the user's tree.
    func procedure(
        _ code: String, in office: Office, for user: CatalogueUser
    ) throws(DeskError) -> ProcedureRow {
        let tenant: AgencyID?
        switch user {
        case .principal(let principal): tenant = principal.tenant
        case .operatingSystem(let agency): tenant = office.agencies[agency]?.row.tenant
        }
        guard let tenant, let found = office.procedure(code: code, tenant: tenant) else {
            throw .notFound("The procedure")
        }
        return found
    }

    /// The catalogue is known to everybody who signs in, so that a missing right to change it is told.
    package func requireCatalogue(_ principal: Principal, of agency: AgencyID) throws(DeskError) {
        guard principal.permits(.catalogue, in: agency) == .allowed else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Your rights do not include keeping this agency's catalogue. Ask the administrator.")
        }
    }
}
