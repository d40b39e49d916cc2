import PQ
import Testing

@Suite(.timeLimit(.minutes(2))) struct `Broken connections` {
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
            let next = try await pool.first(SQL.backend, ())
            #expect(next != nil && next != process)
        }
    }

    @Test func `a backend killed with the kernel's means is a lost connection`() async throws {
        let server = try TestServer()
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

    @Test func `a closed connection refuses`() async throws {
        try await withConnection { connection async throws in
            await connection.close()
            #expect(await failure { try await connection.query(SQL.echo, 1) }?.code == .connectionLost)
        }
    }
}
