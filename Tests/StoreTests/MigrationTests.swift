import PQ
import TestSupport
import Testing

@testable import Schema
@testable import Store

@Suite(.timeLimit(.minutes(3))) struct MigrationTests {
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
}
