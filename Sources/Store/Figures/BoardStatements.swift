package import OneStop
package import PQ
package import Records

/// What a board is counted of: the open dossiers that an agency decides, at an instant.
package struct BoardQuery: Sendable, Hashable {
    package var agency: AgencyID
    /// The agency, and those that went into it: under whose names the dossiers were first decided.
    package var lines: [AgencyID]
    package var now: Instant
    /// The local date of that instant.
    package var today: LocalDate
    /// Only dossiers that lie in one of them, each counted once; nil for all of the agency's.
    package var parts: [FigurePart]?

    package init(agency: AgencyID, lines: [AgencyID], now: Instant, today: LocalDate, parts: [FigurePart]? = nil) {
        self.agency = agency
        self.lines = lines
        self.now = now
        self.today = today
        self.parts = parts
    }
}

/// Which dossiers behind a figure of a board are asked for, by what is due first.
package struct BoardListQuery: Sendable, Hashable {
    package var board: BoardQuery
    package var figure: BoardFigure
    /// Those of one line, where nil is what lies in no unit; those of every line without one.
    package var line: UnitID??
    package var after: WorkListQuery.Position?
    package var limit: Int

    package init(
        board: BoardQuery, figure: BoardFigure, line: UnitID??, after: WorkListQuery.Position?, limit: Int
    ) {
        self.board = board
        self.figure = figure
        self.line = line
        self.after = after
        self.limit = limit
    }
}

/// The board of an agency's units, and the dossiers behind each of its figures: both tell the figures apart by the same
/// conditions.
package enum BoardStatements {
    package static let board = Statement<BoardQuery, BoardRow>(
        """
        select d.holder_id,
               count(*) filter (where apology_state(d, $3) = 'at_risk'),
               count(*) filter (where apology_state(d, $3) = 'due_today'),
               count(*) filter (where apology_state(d, $3) = 'missing'),
               count(*) filter (where d.receipt_due < $2 and d.first_response_at is null),
               count(*) filter (where d.accepted_at is not null and (d.paused_at is null or d.pause_after_due)
                   and case when d.by_instant then d.due < $2 else d.due_on < $3 end),
               count(*) filter (where d.id in (
                   select n.dossier_id from duty_notice n
                   where n.decided_by = $1 and n.settled_at is null and n.duty = 'silent'))
        from dossier d
        where d.decided_by = $1 and d.ended_at is null and d.status not in (3, 7)
          and ($5::text[] is null or exists (
              select from dossiers_in_parts($4, $5, $6, $7, $8) m where m.dossier_id = d.id))
        group by d.holder_id order by d.holder_id nulls first
        """,
        types: boardTypes,
        encode: { query, parameters in parameters.board(query) },
        decode: { row throws(PQError) in
            var board = BoardRow(unit: try row.int8OrNull().map(UnitID.init))
            for figure in BoardFigure.allCases { board[figure] = Int(try row.int8()) }
            return board
        })

    package static let list = Statement<BoardListQuery, WorkListRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $3), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id, d.external_reference
        from dossier d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        where d.decided_by = $1 and d.ended_at is null and d.status not in (3, 7)
          and (d.list_due, d.id) > ($9, $10)
          and nullif(($12::bigint is null or coalesce(d.holder_id, -1) = $12)
              and case $11
                  when 'at_risk' then apology_state(d, $3) = 'at_risk'
                  when 'apology_due' then apology_state(d, $3) = 'due_today'
                  when 'apology_missing' then apology_state(d, $3) = 'missing'
                  when 'receipt_late' then d.receipt_due < $2 and d.first_response_at is null
                  when 'open_overdue' then d.accepted_at is not null and (d.paused_at is null or d.pause_after_due)
                      and case when d.by_instant then d.due < $2 else d.due_on < $3 end
                  else d.id in (
                      select n.dossier_id from duty_notice n
                      where n.decided_by = $1 and n.settled_at is null and n.duty = 'silent')
                  end, false) is not null
          and ($5::text[] is null or exists (
              select from dossiers_in_parts($4, $5, $6, $7, $8) m where m.dossier_id = d.id))
        order by d.list_due, d.id limit $13
        """,
        types: boardTypes + [.timestamptz, .int8, .text, .int8, .int8],
        encode: { query, parameters in
            parameters.board(query.board)
            parameters.position(query.after)
            parameters.text(query.figure.rawValue)
            // No unit has the key -1.
            parameters.int8(query.line.map { $0?.rawValue ?? -1 })
            parameters.int8(Int64(query.limit))
        },
        decode: { row throws(PQError) in try row.workListRow() })

    private static let boardTypes: [OID] = [
        .int8, .timestamptz, .date, .int8Array, .textArray, .textArray, .int8Array, .textArray,
    ]
}

extension ParameterWriter {
    fileprivate mutating func board(_ query: BoardQuery) {
        int8(query.agency.rawValue)
        instant(query.now)
        localDate(query.today)
        int8s(query.lines.map(\.rawValue))
        parts(query.parts)
    }
}

extension Database {
    /// What wants attention in each unit of an agency.
    package func board(_ query: BoardQuery) async throws(StoreError) -> [BoardRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(BoardStatements.board, query) }
    }

    /// A page of the dossiers behind a figure of a board.
    package func boardList(_ query: BoardListQuery) async throws(StoreError) -> [WorkListRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(BoardStatements.list, query) }
    }

    /// The dossiers that form II.06a names in a period, whatever its tables say.
    package func named(_ query: MonthlyQuery) async throws(StoreError) -> [MonthlyEntry] {
        try await perform { (pool) throws(PQError) in try await pool.query(MonthlyStatements.list, query) }
    }
}
