import PQ
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Cancellation and deadlines` {
    @Test func `cancelling the task stops the statement on the server`() async throws {
        try await withPool { pool async throws in
            let task = Task { try await pool.query(SQL.sleep, 600) }
            #expect(try await eventually { await pool.statistics.leased == 1 })
            task.cancel()
            let error = await failure { try await task.value }
            #expect(error?.code == .cancelled)
            #expect(error?.sqlState == "57014")
            #expect(try await pool.query(SQL.echo, 1) == [1])
        }
    }

    @Test func `a deadline stops the statement on the server, under its own name`() async throws {
        try await withConnection { connection async throws in
            let error = await failure {
                try await connection.query(SQL.sleep, 600, deadline: .now + .milliseconds(50))
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(try await connection.query(SQL.echo, 1) == [1], "the connection is usable")
        }
    }

    @Test func `the server's own timeout keeps its SQLSTATE`() async throws {
        try await withConnection(statementTimeout: .milliseconds(50)) { connection async throws in
            let error = await failure { try await connection.query(SQL.sleep, 600) }
            #expect(error?.code == .server(.queryCanceled))
        }
    }

    @Test func `a task cancelled beforehand sends nothing`() async throws {
        try await withPool { pool async throws in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await pool.query(SQL.sleep, 600)
            }
            #expect(await failure { try await task.value }?.code == .cancelled)
        }
    }

    @Test func `cancelling inside a transaction rolls back before it returns`() async throws {
        try await withPool(max: 1) { pool async throws in
            let task = Task {
                try await pool.transaction { transaction async throws in
                    _ = try await transaction.query(SQL.sleep, 600)
                }
            }
            #expect(try await eventually { await pool.statistics.leased == 1 })
            task.cancel()
            #expect(await failure { try await task.value }?.code == .cancelled)
            #expect(try await pool.query(SQL.echo, 1) == [1])
        }
    }

    @Test func `a late cancel never reaches the next statement`() async throws {
        try await withPool(max: 1) { pool async throws in
            for number in 0..<200 {
                let task = Task { try await pool.query(SQL.echo, 1) }
                task.cancel()
                _ = await failure { try await task.value }
                #expect(try await pool.query(SQL.echo, Int32(number)) == [Int32(number)])
            }
        }
    }

    @Test func `a connection's statement can be cancelled from elsewhere`() async throws {
        try await withConnection { connection async throws in
            let task = Task { try await connection.query(SQL.sleep, 600) }
            try await withConnection { watcher async throws in
                let process = await connection.backendID
                #expect(try await eventually { try await watcher.first(SQL.isActive, process) == true })
            }
            await connection.cancel()
            #expect(await failure { try await task.value }?.code == .cancelled)
        }
    }
}
