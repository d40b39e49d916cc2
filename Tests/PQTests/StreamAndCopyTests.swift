import PQ
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Streams and COPY` {
    @Test func `a stream gives all rows in order`() async throws {
        try await withConnection { connection async throws in
            var expected = Int32(1)
            for try await number in connection.stream(SQL.series, 20_000) {
                #expect(number == expected)
                expected += 1
            }
            #expect(expected == 20_001)
            #expect(try await connection.query(SQL.echo, 1) == [1])
        }
    }

    @Test func `an error after rows ends the stream with it`() async throws {
        let failing = Statement<Void, Int32>(
            "select 1 / (1000 - n) from generate_series(1, 2000) n", decode: { row in try row.int4() })
        try await withConnection { connection async throws in
            var count = 0
            let error = await failure {
                for try await _ in connection.stream(failing, ()) { count += 1 }
            }
            #expect(error?.sqlState == "22012")
            #expect(count == 999)
            #expect(try await connection.query(SQL.echo, 1) == [1])
        }
    }

    @Test func `leaving a stream early cancels it on the server`() async throws {
        try await withConnection { connection async throws in
            func head() async throws -> Int32? {
                for try await number in connection.stream(SQL.series, 50_000_000) { return number }
                return nil
            }
            #expect(try await head() == 1)
            let deadline = ContinuousClock.now + .seconds(5)
            #expect(try await connection.query(SQL.echo, 1, deadline: deadline) == [1])
        }
    }

    @Test func `cancelling the reader ends the stream`() async throws {
        try await withConnection { connection async throws in
            let reader = Task {
                var count = 0
                for try await _ in connection.stream(SQL.series, 50_000_000) {
                    count += 1
                    if count == 1000 { withUnsafeCurrentTask { $0?.cancel() } }
                }
                return count
            }
            #expect(await failure { try await reader.value }?.code == .cancelled)
            #expect(try await connection.query(SQL.echo, 1) == [1])
        }
    }

    static let count = Statement<Void, Int64>("select count(*) from copied", decode: { row in try row.int8() })

    private func withTable(_ body: (Connection) async throws -> Void) async throws {
        try await withConnection { connection async throws in
            try await connection.script(SQLScript(unsafe: "create temporary table copied (n int, name text)"))
            try await body(connection)
        }
    }

    let copy = SQLScript(unsafe: "copy copied from stdin")

    @Test func `rows are copied in, large pieces and small`() async throws {
        try await withTable { connection async throws in
            let small = try await connection.copyIn(copy) { writer async throws in
                for number in 0..<50_000 { try await writer.write("\(number)\thồ sơ\n") }
            }
            #expect(small == 50_000)
            let large = (0..<200_000).map { "\($0)\tx\n" }.joined()
            #expect(try await connection.copyIn(copy) { try await $0.write(large) } == 200_000)
            #expect(try await connection.copyIn(copy) { _ in } == 0)
            #expect(try await connection.first(Self.count, ()) == 250_000)
        }
    }

    @Test func `a body that throws copies nothing`() async throws {
        struct Mine: Error {}
        try await withTable { connection async throws in
            await #expect(throws: Mine.self) {
                _ = try await connection.copyIn(copy) { writer async throws in
                    for number in 0..<50_000 { try await writer.write("\(number)\tx\n") }
                    throw Mine()
                }
            }
            #expect(try await connection.first(Self.count, ()) == 0)
        }
    }

    @Test func `a row the server refuses fails the COPY, and the connection goes on`() async throws {
        try await withTable { connection async throws in
            let error = await failure {
                try await connection.copyIn(copy) { writer async throws in
                    try await writer.write("not a number\tx\n")
                    for number in 0..<100_000 { try await writer.write("\(number)\tx\n") }
                }
            }
            #expect(error?.sqlState == "22P02")
            #expect(try await connection.first(Self.count, ()) == 0)
        }
    }

    @Test func `a COPY that cannot begin says why`() async throws {
        try await withTable { connection async throws in
            let error = await failure {
                try await connection.copyIn(SQLScript(unsafe: "copy nowhere from stdin")) { _ in }
            }
            #expect(error?.sqlState == "42P01")
            #expect(try await connection.first(Self.count, ()) == 0)
        }
    }

    @Test func `cancelling a COPY keeps nothing`() async throws {
        try await withTable { connection async throws in
            let task = Task {
                try await connection.copyIn(copy) { writer async throws in
                    while true {
                        try await writer.write("1\tx\n")
                        if Task.isCancelled { try await writer.write(String(repeating: "2\ty\n", count: 100_000)) }
                    }
                }
            }
            task.cancel()
            #expect(await failure { try await task.value }?.code == .cancelled)
            #expect(try await connection.first(Self.count, ()) == 0)
        }
    }

    @Test func `a script stops at its first error`() async throws {
        try await withTable { connection async throws in
            let script = SQLScript(
                unsafe: "insert into copied values (1, 'x'); select 1/0; insert into copied values (2, 'y')")
            #expect(await failure { try await connection.script(script) }?.sqlState == "22012")
            #expect(try await connection.first(Self.count, ()) == 0)
        }
    }
}
