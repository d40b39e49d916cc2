import PQ
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct Transactions {
    static let insert = Statement<(String, Int32), Void>(
        "insert into account (name, balance) values ($1, $2)",
        encode: {
            $1.text($0.0)
            $1.int4($0.1)
        })
    static let add = Statement<(String, Int32), Int32>(
        "update account set balance = balance + $2 where name = $1 returning balance", types: [.text, .int4],
        encode: {
            $1.text($0.0)
            $1.int4($0.1)
        }, decode: { row in try row.int4() })
    static let balance = Statement<String, Int32>(
        "select balance from account where name = $1", encode: { $1.text($0) }, decode: { row in try row.int4() })

    /// Two accounts of a name of their own.
    private func accounts(_ name: String, in pool: Pool) async throws -> (String, String) {
        let table = "create table if not exists account (name text primary key, balance int not null)"
        try await pool.withConnection { connection in
            try await connection.script(
                SQLScript(unsafe: "select pg_advisory_xact_lock(1); \(table)"))
        }
        var batch = Batch()
        batch.add(Self.insert, (name + "-a", 100))
        batch.add(Self.insert, (name + "-b", 100))
        _ = try await pool.run(batch)
        return (name + "-a", name + "-b")
    }

    @Test func `what the body did is committed when it returns`() async throws {
        try await withPool { pool async throws in
            let (a, b) = try await accounts("returns", in: pool)
            let sum = try await pool.transaction { transaction async throws in
                let left = try await transaction.first(Self.add, (a, -30)) ?? 0
                let right = try await transaction.first(Self.add, (b, 30)) ?? 0
                return left + right
            }
            #expect(sum == 200)
            #expect(try await pool.first(Self.balance, a) == 70)
        }
    }

    @Test func `a transaction can be one round trip`() async throws {
        try await withPool { pool async throws in
            let (a, b) = try await accounts("one-trip", in: pool)
            let before = await pool.statistics.requests
            try await pool.transaction { transaction async throws in
                var batch = Batch()
                batch.add(Self.add, (a, -30))
                let right = batch.add(Self.add, (b, 30))
                let result = try await transaction.commit(with: batch)
                #expect(try result.first(right) == 130)
            }
            #expect(await pool.statistics.requests == before + 1)
            #expect(try await pool.first(Self.balance, a) == 70)
        }
    }

    @Test func `a body that throws leaves nothing behind, and the error is its own`() async throws {
        struct Mine: Error {}
        try await withPool(max: 1) { pool async throws in
            let (a, _) = try await accounts("throws", in: pool)
            await #expect(throws: Mine.self) {
                try await pool.transaction { transaction async throws in
                    try await transaction.execute(Self.add, (a, 1))
                    throw Mine()
                }
            }
            #expect(try await pool.first(Self.balance, a) == 100)
        }
    }

    @Test func `COMMIT that answers ROLLBACK is an error`() async throws {
        try await withPool(max: 1) { pool async throws in
            let (a, _) = try await accounts("swallowed", in: pool)
            let error = await failure {
                try await pool.transaction { transaction async throws in
                    try await transaction.execute(Self.add, (a, 1))
                    _ = try? await transaction.query(SQL.divide, 0)
                }
            }
            #expect(error?.code == .commitBecameRollback)
            #expect(try await pool.first(Self.balance, a) == 100)
        }
    }

    @Test func `a failed last batch commits nothing and frees the connection`() async throws {
        try await withPool(max: 1) { pool async throws in
            let (a, _) = try await accounts("last", in: pool)
            let error = await failure {
                try await pool.transaction { transaction async throws in
                    try await transaction.execute(Self.add, (a, 1))
                    var batch = Batch()
                    batch.add(SQL.divide, 0)
                    try await transaction.commit(with: batch)
                }
            }
            #expect(error?.sqlState == "22012")
            #expect(try await pool.first(Self.balance, a) == 100)
        }
    }

    @Test func `a finished transaction refuses more`() async throws {
        try await withPool { pool async throws in
            let error = await failure {
                try await pool.transaction { transaction async throws in
                    try await transaction.commit()
                    _ = try await transaction.query(SQL.echo, 1)
                }
            }
            #expect(error?.code == .misuse)
        }
    }

    @Test func `a deadlock is resolved by running one side again`() async throws {
        try await withPool { pool async throws in
            let (a, b) = try await accounts("deadlock", in: pool)
            let attempts = Mutex(0)
            let meeting = Meeting(of: 2)
            let transfer: @Sendable (String, String) async throws -> Void = { first, second in
                try await pool.transaction(retries: 10) { transaction async throws in
                    attempts.withLock { $0 += 1 }
                    try await transaction.execute(Self.add, (first, -1))
                    await meeting.arrive()
                    try await transaction.execute(Self.add, (second, 1))
                }
            }
            async let forth: Void = transfer(a, b)
            async let back: Void = transfer(b, a)
            _ = try await (forth, back)
            #expect(attempts.withLock { $0 } >= 3)
            #expect(try await pool.first(Self.balance, a) == 100)
        }
    }

    @Test func `other errors are not retried`() async throws {
        try await withPool { pool async throws in
            var attempts = 0
            let error = await failure {
                try await pool.transaction { transaction async throws in
                    attempts += 1
                    return try await transaction.query(SQL.divide, 0)
                }
            }
            #expect(error?.sqlState == "22012")
            #expect(attempts == 1)
        }
    }

    @Test func `a transaction left open in a script is rolled back`() async throws {
        try await withPool(max: 1) { pool async throws in
            let (a, _) = try await accounts("script", in: pool)
            try await pool.withConnection { connection async throws in
                let update = "begin; update account set balance = 0 where name = '\(a)'"
                try await connection.script(SQLScript(unsafe: update))
            }
            #expect(try await pool.first(Self.balance, a) == 100)
        }
    }
}

/// Everybody waits for the last; whoever comes later passes.
actor Meeting {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(of count: Int) {
        missing = count
    }

    func arrive() async {
        missing -= 1
        guard missing > 0 else {
            for continuation in waiting { continuation.resume() }
            return waiting.removeAll()
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
