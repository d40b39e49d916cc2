package import OneStop
package import PQ
package import Records

/// A leg as a transfer leaves it.
package struct MovedLeg: Sendable, Hashable {
    package var dossier: DossierID
    package var lead: AgencyID
    package var leg: AgencyLeg
}

/// How a transfer moves dossiers: looked for without a lock, then in batches.
package enum TransferMovingStatements {
    /// All that still lie with an agency. Done a few times in years, it needs no index of its own.
    package static let left = Statement<AgencyID, [DossierID]>(
        """
        select coalesce(array_agg(id order by id), '{}') from (
            select d.id from dossier d
            where $1 in (d.decided_by, d.received_by, d.helped_at) and d.status not in (3, 7, 8, 10)
              and (not d.imported or d.ended_at is null)
            union
            select l.dossier_id from agency_leg l where l.agency_id = $1 and l.ended_at is null
            union
            select q.dossier_id from opinion q where q.agency_id = $1 and q.state in ('open', 'passed_over')
        ) left_over
        """,
        types: [.int8],
        encode: { agency, parameters in parameters.int8(agency.rawValue) },
        decode: { row throws(PQError) in try row.int8s().map(DossierID.init) }, prepared: false)

    package static let move = Statement<MovedDossiers, Void>(
        """
        update dossier d set helped_at = m.helped_at, received_by = m.received_by, decided_by = m.decided_by,
            first_decided_by = case when d.decided_by <> m.decided_by then d.line_id else d.first_decided_by end,
            desk_id = m.desk, unit_id = m.unit, version = m.version, changed_at = m.changed_at
        from unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                $8::integer[], $9::timestamptz[])
            as m (id, version_before, helped_at, received_by, decided_by, desk, unit, version, changed_at)
        where d.id = m.id and d.version = m.version_before
        """,
        types: [
            .int8Array, .int4Array, .int8Array, .int8Array, .int8Array, .int8Array, .int8Array, .int4Array,
            .timestamptzArray,
        ],
        encode: { moved, parameters in
            let states = moved.moves.map(\.state)
            parameters.int8s(states.map(\.id.rawValue))
            parameters.int4s(moved.moves.map { Int32($0.before.version) })
            parameters.int8s(states.map(\.helpedAt.rawValue))
            parameters.int8s(states.map(\.receivedBy.rawValue))
            parameters.int8s(states.map(\.decidedBy.rawValue))
            parameters.int8s(states.map { $0.desk?.rawValue })
            parameters.int8s(states.map { $0.unit?.rawValue })
            parameters.int4s(states.map { Int32($0.version) })
            parameters.timestamps(states.map(\.changedAt.microseconds))
        })

    /// The control slip's open line ends at the unit that was and goes on at the one that is: same step, same officer, same
    /// limit.
    package static let stays = Statement<(id: AgencyTransferID, moved: MovedDossiers), Void>(
        """
        with ended as (
            update stay s set left_at = greatest(m.at, s.arrived_at)
            from unnest($2::bigint[], $3::timestamptz[]) as m (dossier, at), agency_transfer_unit u
            where s.dossier_id = m.dossier and s.left_at is null and u.transfer_id = $1 and u.unit_id = s.unit_id
            returning s.dossier_id, s.number, s.step, s.name, s.officer_id, s.limit_until, s.left_at, u.successor
        )
        insert into stay (dossier_id, number, step, name, unit_id, officer_id, arrived_at, limit_until)
        select e.dossier_id, (select max(s.number) from stay s where s.dossier_id = e.dossier_id) + 1, e.step, e.name,
               e.successor, e.officer_id, e.left_at, e.limit_until
        from ended e
        """,
        types: [.int8, .int8Array, .timestamptzArray],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.int8s(given.moved.moves.map(\.state.id.rawValue))
            parameters.timestamps(given.moved.moves.map(\.event.at.microseconds))
        })

    /// Legs that were open, with whoever leads and has them now; those that were taken back stay with whoever had them.
    package static let legs = Statement<[MovedLeg], Void>(
        """
        update agency_leg l set
            lead_id = case when m.outcome is null then m.lead else l.lead_id end, agency_id = m.agency, unit_id = m.unit,
            outcome = m.outcome, ended_at = m.ended_at, ended_by = m.ended_by, statement = m.statement,
            ended_on = (m.ended_at at time zone 'UTC' + a.utc_offset_minutes * interval '1 minute')::date
        from unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],
                $7::timestamptz[], $8::bigint[], $9::text[])
            as m (dossier, number, lead, agency, unit, outcome, ended_at, ended_by, statement)
        join agency a on a.id = m.agency
        where l.dossier_id = m.dossier and l.number = m.number
        """,
        types: [
            .int8Array, .int2Array, .int8Array, .int8Array, .int8Array, .textArray, .timestamptzArray, .int8Array,
            .textArray,
        ],
        encode: { legs, parameters in
            parameters.int8s(legs.map(\.dossier.rawValue))
            parameters.int2s(legs.map { Int16(clamping: $0.leg.number) })
            parameters.int8s(legs.map(\.lead.rawValue))
            parameters.int8s(legs.map(\.leg.agency.rawValue))
            parameters.int8s(legs.map(\.leg.unit.rawValue))
            parameters.texts(legs.map { $0.leg.end?.outcome.rawValue })
            parameters.timestamps(legs.map { $0.leg.end?.at.microseconds })
            parameters.int8s(legs.map { $0.leg.end?.by.rawValue })
            parameters.texts(legs.map { $0.leg.end?.statement })
        })

    /// Questions that wait for an answer are put to whoever has the asked unit's work.
    package static let opinions = Statement<(id: AgencyTransferID, dossiers: [DossierID]), Void>(
        """
        update opinion q set agency_id = t.successor_id, unit_id = u.successor
        from agency_transfer t join agency_transfer_unit u on u.transfer_id = t.id
        where t.id = $1 and q.dossier_id = any ($2) and q.agency_id = t.agency_id and q.unit_id = u.unit_id
          and q.state in ('open', 'passed_over')
        """,
        types: [.int8, .int8Array],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.int8s(given.dossiers.map(\.rawValue))
        })

    /// What was said of the dossiers' duties and is not settled goes with them, so that nothing is said twice.
    package static let notices = Statement<(id: AgencyTransferID, dossiers: [DossierID]), Void>(
        """
        update duty_notice n set
            decided_by = case when n.decided_by = t.agency_id then t.successor_id else n.decided_by end,
            agency_id = case when n.agency_id = t.agency_id then t.successor_id else n.agency_id end,
            unit_id = coalesce((select u.successor from agency_transfer_unit u
                where u.transfer_id = t.id and u.unit_id = n.unit_id), n.unit_id)
        from agency_transfer t
        where t.id = $1 and n.dossier_id = any ($2) and n.settled_at is null
        """,
        types: [.int8, .int8Array],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.int8s(given.dossiers.map(\.rawValue))
        })

    /// No row is affected when the decision is no longer in this state: then nothing of the batch may stand.
    package static let progress = Statement<(id: AgencyTransferID, by: Int), Void>(
        "update agency_transfer set moved = moved + $2 where id = $1 and state = 'applying'",
        types: [.int8, .int4],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.int4(Int32(given.by))
        })

    /// How many are left, after a look at all of them.
    package static let found = Statement<(id: AgencyTransferID, left: Int), Void>(
        "update agency_transfer set to_move = moved + $2 where id = $1 and state = 'applying'",
        types: [.int8, .int4],
        encode: { given, parameters in
            parameters.int8(given.id.rawValue)
            parameters.int4(Int32(given.left))
        })

    package static let finish = Statement<AgencyTransferID, Void>(
        "update agency_transfer set state = 'applied' where id = $1 and state = 'applying'",
        types: [.int8],
        encode: { id, parameters in parameters.int8(id.rawValue) })
}

