import PQ
import ServiceLifecycle
import Testing

@Suite(.timeLimit(.minutes(5))) struct `The pool` {
    @Test func `it grows on demand and not beyond its bound`() async throws {
        try await withPool(max: 3) { pool async throws in
            try await withThrowingTaskGroup { group in
                for number in Int32(0)..<200 {
                    group.addTask { () async throws in #expect(try await pool.query(SQL.echo, number) == [number]) }
                }
                try await group.waitForAll()
            }
            let statistics = await pool.statistics
            #expect((1...3).contains(statistics.open))
            #expect(statistics.refused == 0)
        }
    }

    @Test func `a full queue refuses at once`() async throws {
        try await withPool(max: 1, queue: 1) { pool async throws in
            let holder = Task { try await pool.query(SQL.sleep, 600) }
            #expect(try await eventually { await pool.statistics.leased == 1 })
            let queued = Task { try await pool.query(SQL.echo, 1) }
            #expect(try await eventually { await pool.statistics.waiting == 1 })
            #expect(await failure { try await pool.query(SQL.echo, 2) }?.code == .poolExhausted)
            holder.cancel()
            #expect(try await queued.value == [1])
        }
    }

    @Test func `waiting ends with the lease timeout or the deadline`() async throws {
        try await withPool(max: 1, lease: .seconds(1)) { pool async throws in
            #expect(try await eventually { (try? await pool.query(SQL.echo, 1)) == [1] })
            let holder = Task { try await pool.query(SQL.sleep, 600) }
            #expect(try await eventually { await pool.statistics.leased == 1 })
            #expect(await failure { try await pool.query(SQL.echo, 1) }?.code == .poolExhausted)
            let soon = ContinuousClock.now + .milliseconds(20)
            #expect(await failure { try await pool.query(SQL.echo, 1, deadline: soon) }?.code == .deadlineExceeded)
            holder.cancel()
            _ = await failure { try await holder.value }
        }
    }

    @Test func `waiting ends when the task is cancelled`() async throws {
        try await withPool(max: 1) { pool async throws in
            let holder = Task { try await pool.query(SQL.sleep, 600) }
            #expect(try await eventually { await pool.statistics.leased == 1 })
            let waiter = Task { try await pool.query(SQL.echo, 1) }
            #expect(try await eventually { await pool.statistics.waiting == 1 })
            waiter.cancel()
            #expect(await failure { try await waiter.value }?.code == .cancelled)
            holder.cancel()
            _ = await failure { try await holder.value }
        }
    }

    @Test func `callers are served in the order they came`() async throws {
        try await withPool(max: 1) { pool async throws in
            let holder = Task { try await pool.query(SQL.sleep, 600) }
            #expect(try await eventually { await pool.statistics.leased == 1 })
            let order = AsyncStream.makeStream(of: Int.self)
            var tasks: [Task<Void, any Error>] = []
            for number in 0..<5 {
                tasks.append(
                    Task {
                        try await pool.transaction { transaction async throws in
                            _ = try await transaction.query(SQL.echo, 1)
                            order.continuation.yield(number)
                        }
                    })
                #expect(try await eventually { await pool.statistics.waiting == number + 1 })
            }
            holder.cancel()
            for task in tasks { try await task.value }
            order.continuation.finish()
            var seen: [Int] = []
            for await number in order.stream { seen.append(number) }
            #expect(seen == [0, 1, 2, 3, 4])
        }
    }

    @Test func `closing lets work end and refuses what comes after`() async throws {
        try await withPool(drain: .seconds(30)) { pool async throws in
            try await whileHeld(7) { release async throws in
                let work = Task { try await pool.query(SQL.lock, 7) }
                #expect(try await eventually { await pool.statistics.leased == 1 })
                async let closed: Void = pool.close()
                #expect(try await refuses(pool))
                try await release()
                await closed
                #expect(try await work.value.count == 1)
            }
            #expect(await pool.statistics.open == 0)
        }
    }

    /// Holds an advisory lock until `release` is called.
    private func whileHeld(
        _ number: Int64, _ body: (_ release: () async throws -> Void) async throws -> Void
    ) async throws {
        try await withConnection { holder async throws in
            try await holder.script(SQLScript(unsafe: "begin; select pg_advisory_xact_lock(\(number))"))
            try await body { try await holder.script(SQLScript(unsafe: "commit")) }
        }
    }

    private func refuses(_ pool: Pool) async throws -> Bool {
        try await eventually { await failure { try await pool.query(SQL.echo, 1) }?.code == .poolClosed }
    }

    @Test func `closing cuts off what does not end in time`() async throws {
        try await withPool(drain: .milliseconds(100)) { pool async throws in
            let long = Task { try await pool.query(SQL.sleep, 600) }
            #expect(try await eventually { await pool.statistics.leased == 1 })
            await pool.close()
            #expect(await failure { try await long.value }?.code == .connectionLost)
        }
    }

    @Test func `as a service it lets work end at graceful shutdown, then closes and returns`() async throws {
        var configuration = PoolConfiguration(try TestServer.shared.settings)
        configuration.drainTimeout = .seconds(30)
        let pool = Pool(configuration, logger: quiet)
        let services = ServiceGroup(configuration: .init(services: [.init(service: pool)], logger: quiet))
        try await whileHeld(8) { release async throws in
            async let running: Void = services.run()
            let statement = Task { try await pool.query(SQL.lock, 8) }
            let transaction = Task {
                try await pool.transaction { transaction async throws in
                    _ = try await transaction.query(SQL.lock, 8)
                    return try await transaction.query(SQL.echo, 5)
                }
            }
            #expect(try await eventually { await pool.statistics.leased == 2 })
            await services.triggerGracefulShutdown()
            #expect(try await refuses(pool))
            try await release()
            try await running
            #expect(try await statement.value.count == 1)
            #expect(try await transaction.value == [5], "what a transaction under way still does is let through")
        }
        #expect(await pool.statistics.open == 0)
    }

    @Test func `as a service it closes when its task is cancelled`() async throws {
        let pool = Pool(PoolConfiguration(try TestServer.shared.settings), logger: quiet)
        let running = Task { try await pool.run() }
        #expect(try await pool.query(SQL.echo, 1) == [1])
        running.cancel()
        try await running.value
        #expect(await failure { try await pool.query(SQL.echo, 1) }?.code == .poolClosed)
        #expect(await pool.statistics.open == 0)
    }

    @Test func `a database that cannot be reached is said so`() async throws {
        var configuration = try PoolConfiguration("host=/nowhere user=nobody")
        configuration.leaseTimeout = .seconds(20)
        let pool = Pool(configuration, logger: quiet)
        let error = await failure { try await pool.query(SQL.echo, 1) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.isUnavailable == true)
        await pool.close()
    }

    @Test func `a connection string that cannot be read is refused`() async {
        #expect(await failure { try PoolConfiguration("host='") }?.code == .refusedSettings)
    }
}
