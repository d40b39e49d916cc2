import PQ
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Shared reads` {
    @Test func `each of many gets its own answer, over two connections at most`() async throws {
        try await withPool(max: 8) { pool async throws in
            try await withThrowingTaskGroup { group in
                for number in Int32(0)..<500 {
                    group.addTask { () async throws in #expect(try await pool.readFirst(SQL.echo, number) == number) }
                }
                try await group.waitForAll()
            }
            #expect(await pool.statistics.open <= 2)
            #expect(await pool.statistics.refused == 0)
        }
    }

    @Test func `one that the server refuses spoils no other`() async throws {
        try await withPool(max: 4) { pool async throws in
            try await withThrowingTaskGroup { group in
                for number in Int32(0)..<200 {
                    group.addTask { () async throws in
                        if number % 7 == 0 {
                            let error = await failure { try await pool.read(SQL.divide, 0) }
                            #expect(error?.state == SQLState("22012"))
                        } else {
                            #expect(try await pool.read(SQL.divide, 1) == [1])
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `who asks the same at the same moment is answered by one statement, each with its own rows`()
        async throws
    {
        try await withPool(max: 4) { pool async throws in
            try await pool.withConnection { connection async throws in
                try await connection.script(SQLScript(unsafe: "create sequence if not exists gathered_asked"))
            }
            try await withThrowingTaskGroup { group in
                for number in 1...400 {
                    group.addTask { () async throws in
                        switch number % 10 {
                        case 0: #expect(try await pool.readFirst(SQL.quotient, "none") == nil)
                        case 5: #expect(try await pool.readFirst(SQL.echo, 5) == 5)
                        default:
                            let answer = try await pool.readFirst(SQL.quotient, "\(number % 10)")
                            #expect(answer?.value == Int32(100 / (number % 10)))
                        }
                    }
                }
                try await group.waitForAll()
            }
            let asked = try #require(try await pool.first(SQL.quotient, "1")).asked
            #expect(asked < 200, "\(asked) statements for 360 readings")
        }
    }

    @Test func `a key that the server refuses spoils none of those it was gathered with`() async throws {
        try await withPool(max: 4) { pool async throws in
            try await pool.withConnection { connection async throws in
                try await connection.script(SQLScript(unsafe: "create sequence if not exists gathered_asked"))
            }
            try await withThrowingTaskGroup { group in
                for number in 0..<100 {
                    group.addTask { () async throws in
                        if number % 9 == 0 {
                            let error = await failure { try await pool.readFirst(SQL.quotient, "0") }
                            #expect(error?.state == SQLState("22012"))
                        } else {
                            #expect(try await pool.readFirst(SQL.quotient, "4")?.value == 25)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a batch keeps its tickets among the others`() async throws {
        try await withPool(max: 4) { pool async throws in
            try await withThrowingTaskGroup { group in
                for number in Int32(0)..<100 {
                    group.addTask { () async throws in
                        var batch = Batch()
                        let one = batch.add(SQL.echo, number)
                        let many = batch.add(SQL.series, number % 5)
                        let result = try await pool.read(batch)
                        #expect(try result.first(one) == number)
                        #expect(try result.rows(many).count == Int(number % 5))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a cancelled caller returns at once and the others are served`() async throws {
        try await withPool(max: 2) { pool async throws in
            let slow = (0..<2).map { _ in Task { try await pool.read(SQL.sleep, 600) } }
            #expect(try await eventually { await pool.statistics.leased == 2 })
            let waiter = Task { try await pool.read(SQL.echo, 1) }
            #expect(try await eventually { await pool.statistics.waiting == 1 })
            waiter.cancel()
            #expect(await failure { try await waiter.value }?.code == .cancelled)
            for task in slow {
                task.cancel()
                #expect(await failure { try await task.value }?.code == .cancelled)
            }
        }
    }

    @Test func `waiting ends with the lease timeout, and a full queue refuses at once`() async throws {
        try await withPool(max: 2, queue: 1, lease: .seconds(1)) { pool async throws in
            #expect(try await eventually { (try? await pool.query(SQL.echo, 1)) == [1] })
            let slow = (0..<2).map { _ in Task { try await pool.read(SQL.sleep, 600) } }
            #expect(try await eventually { await pool.statistics.leased == 2 })
            let waiter = Task { try await pool.read(SQL.echo, 1) }
            #expect(await failure { try await waiter.value }?.code == .poolExhausted)
            for task in slow { task.cancel() }
        }
    }

    @Test func `a broken connection is told, and the next read has another`() async throws {
        try await withPool(max: 3) { pool async throws in
            let error = await failure { try await pool.read(SQL.terminateSelf, ()) }
            #expect(error?.code == .connectionLost)
            #expect(error?.outcomeUnknown == false)
            #expect(try await pool.readFirst(SQL.echo, 7) == 7)
        }
    }
}
