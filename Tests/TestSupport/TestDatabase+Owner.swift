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
        // A statement is fixed text, a script gives no rows: what it finds is left in a setting of its own.
        let setting = "test.answer_\(UInt64.random(in: 0...UInt64.max))"
        let found = try await owner.use { connection throws(PQError) in
            try await connection.script(
                SQLScript(
                    unsafe: "select set_config('\(setting)', coalesce('=' || ((\(select))::text), 'null'), false)"))
            return try await connection.first(Self.answer, setting)
        }
        return found.flatMap { $0.hasPrefix("=") ? String($0.dropFirst()) : nil }
    }

    private static let answer = Statement<String, String>(
        "select current_setting($1)", types: [.text], encode: { $1.text($0) }, decode: { row in try row.text() },
        prepared: false)

    /// How many rows a table has.
    package func count(_ table: String) async throws -> Int {
        Int(try await value("select count(*) from \(table)") ?? "") ?? -1
    }
}
