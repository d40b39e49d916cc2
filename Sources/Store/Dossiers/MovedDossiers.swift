package import OneStop
package import PQ
package import Records

/// Dossiers that a decision moves together, each with its one event.
package struct MovedDossiers: Sendable {
    /// A dossier before and after.
    package struct Move: Sendable {
        package var before: Dossier
        package var state: Dossier
        package var event: Event
        /// Who is told of it; nil for nobody.
        package var outbox: OutboxSet?

        /// What an event makes of a dossier; nil where it makes nothing.
        package init?(_ before: Dossier, _ event: Event) {
            guard let state = apply(event, to: before) else { return nil }
            self.before = before
            self.state = state
            self.event = event
        }
    }

    package var moves: [Move]

    package init(_ moves: [Move]) {
        self.moves = moves
    }
}

/// What became of a batch of dossiers.
package struct MovedBatch: Sendable {
    package var moved: Int
    /// Those that somebody else had locked.
    package var locked: [DossierID]
    /// How many events each of the others has now: nothing is left to do for them before they have more.
    package var settled: [DossierID: Int]
}

/// How dossiers are moved in batches that nobody has to wait for.
package enum MovingStatements {
    /// Locks those that nobody else has locked, and passes over the others.
    package static let lock = Statement<[DossierID], DossierID>(
        "select id from dossier where id = any ($1) for update skip locked",
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in DossierID(try row.int8()) })

    /// Sent behind `lock` in the same batch: what it reads of those that were locked is what they are.
    package static let records = Statement<[DossierID], DossierRecord>(
        "select * from dossier_record where id = any ($1)",
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in try row.dossierRecord() })

    package static let events = Statement<MovedDossiers, Void>(
        """
        insert into dossier_event (dossier_id, sequence, at, kind, actor_id, unit_id, facts, status, due, due_on,
            paused_at, pause_after_due)
        select e.dossier, e.sequence, e.at, e.kind, e.actor, e.unit, e.facts::jsonb, e.status, e.due, e.due_on,
            e.paused_at, e.after_due
        from unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::text[], $5::bigint[], $6::bigint[],
                $7::text[], $8::smallint[], $9::timestamptz[], $10::date[], $11::timestamptz[], $12::boolean[])
            as e (dossier, sequence, at, kind, actor, unit, facts, status, due, due_on, paused_at, after_due)
        """,
        types: [
            .int8Array, .int4Array, .timestamptzArray, .textArray, .int8Array, .int8Array, .textArray, .int2Array,
            .timestamptzArray, .dateArray, .timestamptzArray, .boolArray,
        ],
        encode: { moved, parameters in
            let events = moved.moves.map(\.event)
            let states = moved.moves.map(\.state)
            parameters.int8s(states.map(\.id.rawValue))
            parameters.int4s(states.map { Int32($0.version) })
            parameters.timestamps(events.map(\.at.microseconds))
            parameters.texts(events.map(\.kind.rawValue))
            parameters.int8s(events.map(\.actor.rawValue))
            parameters.int8s(states.map { $0.unit?.rawValue ?? $0.desk?.rawValue })
            parameters.texts(events.map(\.body.facts))
            parameters.int2s(states.map { Int16($0.status.rawValue) })
            parameters.timestamps(states.map { $0.deadline?.due.microseconds })
            parameters.dates(states.map { $0.deadline?.dueOn.dayNumber })
            parameters.timestamps(states.map { $0.pause?.since.microseconds })
            parameters.bools(states.map { $0.pause?.afterDue ?? false })
        })
}

extension Database {
    /// Moves as many of some dossiers as nobody else has locked, in one short transaction.
    /// - Parameters:
    ///   - decide: the move of a dossier under its lock; nil when it stays. May run again after a deadlock.
    ///   - write: what is written beside the events. The first ticket affects a row for each move, the second one the
    ///     decision's, should it still be in the state that moves them.
    /// - Throws: `StoreError.notFound` when the decision is no longer in that state.
    func move(
        _ dossiers: [DossierID], _ decide: (DossierRecord) -> MovedDossiers.Move?,
        writing write: (MovedDossiers, inout Batch) -> (moved: Ticket<Void>, progress: Ticket<Void>)
    ) async throws -> MovedBatch {
        do {
            let (batch, changed) = try await pool.transaction { transaction in
                var reading = Batch()
                let locks = reading.add(MovingStatements.lock, dossiers)
                let records = reading.add(MovingStatements.records, dossiers)
                let read = try await transaction.run(reading)
                let locked = Set(try read.rows(locks))
                let passedOver = dossiers.filter { !locked.contains($0) }
                let found = try read.rows(records).filter { locked.contains($0.state.id) }
                let moved = MovedDossiers(found.compactMap(decide))
                var settled = Dictionary(uniqueKeysWithValues: found.map { ($0.state.id, $0.state.version) })
                guard !moved.moves.isEmpty else {
                    try await transaction.commit()
                    return (MovedBatch(moved: 0, locked: passedOver, settled: settled), Set<AgencyID>())
                }
                // Before the dossiers have a second row, which each event's key would be looked up among.
                var writing = Batch()
                writing.add(MovingStatements.events, moved)
                let tickets = write(moved, &writing)
                moved.moves.compactMap(\.outbox).add(to: &writing)
                let written = try await transaction.run(writing)
                guard written.affected(tickets.moved) == moved.moves.count, written.affected(tickets.progress) == 1
                else { throw StoreError.notFound }
                try await transaction.commit()
                for move in moved.moves { settled[move.state.id] = move.state.version }
                return (
                    MovedBatch(moved: moved.moves.count, locked: passedOver, settled: settled),
                    Set(moved.moves.flatMap { [$0.before.decidedBy, $0.state.decidedBy] })
                )
            }
            news.note(changed)
            return batch
        } catch {
            throw StoreError.translate(error)
        }
    }
}
