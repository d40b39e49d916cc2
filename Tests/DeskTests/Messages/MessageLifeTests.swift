import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

/// Whatever happens in an office, its subscriber is told all of it and its applicants what concerns them.
@Suite(.timeLimit(.minutes(5))) struct MessageLifeTests {
    @Test(arguments: [11, 12, 13])
    func `lives of any kind are told whole, in order, to a receiver that fails now and then`(seed: UInt64) async throws
    {
        var random = Chance(state: seed)
        var lives = try await DeskLives(
            seed: seed, webhooks: WebhookPolicy(secrets: SecretBox(key: SecretBox.newKey()), allowsPrivate: true))
        let moods = Counter()
        let receiver = try await Receiver.start { _ in moods.next() % 3 == 0 ? 503 : 200 }
        let gateway = try await Receiver.start { _ in moods.next() % 5 == 0 ? 500 : 200 }
        var admin = try lives.principal("admin")
        admin.actor.limitedTo = nil
        let terms = SubscriptionTerms(label: "all", url: receiver.url, kinds: [], procedures: [])
        _ = try await lives.desk.subscribe(terms, agency: nil, by: admin, at: lives.now) { _ in
            Answer(status: 201, etag: nil, location: nil, body: [])
        }
        for moment in MessageMoment.allCases {
            let key = TemplateKey(moment: moment, channel: .sms, language: .vietnamese)
            _ = try await lives.desk.putTemplate(
                key, of: "H99.14", subject: "", body: "{code} {applicant}", isOn: true, by: admin, at: lives.now)
        }
        let couriers = try MessageScene.couriers(gateway: gateway.url)
        for _ in 0..<5 {
            try await lives.begin()
            for _ in 0..<14 {
                _ = try await lives.step()
                if random.next() % 4 == 0 {
                    _ = try await lives.desk.dispatch(by: couriers, at: lives.now, using: &random)
                }
            }
        }
        var now = lives.now
        while try await lives.test.count("message where state = 'waiting'") > 0 {
            now = now.adding(minutes: 180)
            try #require(now < lives.now.adding(minutes: 90 * 1_440), "it does not come to an end")
            while try await lives.desk.dispatch(by: couriers, at: now, using: &random) > 0 {}
        }
        // An import is told to nobody; what happens to an imported dossier afterwards is.
        let imported = try await lives.test.value(
            "select coalesce(string_agg(dossier_id::text, ','), '') from dossier_event where kind = 'imported'")
        var last: [DossierID: Int] = [:]
        for id in try #require(imported).split(separator: ",").compactMap({ Int64($0) }) { last[DossierID(id)] = 1 }
        var seen: Set<EventName> = []
        for event in receiver.requests.compactMap(\.event) where seen.insert(event).inserted {
            #expect(event.sequence == (last[event.dossier] ?? 0) + 1)
            last[event.dossier] = event.sequence
        }
        #expect(try await seen.count == lives.test.count("dossier_event where kind <> 'imported'"))
        #expect(try await lives.test.count("message where state <> 'sent'") == 0)
        let told = try await lives.test.count("message where channel = 'sms'")
        #expect(Set(gateway.requests.compactMap { $0.fields["webhook-id"] }).count == told && told > 0)
        var differences: [RebuildDifference] = []
        _ = try await lives.desk.rebuild { differences.append($0) }
        #expect(differences == [])
    }
}
