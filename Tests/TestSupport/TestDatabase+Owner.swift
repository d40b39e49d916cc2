package import PQ

/// What tests of the schema look at and use cases do not: everything as the owner, who is a superuser.
extension TestDatabase {
    /// Takes the schema away again, for tests that migrate by themselves.
    package static func makeEmpty() async throws -> TestDatabase {
        let test = try await make()
        try await test.script("drop schema public cascade; create schema public")
        return test
    }

    /// A connection of the owner's for the time of the body.
    package func withOwner<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
        let connection = try await Connection.connect(try .patient(conninfo), logger: quietLogger)
        let result: Result<Value, any Error>
        do { result = .success(try await body(connection)) } catch { result = .failure(error) }
        await connection.close()
        return try result.get()
    }

    /// One value as text: what `select` gives in its only row and column.
    package func value(_ select: String) async throws -> String? {
        try await withOwner { connection in
            try await connection.script(
                SQLScript(
                    unsafe: """
                        create function pg_temp.answer() returns text language sql
                        as $answer$ select (\(select))::text $answer$
                        """))
            return try await connection.query(Self.answer, ()).first ?? nil
        }
    }

    private static let answer = Statement<Void, String?>(
        "select pg_temp.answer()", decode: { row in try row.textOrNull() }, prepared: false)

    /// How many rows a table has.
    package func count(_ table: String) async throws -> Int {
        Int(try await value("select count(*) from \(table)") ?? "") ?? -1
    }
}
