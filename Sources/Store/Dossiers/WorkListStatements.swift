import OneStop
package import PQ
package import Records

/// Open dossiers, and results that wait to be collected, by what is due first. Each way of asking reads one index in its order and stops at the limit.
///
/// The filters stand in `nullif(…, false) is not null`, which is true where they are: the planner then reckons that they
/// let nearly everything through, and keeps to the index's order. Reckoned one by one they seem to leave a single row,
/// and the planner would read and sort all open dossiers of the agency.
package enum WorkListStatements {
    /// The statements for a query, one for open dossiers and one for results that nobody has collected yet. Each answers
    /// in the list's order.
    package static func statements(for query: WorkListQuery) -> [Statement<WorkListQuery, WorkListRow>] {
        let open =
            switch query.holder {
            case .agency: byAgency
            case .units: byUnits
            case .officer: byOfficer
            }
        guard let statuses = query.statuses, statuses.contains(.finished) else { return [open] }
        return statuses.allSatisfy { $0 == .finished } ? [uncollected] : [open, uncollected]
    }

    package static let byAgency = Statement<WorkListQuery, WorkListRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $8), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id, d.external_reference
        from dossier d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        where d.decided_by = $1 and d.ended_at is null and d.status not in (3, 7)
          and (d.list_due, d.id) > ($2, $3)
          and nullif(is_listed(d, $4, $5, $6, $7, $8) and ($9::bigint[] is null or d.version_id = any ($9))
              and ($11::text is null or case
                  when waits_for(d) = 'officer' and d.version_id * 1000 + d.step = any ($12) then 'head'
                  else waits_for(d) end = $11), false) is not null
        order by d.list_due, d.id limit $10
        """,
        types: types(holder: .int8) + turn,
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.filters(of: query)
            parameters.turn(of: query)
        },
        decode: { row throws(PQError) in try row.workListRow() })

    package static let byUnits = Statement<WorkListQuery, WorkListRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $8), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id, d.external_reference
        from unnest($1::bigint[]) as asked (unit_id)
        cross join lateral (
            select * from dossier d
            where d.holder_id = asked.unit_id and d.ended_at is null and d.status not in (3, 7)
              and (d.list_due, d.id) > ($2, $3)
              and nullif(is_listed(d, $4, $5, $6, $7, $8) and ($9::bigint[] is null or d.version_id = any ($9))
                  and ($11::text is null or case
                      when waits_for(d) = 'officer' and d.version_id * 1000 + d.step = any ($12) then 'head'
                      else waits_for(d) end = $11), false) is not null
            order by d.list_due, d.id limit $10
        ) d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        order by d.list_due, d.id limit $10
        """,
        types: types(holder: .int8Array) + turn,
        encode: { query, parameters in
            guard case .units(let units) = query.holder else { return }
            parameters.int8s(units.map(\.rawValue))
            parameters.filters(of: query)
            parameters.turn(of: query)
        },
        decode: { row throws(PQError) in try row.workListRow() })

    package static let byOfficer = Statement<WorkListQuery, WorkListRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $8), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id, d.external_reference
        from dossier d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        where d.officer_id = $1 and d.ended_at is null and d.status not in (3, 7)
          and (d.list_due, d.id) > ($2, $3)
          and nullif(d.decided_by = $11 and is_listed(d, $4, $5, $6, $7, $8)
              and ($9::bigint[] is null or d.version_id = any ($9))
              and ($12::text is null or case
                  when waits_for(d) = 'officer' and d.version_id * 1000 + d.step = any ($13) then 'head'
                  else waits_for(d) end = $12), false) is not null
        order by d.list_due, d.id limit $10
        """,
        types: types(holder: .int8) + [.int8] + turn,
        encode: { query, parameters in
            guard case .officer(let officer) = query.holder else { return }
            parameters.int8(officer.rawValue)
            parameters.filters(of: query)
            parameters.int8(query.agency.rawValue)
            parameters.turn(of: query)
        },
        decode: { row throws(PQError) in try row.workListRow() })

    /// Results that wait at a desk: of dossiers that the agency decided, received or helped with. Each branch reads an
    /// index of its own in the list's order.
    package static let uncollected = Statement<WorkListQuery, WorkListRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $8), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id, d.external_reference
        from (
            (select * from dossier d where d.status = 9 and d.decided_by = $1 and (d.list_due, d.id) > ($2, $3)
                and nullif(is_listed(d, $4, $5, $6, $7, $8) and is_result_listed(d, $9, $11, $12, $13), false) is not null
             order by d.list_due, d.id limit $10)
            union all
            (select * from dossier d where d.status = 9 and d.received_by = $1 and d.received_by <> d.decided_by
                and (d.list_due, d.id) > ($2, $3)
                and nullif(is_listed(d, $4, $5, $6, $7, $8) and is_result_listed(d, $9, $11, $12, $13), false) is not null
             order by d.list_due, d.id limit $10)
            union all
            (select * from dossier d where d.status = 9 and d.helped_at = $1 and d.helped_at <> d.decided_by
                and d.helped_at <> d.received_by and (d.list_due, d.id) > ($2, $3)
                and nullif(is_listed(d, $4, $5, $6, $7, $8) and is_result_listed(d, $9, $11, $12, $13), false) is not null
             order by d.list_due, d.id limit $10)
        ) d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        order by d.list_due, d.id limit $10
        """,
        types: types(holder: .int8) + [.int8Array, .bool, .int8],
        encode: { query, parameters in
            var units: [UnitID]?
            var officer: UserID?
            switch query.holder {
            case .agency: break
            case .units(let some): units = some
            case .officer(let one): officer = one
            }
            parameters.int8(query.agency.rawValue)
            parameters.filters(of: query)
            parameters.int8s(units?.map(\.rawValue))
            parameters.bool(query.isAtDesk)
            parameters.int8(officer?.rawValue)
        },
        decode: { row throws(PQError) in try row.workListRow() })

    /// Whose turn it is in a unit: a step of the head's is the head's, whoever the officer is.
    private static let turn: [OID] = [.text, .int8Array]

    private static func types(holder: OID) -> [OID] {
        [holder, .timestamptz, .int8, .int2Array, .timestamptz, .text, .text, .date, .int8Array, .int8]
    }
}

