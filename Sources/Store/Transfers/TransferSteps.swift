package import OneStop
package import PQ
package import Records

/// What becomes of a decision by which an agency goes into another.
package enum AgencyTransferStep: Sendable, Hashable {
    /// Decided: it waits for its day.
    case apply(by: UserID, at: Instant)
    /// Not decided after all, before its day: a draft again.
    case withdraw
    /// Its day has come: staff and rights go.
    case begin(at: Instant)
    case delete
}

/// Steps of a decision, under the office's lock.
package enum TransferStepStatements {
    /// Against others who would take the same decision a step further at the same moment.
    package static let lock = Statement<AgencyTransferID, Void>(
        "select 1 from agency_transfer where id = $1 for update",
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    package static let apply = Statement<(id: AgencyTransferID, by: UserID, at: Instant), Void>(
        "update agency_transfer set state = 'waiting', applied_by = $2, applied_at = $3 where id = $1 and state = 'draft'",
        types: [.int8, .int8, .timestamptz],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.int8(given.by.rawValue)
            parameters.instant(given.at)
        })

    package static let withdraw = Statement<AgencyTransferID, Void>(
        """
        update agency_transfer set state = 'draft', applied_by = null, applied_at = null
        where id = $1 and state = 'waiting'
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    /// No row is affected while dossiers still go into the agency itself, or a decision about its calendar moves dates.
    package static let begin = Statement<(id: AgencyTransferID, at: Instant), Void>(
        """
        update agency_transfer t set state = 'applying', begun_at = $2, agency_name = a.name, successor_name = s.name
        from agency a, agency s
        where t.id = $1 and t.state = 'waiting' and a.id = t.agency_id and s.id = t.successor_id
          and not exists (select from agency_transfer o where o.successor_id = t.agency_id and o.state = 'applying')
          and not exists (select from calendar_decision c
              where c.agency_id = t.agency_id and c.state in ('applying', 'undoing'))
        """,
        types: [.int8, .timestamptz],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.instant(given.at)
        })

    /// Units that were made since the decision was entered go into the one with the same code, else into the desk.
    package static let mapRest = Statement<AgencyTransferID, Void>(
        """
        insert into agency_transfer_unit (transfer_id, unit_id, successor)
        select t.id, u.id, (
            select s.id from unit s where s.agency_id = t.successor_id
            order by s.code = u.code desc, s.is_desk desc, s.id limit 1)
        from agency_transfer t
        join unit u on u.agency_id = t.agency_id
        where t.id = $1 and t.state = 'applying'
          and not exists (select from agency_transfer_unit m where m.transfer_id = t.id and m.unit_id = u.id)
          and exists (select from unit s where s.agency_id = t.successor_id)
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    /// Rights at the agency become the same rights at its successor; who has them there already has them once.
    package static let appoint = Statement<AgencyTransferID, Void>(
        """
        insert into appointment (account_id, role, agency_id, unit_id, procedure_id)
        select p.account_id, p.role, t.successor_id, u.successor, p.procedure_id
        from agency_transfer t
        join appointment p on p.agency_id = t.agency_id
        left join agency_transfer_unit u on u.transfer_id = t.id and u.unit_id = p.unit_id
        where t.id = $1 and t.state = 'applying' and (p.unit_id is null or u.successor is not null)
        on conflict do nothing
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    package static let dismiss = Statement<AgencyTransferID, Void>(
        """
        delete from appointment p using agency_transfer t
        where t.id = $1 and t.state = 'applying' and p.agency_id = t.agency_id
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    package static let moveStaff = Statement<AgencyTransferID, Void>(
        """
        update account c set agency_id = t.successor_id,
            unit_id = (select u.successor from agency_transfer_unit u where u.transfer_id = t.id and u.unit_id = c.unit_id)
        from agency_transfer t where t.id = $1 and t.state = 'applying' and c.agency_id = t.agency_id
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    package static let moveAbsences = Statement<AgencyTransferID, Void>(
        """
        update absence b set agency_id = t.successor_id
        from agency_transfer t
        where t.id = $1 and t.state = 'applying' and b.agency_id = t.agency_id and b.ended_at is null
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    /// Who keeps a procedure's entry.
    package static let moveProcedures = Statement<AgencyTransferID, Void>(
        """
        update procedure p set agency_id = t.successor_id
        from agency_transfer t where t.id = $1 and t.state = 'applying' and p.agency_id = t.agency_id
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    /// Agencies below it stand below its successor.
    package static let moveAgencies = Statement<AgencyTransferID, Void>(
        """
        update agency a set parent_id = t.successor_id
        from agency_transfer t
        where t.id = $1 and t.state = 'applying' and a.parent_id = t.agency_id and a.id <> t.successor_id
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })

    package static let delete = Statement<AgencyTransferID, Void>(
        "delete from agency_transfer where id = $1 and state = 'draft'",
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })
}

extension Database {
    /// A recorded decision; nil when there is none.
    package func transfer(_ id: AgencyTransferID) async throws(StoreError) -> AgencyTransferRow? {
        try await perform { (pool) throws(PQError) in try await pool.first(TransferStatements.byKey, id) }
    }

    /// Recorded decisions, the newest first.
    package func transfers(_ query: AgencyTransferQuery) async throws(StoreError) -> [AgencyTransferRow] {
        try await perform { (pool) throws(PQError) in try await pool.query(TransferStatements.page, query) }
    }

    /// Those whose day has not come, and those whose dossiers are going.
    package func transfersUnderWay() async throws(StoreError) -> [AgencyTransferID] {
        try await perform { (pool) throws(PQError) in try await pool.query(TransferStatements.underWay, ()) }
    }

    /// What a decision would bring to the successor, and of the dossiers how many lie in which unit.
    package func transferCounts(
        _ id: AgencyTransferID
    ) async throws(StoreError) -> (counts: TransferCounts, units: [TransferCounts.InUnit]) {
        try await perform { (pool) throws(PQError) in
            (
                try await pool.first(TransferStatements.counts, id) ?? TransferCounts(),
                try await pool.query(TransferStatements.countsByUnit, id)
            )
        }
    }

    /// Enters a decision as a draft, with the answer to whoever did.
    package func addTransfer(
        _ new: NewAgencyTransfer, answer: (AgencyTransferRow) -> StoredAnswer?
    ) async throws -> AgencyTransferRow {
        try await add(new, TransferStatements.insert, TransferStatements.byKey, answer: answer)
    }

    /// Takes a decision a step further, while nobody reads half of the offices.
    ///
    /// Holds the office's advisory lock from the reading to the commit. The body may run again after a deadlock and must
    /// have no other effect; what it throws rolls back and is thrown as it is.
    /// - Parameter decide: the step, from the decision and the offices as they are.
    /// - Returns: the decision afterwards; nil when it was deleted.
    /// - Throws: `StoreError.notFound` when something has to be done before the step.
    package func changeTransfer(
        _ id: AgencyTransferID, _ decide: (AgencyTransferRow?, OfficeRows) throws -> AgencyTransferStep,
        answer: (AgencyTransferRow) -> StoredAnswer? = { _ in nil }
    ) async throws -> AgencyTransferRow? {
        try await changeUnderLock(id, TransferStepStatements.lock, TransferStatements.byKey, decide, answer: answer) {
            step, batch in step.add(id, to: &batch)
        }
    }
}

extension AgencyTransferStep {
    /// Puts the step at the end of a batch; the ticket is that of the decision's row.
    fileprivate func add(_ id: AgencyTransferID, to batch: inout Batch) -> Ticket<Void> {
        switch self {
        case .apply(let user, let instant):
            return batch.add(TransferStepStatements.apply, (id: id, by: user, at: instant))
        case .withdraw:
            return batch.add(TransferStepStatements.withdraw, id)
        case .begin(let instant):
            let touched = batch.add(TransferStepStatements.begin, (id: id, at: instant))
            batch.add(TransferStepStatements.mapRest, id)
            batch.add(TransferStepStatements.appoint, id)
            batch.add(TransferStepStatements.dismiss, id)
            batch.add(TransferStepStatements.moveStaff, id)
            batch.add(TransferStepStatements.moveAbsences, id)
            batch.add(TransferStepStatements.moveProcedures, id)
            batch.add(TransferStepStatements.moveAgencies, id)
            return touched
        case .delete:
            return batch.add(TransferStepStatements.delete, id)
        }
    }
}
