package import OneStop
package import Records
package import Store

/// The board of an agency: what wants attention in each unit.
package struct Board: Sendable {
    package struct Line: Sendable {
        /// Nil for what lies in no unit.
        package var unit: UnitRow?
        package var counts: BoardRow
    }

    package var agency: Office.Agency
    /// Units that have open dossiers, in the order of the office; what lies in none comes first.
    package var lines: [Line]
    /// As of when the duties were last swept: what is silent was found then. Nil before the first sweep.
    package var sweptAt: Instant?

    /// The sum of a figure.
    package subscript(figure: BoardFigure) -> Int { lines.reduce(0) { $0 + $1.counts[figure] } }
}

/// Of which lines of a board the dossiers are asked for.
package enum BoardPlace: Sendable, Hashable {
    case anywhere, noUnit
    /// In the unit with this code.
    case unit(String)
}

extension DeskService {
    /// The board of an agency, of as much as the caller may see of its figures.
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports.
    package func board(of code: String?, at now: Instant, for principal: Principal) async throws -> Board {
        let (agency, parts) = try await reported(code, for: principal)
        return try await board(of: agency, parts: parts, at: now)
    }

    /// Opens the board of an agency to somebody's session, to be told when it changes.
    /// - Returns: nil when there are too many open.
    /// - Throws: as ``board(of:at:for:)``.
    package func openBoard(
        of code: String?, session: Int64, for principal: Principal
    ) async throws -> LiveStream? {
        live.open(try await reported(code, for: principal).agency.id, session: session)
    }

    /// Whether somebody may still see the board of an agency.
    package func seesBoard(of code: String?, _ principal: Principal) async throws -> Bool {
        do {
            _ = try await reported(code, for: principal)
            return true
        } catch is DeskError {
            return false
        }
    }

    /// The same of all of an agency's dossiers, or of parts of them.
    package func board(of agency: Office.Agency, parts: [FigurePart]? = nil, at now: Instant) async throws -> Board {
        let office = try await directory.office()
        let query = boardQuery(of: agency, parts: parts, at: now)
        let rows = try await translated { try await boardCounts.rows(of: query) { try await database.board($0) } }
        let places = Dictionary(
            agency.units.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let lines = rows.map { row in Board.Line(unit: row.unit.flatMap { office.unit($0) }, counts: row) }
            .sorted { left, right in
                let (first, second) = (left.counts.unit, right.counts.unit)
                return (first.map { places[$0] ?? .max } ?? -1, first?.rawValue ?? 0)
                    < (second.map { places[$0] ?? .max } ?? -1, second?.rawValue ?? 0)
            }
        let sweeps = try await translated { try await database.sweeps() }
        return Board(agency: agency, lines: lines, sweptAt: sweeps[agency.id])
    }

    /// A page of the dossiers behind a figure of a board, by what is due first, no more than the caller may see.
    /// - Throws: `DeskError`: `notFound` for an agency out of scope or a unit it does not have, `noRight` without the right
    ///   to reports.
    package func boardList(
        _ figure: BoardFigure, in place: BoardPlace, of code: String?, after: WorkListQuery.Position?, limit: Int,
        at now: Instant, for principal: Principal
    ) async throws -> WorkListPage {
        let (agency, parts) = try await reported(code, for: principal)
        let office = try await directory.office()
        let line: UnitID??
        switch place {
        case .anywhere: line = nil
        case .noUnit: line = .some(nil)
        case .unit(let code):
            guard let unit = office.unit(code: code, of: agency.id) else { throw DeskError.notFound("The unit") }
            line = unit.id
        }
        let query = BoardListQuery(
            board: boardQuery(of: agency, parts: parts, at: now), figure: figure, line: line, after: after,
            limit: limit + 1)
        let found = try await translated { try await database.boardList(query) }
        let rows = found.prefix(limit).filter { principal.mayRead($0.scope) }
        try note(.workList, of: rows.lazy.map(\.id.rawValue), by: principal, at: now)
        let last = found.count > limit ? found[limit - 1] : nil
        return WorkListPage(
            rows: Array(rows), next: last.map { WorkListQuery.Position(due: $0.due, id: $0.id) }, office: office,
            agency: agency)
    }

    private func boardQuery(of agency: Office.Agency, parts: [FigurePart]?, at now: Instant) -> BoardQuery {
        BoardQuery(
            agency: agency.id, lines: agency.lines, now: now, today: agency.calendar.offset.localDate(of: now),
            parts: parts)
    }
}