extension Database {
    /// The dossiers that still lie with an agency and go on.
    package func dossiersLeft(with agency: AgencyID) async throws(StoreError) -> [DossierID] {
        try await perform { (pool) throws(PQError) in
            try await pool.first(TransferMovingStatements.left, agency) ?? []
        }
    }

    /// Brings as many of some dossiers as nobody else has locked to the successor, in one short transaction.
    /// - Parameter decide: the move of a dossier under its lock; nil when it stays. May run again after a deadlock.
    /// - Throws: `StoreError.notFound` when the decision is not being applied.
    package func transfer(
        _ dossiers: [DossierID], by decision: AgencyTransferID,
        _ decide: (DossierRecord) -> MovedDossiers.Move?
    ) async throws -> MovedBatch {
        try await move(dossiers, decide) { moved, batch in
            let updated = batch.add(TransferMovingStatements.move, moved)
            batch.add(TransferMovingStatements.stays, (id: decision, moved: moved))
            let legs = moved.legs
            if !legs.isEmpty { batch.add(TransferMovingStatements.legs, legs) }
            let dossiers = (id: decision, dossiers: moved.moves.map(\.state.id))
            batch.add(TransferMovingStatements.opinions, dossiers)
            batch.add(TransferMovingStatements.notices, dossiers)
            return (updated, batch.add(TransferMovingStatements.progress, (id: decision, by: moved.moves.count)))
        }
    }

    /// Notes how many dossiers a look at all of them found that are still to go.
    package func noteLeft(_ left: Int, by decision: AgencyTransferID) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(TransferMovingStatements.found, (id: decision, left: left))
        }
    }

    /// Says that nothing is left.
    package func finishTransfer(_ decision: AgencyTransferID) async throws(StoreError) {
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(TransferMovingStatements.finish, decision)
        }
    }
}

extension MovedDossiers {
    /// The legs that were open before.
    fileprivate var legs: [MovedLeg] {
        moves.flatMap { move in
            let open = Set(move.before.openLegs.map(\.number))
            return move.state.legs.filter { open.contains($0.number) }.map {
                MovedLeg(dossier: move.state.id, lead: move.state.decidedBy, leg: $0)
            }
        }
    }
}
