package import OneStop
package import Records
import Store

/// A page of a list of procedures.
package struct ProcedurePage: Sendable {
    package var rows: [ProcedureRow]
    /// The code after which the next page begins; nil on the last.
    package var next: String?
    package var office: Office
}

extension Office {
    /// The version of a procedure that holds on a day, by its agency's own clock.
    package func versionInForce(of procedure: ProcedureRow, at now: Instant) -> Version? {
        let offset = agencies[procedure.agency]?.calendar.offset ?? .vietnam
        return version(of: procedure.id, on: offset.localDate(of: now))
    }
}

/// The catalogue is open to everybody of the tree who signs in.
extension DeskService {
    /// Procedures by code.
    /// - Parameters:
    ///   - agency: of one agency only, by its code.
    ///   - field: of one field only, by its code.
    ///   - after: the code that the page before ended with.
    package func procedures(
        agency: String?, field: String?, after: String?, limit: Int, for principal: Principal
    ) async throws -> ProcedurePage {
        let office = try await directory.office()
        let only = try agency.map { code throws(DeskError) in
            try Catalogue(office, []).agency(code, of: .principal(principal)).id
        }
        let rows = office.procedures(of: principal.tenant).filter { row in
            (only.map { row.agency == $0 } ?? true) && (field.map { row.fieldCode == $0 } ?? true)
                && (after.map { row.code > $0 } ?? true)
        }
        let page = Array(rows.prefix(limit))
        return ProcedurePage(rows: page, next: rows.count > limit ? page.last?.code : nil, office: office)
    }

    /// The procedures that a text names, drafts only or not, the best first.
    /// - Parameter text: a few letters of the name, marks are not needed, or how the code begins.
    /// - Throws: `DeskError` of kind `invalid` for a text of one letter.
    package func procedures(named text: String, for principal: Principal) async throws -> ProcedurePage {
        let office = try await directory.office()
        let places = try await found(text, in: [principal.tenant])
        let rows = office.procedures(of: principal.tenant).compactMap { row in places[row.id].map { (row, $0) } }
            .sorted { $0.1 < $1.1 }.map(\.0)
        return ProcedurePage(rows: rows, next: nil, office: office)
    }

    /// A procedure by its code.
    package func procedure(
        _ code: String, for principal: Principal
    ) async throws -> (row: ProcedureRow, office: Office) {
        let office = try await directory.office()
        return (try procedure(code, in: office, for: .principal(principal)), office)
    }

    /// The versions of a procedure, drafts too, by number.
    package func versions(of code: String, for user: CatalogueUser) async throws -> [CatalogueVersion] {
        let (catalogue, procedure) = try await reading(code, for: user)
        return try catalogue.versions(of: procedure).map { try catalogue.version($0, of: procedure) }
    }

    /// One version of a procedure.
    package func version(
        _ number: Int, of code: String, for user: CatalogueUser
    ) async throws -> CatalogueVersion {
        let (catalogue, procedure) = try await reading(code, for: user)
        return try catalogue.version(number, of: procedure)
    }

    /// In what one version differs from another.
    package func differences(
        of code: String, from: Int, to: Int, for user: CatalogueUser
    ) async throws -> [EntryDifference] {
        let (catalogue, procedure) = try await reading(code, for: user)
        let before = try catalogue.version(from, of: procedure)
        let after = try catalogue.version(to, of: procedure)
        return before.entry.differences(to: after.entry, publications: (before.publication, after.publication))
    }

    /// What stands in the way of publishing a draft now; of a published version, what its entry lacks.
    package func problems(
        of number: Int, of code: String, for user: CatalogueUser, at now: Instant
    ) async throws -> [PublishingProblem] {
        let (catalogue, procedure) = try await reading(code, for: user)
        return catalogue.problems(of: try catalogue.version(number, of: procedure), at: now)
    }

    /// Every version of an agency with what stands in its way, by code and number.
    /// - Parameter code: of one procedure only.
    package func check(
        _ agency: Office.Agency, code: String?, at now: Instant
    ) async throws -> [(version: CatalogueVersion, problems: [PublishingProblem])] {
        let office = try await directory.refresh()
        let procedures = try own(agency, code, in: office)
        let catalogue = try await catalogue(office, of: procedures)
        return try procedures.flatMap { procedure in
            try catalogue.versions(of: procedure).map { row in
                let version = try catalogue.version(row, of: procedure)
                return (version, catalogue.problems(of: version, at: now))
            }
        }
    }

    /// The catalogue of an agency, or one procedure of it, as it is carried elsewhere. Procedures that an import of
    /// dossiers made are not among them: nobody has written an entry of them.
    /// - Parameter agency: its code; nil for the caller's own.
    package func exportCatalogue(
        of agency: String?, code: String? = nil, for user: CatalogueUser
    ) async throws -> CatalogueDocument {
        let office = try await directory.refresh()
        let procedures = try own(try Catalogue(office, []).agency(agency, of: user), code, in: office)
        let catalogue = try await catalogue(office, of: procedures)
        return CatalogueDocument(
            try procedures.compactMap { procedure in
                let rows = catalogue.versions(of: procedure).filter { !$0.carriesImports }
                guard !rows.isEmpty else { return nil }
                return CatalogueDocument.Procedure(
                    code: procedure.code, fieldCode: procedure.fieldCode, fieldName: procedure.fieldName,
                    versions: try rows.map { row in
                        CatalogueDocument.Version(
                            number: row.number, publication: row.publication, entry: try catalogue.entry(of: row))
                    })
            })
    }

    private func own(_ agency: Office.Agency, _ code: String?, in office: Office) throws(DeskError) -> [ProcedureRow] {
        let all = office.procedures(of: agency.row.tenant).filter { $0.agency == agency.id }
        guard let code else { return all }
        guard let one = all.first(where: { $0.code == code }) else { throw .notFound("The procedure") }
        return [one]
    }

    private func reading(
        _ code: String, for user: CatalogueUser
    ) async throws -> (Catalogue, ProcedureRow) {
        let office = try await directory.office()
        let procedure = try procedure(code, in: office, for: user)
        return (try await catalogue(office, of: [procedure]), procedure)
    }

    /// The versions may be newer than the office, which then does not know their rows; what is published whole says all.
    func catalogue(_ office: Office, of procedures: [ProcedureRow]) async throws -> Catalogue {
        Catalogue(office, try await translated { try await database.versions(of: procedures.map(\.id)) })
    }
}

extension Catalogue {
    /// - Throws: `DeskError` of kind `notFound`.
    func version(_ number: Int, of procedure: ProcedureRow) throws(DeskError) -> CatalogueVersion {
        guard let row = versions(of: procedure).first(where: { $0.number == number }) else {
            throw .notFound("The version")
        }
        return try version(row, of: procedure)
    }

    /// What stands in the way of publishing a draft now; of a published version, what its entry lacks.
    func problems(of version: CatalogueVersion, at now: Instant) -> [PublishingProblem] {
        guard version.isPublished else {
            return problems(
                of: version.procedure, version.entry, version.publication, today: today(of: version.procedure, at: now))
        }
        return PublishingCheck(
            code: version.procedure.code, entry: version.entry, publication: version.publication
        ).problems(.entry).filter { $0.rule == .partMissing }
    }
}
