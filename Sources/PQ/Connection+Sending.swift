/// From a request to the bytes of libpq's buffer, and from the machine's actions to what they mean here.
extension Connection {
    func send(_ request: Request, on conn: PGConn) {
        request.results.removeAll(keepingCapacity: true)
        request.error = nil
        // libpq may pass bytes on before all is said, so from here on something may have reached the server.
        request.wasSent = true
        let steps: [ConnectionMachine.Step]?
        switch request.work {
        case .lease:
            return finishCurrent()
        case .batch(let commands):
            steps = sendBatch(commands, request, on: conn)
        case .stream(let command, _):
            steps = sendStream(command, on: conn)
        case .describe(let text):
            steps = sendDescription(text, on: conn)
        case .script(let sql):
            steps = sendSimple(sql, .script, on: conn)
        case .copy(let sql, _):
            steps = sendSimple(sql, .copy, on: conn)
        }
        guard let steps else { return lose(conn.errorMessage) }
        act(on: machine.handle(.submitted(steps)), result: nil)
        flush()
    }

    private func sendBatch(
        _ commands: [Command], _ request: Request, on conn: PGConn
    ) -> [ConnectionMachine.Step]? {
        var steps: [ConnectionMachine.Step] = []
        steps.reserveCapacity(commands.count + 3)
        guard sendRetired(&steps, on: conn) else { return nil }
        if request.begins, !sendControl(.begin, &steps, on: conn) { return nil }
        for index in commands.indices {
            guard send(commands[index], as: .statement(index), index, &steps, on: conn) else { return nil }
        }
        if request.commits, !sendControl(.commit, &steps, on: conn) { return nil }
        return sendSync(&steps, on: conn)
    }

    private func sendStream(_ command: Command, on conn: PGConn) -> [ConnectionMachine.Step]? {
        var steps: [ConnectionMachine.Step] = []
        guard send(command, as: .stream(0), 0, &steps, on: conn) else { return nil }
        return sendSync(&steps, on: conn)
    }

    private func sendDescription(_ text: StatementText, on conn: PGConn) -> [ConnectionMachine.Step]? {
        var steps: [ConnectionMachine.Step] = []
        guard let name = plan(for: text, 0, &steps, on: conn), conn.sendDescribe(name: name) else { return nil }
        steps.append(.describe(0))
        return sendSync(&steps, on: conn)
    }

    /// Pipeline mode refuses the simple protocol and COPY, so it is left until the end of the request.
    private func sendSimple(
        _ sql: String, _ step: ConnectionMachine.Step, on conn: PGConn
    ) -> [ConnectionMachine.Step]? {
        guard conn.exitPipeline() else { return nil }
        inPipeline = false
        return conn.sendSimple(sql) ? [step] : nil
    }

    private func sendSync(
        _ steps: inout [ConnectionMachine.Step], on conn: PGConn
    ) -> [ConnectionMachine.Step]? {
        guard conn.sendSync() else { return nil }
        steps.append(.sync)
        return steps
    }

    /// A plan that is not there yet travels in front of its first use.
    private func send(
        _ command: Command, as step: ConnectionMachine.Step, _ index: Int,
        _ steps: inout [ConnectionMachine.Step], on conn: PGConn
    ) -> Bool {
        if command.text.prepared {
            guard let name = plan(for: command.text, index, &steps, on: conn),
                conn.sendPrepared(name: name, command.parameters)
            else { return false }
        } else if !conn.sendUnprepared(command.text, command.parameters) {
            return false
        }
        steps.append(step)
        return true
    }

    private func plan(
        for text: StatementText, _ index: Int, _ steps: inout [ConnectionMachine.Step], on conn: PGConn
    ) -> String? {
        switch cache.lookup(text) {
        case .known(let name):
            return name
        case .new(let name):
            guard conn.sendPrepare(name: name, text) else { return nil }
            steps.append(.prepare(index))
            return name
        }
    }

    /// `index` -1 and -2 stand for the plans of `BEGIN` and `COMMIT`.
    private func sendControl(
        _ step: ConnectionMachine.Step, _ steps: inout [ConnectionMachine.Step], on conn: PGConn
    ) -> Bool {
        let command = step == .begin ? Control.begin : Control.commit
        return send(command, as: step, step == .begin ? -1 : -2, &steps, on: conn)
    }

    private func sendRetired(_ steps: inout [ConnectionMachine.Step], on conn: PGConn) -> Bool {
        guard !cache.retired.isEmpty, conn.transactionState != .failed else { return true }
        for name in cache.retired {
            guard conn.sendExtended("deallocate \(name)") else { return false }
            steps.append(.deallocate(name))
        }
        return true
    }

    // MARK: Actions

    func act(on action: ConnectionMachine.Action, result: PGResult?) {
        guard let request = current else { return }
        switch action {
        case .none: break
        case .registerPlan(let index): if let text = text(of: index, in: request) { cache.register(text) }
        case .forgetRetired(let name): cache.forgetRetired(name)
        case .keep, .describeParameters: if let result { request.results.append(result) }
        case .deliverRow: deliver(result, of: request)
        case .enterSingleRowMode: _ = conn?.setSingleRowMode()
        case .openCopy: if case .copy(_, let channel) = request.work { openCopy(channel) }
        case .checkCommit:
            if result?.isRollback == true { request.error = PQError(.commitBecameRollback) }
        case .fail(let step): fail(request, at: step, with: result)
        case .askServerToCancel: askServerToCancel()
        case .finish: finishCurrent()
        case .violation: lose(conn.flatMap { $0.isBad ? $0.errorMessage : nil } ?? "the server answered out of order")
        }
    }

    private func text(of index: Int, in request: Request) -> StatementText? {
        switch (index, request.work) {
        case (-1, _): Control.begin.text
        case (-2, _): Control.commit.text
        case (_, .batch(let commands)): commands[index].text
        case (_, .stream(let command, _)): command.text
        case (_, .describe(let text)): text
        default: nil
        }
    }

    private func fail(_ request: Request, at step: ConnectionMachine.Step, with result: PGResult?) {
        let fields = result?.errorFields ?? PQError.Fields()
        var failed: StatementText?
        var isOld = false
        switch step {
        case .prepare(let index), .describe(let index):
            failed = text(of: index, in: request)
        case .statement(let index), .stream(let index):
            failed = text(of: index, in: request)
            isOld = failed.map { cache.isFromBefore($0) } ?? false
        default: break
        }
        let stale = isOld && (fields.state == .featureNotSupported || fields.state == .invalidStatementName)
        if stale, let failed { cache.remove(failed, serverHasIt: fields.state == .featureNotSupported) }
        request.error = PQError(
            machine.code(for: fields.state), fields: fields, sql: failed?.sql.description, stalePlan: stale)
    }

    /// A plan made stale by a schema change ("cached plan must not change result type") is made anew once. The failed request
    /// was one implicit transaction and left nothing behind; inside a transaction that is the façade's business.
    func replayIfStale(_ request: Request) -> Bool {
        guard let conn, let error = request.error, error.isStalePlan, request.replays == 0,
            conn.transactionState == .idle, !request.begins, machine.cancelReason == nil
        else { return false }
        if case .stream = request.work { return false }
        request.replays += 1
        cache.endRequest()
        send(request, on: conn)
        return true
    }
}

/// The statements of the transaction itself, planned like any other.
enum Control {
    static let begin = Command(Statement<Void, Void>("begin isolation level read committed"), ())
    static let commit = Command(Statement<Void, Void>("commit"), ())
    static let rollback = Command(Statement<Void, Void>("rollback"), ())
    static let ping = Command(Statement<Void, Void>("select"), ())
}
