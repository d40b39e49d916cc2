package import OneStop
package import Records
import Store

/// A procedure as everybody sees it in a list.
package struct PublicProcedureRow: Sendable {
    package var procedure: ProcedureRow
    package var agency: AgencyRow
    package var limit: Limit
}

/// A part of the public catalogue.
package struct PublicProcedures: Sendable {
    /// The agencies that have procedures in force, by code.
    package var agencies: [AgencyRow]
    package var rows: [PublicProcedureRow]
    /// How many come before the part that follows; nil on the last.
    package var next: Int?
}

/// A procedure as everybody reads it.
package struct PublicProcedure: Sendable {
    package var version: Office.Version
    package var agency: Office.Agency
    package var entry: CatalogueEntry
    /// When it would be filed.
    package var from: Instant
    /// When it would then be due, by way of filing.
    package var dates: FilingDates
}

/// The catalogue for everybody, without an account (R10: what is published is public).
extension DeskService {
    /// So many procedures a search looks at.
    private static let mostFound = 200

    /// Procedures in force, by agency and code; those that a text names, the best first.
    /// - Parameters:
    ///   - text: a few letters of the name, marks are not needed, or how the code begins; empty for all.
    ///   - agency: of one agency only, by its code.
    ///   - after: how many come before the part that is asked for.
    /// - Throws: `DeskError`: `notFound` for an agency that there is not, `invalid` for a text of one letter.
    package func publicProcedures(
        _ text: String, of agency: String?, after: Int, limit: Int, at now: Instant
    ) async throws -> PublicProcedures {
        let office = try await directory.office()
        let only = try agency.map { code throws(DeskError) in try office.goingOn(code, at: now).id }
        var listed = office.published(at: now)
        let owners = Set(listed.map(\.agency.id)).compactMap { office.agencies[$0]?.row }.sorted { $0.code < $1.code }
        listed.removeAll { row in only.map { row.agency.id != $0 } ?? false }
        if !text.isEmpty {
            let places = try await found(text, in: Set(listed.map(\.procedure.tenant)))
            listed = listed.compactMap { row in places[row.procedure.id].map { (row, $0) } }
                .sorted { ($0.1, $0.0.procedure.code) < ($1.1, $1.0.procedure.code) }.map(\.0)
        }
        let page = listed.dropFirst(after).prefix(limit)
        return PublicProcedures(
            agencies: owners, rows: Array(page), next: listed.count > after + limit ? after + limit : nil)
    }

    /// One procedure with all that its entry says, and when it would be due if it were filed at an instant.
    /// - Throws: `DeskError`: `notFound` when the agency has no such procedure in force then.
    package func publicProcedure(
        _ code: String, of agency: String, from: Instant, at now: Instant
    ) async throws -> PublicProcedure {
        let office = try await directory.office()
        let agency = try office.goingOn(agency, at: now)
        guard let procedure = office.procedure(code: code, tenant: agency.row.tenant), procedure.agency == agency.id,
            let version = office.versionInForce(of: procedure, at: from)
        else { throw DeskError.notFound("The procedure") }
        let entry = try await catalogue(office, of: [procedure]).version(version.row.number, of: procedure).entry
        return PublicProcedure(
            version: version, agency: agency, entry: entry, from: from,
            dates: try FilingDates(version, of: agency, in: office, from: from))
    }

    /// The place of each procedure that a text names, by key.
    func found(_ text: String, in tenants: Set<AgencyID>) async throws -> [Int64: Int] {
        let terms = try SearchTerms(parsing: text, agencies: [])
        return try await translated {
            var places: [Int64: Int] = [:]
            for tenant in tenants.sorted() {
                let search = ProcedureSearch(terms: terms, tenant: tenant, limit: Self.mostFound)
                let found = try await publicSearches.pass { try await database.search(search) }
                for (place, key) in found.rows.enumerated() { places[key] = place }
            }
            return places
        }
    }
}

extension Office {
    /// An agency that has not ended.
    /// - Throws: `DeskError` of kind `notFound`.
    fileprivate func goingOn(_ code: String, at now: Instant) throws(DeskError) -> Agency {
        guard let agency = agency(code: code), isGoingOn(agency, at: now) else { throw .notFound("The agency") }
        return agency
    }

    /// Whether something can begin at an agency.
    private func isGoingOn(_ agency: Agency, at now: Instant) -> Bool {
        (try? requireGoingOn(agency, "agency", at: now)) != nil
    }

    /// The procedures that can be filed, by agency and code.
    fileprivate func published(at now: Instant) -> [PublicProcedureRow] {
        procedures.values.compactMap { procedure in
            guard let agency = agencies[procedure.agency], isGoingOn(agency, at: now),
                let version = versionInForce(of: procedure, at: now)
            else { return nil }
            return PublicProcedureRow(procedure: procedure, agency: agency.row, limit: version.limit)
        }.sorted { ($0.agency.code, $0.procedure.code) < ($1.agency.code, $1.procedure.code) }
    }
}
