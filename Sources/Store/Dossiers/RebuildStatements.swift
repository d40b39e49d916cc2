package import OneStop
import PQ
package import Records

/// An event with everything that is needed to apply it again, and the state that it says it left.
package struct StoredEvent: Sendable, Hashable {
    package var dossier: DossierID
    package var sequence: Int
    package var at: Instant
    package var kind: String
    /// Nil for what another system did.
    package var actor: UserID?
    package var facts: String
    /// Nil for a step of another system, which changes no state.
    package var status: Int?
    package var due: Instant?
    package var pausedAt: Instant?
}

/// A dossier as stored, with its events up to the version that its row has.
package struct StoredLife: Sendable {
    package var record: DossierRecord
    /// The local days that the row keeps beside its instants.
    package var acceptedOn: LocalDate?
    package var endedOn: LocalDate?
    /// The agency under whose name it is reported.
    package var line: AgencyID
    package var events: [StoredEvent]
}

/// How all dossiers are read, page by page, for `motcua doctor --rebuild`.
enum RebuildStatements {
    static let page = Statement<(after: DossierID, limit: Int), DossierID>(
        "select id from dossier where id > $1 order by id limit $2",
        types: [.int8, .int8],
        encode: { asked, parameters in
            parameters.int8(asked.after.rawValue)
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in DossierID(try row.int8()) })

    /// Also dossiers that have no code; without their events yet.
    static let rows = Statement<[DossierID], StoredLife>(
        """
        select r.*, d.accepted_on, d.ended_on, d.line_id from dossier_record r join dossier d on d.id = r.id
        where r.id = any ($1) order by r.id
        """,
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in
            StoredLife(
                record: try row.dossierRecord(), acceptedOn: try row.localDateOrNull(),
                endedOn: try row.localDateOrNull(), line: AgencyID(try row.int8()), events: [])
        })

    static let events = Statement<[DossierID], StoredEvent>(
        """
        select dossier_id, sequence, at, kind, actor_id, facts, status, due, paused_at
        from dossier_event where dossier_id = any ($1) order by dossier_id, sequence
        """,
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in
            StoredEvent(
                dossier: DossierID(try row.int8()), sequence: Int(try row.int4()), at: try row.instant(),
                kind: try row.text(), actor: try row.int8OrNull().map(UserID.init), facts: try row.json(),
                status: try row.int2OrNull().map(Int.init), due: try row.instantOrNull(),
                pausedAt: try row.instantOrNull())
        })
}

extension Database {
    /// All events of some dossiers, by dossier and in order.
    package func storedEvents(of dossiers: [DossierID]) async throws(StoreError) -> [StoredEvent] {
        try await perform { (pool) throws(PQError) in try await pool.query(RebuildStatements.events, dossiers) }
    }

    /// A page of dossiers in the order of their keys, each with its events.
    ///
    /// The rows are read before the events, and an event is never changed: those up to a row's version are the ones that
    /// made it, whatever happens meanwhile.
    /// - Returns: the lives, and the key after which the next page begins; nil after the last.
    package func lives(
        after: DossierID, limit: Int
    ) async throws(StoreError) -> (lives: [StoredLife], next: DossierID?) {
        try await perform { (pool) throws(PQError) in
            let page = try await pool.query(RebuildStatements.page, (after: after, limit: limit))
            guard let last = page.last else { return ([], nil) }
            let rows = try await pool.query(RebuildStatements.rows, page)
            let events = try await pool.query(RebuildStatements.events, page)
            let eventsOf = Dictionary(grouping: events, by: \.dossier)
            let lives = rows.map { row in
                var life = row
                let state = row.record.state
                life.events = (eventsOf[state.id] ?? []).filter { $0.sequence <= state.version }
                return life
            }
            return (lives, page.count < limit ? nil : last)
        }
    }
}
