package import PQ
package import Schema

/// Why the database's schema is not the program's.
package enum MigrationError: Error, Sendable, Hashable {
    /// The database has been migrated by a newer program.
    case newerSchema(database: Int, program: Int)
    /// A migration that ran has another text than the program's: one of them was edited.
    case changed(number: Int, name: String)
    /// The database lacks migrations that the program needs.
    case behind(database: Int, program: Int)
    /// The role that migrates lacks a right; `remedy` is the SQL that gives it.
    case missingRight(role: String, right: String, remedy: String)
    /// The schema is another role's. Not a right to be granted: the login that serves would get all of the owner's.
    case notTheOwner(role: String, owner: String)
}

extension MigrationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .newerSchema(let database, let program):
            "The database's schema has number \(database), this program knows numbers up to \(program). "
                + "An older program must not touch a newer schema: start the newer program."
        case .changed(let number, let name):
            "Migration \(number) (\(name)) has another text in the database's ledger than in this program. "
                + "A migration is never edited once it has run: start the program that ran it."
        case .behind(let database, let program):
            "The database's schema has number \(database), this program needs \(program). Run `motcua migrate` first."
        case .missingRight(let role, let right, let remedy):
            "The role \(role) has no right \(right). Nothing was changed. "
                + "As a superuser of the database run: \(remedy); then `motcua migrate` again."
        case .notTheOwner(let role, let owner):
            "The tables belong to \(owner), and \(role) may not change them. Nothing was changed. "
                + "Connect as \(owner) or a member of it and run `motcua migrate` again; the login that serves is to be none."
        }
    }
}

/// Brings a database to the program's schema: forward only, one migrator at a time, each migration whole or not at all.
package struct Migrator {
    private let connection: Connection
    private let migrations: [Schema.Migration]

    /// - Parameter connection: a connection of the role that owns the schema.
    package init(_ connection: Connection, migrations: [Schema.Migration] = Schema.migrations) {
        self.connection = connection
        self.migrations = migrations
    }

    /// Applies what is missing.
    ///
    /// Waits for a rival migrator under an advisory lock and then finds nothing left to do. A migration that fails
    /// leaves no trace; those before it stay.
    /// - Returns: the numbers applied now.
    /// - Throws: `MigrationError` when the database is newer, a text differs or the role lacks a right; `PQError`
    ///   otherwise.
    package func migrate() async throws -> [Int] {
        // A rival may build indexes over millions of rows meanwhile.
        try await connection.script(
            SQLScript(
                unsafe: """
                    set lock_timeout = 0;
                    set statement_timeout = 0;
                    select pg_advisory_lock(7885631562835099650);
                    reset lock_timeout
                    """))
        do {
            let applied = try await applyMissing()
            try await connection.script(SQLScript(unsafe: "select pg_advisory_unlock(7885631562835099650)"))
            return applied
        } catch {
            // The first error is the one to tell; a lock that cannot be given back ends with the connection.
            try? await connection.script(SQLScript(unsafe: "select pg_advisory_unlock(7885631562835099650)"))
            throw error
        }
    }

    private func applyMissing() async throws -> [Int] {
        let hasLedger = try await connection.first(MigrationStatements.ledgerExists, ()) == true
        let ledger = hasLedger ? try await connection.query(MigrationStatements.ledger, ()) : []
        try Self.check(ledger, against: migrations)
        let lacking = migrations.filter { migration in !ledger.contains { $0.number == migration.number } }
        guard !lacking.isEmpty, let rights = try await connection.first(MigrationStatements.rights, ()) else {
            return []
        }
        if let missing = rights.missing(for: lacking) { throw missing }
        try await connection.script(
            SQLScript(
                unsafe: """
                    create table if not exists schema_migration (
                        number integer primary key,
                        name text not null,
                        fingerprint text not null,
                        applied_at timestamptz not null default now()
                    )
                    """))
        var applied: [Int] = []
        for migration in lacking {
            // The ledger's row comes first, so that a rival without the lock fails before it changes anything.
            try await connection.script(
                SQLScript(
                    unsafe: """
                        begin;
                        insert into schema_migration (number, name, fingerprint)
                        values (\(migration.number), '\(migration.name)', '\(Self.fingerprint(migration.sql))');
                        \(rights.text(of: migration))
                        ;
                        commit
                        """))
            applied.append(migration.number)
        }
        return applied
    }

    /// Whether the database has exactly the program's schema. What `serve` asks before it answers anybody.
    package static func verify(_ pool: Pool, migrations: [Schema.Migration] = Schema.migrations) async throws {
        guard try await pool.first(MigrationStatements.ledgerExists, ()) == true else {
            throw MigrationError.behind(database: 0, program: migrations.last?.number ?? 0)
        }
        let ledger = try await pool.query(MigrationStatements.ledger, ())
        try check(ledger, against: migrations)
        let present = ledger.last?.number ?? 0
        let needed = migrations.last?.number ?? 0
        guard present == needed else { throw MigrationError.behind(database: present, program: needed) }
    }

    private static func check(_ ledger: [MigrationRow], against migrations: [Schema.Migration]) throws {
        let newest = migrations.last?.number ?? 0
        for row in ledger {
            guard let migration = migrations.first(where: { $0.number == row.number }) else {
                throw MigrationError.newerSchema(database: row.number, program: newest)
            }
            guard fingerprint(migration.sql) == row.fingerprint else {
                throw MigrationError.changed(number: row.number, name: row.name)
            }
        }
    }

    /// FNV-1a over the text: it has to notice an edit, not an attacker.
    static func fingerprint(_ sql: String) -> String {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in sql.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return String(hash, radix: 16)
    }
}
