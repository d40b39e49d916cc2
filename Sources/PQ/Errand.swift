/// The way of a ``Request`` from the caller's task to the reactor and back: one entry in the inbox, one resumption.
extension Reactor {
    /// Hands a request to a pool and waits for its end. Cancelling the task withdraws it, or cancels it on the server; the call
    /// returns when the server has finished with it.
    func perform(_ request: Request, in pool: PoolCore) async -> Response {
        await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                unsafe request.wait(with: continuation)
                submit(request, to: pool)
            }
        } onCancel: {
            cancel(request)
        }
    }

    /// Lets a read travel with others and waits for its end, or for the task's cancellation.
    func share(_ request: Request, in pool: PoolCore) async -> Response {
        await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                unsafe request.wait(with: continuation)
                share(request, in: pool)
            }
        } onCancel: {
            cancel(request)
        }
    }

    /// The same on a connection that the caller holds.
    func perform(_ request: Request, on connection: Connection) async -> Response {
        await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                unsafe request.wait(with: continuation)
                run(request, on: connection)
            }
        } onCancel: {
            cancel(request)
        }
    }

    /// For what must happen although the task was cancelled, such as a rollback.
    func performRegardless(_ request: Request, on connection: Connection) async -> Response {
        await unsafe withUnsafeContinuation { continuation in
            unsafe request.wait(with: continuation)
            run(request, on: connection)
        }
    }

    /// Waits for a request that was submitted without anybody waiting.
    func completion(of request: Request) async -> Response {
        await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                call { unsafe request.wait(with: continuation) }
            }
        } onCancel: {
            cancel(request)
        }
    }
}

extension Batch {
    /// The first parameter that cannot be sent.
    var refusal: PQError? {
        for command in commands {
            if let refusal = command.parameters.refusal { return refusal.with(sql: command.text.sql.description) }
        }
        return nil
    }

    var texts: [StatementText] { commands.map(\.text) }
}

extension Response {
    func batchResult(_ texts: [StatementText]) throws(PQError) -> BatchResult {
        if let error { throw error }
        return BatchResult(results: results, texts: texts)
    }
}
