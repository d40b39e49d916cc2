package import OneStop
package import PQ
package import Records

/// Which recorded transfers are asked for.
package struct AgencyTransferQuery: Sendable {
    package var tenant: AgencyID
    /// Of it or into it; nil for all of the tree.
    package var agency: AgencyID?
    package var state: AgencyTransferState?
    /// The key that the page before ended with; the newest come first.
    package var before: AgencyTransferID?
    package var limit: Int

    package init(
        tenant: AgencyID, agency: AgencyID?, state: AgencyTransferState?, before: AgencyTransferID?, limit: Int
    ) {
        self.tenant = tenant
        self.agency = agency
        self.state = state
        self.before = before
        self.limit = limit
    }
}

/// Decisions by which an agency goes into another, as they are entered and read.
package enum TransferStatements {
    /// The constraints that a decision entered twice violates, and a second end of an agency.
    package static let enteredOnce = "agency_transfer_entered_once"
    package static let endsOnce = "agency_transfer_once"

    package static let insert = Statement<NewAgencyTransfer, AgencyTransferID>(
        """
        with entered as (
            insert into agency_transfer (tenant_id, agency_id, successor_id, number, decided_on, issuer, effective_on,
                created_at, created_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
        ), units as (
            insert into agency_transfer_unit (transfer_id, unit_id, successor)
            select entered.id, u.unit, u.successor from entered, unnest($10::bigint[], $11::bigint[]) as u (unit, successor)
        )
        select id from entered
        """,
        types: [.int8, .int8, .int8, .text, .date, .text, .date, .timestamptz, .int8, .int8Array, .int8Array],
        encode: { new, parameters in
            parameters.int8(new.tenant.rawValue)
            parameters.int8(new.agency.rawValue)
            parameters.int8(new.successor.rawValue)
            parameters.text(new.number)
            parameters.localDate(new.decidedOn)
            parameters.text(new.issuer)
            parameters.localDate(new.effectiveOn)
            parameters.instant(new.at)
            parameters.int8(new.by.rawValue)
            parameters.int8s(new.units.map(\.unit.rawValue))
            parameters.int8s(new.units.map(\.successor.rawValue))
        },
        decode: { row throws(PQError) in AgencyTransferID(try row.int8()) })

    package static let byKey = Statement<AgencyTransferID, AgencyTransferRow>(
        """
        select t.id, t.tenant_id, t.agency_id, t.successor_id, t.number, t.decided_on, t.issuer, t.effective_on,
               array(select unit_id from agency_transfer_unit where transfer_id = t.id order by unit_id),
               array(select successor from agency_transfer_unit where transfer_id = t.id order by unit_id),
               t.state, t.created_at, c.login, t.applied_at, a.login, t.applied_by, t.begun_at, t.agency_name,
               t.successor_name, t.to_move, t.moved
        from agency_transfer t
        join account c on c.id = t.created_by
        left join account a on a.id = t.applied_by
        where t.id = $1
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) },
        decode: { row throws(PQError) in try row.agencyTransfer() })

    package static let page = Statement<AgencyTransferQuery, AgencyTransferRow>(
        """
        select t.id, t.tenant_id, t.agency_id, t.successor_id, t.number, t.decided_on, t.issuer, t.effective_on,
               array(select unit_id from agency_transfer_unit where transfer_id = t.id order by unit_id),
               array(select successor from agency_transfer_unit where transfer_id = t.id order by unit_id),
               t.state, t.created_at, c.login, t.applied_at, a.login, t.applied_by, t.begun_at, t.agency_name,
               t.successor_name, t.to_move, t.moved
        from agency_transfer t
        join account c on c.id = t.created_by
        left join account a on a.id = t.applied_by
        where t.tenant_id = $1 and ($2::bigint is null or t.agency_id = $2 or t.successor_id = $2)
          and ($3::text is null or t.state = $3) and ($4::bigint is null or t.id < $4)
        order by t.id desc limit $5
        """,
        types: [.int8, .int8, .text, .int8, .int8],
        encode: { asked, parameters in
            parameters.int8(asked.tenant.rawValue)
            parameters.int8(asked.agency?.rawValue)
            parameters.text(asked.state?.rawValue)
            parameters.int8(asked.before?.rawValue)
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in try row.agencyTransfer() })

    /// All that are more than drafts: read with every office.
    package static let decided = Statement<Void, AgencyTransferRow>(
        """
        select t.id, t.tenant_id, t.agency_id, t.successor_id, t.number, t.decided_on, t.issuer, t.effective_on,
               array(select unit_id from agency_transfer_unit where transfer_id = t.id order by unit_id),
               array(select successor from agency_transfer_unit where transfer_id = t.id order by unit_id),
               t.state, t.created_at, '', t.applied_at, null::text, t.applied_by, t.begun_at, t.agency_name,
               t.successor_name, null::integer, 0
        from agency_transfer t where t.state <> 'draft' order by t.id
        """,
        decode: { row throws(PQError) in try row.agencyTransfer() })

    /// Those whose day has not come, and those whose dossiers are going.
    package static let underWay = Statement<Void, AgencyTransferID>(
        "select id from agency_transfer where state in ('waiting', 'applying') order by id",
        decode: { row throws(PQError) in AgencyTransferID(try row.int8()) })

    package static let counts = Statement<AgencyTransferID, TransferCounts>(
        """
        select count(*) filter (where d.decided_by = t.agency_id and d.status <> 9),
               count(*) filter (where d.decided_by <> t.agency_id and d.status <> 9
                   and t.agency_id in (d.received_by, d.helped_at)),
               count(*) filter (where d.status = 9 and t.agency_id in (d.decided_by, d.received_by, d.helped_at)),
               (select count(*) from agency_leg l where l.agency_id = t.agency_id and l.ended_at is null),
               count(*) filter (where d.decided_by = t.agency_id and d.apology_drafted_at is not null
                   and d.apology_issued_at is null and d.ended_at is null),
               (select count(*) from duty_notice n where n.settled_at is null and n.decided_by = t.agency_id),
               (select count(*) from account c where c.agency_id = t.agency_id),
               (select count(*) from appointment p where p.agency_id = t.agency_id),
               (select count(*) from procedure p where p.agency_id = t.agency_id),
               (select count(*) from dossier o where o.decided_by = t.agency_id
                   and (o.status in (3, 7, 8, 10) or o.imported and o.ended_at is not null))
        from agency_transfer t
        left join dossier d on t.agency_id in (d.decided_by, d.received_by, d.helped_at)
            and d.status not in (3, 7, 8, 10) and (not d.imported or d.ended_at is null)
        where t.id = $1
        group by t.id
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) },
        decode: { row throws(PQError) in
            var counts = TransferCounts()
            counts.decided = Int(try row.int8())
            counts.received = Int(try row.int8())
            counts.uncollected = Int(try row.int8())
            counts.legs = Int(try row.int8())
            counts.letters = Int(try row.int8())
            counts.notices = Int(try row.int8())
            counts.accounts = Int(try row.int8())
            counts.appointments = Int(try row.int8())
            counts.procedures = Int(try row.int8())
            counts.closed = Int(try row.int8())
            return counts
        }, prepared: false)

    /// The dossiers that go, by where they lie.
    package static let countsByUnit = Statement<AgencyTransferID, TransferCounts.InUnit>(
        """
        select d.holder_id, count(*)
        from agency_transfer t
        join dossier d on t.agency_id in (d.decided_by, d.received_by, d.helped_at)
            and d.status not in (3, 7, 8, 10) and (not d.imported or d.ended_at is null)
        where t.id = $1
        group by d.holder_id order by d.holder_id nulls first
        """,
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) },
        decode: { row throws(PQError) in
            TransferCounts.InUnit(unit: try row.int8OrNull().map(UnitID.init), dossiers: Int(try row.int8()))
        }, prepared: false)
}

extension RowReader {
    fileprivate mutating func agencyTransfer() throws(PQError) -> AgencyTransferRow {
        let id = AgencyTransferID(try int8())
        let tenant = AgencyID(try int8())
        let agency = AgencyID(try int8())
        let successor = AgencyID(try int8())
        let number = try text()
        let decidedOn = try localDate()
        let issuer = try text()
        let effectiveOn = try localDate()
        let units = try int8s()
        let successors = try int8s()
        return AgencyTransferRow(
            id: id, tenant: tenant, agency: agency, successor: successor, number: number, decidedOn: decidedOn,
            issuer: issuer, effectiveOn: effectiveOn,
            units: zip(units, successors).map { UnitSuccession(unit: UnitID($0), successor: UnitID($1)) },
            state: try stored("state", try text(), AgencyTransferState.init(rawValue:)), createdAt: try instant(),
            createdBy: try text(), appliedAt: try instantOrNull(), appliedBy: try textOrNull(),
            applier: try int8OrNull().map(UserID.init), begunAt: try instantOrNull(), agencyName: try textOrNull(),
            successorName: try textOrNull(), toMove: try int4OrNull().map(Int.init), moved: Int(try int4()))
    }
}