extension ParameterWriter {
    /// The place in a list that its page comes after: its beginning without one.
    mutating func position(_ after: WorkListQuery.Position?) {
        timestamp(microseconds: after.map { $0.due?.microseconds ?? Int64.max } ?? Int64.min)
        int8(after?.id.rawValue ?? 0)
    }

    fileprivate mutating func filters(of query: WorkListQuery) {
        position(query.after)
        int2s(query.statuses?.map { Int16($0.rawValue) })
        instant(query.dueBefore)
        text(query.isTurnInUnit ? nil : query.waitsFor?.rawValue)
        text(query.apology?.rawValue)
        localDate(query.today)
        int8s(query.procedures?.map(\.rawValue))
        int8(Int64(query.limit))
    }

    fileprivate mutating func turn(of query: WorkListQuery) {
        text(query.isTurnInUnit ? query.waitsFor?.rawValue : nil)
        int8s(query.isTurnInUnit ? query.headSteps : nil)
    }
}

extension WorkListQuery {
    /// Whether it is told by the step, too, whose turn it is.
    fileprivate var isTurnInUnit: Bool { waitsFor == .officer || waitsFor == .head }
}

extension RowReader {
    /// The columns of a list of dossiers, in the order of the statements above.
    mutating func workListRow() throws(PQError) -> WorkListRow {
        let id = DossierID(try int8())
        let code = try textOrNull()
        let version = ProcedureID(try int8())
        return WorkListRow(
            id: id, code: code, version: version,
            channel: try stored("channel", Int(try int2()), Channel.init(rawValue:)),
            status: try stored("status", Int(try int2()), Status.init(rawValue:)), applicantName: try textOrNull(),
            unit: try int8OrNull().map(UnitID.init), officerLogin: try textOrNull(), step: Int(try int2()),
            stepDue: try instantOrNull(), acceptedAt: try instantOrNull(), firstPromise: try instantOrNull(),
            due: try instantOrNull(), provisional: try bool(), pausedAt: try instantOrNull(),
            secondSupplement: try bool(), apology: try text(), waitsFor: try textOrNull(),
            lockVersion: Int(try int4()),
            scope: DossierScope(
                helpedAt: AgencyID(try int8()), receivedBy: AgencyID(try int8()), decidedBy: AgencyID(try int8()),
                desk: try int8OrNull().map(UnitID.init), unit: try int8OrNull().map(UnitID.init),
                officer: try int8OrNull().map(UserID.init), procedure: version, accepted: true),
            externalReference: try textOrNull())
    }
}
