extension Connection {
    /// Runs `COPY … FROM STDIN`, whose data `body` writes, as one statement with its own implicit transaction.
    ///
    /// When the body throws, the server is told and discards everything; the body's error is thrown, or the one that interrupted
    /// it. On cancellation the COPY is cancelled on the server. Data the server refuses throws its error when the body has
    /// ended, and nothing is kept.
    /// - Returns: how many rows were copied.
    package nonisolated func copyIn(
        _ copy: SQLScript, deadline: ContinuousClock.Instant? = nil, _ body: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        let channel = CopyChannel()
        let request = Request(.copy(copy.sql, channel), deadline: deadline)
        let writer = CopyWriter(channel: channel, connection: self, request: request)
        reactor.run(request, on: self)
        if await writer.waitUntilOpen() == nil {
            do {
                try await body(writer)
                try await writer.flush()
            } catch {
                await writer.end(failure: "the client gave up")
                let response = await reactor.completion(of: request)
                throw (error as? PQError) ?? (error is CancellationError ? response.error : nil) ?? error
            }
            await writer.end(failure: nil)
        } else {
            // Should it open after all, it is ended at once.
            await writer.end(failure: "the client gave up")
        }
        let response = await reactor.completion(of: request)
        if let error = response.error { throw error }
        return response.results.first?.affectedRows ?? 0
    }

    func openCopy(_ channel: CopyChannel) {
        channel.open()
        pumpCopy(channel)
    }

    /// Passes on what the writer has left, as long as libpq's buffer runs empty in between.
    func pumpCopy(_ channel: CopyChannel) {
        guard channel.isOpen, case .copy(_, let mine) = current?.work, mine === channel else { return }
        while let conn, isFlushed, !machine.expectsResults, let item = channel.next() {
            let put: PGConn.CopyPut
            switch item {
            case .chunk(let bytes): put = conn.putCopy(bytes[...])
            case .end(let failure): put = conn.endCopy(failure: failure)
            }
            switch put {
            case .taken:
                channel.removeFirst()
                if case .end = item { act(on: machine.handle(.copyEnded), result: nil) }
                flush()
            case .full: return waitForRoom()
            case .failed: return lose(conn.errorMessage)
            }
        }
        drain()
    }
}
