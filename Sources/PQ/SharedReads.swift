/// Reads that travel together, as the pool keeps them.
struct SharedReads {
    /// No pipeline is longer, so that the first of it does not wait for too many others.
    static let mostTogether = 64

    /// Carriers on their way.
    var travelling = 0
    var waiting: [Request] = []

    /// Takes what waits, as one request to the server.
    mutating func nextCarrier(deadline: ContinuousClock.Instant) -> Request? {
        waiting.removeAll { $0.isFinished }
        guard !waiting.isEmpty else { return nil }
        let members = Array(waiting.prefix(Self.mostTogether))
        waiting.removeFirst(members.count)
        return Self.carrier(of: members, deadline: deadline)
    }

    static func carrier(of members: [Request], deadline: ContinuousClock.Instant) -> Request {
        guard let gathered = GatheredReads(members) else {
            return Request(.batch(members.flatMap(\.commands)), afterwards: .free, deadline: deadline, members: members)
        }
        return Request(
            .batch([gathered.command] + gathered.others.flatMap(\.commands)), afterwards: .free, deadline: deadline,
            members: gathered.together + gathered.others, gathered: gathered.together.count)
    }
}

extension PoolCore {
    /// A caller's read. It goes at once if a carrier is free.
    func share(_ request: Request) {
        if let reason = request.cancelReason { return refuse(request, PQError(reason.code)) }
        if isClosing { return refuse(request, PQError(.poolClosed)) }
        if shared.waiting.count >= configuration.queueLimit {
            return refuse(request, PQError(.poolExhausted, "\(shared.waiting.count) callers already wait"))
        }
        request.state = .shared
        shared.waiting.append(request)
        sendShared()
        if !shared.waiting.isEmpty {
            let until = ContinuousClock.now + configuration.leaseTimeout
            request.waitsUntil = until
            reactor.remind(at: until)
        }
    }

    private var answerBy: ContinuousClock.Instant { .now + configuration.answerTimeout }

    private func sendShared() {
        while shared.travelling < configuration.sharedReaders, let carrier = shared.nextCarrier(deadline: answerBy) {
            shared.travelling += 1
            submit(carrier)
        }
    }

    /// A carrier has its answer: the next one leaves before the members are told.
    func arrived(_ carrier: Request, _ response: Response) {
        shared.travelling -= 1
        sendShared()
        let members = carrier.members ?? []
        guard let error = response.error else {
            var first = 0
            if carrier.gathered > 0 {
                first = 1
                answer(members.prefix(carrier.gathered), from: response.results[0])
            }
            for member in members.dropFirst(carrier.gathered) {
                let results = Array(response.results[first..<(first + member.commands.count)])
                first += results.count
                member.finish(Response(results: results, error: nil, connection: nil))
            }
            return
        }
        guard members.count > 1, let state = error.state, error.code == .server(state) else {
            for member in members { member.fail(error) }
            return
        }
        for member in members where !member.isFinished {
            shared.travelling += 1
            submit(SharedReads.carrier(of: [member], deadline: answerBy))
        }
    }

    private func answer(_ members: ArraySlice<Request>, from result: PGResult) {
        guard let parts = result.divided(among: members.count) else {
            let error = PQError(.decoding, "a statement that gathers does not say whose its rows are")
            for member in members { member.fail(error) }
            return
        }
        for (member, part) in zip(members, parts) {
            member.finish(Response(results: [part], error: nil, connection: nil))
        }
    }

    /// Callers do not wait longer than for a connection of their own.
    func expireShared(now: ContinuousClock.Instant) {
        for request in shared.waiting where !request.isFinished {
            guard let until = request.waitsUntil else { continue }
            if until > now {
                reactor.remind(at: until)
            } else {
                refuse(request, PQError(.poolExhausted, "no connection came free in time"))
            }
        }
    }

    func refuseShared(_ error: PQError) {
        for request in shared.waiting where !request.isFinished { refuse(request, error) }
        shared.waiting.removeAll()
    }
}

extension Request {
    var commands: [Command] {
        if case .batch(let commands) = work { commands } else { [] }
    }
}
