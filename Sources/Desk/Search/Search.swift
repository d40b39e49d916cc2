package import OneStop
package import Records
import Store

extension DeskService {
    /// Dossiers by what is remembered of them, closed ones too, no more than the caller may read.
    ///
    /// - Throws: `DeskError` of kind `noRight` for whoever may read no dossiers at all.
    package func searchDossiers(
        _ text: String, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> (found: Found<WorkListRow>, office: Office) {
        let office = try await directory.office()
        guard let scope = principal.searchScope(in: office), let own = office.agencies[principal.agency] else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Your rights do not include reading dossiers. Ask the administrator.")
        }
        let search = DossierSearch(
            terms: try SearchTerms(
                parsing: text, agencies: scope.agencies.compactMap { office.agencies[$0]?.row.code }),
            scope: scope, tenant: principal.tenant, today: own.calendar.offset.localDate(of: now), limit: limit)
        var found = try await translated { try await searches.pass { try await database.search(search) } }
        // Several rights together let more through than each by itself.
        found.rows.removeAll { Rights.permits(.readDossiers, actor: principal.actor, dossier: $0.scope) != .allowed }
        try note(.search, of: found.rows.lazy.map(\.id.rawValue), by: principal, at: now)
        return (found, office)
    }

    /// Applicants, for who takes applications in: by name among those of the caller's agencies, by number in the tenant.
    package func searchApplicants(
        _ text: String, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> Found<ApplicantRecord> {
        let office = try await directory.office()
        let agencies = office.agencies.keys.filter {
            office.agencies[$0]?.row.tenant == principal.tenant && principal.permits(.takeIn, in: $0) == .allowed
        }
        guard !agencies.isEmpty else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Applicants are found by who takes applications in. Your rights do not include that; ask the administrator."
            )
        }
        let search = ApplicantSearch(
            terms: try SearchTerms(parsing: text, agencies: []), agencies: agencies.sorted(), tenant: principal.tenant,
            limit: limit)
        let found = try await translated { try await searches.pass { try await database.search(search) } }
        try note(.applicantSearch, of: found.rows.lazy.map(\.id), by: principal, at: now)
        return Found(rows: found.rows.map(\.record), isComplete: found.isComplete)
    }

    /// Procedures of the tenant's catalogue, for everybody who signs in.
    package func searchProcedures(
        _ text: String, limit: Int, by principal: Principal
    ) async throws -> (found: Found<ProcedureRow>, office: Office) {
        let office = try await directory.office()
        let search = ProcedureSearch(
            terms: try SearchTerms(parsing: text, agencies: []), tenant: principal.tenant, limit: limit)
        let found = try await translated { try await searches.pass { try await database.search(search) } }
        let rows = found.rows.compactMap { office.procedures[$0] }
        return (Found(rows: rows, isComplete: found.isComplete), office)
    }
}

extension Principal {
    /// What a search for dossiers looks through: all that the grants let somebody read, taken together. Nil for nothing.
    func searchScope(in office: Office) -> SearchScope? {
        if let limits = actor.limitedTo, !limits.contains(.readDossiers) { return nil }
        var scope = SearchScope()
        var procedures: Set<ProcedureID> = []
        var allProcedures = false
        for grant in actor.grants {
            guard let reach = Rights.reach(.readDossiers, of: grant.role) else { continue }
            let agencies = grant.agencies.filter { office.agencies[$0]?.row.tenant == tenant }
            guard !agencies.isEmpty else { continue }
            if let limited = grant.procedures { procedures.formUnion(limited) } else { allProcedures = true }
            scope.agencies += agencies
            let units = grant.units ?? Set(agencies.flatMap { office.agencies[$0]?.units.map(\.id) ?? [] })
            if grant.role == .intake {
                scope.desks += agencies
                scope.deskUnits += units
            } else if reach == .agency {
                scope.whole += agencies
            } else {
                scope.units += units
            }
        }
        guard !scope.agencies.isEmpty else { return nil }
        scope.agencies = Set(scope.agencies).sorted()
        scope.procedures = allProcedures ? nil : procedures.sorted()
        return scope
    }
}

extension Dossier {
    /// The agencies that the dossier lies with.
    var agencies: Set<AgencyID> { [helpedAt, receivedBy, decidedBy] }
}
