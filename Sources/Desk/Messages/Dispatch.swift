package import OneStop
import Records
import Store

extension DeskService {
    /// How long what was claimed is nobody else's. Longer than an attempt can take.
    private static let lease: Int64 = 180
    /// So many messages of a subscription are under way at once, and so many to people.
    private static let mostNotices = 64
    private static let mostLetters = 8
    /// A receiver that asks for longer is asked after an hour all the same.
    private static let longestRetryAfter: Int64 = 3_600

    /// Tries everything that is due, once: claims it, sends it, and writes what became of it.
    ///
    /// Others may do the same at the same time; each message is one's. A message is told at least once: who is killed between the
    /// sending and the writing leaves it to be sent again when the lease ends.
    /// - Parameter generator: for how long is waited after a failure.
    /// - Returns: how many were tried.
    package func dispatch(
        by couriers: Couriers, at now: Instant, using generator: inout some RandomNumberGenerator
    ) async throws -> Int {
        let office = try await directory.office()
        let (notices, letters) = try await database.claimMessages(
            ClaimQuery(
                now: now, leaseEnds: now.adding(seconds: Self.lease), mostNotices: Self.mostNotices,
                mostLetters: Self.mostLetters, channels: couriers.channels))
        guard !notices.isEmpty || !letters.isEmpty else { return 0 }
        let deliveries = await withTaskGroup(of: (Int64, Delivery).self) { group in
            for notice in notices {
                let offset = office.agencies[notice.message.agency]?.calendar.offset ?? .vietnam
                group.addTask {
                    (notice.message.id, await couriers.deliver(notice, sealedBy: webhooks.secrets, in: offset, at: now))
                }
            }
            for letter in letters {
                let agency = office.agencies[letter.message.agency]
                group.addTask {
                    (letter.message.id, await couriers.deliver(await whole(letter), from: agency, at: now))
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var results: [AttemptResult] = []
        for message in notices.map(\.message) + letters.map(\.message) {
            guard let delivery = deliveries[message.id] else { continue }
            results.append(Self.result(of: delivery, message, at: now, &generator))
        }
        let receivers = Self.receivers(notices, deliveries, at: now, &generator)
        try await database.settle(
            results, answered: receivers.answered, unanswered: receivers.unanswered, at: now)
        if letters.contains(where: \.isApology) { try await recordCarriedLetters(at: now) }
        return results.count
    }

    private static func result(
        of delivery: Delivery, _ message: ClaimedMessage, at now: Instant,
        _ generator: inout some RandomNumberGenerator
    ) -> AttemptResult {
        var result = AttemptResult(id: message.id, attempt: message.attempt, state: .waiting, nextAt: now, failure: nil)
        switch delivery {
        case .taken: result.state = .sent
        case .erased:
            result.state = .dropped
            result.failure = "erased with the person"
        case .refused(let why):
            result.state = .failed
            result.failure = why
        case .early(let hour):
            result.nextAt = hour
            result.isPostponed = true
        case .notTaken(let why, let retryAfter):
            result.failure = why
            let asked = min(max(retryAfter ?? 0, 0), longestRetryAfter) * Instant.microsecondsPerSecond
            let pause = max(BackOff.pause(after: message.attempt, using: &generator), asked)
            result.nextAt = now.adding(microseconds: pause)
            if now > message.expiresAt, message.attempt >= BackOff.fewestAttempts { result.state = .failed }
        case .gone(let why):
            result.failure = why
            result.nextAt = now.adding(microseconds: BackOff.pause(after: message.attempt, using: &generator))
        }
        return result
    }

    /// Which receivers have taken something, and which nothing at all.
    private static func receivers(
        _ notices: [ClaimedNotice], _ deliveries: [Int64: Delivery], at now: Instant,
        _ generator: inout some RandomNumberGenerator
    ) -> (answered: [Int64], unanswered: [Unanswered]) {
        var answered: [Int64] = []
        var unanswered: [Unanswered] = []
        for (subscription, told) in Dictionary(grouping: notices, by: \.subscription).sorted(by: { $0.key < $1.key }) {
            var hasTaken = false
            var isGone = false
            for notice in told {
                switch deliveries[notice.message.id] {
                case .taken: hasTaken = true
                case .gone: isGone = true
                case .notTaken, .refused, .erased, .early, nil: break
                }
            }
            let failures = told[0].failures
            guard isGone || !hasTaken else {
                if failures > 0 { answered.append(subscription) }
                continue
            }
            unanswered.append(
                Unanswered(
                    subscription: subscription, at: now,
                    retryAt: now.adding(microseconds: BackOff.rest(after: failures + 1, using: &generator)),
                    pausedIfSince: isGone ? now : now.adding(seconds: -BackOff.pausedAfter)))
        }
        return (answered, unanswered)
    }
}
