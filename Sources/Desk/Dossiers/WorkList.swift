package import OneStop
package import Records
import Store

/// What a caller asks of a work list, in codes as the office writes them.
package struct WorkListInput: Sendable {
    package var agency: String?
    package var unit: String?
    package var officer: String?
    package var statuses: [Status]?
    package var dueBefore: Instant?
    package var waitsFor: Role?
    package var apology: ApologyState?
    package var after: WorkListQuery.Position?
    package var limit: Int

    package init(limit: Int) {
        self.limit = limit
    }
}

/// A page of a work list.
package struct WorkListPage: Sendable {
    package var rows: [WorkListRow]
    /// Where the next page begins; nil on the last.
    package var next: WorkListQuery.Position?
    package var office: Office
    package var agency: Office.Agency
}

extension DeskService {
    /// Open dossiers by what is due first, no more than the caller may read; with status 9 among those asked for, also
    /// results that wait to be collected.
    package func workList(_ input: WorkListInput, by principal: Principal, at now: Instant) async throws -> WorkListPage
    {
        let office = try await directory.office()
        let (agency, view) = try principal.readable(input.agency, in: office)
        var query = WorkListQuery(
            holder: try await holder(input, view, agency, office, principal), agency: agency.id,
            statuses: input.statuses, dueBefore: input.dueBefore, waitsFor: input.waitsFor,
            headSteps: office.headSteps, apology: input.apology,
            today: agency.calendar.offset.localDate(of: now), procedures: view.procedures,
            isAtDesk: view.isAtDesk && input.unit == nil, after: input.after, limit: input.limit + 1)
        let asked = query
        var rows = try await translated { try await database.workList(asked) }
        query.after = nil
        let more = rows.count > input.limit
        if more { rows.removeLast() }
        let next = more ? rows.last.map { WorkListQuery.Position(due: $0.due, id: $0.id) } : nil
        // An officer's dossiers may lie in units that the caller does not see, a result with a desk or a unit of theirs.
        if view.needsCheckByRow || input.officer != nil || input.statuses?.contains(.finished) == true {
            rows.removeAll { !principal.mayRead($0.scope) }
        }
        try note(.workList, of: rows.lazy.map(\.id.rawValue), by: principal, at: now)
        return WorkListPage(rows: rows, next: next, office: office, agency: agency)
    }

    private func holder(
        _ input: WorkListInput, _ view: Principal.View, _ agency: Office.Agency, _ office: Office,
        _ principal: Principal
    ) async throws -> WorkListQuery.Holder {
        if let login = input.officer {
            guard
                let officer = try await translated({
                    try await database.account(login: login, tenant: principal.tenant)
                })
            else { throw DeskError.notFound("The officer") }
            let isOwn = officer.account.id == principal.account || principal.standsIn(for: officer.account.id)
            let isSeen = view.units.map { units in officer.account.unit.map { units.contains($0) } ?? false } ?? true
            guard isOwn || (isSeen && officer.account.agency == agency.id) else {
                throw DeskError.notFound("The officer")
            }
            return .officer(officer.account.id)
        }
        if let code = input.unit {
            guard let unit = office.unit(code: code, of: agency.id), view.units?.contains(unit.id) ?? true else {
                throw DeskError.notFound("The unit")
            }
            let below = office.unitsBelow(unit.id)
            return .units(below.filter { view.units?.contains($0) ?? true }.sorted())
        }
        guard let units = view.units else { return .agency(agency.id) }
        return .units(units.sorted())
    }
}

extension Principal {
    /// How much of an agency's dossiers somebody may read: nil stands for all of them.
    struct View {
        var units: Set<UnitID>?
        var procedures: [ProcedureID]?
        /// Whether units and procedures together let through more than the grants do one by one.
        var needsCheckByRow: Bool
        /// Whether one of the grants is for the desk, and whether one is for what is decided.
        var isAtDesk: Bool
        var isInUnits: Bool
    }

    /// The agency of a list: one of the caller's, their own if none is named.
    /// - Throws: `DeskError`: `notFound` outside the caller's scope, `noRight` where they may read none of its dossiers.
    func readable(_ code: String?, in office: Office) throws(DeskError) -> (agency: Office.Agency, view: View) {
        let found = code.map { office.agency(code: $0) } ?? office.agencies[self.agency]
        guard let agency = found, agency.row.tenant == tenant,
            actor.grants.contains(where: { $0.agencies.contains(agency.id) })
        else { throw .notFound("The agency") }
        guard let view = view(of: agency.id, in: office) else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Your rights do not include reading dossiers of \(agency.row.code). Ask the administrator.")
        }
        return (agency, view)
    }

    /// Nil when nothing of the agency may be read.
    func view(of agency: AgencyID, in office: Office) -> View? {
        if let limits = actor.limitedTo, !limits.contains(.readDossiers) { return nil }
        var units: Set<UnitID> = []
        var procedures: Set<ProcedureID> = []
        var wholeAgency = false
        var allProcedures = false
        var readers: [Grant] = []
        for grant in actor.grants where grant.agencies.contains(agency) {
            guard let reach = Rights.reach(.readDossiers, of: grant.role) else { continue }
            readers.append(grant)
            if let limited = grant.procedures { procedures.formUnion(limited) } else { allProcedures = true }
            if reach == .agency || grant.units == nil { wholeAgency = true } else { units.formUnion(grant.units ?? []) }
        }
        guard !readers.isEmpty else { return nil }
        let isAtDesk = readers.contains { $0.role == .intake }
        return View(
            units: wholeAgency ? nil : units, procedures: allProcedures ? nil : procedures.sorted(),
            needsCheckByRow: readers.count > 1 || isAtDesk, isAtDesk: isAtDesk,
            isInUnits: readers.contains { $0.role != .intake })
    }
}
