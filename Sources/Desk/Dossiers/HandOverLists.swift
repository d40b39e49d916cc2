package import OneStop
package import Records
import Store

/// What a caller asks of the lists of dossiers handed over together, in codes as the office writes them.
package struct HandOverListsInput: Sendable {
    package var agency: String?
    /// Those that this unit of the agency, or one below it, was given.
    package var unit: String?
    package var days: DaySpan
    package var after: HandOverListQuery.Position?
    package var limit: Int

    package init(
        agency: String?, unit: String?, days: DaySpan, after: HandOverListQuery.Position?, limit: Int
    ) {
        self.agency = agency
        self.unit = unit
        self.days = days
        self.after = after
        self.limit = limit
    }
}

/// A list among others.
package struct HandOverListItem: Sendable {
    package var key: HandOverListKey
    /// The list's own name: `H99.14-2026-12`.
    package var code: String
    /// The code of the unit that was given the dossiers.
    package var unit: String?
    package var giver: String?
    package var receiver: String?
    package var handedOverAt: Instant
    /// How many of its dossiers the caller may read.
    package var dossiers: Int
}

extension DeskService {
    /// The lists of an agency, the newest first: those that it numbered, for who reads what its desk received, and those
    /// that its units were given, for who reads what it decides. A list is told to whoever may read a dossier of it.
    ///
    /// - Throws: `DeskError`: `notFound` for an agency outside the caller's scope or a unit that it does not have, `noRight`
    ///   where they may read none of its dossiers.
    package func handOverLists(
        _ input: HandOverListsInput, by principal: Principal
    ) async throws -> (page: ReadablePage<HandOverListItem, HandOverListQuery.Position>, agency: Office.Agency) {
        let office = try await directory.office()
        let (agency, view) = try principal.readable(input.agency, in: office)
        var query = HandOverListQuery(
            numberedBy: view.isAtDesk ? agency.id : nil, units: view.isInUnits ? agency.units.map(\.id) : [],
            span: input.days.times(of: agency), after: nil, limit: 0)
        if let code = input.unit {
            guard let unit = office.unit(code: code, of: agency.id) else { throw DeskError.notFound("The unit") }
            query.numberedBy = nil
            query.units = office.unitsBelow(unit.id).sorted()
        }
        let asked = query
        let page = try await ReadablePage<HandOverListItem, HandOverListQuery.Position>(
            limit: input.limit, after: input.after
        ) { after, limit in
            try await translated {
                var query = asked
                (query.after, query.limit) = (after, limit)
                return try await database.handOverLists(query)
            }
        } position: { (line: HandOverListLine) in
            line.position
        } show: { line in
            let seen = line.dossiers.filter { principal.mayRead($0.scope) }.reduce(0) { $0 + $1.count }
            guard seen > 0, line.list.tenant == principal.tenant else { return nil }
            return HandOverListItem(line, dossiers: seen, in: office)
        }
        return (page, agency)
    }
}

extension HandOverListItem {
    fileprivate init(_ line: HandOverListLine, dossiers: Int, in office: Office) {
        self.init(
            key: line.position.key, code: office.code(of: line.position.key),
            unit: office.unit(line.list.unit)?.code, giver: line.list.giverLogin, receiver: line.list.receiverLogin,
            handedOverAt: line.position.handedOverAt, dossiers: dossiers)
    }
}

extension Office {
    /// The name of a list: `H99.14-2026-12`.
    func code(of key: HandOverListKey) -> String {
        "\(agencies[key.agency]?.row.code ?? "")-\(key.year)-\(key.number)"
    }
}
