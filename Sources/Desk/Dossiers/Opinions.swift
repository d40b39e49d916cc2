package import OneStop
package import Records
import Store

/// What a caller asks of the questions to units, in codes as the office writes them.
package struct OpinionsInput: Sendable {
    package var agency: String?
    /// This unit of the agency and those below it; nil for all that the caller reads.
    package var unit: String?
    package var state: OpinionQuery.State
    package var after: OpinionQuery.Position?
    package var limit: Int

    package init(
        agency: String?, unit: String?, state: OpinionQuery.State, after: OpinionQuery.Position?, limit: Int
    ) {
        self.agency = agency
        self.unit = unit
        self.state = state
        self.after = after
        self.limit = limit
    }
}

/// A page of what units are asked, or have answered.
package struct OpinionsPage: Sendable {
    package var lines: [OpinionLine]
    /// Where the next page begins; nil on the last.
    package var next: OpinionQuery.Position?
    package var office: Office
    package var agency: Office.Agency
}

extension DeskService {
    /// The questions to an agency's units, for who reads what lies in them: those that wait for an answer by what is due
    /// first, those that got one with the newest first. A line names no applicant.
    package func opinions(_ input: OpinionsInput, by principal: Principal, at now: Instant) async throws -> OpinionsPage
    {
        let office = try await directory.office()
        let (agency, view) = try principal.readable(input.agency, in: office)
        var units = view.isInUnits ? agency.units.map(\.id).filter { view.units?.contains($0) ?? true } : []
        if let code = input.unit {
            guard let unit = office.unit(code: code, of: agency.id), units.contains(unit.id) else {
                throw DeskError.notFound("The unit")
            }
            let below = office.unitsBelow(unit.id)
            units.removeAll { !below.contains($0) }
        }
        let query = OpinionQuery(
            units: units, state: input.state, overdueAt: input.state == .overdue ? now : nil, after: input.after,
            limit: input.limit + 1)
        let lines = try await translated { try await database.opinions(query) }
        let shown = Array(lines.prefix(input.limit))
        return OpinionsPage(
            lines: shown, next: lines.count > input.limit ? shown.last?.position : nil, office: office, agency: agency)
    }

    /// The questions of a dossier with what was written, for who may read the dossier.
    package func opinions(
        of name: DossierName, by principal: Principal, at now: Instant
    ) async throws -> (view: DossierView, details: [Int: OpinionDetails]) {
        let view = try await dossier(name, by: principal, at: now)
        guard !view.state.opinions.isEmpty else { return (view, [:]) }
        let details = try await translated { try await database.opinionDetails(of: view.state.id) }
        return (view, Dictionary(uniqueKeysWithValues: details.map { ($0.number, $0) }))
    }
}
