import PQ
import Testing

@Suite(.timeLimit(.minutes(5)), .enabled(if: TestServer.hasOpenSSL, "the program openssl is not installed"))
struct `Over TLS` {
    private static let server = Task { try await TestServer.another(tls: true) }

    static let text = Statement<Int32, String>(
        "select repeat('hồ sơ ', $1)", types: [.int4], encode: { $1.int4($0) }, decode: { row in try row.text() })

    private func withConnection<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
        try await PQTests.withConnection(on: try await Self.server.value, body)
    }

    @Test func `the session is encrypted and answers without delay`() async throws {
        let isEncrypted = Statement<Void, Bool>(
            "select ssl from pg_stat_ssl where pid = pg_backend_pid()", decode: { row in try row.bool() })
        try await withConnection { connection async throws in
            #expect(try await connection.first(isEncrypted, ()) == true)
            var quickest = Duration.seconds(60)
            for number in Int32(0)..<200 {
                let start = ContinuousClock.now
                #expect(try await connection.query(SQL.echo, number) == [number])
                quickest = min(quickest, start.duration(to: .now))
            }
            // If answers waited for the timer that looks after bytes already decrypted, none could be quicker than it.
            #expect(quickest < .milliseconds(90))
        }
    }

    @Test(arguments: [1, 900, 1400, 2000, 12_345, 120_000, 700_000])
    func `a row of any length arrives`(length: Int32) async throws {
        try await withConnection { connection async throws in
            let text = try #require(try await connection.first(Self.text, length))
            #expect(text.unicodeScalars.count == 6 * Int(length))
            #expect(try await connection.query(SQL.echo, 1) == [1])
        }
    }

    @Test func `a pipeline with large parameters and large answers arrives`() async throws {
        let length = Statement<String, Int32>(
            "select length($1)", types: [.text], encode: { $1.text($0) }, decode: { row in try row.int4() })
        let parameter = String(repeating: "x", count: 400_000)
        try await withConnection { connection async throws in
            var batch = Batch()
            let tickets = (0..<10).map { _ in
                (batch.add(length, parameter), batch.add(Self.text, 20_000), batch.add(SQL.series, 3000))
            }
            let result = try await connection.run(batch)
            for (length, text, series) in tickets {
                #expect(try result.first(length) == 400_000)
                #expect(try result.first(text)?.unicodeScalars.count == 120_000)
                #expect(try result.rows(series).count == 3000)
            }
        }
    }

    @Test func `a stream pauses and goes on, and can be left`() async throws {
        try await withConnection { connection async throws in
            var expected = Int32(1)
            for try await number in connection.stream(SQL.series, 50_000) {
                #expect(number == expected)
                expected += 1
            }
            #expect(expected == 50_001)
            for try await number in connection.stream(SQL.series, 50_000_000) where number == 5000 { break }
            #expect(try await connection.query(SQL.echo, 1) == [1])
        }
    }

    @Test func `rows are copied in`() async throws {
        let count = Statement<Void, Int64>("select count(*) from copied", decode: { row in try row.int8() })
        try await withConnection { connection async throws in
            try await connection.script(SQLScript(unsafe: "create temporary table copied (n int, name text)"))
            let rows = (0..<100_000).map { "\($0)\thồ sơ\n" }.joined()
            let copied = try await connection.copyIn(SQLScript(unsafe: "copy copied from stdin")) {
                try await $0.write(rows)
            }
            #expect(copied == 100_000)
            #expect(try await connection.first(count, ()) == 100_000)
        }
    }

    @Test func `many callers share a pool, statements are cancelled, and a killed session is noticed`() async throws {
        try await withPool(on: try await Self.server.value) { pool async throws in
            try await withThrowingTaskGroup { group in
                for number in Int32(0)..<200 {
                    group.addTask { () async throws in
                        let text = try await pool.first(Self.text, number)
                        #expect(text?.unicodeScalars.count == 6 * Int(number))
                    }
                }
                try await group.waitForAll()
            }
            let soon = ContinuousClock.now + .milliseconds(50)
            #expect(await failure { try await pool.query(SQL.sleep, 600, deadline: soon) }?.code == .deadlineExceeded)
            let killed = await failure {
                try await pool.withConnection { connection async throws in
                    try await connection.query(SQL.terminate, await connection.backendID)
                }
            }
            #expect(killed?.code == .connectionLost)
            #expect(try await pool.query(SQL.echo, 1) == [1])
        }
    }
}
