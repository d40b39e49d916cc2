import PQ
import TestSupport
import Testing

@testable import Schema
@testable import Store

@Suite(.timeLimit(.minutes(5))) struct MigrationTests {
    @Test func `a second run finds nothing to do`() async throws {
        let test = try await TestDatabase.makeEmpty()
        let first = try await Database.migrate(test.conninfo, logger: quietLogger)
        #expect(first == Schema.migrations.map(\.number))
        #expect(try await Database.migrate(test.conninfo, logger: quietLogger) == [])
    }

    @Test func `of several migrators at once each migration is applied by one`() async throws {
        let test = try await TestDatabase.makeEmpty()
        let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<4 {
                group.addTask { [conninfo = test.conninfo] in try await Database.migrate(conninfo, logger: quietLogger)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied.sorted() == Schema.migrations.map(\.number))
    }

    @Test func `an older program refuses a newer schema and touches nothing`() async throws {
        let test = try await TestDatabase.make()
        try await test.script("insert into schema_migration (number, name, fingerprint) values (9999, 'later', 'x')")
        let newest = try #require(Schema.migrations.last?.number)
        let expected = MigrationError.newerSchema(database: 9999, program: newest)
        await #expect(throws: expected) { try await Database.migrate(test.conninfo, logger: quietLogger) }
        await #expect(throws: expected) { try await test.database.verifySchema() }
    }

    @Test func `an edited migration is refused`() async throws {
        let test = try await TestDatabase.make()
        try await test.script("update schema_migration set fingerprint = 'edited' where number = 2")
        await #expect(throws: MigrationError.self) { try await Database.migrate(test.conninfo, logger: quietLogger) }
        await #expect(throws: MigrationError.self) { try await test.database.verifySchema() }
    }

    @Test func `a database without the schema is told apart from one that is behind`() async throws {
        let test = try await TestDatabase.makeEmpty()
        let newest = try #require(Schema.migrations.last?.number)
        let empty = try Database(test.conninfo, maxConnections: 1, logger: quietLogger)
        await #expect(throws: (any Error).self) { try await empty.verifySchema() }
        await empty.close()
        try await test.withOwner { connection in
            _ = try await Migrator(connection, migrations: Array(Schema.migrations.prefix(2))).migrate()
        }
        let behind = try Database(test.conninfo, maxConnections: 1, logger: quietLogger)
        await #expect(throws: (any Error).self) { try await behind.verifySchema() }
        await behind.close()
        let rest = try await Database.migrate(test.conninfo, logger: quietLogger)
        #expect(rest == Array(3...newest))
    }

    @Test func `a demand that is waited for keeps its amount when amounts come into the row`() async throws {
        let test = try await TestDatabase.makeEmpty()
        try await test.withOwner { connection in
            _ = try await Migrator(connection, migrations: Schema.migrations.filter { $0.number < 6 }).migrate()
        }
        try await test.script(SampleOffice.office)
        try await test.script(SampleOffice.dossier)
        try await test.script(
            """
            insert into dossier_event (dossier_id, sequence, at, kind, facts)
            values (1, 2, now(), 'payment_demanded', '{"amount": 5}'), (1, 3, now(), 'payment_demanded', '{"amount": 7}');
            update dossier set status = 6, paused_at = now(), pause_kind = 'payment', pause_after_due = false, version = 3
            """)
        _ = try await Database.migrate(test.conninfo, logger: quietLogger)
        #expect(try await test.value("select payment_demanded from dossier") == "7")
    }

    @Test func `a migration that fails leaves no trace, and those before it stay`() async throws {
        let test = try await TestDatabase.makeEmpty()
        let broken = Schema.Migration(number: 2, name: "broken", sql: "create table half (); select 1 / 0")
        let first = Schema.Migration(number: 1, name: "first", sql: "create table whole ()")
        _ = try await test.withOwner { connection in
            await #expect(throws: (any Error).self) {
                try await Migrator(connection, migrations: [first, broken]).migrate()
            }
        }
        try await test.withOwner { connection in
            try await connection.script(SQLScript(unsafe: "select * from whole"))
            let half = await failure { try await connection.script(SQLScript(unsafe: "select * from half")) }
            #expect(half?.sqlState == "42P01")
            let ledger = try await connection.query(MigrationStatements.ledger, ())
            #expect(ledger.map(\.number) == [1])
        }
    }

    @Test func `a role that lacks a right is told which, and how it gets it`() async throws {
        let test = try await TestDatabase.makeEmpty()
        let role = "migrator_\(UInt32.random(in: 0...UInt32.max))"
        try await test.script("create role \(role); grant usage on schema public to \(role)")
        func migrate() async throws -> [Int] {
            var settings = try ConnectionSettings(test.conninfo)
            settings.role = role
            let connection = try await Connection.connect(settings, logger: quietLogger)
            let result: Result<[Int], any Error>
            do { result = .success(try await Migrator(connection).migrate()) } catch { result = .failure(error) }
            await connection.close()
            return try result.get()
        }
        // The service's role is there, for all databases of the server share it.
        for right in ["in the schema public", "btree_gist", "take on the role motcua_service"] {
            let error = await #expect(throws: MigrationError.self) { try await migrate() }
            guard case .missingRight(role, let missing, let remedy) = error else {
                Issue.record("\(right): \(String(describing: error))")
                return
            }
            #expect(missing.contains(right))
            #expect(try await test.count("pg_tables where schemaname = 'public'") == 0)
            try await test.script(remedy)
        }
        // Without CREATEROLE, which the role never got.
        #expect(try await migrate() == Schema.migrations.map(\.number))
        #expect(try await migrate() == [])
        try await test.script("drop owned by \(role); drop role \(role)")
    }

    @Test func `who does not own the schema is told whose it is`() async throws {
        let test = try await TestDatabase.makeEmpty()
        let role = "stranger_\(UInt32.random(in: 0...UInt32.max))"
        _ = try await test.withOwner { connection in
            try await Migrator(connection, migrations: Array(Schema.migrations.prefix(1))).migrate()
        }
        try await test.script(
            "create role \(role); grant usage on schema public to \(role); grant select on schema_migration to \(role)")
        var settings = try ConnectionSettings(test.conninfo)
        settings.role = role
        let connection = try await Connection.connect(settings, logger: quietLogger)
        let error = await #expect(throws: MigrationError.self) { try await Migrator(connection).migrate() }
        await connection.close()
        let owner = try #require(try await test.value("current_user"))
        #expect(error == .notTheOwner(role: role, owner: owner))
        #expect(error?.description.contains("grant") == false)
        try await test.script("drop owned by \(role); drop role \(role)")
    }
}
