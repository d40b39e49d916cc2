package import PQ

/// A migration that the database has had.
package struct MigrationRow: Sendable, Hashable {
    package var number: Int
    package var name: String
    package var fingerprint: String
}

/// The ledger of migrations.
package enum MigrationStatements {
    package static let ledgerExists = Statement<Void, Bool>(
        "select to_regclass('public.schema_migration') is not null",
        decode: { row throws(PQError) in try row.bool() })

    package static let ledger = Statement<Void, MigrationRow>(
        "select number, name, fingerprint from schema_migration order by number",
        decode: { row throws(PQError) in
            MigrationRow(number: Int(try row.int4()), name: try row.text(), fingerprint: try row.text())
        },
        prepared: false)
}
