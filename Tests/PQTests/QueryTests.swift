import PQ
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Statements and batches` {
    @Test func `a statement answers with its rows`() async throws {
        try await withPool { pool async throws in
            #expect(try await pool.query(SQL.series, 3) == [1, 2, 3])
            #expect(try await pool.first(SQL.series, 0) == nil)
            #expect(try await pool.first(SQL.echo, 7) == 7)
        }
    }

    @Test func `a batch is answered statement by statement`() async throws {
        try await withPool { pool async throws in
            var batch = Batch()
            let one = batch.add(SQL.echo, 1)
            let rows = batch.add(SQL.series, 2)
            let again = batch.add(SQL.echo, 3)
            let result = try await pool.run(batch)
            #expect(try result.rows(one) == [1])
            #expect(try result.rows(rows) == [1, 2])
            #expect(try result.first(again) == 3)
            #expect(result.affected(rows) == 2)
        }
    }

    @Test func `an empty batch succeeds`() async throws {
        try await withPool { pool async throws in
            let result = try await pool.run(Batch())
            #expect(result.affected(Batch().peek(SQL.echo, 1)) == 0)
        }
    }

    @Test func `a batch that fails leaves nothing behind`() async throws {
        let insert = Statement<Int32, Void>("insert into half values ($1)", types: [.int4], encode: { $1.int4($0) })
        let count = Statement<Void, Int64>("select count(*) from half", decode: { row in try row.int8() })
        try await withPool { pool async throws in
            try await pool.withConnection { try await $0.script(SQLScript(unsafe: "create table half (n int)")) }
            var batch = Batch()
            batch.add(insert, 1)
            batch.add(SQL.divide, 0)
            batch.add(insert, 2)
            let error = await failure { try await pool.run(batch) }
            #expect(error?.sqlState == "22012")
            #expect(error?.sql == "select 1 / $1::int4")
            #expect(try await pool.first(count, ()) == 0)
        }
    }

    @Test func `a statement prepared in an aborted batch is prepared again`() async throws {
        try await withPool(max: 1) { pool async throws in
            var batch = Batch()
            batch.add(SQL.divide, 0)
            batch.add(SQL.echo, 1)
            #expect(await failure { try await pool.run(batch) } != nil)
            #expect(try await pool.query(SQL.echo, 5) == [5])
            #expect(try await pool.query(SQL.divide, 1) == [1])
        }
    }

    @Test func `a deferred constraint fails at the end of the batch`() async throws {
        let insert = Statement<Int32, Void>("insert into child values ($1)", types: [.int4], encode: { $1.int4($0) })
        try await withPool { pool async throws in
            let tables = """
                create table parent (id int primary key);
                create table child (id int constraint child_parent references parent deferrable initially deferred);
                """
            try await pool.withConnection { try await $0.script(SQLScript(unsafe: tables)) }
            let error = await failure { try await pool.execute(insert, 1) }
            #expect(error?.isForeignKeyViolation == true)
            #expect(error?.constraint == "child_parent")
            #expect(error?.table == "child")
            #expect(try await pool.query(SQL.echo, 5) == [5])
        }
    }

    @Test func `a schema change under a kept plan is not the caller's concern`() async throws {
        let read = Statement<Void, Void>("select * from shifting")
        try await withPool(max: 1) { pool async throws in
            let script: (String) async throws -> Void = { sql in
                try await pool.withConnection { try await $0.script(SQLScript(unsafe: sql)) }
            }
            try await script("create table shifting (a int); insert into shifting values (1)")
            #expect(try await pool.query(read, ()).count == 1)
            try await script("alter table shifting add b text")
            #expect(try await pool.query(read, ()).count == 1)
            try await script("alter table shifting add c text")
            var attempts = 0
            try await pool.transaction { transaction async throws in
                attempts += 1
                #expect(try await transaction.query(read, ()).count == 1)
            }
            #expect(attempts == 2, "inside a transaction the façade starts it anew")
        }
    }

    @Test func `more statements than a connection keeps still run`() async throws {
        try await withPool(max: 1) { pool async throws in
            let kept = Statement<Void, Int64>(
                "select count(*) from pg_prepared_statements", decode: { row in try row.int8() }, prepared: false)
            for round in 0..<2 {
                for number in 0..<300 {
                    // Other declared types make another plan of the same text.
                    let statement = Statement<Int32, Int32>(
                        """
                        select coalesce($1::int4, $2::int4, $3::int4, $4::int4, $5::int4, $6::int4, $7::int4, $8::int4,
                            $9::int4)
                        """,
                        types: (0..<9).map { number >> $0 & 1 == 1 ? .int4 : .inferred },
                        encode: { value, writer in
                            for _ in 0..<9 { writer.int4(value) }
                        }, decode: { row in try row.int4() })
                    #expect(try await pool.query(statement, Int32(round)) == [Int32(round)])
                }
            }
            let count = try await pool.first(kept, ())
            #expect((count ?? 0) <= 201)
        }
    }

    @Test func `thousands of statements with large parameters and answers do not block either side`() async throws {
        let echo = Statement<String, String>(
            "select $1::text", types: [.text], encode: { $1.text($0) }, decode: { row in try row.text() })
        let text = String(repeating: "hồ sơ ", count: 2000)
        try await withPool { pool async throws in
            var batch = Batch()
            let tickets = (0..<2000).map { _ in batch.add(echo, text) }
            let result = try await pool.run(batch)
            #expect(try tickets.allSatisfy { try result.first($0) == text })
        }
    }

    @Test func `a row of a megabyte comes through`() async throws {
        let large = Statement<Int32, String>(
            "select repeat('x', $1)", types: [.int4], encode: { $1.int4($0) }, decode: { row in try row.text() })
        try await withPool { pool async throws in
            let row = try await pool.first(large, 1_000_000)
            #expect(row?.utf8.count == 1_000_000)
        }
    }

    @Test func `U+0000 in text is refused before anything is sent`() async throws {
        let echo = Statement<String, String>(
            "select $1::text", encode: { $1.text($0) }, decode: { row in try row.text() })
        try await withPool { pool async throws in
            #expect(await failure { try await pool.query(echo, "a\0b") }?.code == .refusedParameter)
            #expect(try await pool.query(echo, "ab") == ["ab"])
        }
    }

    @Test func `a parameter of another type than declared is refused`() async throws {
        let wrong = Statement<Int32, Void>("select $1::int8", types: [.int8], encode: { $1.int4($0) })
        try await withPool { pool async throws in
            #expect(await failure { try await pool.query(wrong, 1) }?.code == .refusedParameter)
        }
    }

    @Test func `a ticket of another batch is refused`() async throws {
        try await withPool { pool async throws in
            var batch = Batch()
            batch.add(SQL.echo, 1)
            let result = try await pool.run(batch)
            let foreign = Batch().peek(SQL.series, 1)
            #expect(await failure { try result.rows(foreign) }?.code == .misuse)
        }
    }

    @Test func `a statement is described without being run`() async throws {
        try await withConnection { connection async throws in
            let description = try await connection.describe(SQL.series)
            #expect(description.parameters == [.int4])
            #expect(description.columns.map(\.name) == ["n"])
            #expect(description.columns.map(\.type) == [.int4])
            let broken = Statement<Void, Void>("select nothing_of_the_kind")
            #expect(await failure { try await connection.describe(broken) }?.sqlState == "42703")
            #expect(try await connection.query(SQL.echo, 2) == [2])
        }
    }

    @Test func `an error's description is quiet`() async throws {
        let insert = Statement<String, Void>("insert into secret values ($1)", encode: { $1.text($0) })
        try await withPool { pool async throws in
            let table = "create table secret (name text constraint secret_name primary key)"
            try await pool.withConnection { try await $0.script(SQLScript(unsafe: table)) }
            try await pool.execute(insert, "Nguyễn Văn A")
            let error = try #require(await failure { try await pool.execute(insert, "Nguyễn Văn A") })
            #expect(error.isUniqueViolation)
            #expect(!"\(error)".contains("Nguyễn"))
            #expect("\(error)".contains("secret_name"))
            #expect(String(reflecting: error).contains("insert into secret"))
        }
    }
}

extension Batch {
    /// A ticket as of a batch that is never run.
    func peek<Parameters, Row>(_ statement: Statement<Parameters, Row>, _ parameters: Parameters) -> Ticket<Row> {
        var copy = self
        return copy.add(statement, parameters)
    }
}
