package import OneStop
package import PQ
package import Records

/// Which recorded decisions are asked for.
package struct CalendarDecisionQuery: Sendable {
    package var agencies: [AgencyID]
    package var state: CalendarDecisionState?
    /// The key that the page before ended with; the newest come first.
    package var before: CalendarDecisionID?
    package var limit: Int

    package init(agencies: [AgencyID], state: CalendarDecisionState?, before: CalendarDecisionID?, limit: Int) {
        self.agencies = agencies
        self.state = state
        self.before = before
        self.limit = limit
    }
}

/// What becomes of a decision.
package enum CalendarDecisionStep: Sendable, Hashable {
    case apply(by: UserID, at: Instant)
    case undo(by: UserID, at: Instant, reason: String)
    case delete
}

/// Decisions about calendars, as they are entered and as they take effect.
package enum CalendarDecisionStatements {
    /// The constraint that a decision entered twice violates.
    package static let enteredOnce = "calendar_decision_once"

    package static let insert = Statement<NewCalendarDecision, CalendarDecisionID>(
        """
        insert into calendar_decision (tenant_id, agency_id, procedure_id, number, decided_on, issuer, reason, content,
            created_at, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id
        """,
        types: [.int8, .int8, .int8, .text, .date, .text, .text, .text, .timestamptz, .int8],
        encode: { new, parameters in
            parameters.int8(new.tenant.rawValue)
            parameters.int8(new.agency.rawValue)
            parameters.int8(new.procedure)
            parameters.text(new.decision.number)
            parameters.localDate(new.decision.date)
            parameters.text(new.decision.issuer)
            parameters.text(new.decision.reason)
            parameters.text(new.content)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
        },
        decode: { row throws(PQError) in CalendarDecisionID(try row.int8()) })

    package static let byKey = Statement<CalendarDecisionID, CalendarDecisionRow>(
        """
        select d.id, d.tenant_id, d.agency_id, d.procedure_id, d.content, d.state, d.created_at, c.login, d.applied_at,
               a.login, d.applied_by, d.undone_at, u.login, d.undone_by, d.undo_reason, d.to_move, d.moved,
               d.to_put_back, d.put_back
        from calendar_decision d
        join account c on c.id = d.created_by
        left join account a on a.id = d.applied_by
        left join account u on u.id = d.undone_by
        where d.id = $1
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) },
        decode: { row throws(PQError) in try row.calendarDecision() })

    package static let page = Statement<CalendarDecisionQuery, CalendarDecisionRow>(
        """
        select d.id, d.tenant_id, d.agency_id, d.procedure_id, d.content, d.state, d.created_at, c.login, d.applied_at,
               a.login, d.applied_by, d.undone_at, u.login, d.undone_by, d.undo_reason, d.to_move, d.moved,
               d.to_put_back, d.put_back
        from calendar_decision d
        join account c on c.id = d.created_by
        left join account a on a.id = d.applied_by
        left join account u on u.id = d.undone_by
        where d.agency_id = any ($1) and ($2::text is null or d.state = $2) and ($3::bigint is null or d.id < $3)
        order by d.id desc limit $4
        """,
        types: [.int8Array, .text, .int8, .int8],
        encode: { asked, parameters in
            parameters.int8s(asked.agencies.map(\.rawValue))
            parameters.text(asked.state?.rawValue)
            parameters.int8(asked.before?.rawValue)
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in try row.calendarDecision() })

    /// Those whose dossiers are still being moved, in the order of their keys.
    package static let underWay = Statement<Void, CalendarDecisionID>(
        "select id from calendar_decision where state in ('applying', 'undoing') order by id",
        decode: { row throws(PQError) in CalendarDecisionID(try row.int8()) })

    /// Against others who would apply or undo the same decision at the same moment.
    package static let lock = Statement<CalendarDecisionID, Void>(
        "select 1 from calendar_decision where id = $1 for update",
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    package static let apply = Statement<(id: CalendarDecisionID, by: UserID, at: Instant), Void>(
        """
        update calendar_decision set state = 'applying', applied_by = $2, applied_at = $3,
            effect_order = nextval('calendar_decision_effect')
        where id = $1 and state = 'draft'
        """,
        types: [.int8, .int8, .timestamptz],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.int8(given.by.rawValue)
            parameters.instant(given.at)
        })

    package static let undo = Statement<(id: CalendarDecisionID, by: UserID, at: Instant, reason: String), Void>(
        """
        update calendar_decision set state = 'undoing', undone_by = $2, undone_at = $3, undo_reason = $4
        where id = $1 and state in ('applying', 'applied')
        """,
        types: [.int8, .int8, .timestamptz, .text],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.int8(given.by.rawValue)
            parameters.instant(given.at)
            parameters.text(given.reason)
        })

    package static let delete = Statement<CalendarDecisionID, Void>(
        "delete from calendar_decision where id = $1 and state = 'draft'",
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })
}

extension RowReader {
    fileprivate mutating func calendarDecision() throws(PQError) -> CalendarDecisionRow {
        CalendarDecisionRow(
            id: CalendarDecisionID(try int8()), tenant: AgencyID(try int8()), agency: AgencyID(try int8()),
            procedure: try int8OrNull(), content: try text(),
            state: try stored("state", try text(), CalendarDecisionState.init(rawValue:)), createdAt: try instant(),
            createdBy: try text(), appliedAt: try instantOrNull(), appliedBy: try textOrNull(),
            applier: try int8OrNull().map(UserID.init), undoneAt: try instantOrNull(), undoneBy: try textOrNull(),
            undoer: try int8OrNull().map(UserID.init), undoReason: try textOrNull(),
            toMove: try int4OrNull().map(Int.init), moved: Int(try int4()), toPutBack: try int4OrNull().map(Int.init),
            putBack: Int(try int4()))
    }
}

extension Database {
    /// A recorded decision; nil when there is none.
    package func calendarDecision(_ id: CalendarDecisionID) async throws(StoreError) -> CalendarDecisionRow? {
        try await perform { (pool) throws(PQError) in try await pool.first(CalendarDecisionStatements.byKey, id) }
    }

    /// Recorded decisions, the newest first.
    package func calendarDecisions(_ query: CalendarDecisionQuery) async throws(StoreError) -> [CalendarDecisionRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(CalendarDecisionStatements.page, query) }
    }

    /// Those whose dossiers are still being moved.
    package func calendarDecisionsUnderWay() async throws(StoreError) -> [CalendarDecisionID] {
        try await perform { (pool) throws(PQError) in try await pool.query(CalendarDecisionStatements.underWay, ()) }
    }

    /// Enters a decision as a draft, with the answer to whoever did.
    package func addCalendarDecision(
        _ new: NewCalendarDecision, answer: (CalendarDecisionRow) -> StoredAnswer?
    ) async throws -> CalendarDecisionRow {
        try await add(new, CalendarDecisionStatements.insert, CalendarDecisionStatements.byKey, answer: answer)
    }

    /// Takes a decision a step further, while nobody reads half of the offices.
    ///
    /// Holds the office's advisory lock from the reading to the commit. The body may run again after a deadlock and must
    /// have no other effect; what it throws rolls back and is thrown as it is.
    /// - Parameter decide: the step, from the decision and the offices as they are.
    /// - Returns: the decision afterwards; nil when it was deleted.
    package func changeCalendarDecision(
        _ id: CalendarDecisionID, _ decide: (CalendarDecisionRow?, OfficeRows) throws -> CalendarDecisionStep,
        answer: (CalendarDecisionRow) -> StoredAnswer? = { _ in nil }
    ) async throws -> CalendarDecisionRow? {
        try await changeUnderLock(
            id, CalendarDecisionStatements.lock, CalendarDecisionStatements.byKey, decide, answer: answer
        ) { step, batch in step.add(id, to: &batch) }
    }
}

extension CalendarDecisionStep {
    /// Puts the step at the end of a batch; the ticket is that of the decision's row.
    fileprivate func add(_ id: CalendarDecisionID, to batch: inout Batch) -> Ticket<Void> {
        switch self {
        case .apply(let user, let instant):
            batch.add(CalendarDecisionStatements.apply, (id: id, by: user, at: instant))
        case .undo(let user, let instant, let reason):
            batch.add(CalendarDecisionStatements.undo, (id: id, by: user, at: instant, reason: reason))
        case .delete:
            batch.add(CalendarDecisionStatements.delete, id)
        }
    }
}
