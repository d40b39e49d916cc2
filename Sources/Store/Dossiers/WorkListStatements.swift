package import OneStop
package import PQ

/// What a work list is asked for. Nil leaves a filter out.
package struct WorkListQuery: Sendable, Hashable {
    /// Whose open dossiers.
    package enum Holder: Sendable, Hashable {
        case agency(AgencyID)
        case units([UnitID])
        case officer(UserID)
    }

    /// A place in the list: what comes after it is asked for.
    package struct Position: Sendable, Hashable {
        package var due: Instant?
        package var id: DossierID

        package init(due: Instant?, id: DossierID) {
            self.due = due
            self.id = id
        }
    }

    package var holder: Holder
    package var agency: AgencyID
    package var statuses: [Status]?
    package var dueBefore: Instant?
    /// The role whose turn it is.
    package var waitsFor: Role?
    package var apology: ApologyState?
    /// The local date that apology states are compared with.
    package var today: LocalDate
    package var procedures: [ProcedureID]?
    package var after: Position?
    package var limit: Int

    package init(
        holder: Holder, agency: AgencyID, statuses: [Status]? = nil, dueBefore: Instant? = nil, waitsFor: Role? = nil,
        apology: ApologyState? = nil, today: LocalDate, procedures: [ProcedureID]? = nil, after: Position? = nil,
        limit: Int
    ) {
        self.holder = holder
        self.agency = agency
        self.statuses = statuses
        self.dueBefore = dueBefore
        self.waitsFor = waitsFor
        self.apology = apology
        self.today = today
        self.procedures = procedures
        self.after = after
        self.limit = limit
    }
}

/// A line of a work list.
package struct WorkListRow: Sendable, Hashable {
    package var id: DossierID
    package var code: String?
    package var version: ProcedureID
    package var channel: Channel
    package var status: Status
    package var applicantName: String?
    package var unit: UnitID?
    package var officerLogin: String?
    package var step: Int
    package var stepDue: Instant?
    package var acceptedAt: Instant?
    package var firstPromise: Instant?
    package var due: Instant?
    package var provisional: Bool
    package var pausedAt: Instant?
    package var secondSupplement: Bool
    package var apology: String
    package var waitsFor: String?
    package var lockVersion: Int
    /// What the rights look at.
    package var scope: DossierScope
}

/// Open dossiers by what is due first. Each way of asking reads one index in its order and stops at the limit.
package enum WorkListStatements {
    /// The statement for a query.
    package static func statement(for query: WorkListQuery) -> Statement<WorkListQuery, WorkListRow> {
        switch query.holder {
        case .agency: byAgency
        case .units: byUnits
        case .officer: byOfficer
        }
    }

    package static let byAgency = Statement<WorkListQuery, WorkListRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $8), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id
        from dossier d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        where d.decided_by = $1 and d.ended_at is null and d.status not in (3, 7)
          and (d.list_due, d.id) > ($2, $3)
          and is_listed(d, $4, $5, $6, $7, $8) and ($9::bigint[] is null or d.version_id = any ($9))
        order by d.list_due, d.id limit $10
        """,
        types: types(holder: .int8),
        encode: { query, parameters in
            parameters.int8(query.agency.rawValue)
            parameters.filters(of: query)
        },
        decode: { row throws(PQError) in try row.workListRow() })

    package static let byUnits = Statement<WorkListQuery, WorkListRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $8), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id
        from unnest($1::bigint[]) as asked (unit_id)
        cross join lateral (
            select * from dossier d
            where d.holder_id = asked.unit_id and d.ended_at is null and d.status not in (3, 7)
              and (d.list_due, d.id) > ($2, $3)
              and is_listed(d, $4, $5, $6, $7, $8) and ($9::bigint[] is null or d.version_id = any ($9))
            order by d.list_due, d.id limit $10
        ) d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        order by d.list_due, d.id limit $10
        """,
        types: types(holder: .int8Array),
        encode: { query, parameters in
            guard case .units(let units) = query.holder else { return }
            parameters.int8s(units.map(\.rawValue))
            parameters.filters(of: query)
        },
        decode: { row throws(PQError) in try row.workListRow() })

    package static let byOfficer = Statement<WorkListQuery, WorkListRow>(
        """
        select d.id, d.code, d.version_id, d.channel, d.status, p.name, d.holder_id, o.login, d.step, d.step_due,
               d.accepted_at, d.first_promise, d.due, d.provisional, d.paused_at, d.second_supplement_at is not null,
               apology_state(d, $8), waits_for(d), d.version, d.helped_at, d.received_by, d.decided_by, d.desk_id,
               d.unit_id, d.officer_id
        from dossier d
        left join applicant p on p.id = d.applicant_id
        left join account o on o.id = d.officer_id
        where d.officer_id = $1 and d.ended_at is null and d.status not in (3, 7)
          and (d.list_due, d.id) > ($2, $3)
          and is_listed(d, $4, $5, $6, $7, $8) and ($9::bigint[] is null or d.version_id = any ($9))
        order by d.list_due, d.id limit $10
        """,
        types: types(holder: .int8),
        encode: { query, parameters in
            guard case .officer(let officer) = query.holder else { return }
            parameters.int8(officer.rawValue)
            parameters.filters(of: query)
        },
        decode: { row throws(PQError) in try row.workListRow() })

    private static func types(holder: OID) -> [OID] {
        [holder, .timestamptz, .int8, .int2Array, .timestamptz, .text, .text, .date, .int8Array, .int8]
    }
}

extension ParameterWriter {
    fileprivate mutating func filters(of query: WorkListQuery) {
        if let after = query.after {
            timestamp(microseconds: after.due?.microseconds ?? Int64.max)
            int8(after.id.rawValue)
        } else {
            timestamp(microseconds: Int64.min)
            int8(0)
        }
        int2s(query.statuses?.map { Int16($0.rawValue) })
        instant(query.dueBefore)
        text(query.waitsFor?.rawValue)
        text(query.apology?.rawValue)
        localDate(query.today)
        int8s(query.procedures?.map(\.rawValue))
        int8(Int64(query.limit))
    }
}

extension RowReader {
    fileprivate mutating func workListRow() throws(PQError) -> WorkListRow {
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
                officer: try int8OrNull().map(UserID.init), procedure: version, accepted: true))
    }
}
