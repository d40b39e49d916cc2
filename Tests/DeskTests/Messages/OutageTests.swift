import Courier
import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Receivers go down and dispatchers die; nothing is lost and nothing overtakes.
@Suite(.timeLimit(.minutes(5))) struct MessageOutageTests {
    /// Tries what is due every two seconds of the scene's time, as the service does, until a moment.
    private static func work(
        _ scene: MessageScene, from: Instant, until: Instant, _ couriers: Couriers, _ random: inout Chance
    ) async throws {
        var now = from
        while now < until {
            while try await scene.desk.dispatch(by: couriers, at: now, using: &random) > 0 {}
            now = now.adding(seconds: 20)
        }
    }

    /// Whether the first telling of each dossier's events came in their order, and how many events were told.
    private static func told(_ receiver: Receiver, after earlier: [Receiver.Request] = []) -> (
        inOrder: Bool, count: Int
    ) {
        var last: [DossierID: Int] = [:]
        var seen: Set<EventName> = []
        for event in (earlier + receiver.requests).compactMap(\.event) where seen.insert(event).inserted {
            guard event.sequence == (last[event.dossier] ?? 0) + 1 else { return (false, seen.count) }
            last[event.dossier] = event.sequence
        }
        return (true, seen.count)
    }

    @Test func `a receiver that is away for ten minutes is told everything, each dossier's events in order`()
        async throws
    {
        var random = Chance(state: 7)
        let scene = try await MessageScene()
        let first = try await Receiver.start()
        _ = try await scene.subscribe(to: first.url)
        let couriers = try MessageScene.couriers()
        let start = try MessageScene.at(MessageScene.morning)
        var events = 0
        var now = start
        _ = try await scene.takeIn(at: now)
        events += 1
        _ = try await scene.desk.dispatch(by: couriers, at: now, using: &random)
        #expect(first.requests.count == 1)
        let earlier = first.requests
        try await first.stop()
        // Connections that are open are gone, too, with their client.
        let fresh = try MessageScene.couriers()
        for _ in 0..<30 {
            let view = try await scene.takeIn(at: now)
            let handed = try await scene.perform(.handOver(unit: "ATBX", receiver: nil), on: view, by: "desk", at: now)
            _ = try await scene.perform(.assign(officer: "officer"), on: handed, by: "head", at: now)
            events += 3
            try await Self.work(scene, from: now, until: now.adding(seconds: 20), fresh, &random)
            now = now.adding(seconds: 20)
        }
        #expect(now == start.adding(minutes: 10))
        let failing = try await scene.desk.subscriptions(by: scene.principal("admin")).subscriptions
        #expect(failing.first?.waiting == events - 1)
        // It is asked now and then, one message at a time, and not for every message.
        let attempts = try await scene.messages().reduce(0) { $0 + $1.attempts }
        #expect(attempts < 2 * events)
        let second = try await Receiver.start(port: first.port)
        try await Self.work(scene, from: now, until: now.adding(minutes: 2), fresh, &random)
        let told = Self.told(second, after: earlier)
        #expect(told.inOrder && told.count == events)
        #expect(try await scene.messages().allSatisfy { $0.state == "sent" })
        #expect(try await scene.desk.subscriptions(by: scene.principal("admin")).subscriptions.first?.failures == 0)
        try await second.stop()
    }

    @Test func `of several dispatchers each message is one's`() async throws {
        let scene = try await MessageScene()
        let receiver = try await Receiver.start()
        _ = try await scene.subscribe(to: receiver.url)
        let now = try MessageScene.at(MessageScene.morning)
        for _ in 0..<40 {
            let view = try await scene.takeIn(at: now)
            _ = try await scene.perform(.handOver(unit: "ATBX", receiver: nil), on: view, by: "desk", at: now)
        }
        let couriers = try MessageScene.couriers()
        let tried = try await withThrowingTaskGroup(of: Int.self) { group in
            for seed in 1...4 {
                group.addTask { [desk = scene.desk] in
                    var random = Chance(state: UInt64(seed))
                    var tried = 0
                    while case let count = try await desk.dispatch(by: couriers, at: now, using: &random), count > 0 {
                        tried += count
                    }
                    return tried
                }
            }
            return try await group.reduce(0, +)
        }
        // What a slower one had under way kept the next in its lane waiting.
        var random = Chance(state: 9)
        var late = 0
        while case let count = try await scene.desk.dispatch(by: couriers, at: now, using: &random), count > 0 {
            late += count
        }
        #expect(tried + late == 80 && receiver.requests.count == 80)
        let told = Self.told(receiver)
        #expect(told.inOrder && told.count == 80)
    }

    @Test func `what a killed dispatcher had taken is sent when its lease has ended, under the same name`() async throws
    {
        var random = Chance(state: 3)
        let scene = try await MessageScene()
        let receiver = try await Receiver.start()
        _ = try await scene.subscribe(to: receiver.url)
        let now = try MessageScene.at(MessageScene.morning)
        let view = try await scene.takeIn(at: now)
        _ = try await scene.perform(.handOver(unit: "ATBX", receiver: nil), on: view, by: "desk", at: now)
        let ends = now.adding(seconds: 60)
        let claimed = try await scene.test.database.claimMessages(
            ClaimQuery(now: now, leaseEnds: ends, mostNotices: 10, mostLetters: 10, channels: [])
        ).notices
        #expect(claimed.map(\.message.sequence) == [1])
        let couriers = try MessageScene.couriers()
        #expect(try await scene.desk.dispatch(by: couriers, at: now.adding(seconds: 59), using: &random) == 0)
        #expect(try await scene.desk.dispatch(by: couriers, at: ends, using: &random) == 1)
        #expect(receiver.requests.first?.event == EventName(dossier: view.state.id, sequence: 1))
        // The one believed dead wakes up and says that it failed: that is not heard any more.
        let message = claimed[0].message
        try await scene.test.database.settle(
            [AttemptResult(id: message.id, attempt: message.attempt, state: .failed, nextAt: ends, failure: "late")],
            answered: [], unanswered: [], at: ends)
        #expect(try await scene.messages().map(\.state) == ["sent", "waiting"])
        #expect(try await scene.desk.dispatch(by: couriers, at: ends, using: &random) == 1)
    }

    @Test func `what is refused for three days has failed, lets the next one pass, and can be tried again`()
        async throws
    {
        var random = Chance(state: 4)
        let scene = try await MessageScene()
        let isRepaired = Switch()
        let receiver = try await Receiver.start { request in
            isRepaired.isOn || request.text.contains("handed_over") ? 200 : 500
        }
        _ = try await scene.subscribe(to: receiver.url)
        let start = try MessageScene.at(MessageScene.morning)
        let view = try await scene.takeIn(at: start)
        _ = try await scene.perform(.handOver(unit: "ATBX", receiver: nil), on: view, by: "desk", at: start)
        let couriers = try MessageScene.couriers()
        var now = start
        while now < start.adding(minutes: 4 * 1_440) {
            _ = try await scene.desk.dispatch(by: couriers, at: now, using: &random)
            now = now.adding(minutes: 60)
        }
        let messages = try await scene.messages()
        #expect(messages.map(\.state) == ["failed", "sent"])
        #expect(messages[0].failure == "the receiver answers with 500" && messages[0].attempts > 6)
        let failed = try await scene.desk.messages(
            MessagesInput(state: .failed, limit: 10), by: scene.principal("supervisor"))
        #expect(failed.messages.map(\.id) == [messages[0].id])
        await #expect(throws: DeskError.self) {
            try await scene.desk.retryMessage(messages[0].id, by: scene.principal("supervisor"), at: now)
        }
        isRepaired.turnOn()
        try await scene.desk.retryMessage(messages[0].id, by: scene.principal("admin"), at: now)
        #expect(try await scene.desk.dispatch(by: couriers, at: now, using: &random) == 1)
        #expect(try await scene.messages().map(\.state) == ["sent", "sent"])
        await #expect(throws: DeskError.self) {
            try await scene.desk.retryMessage(messages[0].id, by: scene.principal("admin"), at: now)
        }
    }
}
