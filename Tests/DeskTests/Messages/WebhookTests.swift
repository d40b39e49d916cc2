import Courier
import Crypto
import Desk
import Foundation
import JSONText
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Other systems are told of events: signed, whole, and of nobody's person.
@Suite(.timeLimit(.minutes(5))) struct WebhookTests {
    private var random = Chance(state: 5)

    @Test func `an event goes to its subscriber once, signed, without a word of whom it is about`() async throws {
        var random = random
        let scene = try await MessageScene()
        let receiver = try await Receiver.start()
        let (_, secret) = try await scene.subscribe(to: receiver.url)
        let now = try MessageScene.at(MessageScene.morning)
        let view = try await scene.takeIn(at: now, email: "anh@example.vn", phone: "0912345678")
        let couriers = try MessageScene.couriers()
        #expect(try await scene.desk.dispatch(by: couriers, at: now, using: &random) == 1)
        #expect(try await scene.desk.dispatch(by: couriers, at: now.adding(minutes: 60), using: &random) == 0)
        let request = try #require(receiver.requests.first)
        #expect(receiver.requests.count == 1)
        #expect(request.fields["content-type"] == "application/cloudevents+json")
        #expect(request.event == EventName(dossier: view.state.id, sequence: 1))
        var event = try FieldReader(try JSONValue(parsing: request.body))
        #expect(try event.string("specversion", maxLength: 10) == "1.0")
        #expect(try event.string("id", maxLength: 60) == request.fields["webhook-id"])
        #expect(try event.string("type", maxLength: 60) == "vn.motcua.dossier.taken_in")
        #expect(try event.string("source", maxLength: 60) == "/agencies/H99.14")
        #expect(try event.string("subject", maxLength: 60) == view.state.code?.text)
        #expect(try event.string("time", maxLength: 60) == MessageScene.morning)
        var data = try event.object("data")
        #expect(try data.string("procedure", maxLength: 60) == "9.990001.H99")
        #expect(try data.string("due", maxLength: 60) == "2026-03-10T17:00:00+07:00")
        for mark in ["Ánh", "0912345678", "anh@"] { #expect(!request.text.contains(mark)) }
        #expect(try Self.isSigned(request, with: secret))
        #expect(try await scene.messages().map(\.state) == ["sent"])
    }

    /// Checks as a receiver does that knows Standard Webhooks and nothing of this program.
    private static func isSigned(_ request: Receiver.Request, with secret: String) throws -> Bool {
        let key = try #require(Data(base64Encoded: String(secret.dropFirst("whsec_".count))))
        let id = try #require(request.fields["webhook-id"])
        let timestamp = try #require(request.fields["webhook-timestamp"])
        let signed = Data("\(id).\(timestamp).".utf8) + Data(request.body)
        return try #require(request.fields["webhook-signature"]).split(separator: " ").contains { signature in
            guard signature.hasPrefix("v1,"), let code = Data(base64Encoded: String(signature.dropFirst(3))) else {
                return false
            }
            return HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: signed, using: SymmetricKey(data: key))
        }
    }

    @Test func `a test is posted at once, signed with each secret that counts, and is no event`() async throws {
        let scene = try await MessageScene()
        let receiver = try await Receiver.start { $0.path == "/hooks" ? 204 : 503 }
        let (id, former) = try await scene.subscribe(to: receiver.url)
        var webhooks = scene.desk.webhooks
        webhooks.client = try PostClient(rule: .everywhere)
        let desk = DeskService(database: scene.test.database, directory: scene.desk.directory, webhooks: webhooks)
        let admin = try scene.principal("admin")
        let now = try MessageScene.at(MessageScene.morning)
        let present = try await desk.rotateSecret(of: id, by: admin, at: now).secret
        #expect(try await desk.testSubscription(id, by: admin, at: now) == nil)
        let request = try #require(receiver.requests.first)
        #expect(request.text.contains("\"type\":\"vn.motcua.test\""))
        for secret in [present, former] { #expect(try Self.isSigned(request, with: secret)) }
        #expect(try await desk.testSubscription(id, by: admin, at: now.adding(seconds: 86_401)) == nil)
        let later = try #require(receiver.requests.last)
        #expect(try Self.isSigned(later, with: present))
        #expect(try !Self.isSigned(later, with: former))
        #expect(try await scene.test.count("message") == 0)

        let elsewhere = SubscriptionTerms(
            label: "x", url: receiver.url.replacing("/hooks", with: "/busy"), kinds: [], procedures: [])
        try await desk.changeSubscription(id, to: elsewhere, by: admin, at: now)
        #expect(try await desk.testSubscription(id, by: admin, at: now) == "the receiver answers with 503")
        for login in ["supervisor", "foreigner"] {
            await #expect(throws: DeskError.self) {
                try await desk.testSubscription(id, by: scene.principal(login), at: now)
            }
        }
        #expect(receiver.requests.count == 3)
    }

    @Test func `nobody is told of what they did not ask for, and nothing is written for nobody`() async throws {
        let scene = try await MessageScene()
        let now = try MessageScene.at(MessageScene.morning)
        _ = try await scene.takeIn(at: now, email: "anh@example.vn")
        #expect(try await scene.test.count("message") == 0)
        let others = try await scene.subscribe(to: "http://127.0.0.1:9/", kinds: ["signed"])
        let elsewhere = try await scene.subscribe(to: "http://127.0.0.1:9/", procedures: ["9.990009.H99"])
        let wanted = try await scene.subscribe(
            to: "http://127.0.0.1:9/", kinds: ["taken_in"], procedures: ["9.990001.H99"])
        let taken = try await scene.takeIn(at: now)
        _ = try await scene.perform(.handOver(unit: "ATBX", receiver: nil), on: taken, by: "desk", at: now)
        _ = try await scene.takeIn(at: now, procedure: "9.990009.H99")
        let told = try await scene.messages()
        #expect(told.map(\.subscription) == [wanted.id, elsewhere.id])
        #expect(!told.contains { $0.subscription == others.id })
        // Another province's administrator has none of it.
        #expect(try await scene.test.value("select count(*) from message where tenant_id <> 1") == "0")
    }

    @Test func `a secret that is replaced counts beside the new one for a day`() async throws {
        var random = random
        let scene = try await MessageScene()
        let receiver = try await Receiver.start()
        let (id, former) = try await scene.subscribe(to: receiver.url)
        let now = try MessageScene.at(MessageScene.morning)
        let rotated = try await scene.desk.rotateSecret(of: id, by: scene.principal("admin"), at: now)
        let couriers = try MessageScene.couriers()
        for (hours, formerCounts) in [(23, true), (25, false)] {
            let later = now.adding(minutes: Int64(hours) * 60)
            _ = try await scene.takeIn(at: later)
            _ = try await scene.desk.dispatch(by: couriers, at: later, using: &random)
            let request = try #require(receiver.requests.last)
            #expect(try Self.isSigned(request, with: rotated.secret))
            #expect(try Self.isSigned(request, with: former) == formerCounts)
        }
        // What lies in the database opens nothing without the installation's key.
        let bytes = try #require(Data(base64Encoded: String(rotated.secret.dropFirst(6))))
        let hex = bytes.map { String(format: "%02x", $0) }.joined()
        #expect(
            try await scene.test.value(
                "select count(*) from webhook_subscription where position('\(hex)' in encode(secret, 'hex')) > 0")
                == "0")
    }

    @Test func `an address in one's own network is not spoken to unless that is allowed`() async throws {
        var random = random
        let scene = try await MessageScene()
        let receiver = try await Receiver.start()
        _ = try await scene.subscribe(to: receiver.url)
        let now = try MessageScene.at(MessageScene.morning)
        _ = try await scene.takeIn(at: now)
        let guarded = try MessageScene.couriers(rule: .publicOnly)
        _ = try await scene.desk.dispatch(by: guarded, at: now, using: &random)
        #expect(receiver.requests.isEmpty)
        let message = try #require(try await scene.messages().first)
        #expect(message.state == "waiting" && message.failure == "the host's address is not a public one")
    }

    @Test func `who says that it wants nothing any more is paused, and told the rest when it is resumed`() async throws
    {
        var random = random
        let scene = try await MessageScene()
        let isBack = Switch()
        let receiver = try await Receiver.start { _ in isBack.isOn ? 204 : 410 }
        let (id, _) = try await scene.subscribe(to: receiver.url)
        let now = try MessageScene.at(MessageScene.morning)
        _ = try await scene.takeIn(at: now)
        let couriers = try MessageScene.couriers()
        _ = try await scene.desk.dispatch(by: couriers, at: now, using: &random)
        let paused = try await scene.desk.subscription(id, by: scene.principal("supervisor")).subscription
        #expect(paused.pausedFor == "failing" && paused.waiting == 1)
        let later = now.adding(minutes: 600)
        #expect(try await scene.desk.dispatch(by: couriers, at: later, using: &random) == 0)
        isBack.turnOn()
        try await scene.desk.resumeSubscription(id, by: scene.principal("admin"), at: later)
        #expect(try await scene.desk.dispatch(by: couriers, at: later, using: &random) == 1)
        #expect(try await scene.messages().map(\.state) == ["sent"])
    }

    @Test func `a replay tells again what the filter takes, from an event on, under the same names`() async throws {
        var random = random
        let scene = try await MessageScene()
        let receiver = try await Receiver.start()
        let now = try MessageScene.at(MessageScene.morning)
        // Before the subscription is made.
        var views: [DossierView] = []
        for minute in 0..<4 { views.append(try await scene.takeIn(at: now.adding(minutes: Int64(minute)))) }
        let (id, _) = try await scene.subscribe(to: receiver.url, kinds: ["taken_in"])
        _ = try await scene.perform(
            .handOver(unit: "ATBX", receiver: nil), on: views[3], by: "desk", at: now.adding(minutes: 10))
        let couriers = try MessageScene.couriers()
        #expect(try await scene.desk.dispatch(by: couriers, at: now.adding(minutes: 11), using: &random) == 0)
        let from = EventName(dossier: views[1].state.id, sequence: 1)
        for round in 1...2 {
            let again = now.adding(minutes: Int64(20 * round))
            #expect(try await scene.desk.replay(id, from: from, by: scene.principal("admin"), at: again) == 3)
            #expect(try await scene.desk.dispatch(by: couriers, at: again, using: &random) == 3)
        }
        let names = receiver.requests.compactMap(\.event)
        let wanted = views[1...].map { EventName(dossier: $0.state.id, sequence: 1) }
        #expect(Set(names.prefix(3)) == Set(wanted) && Set(names.suffix(3)) == Set(wanted) && names.count == 6)
        await #expect(throws: DeskError.self) {
            try await scene.desk.replay(
                id, from: EventName(dossier: views[0].state.id, sequence: 99), by: scene.principal("admin"), at: now)
        }
        await #expect(throws: DeskError.self) {
            try await scene.desk.replay(id, from: from, by: scene.principal("supervisor"), at: now)
        }
    }
}
