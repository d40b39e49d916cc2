import Glibc
import PQ
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Broken connections` {
    @Test func `a killed backend ends the statement and is replaced`() async throws {
        try await withPool(max: 2) { pool async throws in
            let error = await failure {
                try await pool.withConnection { connection async throws in
                    let process = await connection.backendID
                    let sleeping = Task { try await connection.query(SQL.sleep, 600) }
                    try await withConnection { watcher async throws in
                        #expect(try await eventually { try await watcher.first(SQL.isActive, process) == true })
                        _ = try await watcher.query(SQL.terminate, process)
                    }
                    return try await sleeping.value
                }
            }
            #expect(error?.code == .connectionLost)
            #expect(error?.outcomeUnknown == true)
            #expect(try await pool.query(SQL.echo, 1) == [1])
        }
    }

    @Test func `an idle connection that dies is replaced unnoticed`() async throws {
        try await withPool(max: 1) { pool async throws in
            let process = try #require(try await pool.first(SQL.backend, ()))
            try await withConnection { watcher async throws in
                #expect(try await watcher.first(SQL.terminate, process) == true)
            }
            #expect(try await eventually { await pool.statistics.closed == 1 })
            let next = try await pool.first(SQL.backend, ())
            #expect(next != nil && next != process)
        }
    }

    @Test func `a backend killed with the kernel's means is a lost connection`() async throws {
        let server = try await TestServer.another()
        try await withPool(on: server) { pool async throws in
            #expect(try await pool.query(SQL.echo, 1) == [1])
            let sleeping = Task { try await pool.query(SQL.sleep, 600) }
            #expect(try await eventually { await pool.statistics.leased == 1 })
            try server.stop()
            #expect(await failure { try await sleeping.value }?.code == .connectionLost)
            let refused = await failure { try await pool.query(SQL.echo, 2) }
            #expect(refused?.isUnavailable == true)
            try server.start()
            #expect(try await eventually { (try? await pool.query(SQL.echo, 3)) == [3] })
        }
        try server.stop()
    }

    /// Stopped, a session neither answers nor lets go when it is asked to cancel.
    @Test(arguments: [false, true])
    func `a session that falls silent costs its caller the time for an answer, and is replaced`(
        shared: Bool
    ) async throws {
        try await withPool(max: 1, answer: .milliseconds(200)) { pool async throws in
            let patience = ContinuousClock.now + .seconds(240)
            let process = try #require(try await pool.first(SQL.backend, (), deadline: patience))
            #expect(kill(process, SIGSTOP) == 0)
            defer { kill(process, SIGCONT) }
            let error = await failure {
                shared ? try await pool.read(SQL.echo, 1) : try await pool.query(SQL.echo, 1)
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.outcomeUnknown == !shared)
            let next = try await pool.first(SQL.backend, (), deadline: patience)
            #expect(next != nil && next != process)
        }
    }

    @Test func `each round trip of a transaction has the time for an answer`() async throws {
        try await withPool(max: 1, answer: .seconds(1)) { pool async throws in
            #expect(try await pool.query(SQL.echo, 1, deadline: .now + .seconds(240)) == [1])
            let error = await failure {
                try await pool.transaction { transaction async throws in
                    _ = try await transaction.query(SQL.echo, 1)
                    return try await transaction.query(SQL.sleep, 600)
                }
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(error?.outcomeUnknown == false)
            #expect(try await pool.query(SQL.echo, 2, deadline: .now + .seconds(240)) == [2])
        }
    }

    @Test func `a connection that breaks inside a transaction has committed nothing, and that is known`() async throws {
        try await withPool(max: 2) { pool async throws in
            let error = await failure {
                try await pool.transaction { transaction async throws in
                    let process = try #require(try await transaction.first(SQL.backend, ()))
                    let sleeping = Task { try await transaction.query(SQL.sleep, 600) }
                    try await withConnection { watcher async throws in
                        #expect(try await eventually { try await watcher.first(SQL.isSleeping, process) == true })
                        _ = try await watcher.query(SQL.terminate, process)
                    }
                    return try await sleeping.value
                }
            }
            #expect(error?.code == .connectionLost)
            #expect(error?.outcomeUnknown == false)
        }
    }

    @Test func `after a break during COMMIT the outcome is unknown, and nothing is repeated`() async throws {
        let setUp = SQLScript(
            unsafe: """
                create table doomed (n int);
                create function end_session() returns trigger language plpgsql as $$
                begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(600); return null; end $$;
                create constraint trigger doom after insert on doomed deferrable initially deferred
                for each row execute function end_session();
                """)
        let insert = Statement<Void, Void>("insert into doomed values (1)")
        let count = Statement<Void, Int64>("select count(*) from doomed", decode: { row in try row.int8() })
        try await withPool(max: 1) { pool async throws in
            try await pool.withConnection { try await $0.script(setUp) }
            var attempts = 0
            let error = await failure {
                try await pool.transaction { transaction async throws in
                    attempts += 1
                    try await transaction.execute(insert, ())
                }
            }
            #expect(error?.code == .connectionLost)
            #expect(error?.outcomeUnknown == true)
            #expect(attempts == 1)
            #expect(try await pool.query(count, ()) == [0])
        }
    }

    @Test func `what was committed before the connection broke is reported as unknown, not as failed`() async throws {
        let server = try await TestServer.another(options: "-c synchronous_standby_names=nobody")
        var settings = try server.settings
        settings.parameters = [("synchronous_commit", "local")]
        let watcher = try await Connection.connect(settings, logger: quiet)
        try await watcher.script(SQLScript(unsafe: "create table kept (n int)"))
        let insert = Statement<Void, Void>("insert into kept values (1)")
        let count = Statement<Void, Int64>("select count(*) from kept", decode: { row in try row.int8() })
        let replicating = Statement<Void, Int32>(
            "select pid from pg_stat_activity where wait_event = 'SyncRep'", decode: { row in try row.int4() })
        try await withPool(on: server) { pool async throws in
            let commit = Task {
                try await pool.transaction { transaction async throws in
                    var batch = Batch()
                    batch.add(insert, ())
                    try await transaction.commit(with: batch)
                }
            }
            var process: Int32?
            #expect(
                try await eventually {
                    process = try await watcher.first(replicating, ())
                    return process != nil
                })
            _ = try await watcher.query(SQL.terminate, try #require(process))
            let error = await failure { try await commit.value }
            #expect(error?.code == .connectionLost)
            #expect(error?.outcomeUnknown == true)
            #expect(try await watcher.first(count, ()) == 1)
        }
        await watcher.close()
        try server.stop()
    }

    @Test func `a closed connection refuses`() async throws {
        try await withConnection { connection async throws in
            await connection.close()
            #expect(await failure { try await connection.query(SQL.echo, 1) }?.code == .connectionLost)
        }
    }
}
