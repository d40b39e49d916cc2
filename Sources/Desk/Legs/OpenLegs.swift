import OneStop
package import Records
import Store

/// Which of the open legs are asked for.
package enum LegState: String, Sendable, Hashable, CaseIterable {
    /// All.
    case open
    /// Those that nobody has received yet.
    case waiting
    /// Those that somebody has.
    case received
}

/// What a caller asks of the legs that an agency has, in codes as the office writes them.
package struct OpenLegsInput: Sendable {
    package var agency: String?
    package var unit: String?
    package var state: LegState
    package var after: OpenLegQuery.Position?
    package var limit: Int

    package init(agency: String?, unit: String?, state: LegState, after: OpenLegQuery.Position?, limit: Int) {
        self.agency = agency
        self.unit = unit
        self.state = state
        self.after = after
        self.limit = limit
    }
}

extension DeskService {
    /// Open legs that an agency has of other agencies' dossiers, by what is due first, as far as the caller may read them.
    ///
    /// - Throws: `DeskError`: `notFound` for an agency or unit outside the caller's scope, `noRight` where they may read none
    ///   of its dossiers.
    package func openLegs(
        _ input: OpenLegsInput, by principal: Principal
    ) async throws -> (page: ReadablePage<OpenLegRow, OpenLegQuery.Position>, agency: Office.Agency, office: Office) {
        let office = try await directory.office()
        let (agency, view) = try principal.readable(input.agency, in: office)
        var units = view.units?.sorted()
        if let code = input.unit {
            guard let unit = office.unit(code: code, of: agency.id), view.units?.contains(unit.id) ?? true else {
                throw DeskError.notFound("The unit")
            }
            units = office.unitsBelow(unit.id).filter { view.units?.contains($0) ?? true }.sorted()
        }
        let received: Bool? =
            switch input.state {
            case .open: nil
            case .waiting: false
            case .received: true
            }
        let asked = OpenLegQuery(agency: agency.id, units: units, received: received, after: nil, limit: 0)
        let page = try await ReadablePage<OpenLegRow, OpenLegQuery.Position>(
            limit: input.limit, after: input.after
        ) { after, limit in
            try await translated {
                var query = asked
                (query.after, query.limit) = (after, limit)
                return try await database.openLegs(query)
            }
        } position: { (row: OpenLegRow) in
            row.position
        } show: { row in
            principal.mayRead(row.scope) ? row : nil
        }
        return (page, agency, office)
    }
}
