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
    package var events: [StoredEvent]
}

/// The local days that a row keeps beside its instants.
struct StoredDays: Sendable {
    var dossier: DossierID
    var acceptedOn: LocalDate?
    var endedOn: LocalDate?
}

/// How all dossiers are read, page by page, for `motcua doctor --rebuild`.
enum RebuildStatements {
    static let page = Statement<(after: DossierID, limit: Int), StoredDays>(
        "select id, accepted_on, ended_on from dossier where id > $1 order by id limit $2",
        types: [.int8, .int8],
        encode: { asked, parameters in
            parameters.int8(asked.after.rawValue)
            parameters.int8(Int64(asked.limit))
        },
        decode: { row throws(PQError) in
            StoredDays(
                dossier: DossierID(try row.int8()), acceptedOn: try row.localDateOrNull(),
                endedOn: try row.localDateOrNull())
        })

    /// Also dossiers that have no code.
    static let records = Statement<[DossierID], DossierRecord>(
        "select * from dossier_record where id = any ($1) order by id",
        types: [.int8Array],
        encode: { dossiers, parameters in parameters.int8s(dossiers.map(\.rawValue)) },
        decode: { row throws(PQError) in try row.dossierRecord() })

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
            let keys = page.map(\.dossier)
            let records = try await pool.query(RebuildStatements.records, keys)
            let events = try await pool.query(RebuildStatements.events, keys)
            let eventsOf = Dictionary(grouping: events, by: \.dossier)
            let days = Dictionary(uniqueKeysWithValues: page.map { ($0.dossier, $0) })
            let lives = records.map { record in
                let id = record.state.id
                return StoredLife(
                    record: record, acceptedOn: days[id]?.acceptedOn, endedOn: days[id]?.endedOn,
                    events: (eventsOf[id] ?? []).filter { $0.sequence <= record.state.version })
            }
            return (lives, page.count < limit ? nil : last.dossier)
        }
    }
}
