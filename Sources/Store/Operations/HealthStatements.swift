package import OneStop
package import PQ

/// What the database says of itself.
package struct DatabaseHealth: Sendable, Hashable {
    package var serverVersion: String
    package var role: String
    package var mayChangeEvents: Bool
    package var isSuperuser: Bool
    package var isDurable: Bool
    package var now: Instant
    package var schema: Int
}

/// The questions of `motcua doctor`.
package enum HealthStatements {
    package static let health = Statement<Void, DatabaseHealth>(
        """
        select current_setting('server_version'), current_user::text,
               has_table_privilege('dossier_event', 'update') or has_table_privilege('dossier_event', 'delete')
                   or has_table_privilege('document_number', 'update') or has_table_privilege('document_number', 'delete'),
               (select rolsuper from pg_roles where rolname = current_user),
               current_setting('fsync')::boolean and current_setting('full_page_writes')::boolean
                   and current_setting('synchronous_commit') <> 'off',
               clock_timestamp(), (select coalesce(max(number), 0) from schema_migration)
        """,
        decode: { row throws(PQError) in
            DatabaseHealth(
                serverVersion: try row.text(), role: try row.text(), mayChangeEvents: try row.bool(),
                isSuperuser: try row.bool(), isDurable: try row.bool(), now: try row.instant(),
                schema: Int(try row.int4()))
        }, prepared: false)
}

extension Database {
    /// What the database says of itself.
    package func health() async throws(StoreError) -> DatabaseHealth {
        let health = try await perform { (pool) throws(PQError) in try await pool.first(HealthStatements.health, ()) }
        guard let health else { throw .notFound }
        return health
    }
}
