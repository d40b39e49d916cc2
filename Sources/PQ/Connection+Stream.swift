extension Connection {
    /// Runs a statement whose rows are read one by one, as many as the reader asks for (libpq, "Retrieving Query Results
    /// Row-by-Row"). The connection is busy until the stream has ended or been let go.
    package nonisolated func stream<Parameters, Row>(
        _ statement: Statement<Parameters, Row>, _ parameters: Parameters, deadline: ContinuousClock.Instant? = nil
    ) -> RowStream<Row> {
        let command = Command(statement, parameters)
        if let refusal = command.parameters.refusal {
            return RowStream(refused: refusal, statement: statement, connection: self)
        }
        let channel = RowChannel()
        let request = Request(.stream(command, channel), deadline: deadline)
        reactor.run(request, on: self)
        return RowStream(statement: statement, request: request, channel: channel, connection: self)
    }

    func deliver(_ row: PGResult?, of request: Request) {
        guard let row, case .stream(_, let channel) = request.work, machine.cancelReason == nil else { return }
        channel.append(row)
        if channel.isFull { pauseReading(true) }
    }

    /// The reader has taken what there was.
    func continueStream(_ channel: RowChannel) {
        guard case .stream(_, let mine) = current?.work, mine === channel, !channel.isFull else { return }
        pauseReading(false)
        drain()
    }
}
