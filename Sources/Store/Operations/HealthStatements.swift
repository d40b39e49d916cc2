package import OneStop
package import PQ

/// What the database says of itself and of the connection to it.
package struct DatabaseHealth: Sendable, Hashable {
    package var serverVersion: String
    /// The role that statements run under.
    package var role: String
    package var isSuperuser: Bool
    /// The role that signed in.
    package var login: String
    /// Whether that one is a superuser or owns the tables: it could take its rights back.
    package var loginIsOwner: Bool
    package var fsync: Bool
    package var fullPageWrites: Bool
    package var synchronousCommit: Bool
    /// Whether the connection is encrypted, or never leaves the machine.
    package var isPrivate: Bool
    package var now: Instant
    package var schema: Int
}

/// What the service's role may do with a table, and whether the table defends itself.
package struct TableGuard: Sendable, Hashable {
    package var table: String
    package var maySelect: Bool
    package var mayUpdate: Bool
    package var mayDelete: Bool
    package var mayTruncate: Bool
    /// Whether a trigger refuses changes, and is switched on.
    package var isGuarded: Bool
}

/// The questions of `motcua doctor` and of a program that is about to serve.
package enum HealthStatements {
    package static let posture = Statement<Void, DatabaseHealth>(
        """
        select current_setting('server_version'), current_user::text,
               (select rolsuper from pg_roles where rolname = current_user), session_user::text,
               (select rolsuper from pg_roles where rolname = session_user)
                   or exists (select from pg_class where oid = 'dossier_event'::regclass
                              and pg_has_role(session_user, relowner, 'usage')),
               current_setting('fsync')::boolean, current_setting('full_page_writes')::boolean,
               current_setting('synchronous_commit') <> 'off',
               inet_server_addr() is null or inet_server_addr() <<= '127.0.0.0/8' or inet_server_addr() = '::1'
                   or coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),
               clock_timestamp(), (select coalesce(max(number), 0) from schema_migration)
        """,
        decode: { row throws(PQError) in
            DatabaseHealth(
                serverVersion: try row.text(), role: try row.text(), isSuperuser: try row.bool(),
                login: try row.text(), loginIsOwner: try row.bool(), fsync: try row.bool(),
                fullPageWrites: try row.bool(), synchronousCommit: try row.bool(), isPrivate: try row.bool(),
                now: try row.instant(), schema: Int(try row.int4()))
        }, prepared: false)

    package static let guards = Statement<Void, TableGuard>(
        """
        select c.relname::text, has_table_privilege(c.oid, 'select'), has_table_privilege(c.oid, 'update'),
               has_table_privilege(c.oid, 'delete'), has_table_privilege(c.oid, 'truncate'),
               exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'refuse_change'::regproc
                       and t.tgenabled in ('O', 'A') and t.tgtype & 16 <> 0)
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname
        """,
        decode: { row throws(PQError) in
            TableGuard(
                table: try row.text(), maySelect: try row.bool(), mayUpdate: try row.bool(),
                mayDelete: try row.bool(), mayTruncate: try row.bool(), isGuarded: try row.bool())
        }, prepared: false)
}

extension Database {
    /// What the database says of itself.
    package func health() async throws(StoreError) -> DatabaseHealth {
        let health = try await perform { (pool) throws(PQError) in try await pool.first(HealthStatements.posture, ()) }
        guard let health else { throw .notFound }
        return health
    }

    /// What the service's role may do with each table.
    package func guards() async throws(StoreError) -> [TableGuard] {
        try await perform { (pool) throws(PQError) in try await pool.query(HealthStatements.guards, ()) }
    }
}
