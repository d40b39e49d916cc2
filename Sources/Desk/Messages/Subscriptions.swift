package import Courier
import JSONText
package import OneStop
package import Records
import Store

/// A subscription with its secret, which is told this once.
package struct NewSubscriptionView: Sendable {
    package var subscription: SubscriptionView
    /// `whsec_` and the key in base64, as Standard Webhooks has it; nil when it was told before.
    package var secret: String?
}

/// How other systems are told of events, as the installation has it.
package struct WebhookPolicy: Sendable {
    /// Seals the secrets of subscriptions; without it none can be made.
    package var secrets: SecretBox?
    /// Whether receivers may stand in the office's own network, and take what they are told over http.
    package var allowsPrivate: Bool
    /// Posts a test that somebody asks for; without it none can be sent.
    package var client: PostClient?

    package init(secrets: SecretBox? = nil, allowsPrivate: Bool = false, client: PostClient? = nil) {
        self.secrets = secrets
        self.allowsPrivate = allowsPrivate
        self.client = client
    }
}

/// A secret of a subscription in the form in which it is told, and sealed.
private struct WebhookSecret {
    /// Bytes of the key; Standard Webhooks allows 24 to 64.
    private static let size = 32

    let text: String
    let sealed: [UInt8]

    init(sealedBy box: SecretBox) throws {
        let bytes = SecretBox.random(Self.size)
        text = "whsec_\(Base64.encode(bytes))"
        sealed = try box.seal(bytes)
    }
}

extension DeskService {
    /// A secret that was replaced counts for so long, in seconds.
    private static let formerSecretCounts: Int64 = 86_400
    /// At most so many events are told again at once.
    package static let mostReplayed = 10_000

    /// Makes a subscription to the events of dossiers that an agency, or one below it, decides.
    ///
    /// It is told of every event that this instance writes from now on, and of those of other instances from at most two seconds
    /// later: so old may what they have at hand be. A replay brings what fell between.
    /// - Throws: `DeskError`: `noRight`, `invalid`, `refused` when the installation has no key for secrets.
    package func subscribe(
        _ terms: SubscriptionTerms, agency code: String?, by principal: Principal, at now: Instant,
        key: RequestKey? = nil,
        answer: (NewSubscriptionView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let agency = try principal.agency(code, permitting: .templates, in: office)
            try terms.check(in: office, tenant: principal.tenant, allowsPrivate: webhooks.allowsPrivate)
            let secret = try WebhookSecret(sealedBy: try webhooks.secrets.required())
            let new = NewSubscription(
                tenant: principal.tenant, agency: agency.id, terms: terms, secret: secret.sealed, at: now,
                by: principal.account)
            var told: Answer?
            _ = try await database.addSubscription(new) { id in
                let view = SubscriptionView(
                    id: id, agency: agency.row.code, label: terms.label, url: terms.url,
                    kinds: terms.kinds, procedures: terms.procedures, createdAt: now,
                    createdBy: principal.login, changedAt: now, changedBy: principal.login, formerSecretUntil: nil,
                    pausedAt: nil, pausedFor: nil, failures: 0, failingSince: nil, retryAt: nil, waiting: 0)
                var rendered = answer(NewSubscriptionView(subscription: view, secret: secret.text))
                told = rendered
                guard let key else { return nil }
                // Nobody but the subscriber has the secret in the clear: a repetition is told that it was made, and not the secret.
                rendered.body = answer(NewSubscriptionView(subscription: view, secret: nil)).body
                return rendered.stored(for: principal.account, under: key, at: now)
            }
            try await directory.refresh()
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// The subscriptions of the agencies whose messages the caller may read.
    package func subscriptions(
        by principal: Principal
    ) async throws -> (subscriptions: [SubscriptionView], offset: UTCOffset) {
        let office = try await directory.office()
        let agencies = try principal.agencies(permitting: .readMessages, in: office)
        let found = try await translated { try await database.subscriptions(of: agencies) }
        return (found, office.agencies[principal.agency]?.calendar.offset ?? .vietnam)
    }

    package func subscription(
        _ id: Int64, by principal: Principal
    ) async throws -> (subscription: SubscriptionView, offset: UTCOffset) {
        let office = try await directory.office()
        let agencies = try principal.agencies(permitting: .readMessages, in: office)
        let found = try await translated { try await database.subscriptions(of: agencies, id: id) }
        guard let subscription = found.first else { throw DeskError.notFound("The subscription") }
        return (subscription, office.agencies[principal.agency]?.calendar.offset ?? .vietnam)
    }

    /// Changes what a subscription is told and where.
    package func changeSubscription(
        _ id: Int64, to terms: SubscriptionTerms, by principal: Principal, at now: Instant
    ) async throws {
        let office = try await directory.office()
        try terms.check(in: office, tenant: principal.tenant, allowsPrivate: webhooks.allowsPrivate)
        try await change(id, .terms(terms), by: principal, at: now)
    }

    /// Stops telling a subscription anything; what happens meanwhile waits for it.
    package func pauseSubscription(_ id: Int64, by principal: Principal, at now: Instant) async throws {
        try await change(id, .pause, by: principal, at: now)
    }

    package func resumeSubscription(_ id: Int64, by principal: Principal, at now: Instant) async throws {
        try await change(id, .resume, by: principal, at: now)
    }

    /// Ends a subscription; what still waits for it is dropped.
    package func removeSubscription(_ id: Int64, by principal: Principal, at now: Instant) async throws {
        try await change(id, .remove, by: principal, at: now)
    }

    /// Gives a subscription another secret; messages are signed with both for a day, so that the receiver can change over.
    /// - Returns: the new secret, told this once, and until when the former counts.
    package func rotateSecret(
        of id: Int64, by principal: Principal, at now: Instant
    ) async throws -> (secret: String, formerUntil: Instant, offset: UTCOffset) {
        let office = try await directory.office()
        let secret = try WebhookSecret(sealedBy: try webhooks.secrets.required())
        let until = now.adding(seconds: Self.formerSecretCounts)
        try await change(id, .rotate(secret: secret.sealed, formerUntil: until), by: principal, at: now)
        return (secret.text, until, office.agencies[principal.agency]?.calendar.offset ?? .vietnam)
    }

    /// Posts a test to a subscriber at once, signed as every message is; it is no event, and is not sent again.
    /// - Returns: why it was not taken; nil when it was.
    /// - Throws: `DeskError`: `notFound`, or `refused` where the installation has no key for secrets or sends nothing.
    package func testSubscription(_ id: Int64, by principal: Principal, at now: Instant) async throws -> String? {
        let office = try await directory.office()
        let agencies = try principal.agencies(permitting: .templates, in: office)
        guard let receiver = try await translated({ try await database.receiver(of: id, in: agencies, at: now) })
        else { throw DeskError.notFound("The subscription") }
        let box = try webhooks.secrets.required()
        guard let client = webhooks.client, let address = WebAddress(receiver.url) else {
            throw DeskError(
                .refused, rule: "messages.no_sender", "This program sends nothing; ask who runs the one that does.")
        }
        guard let secrets = try? receiver.secrets.map(box.open) else {
            throw DeskError(
                .refused, rule: "messages.other_key",
                "The secret was sealed with another key than the program has now. Change the secret.")
        }
        let name = "test_\(id)_\(now.unixSeconds)"
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.field("specversion", "1.0")
            writer.field("id", name)
            writer.field("source", "/subscriptions/\(id)")
            writer.field("type", "vn.motcua.test")
            writer.field("time", now.rfc3339(in: office.agencies[principal.agency]?.calendar.offset ?? .vietnam))
        }
        let delivery = await Couriers.post(
            SignedMessage(id: name, body: writer.bytes), as: "application/cloudevents+json", to: address, by: client,
            secrets, at: now)
        return switch delivery {
        case .taken: nil
        case .notTaken(let reason, _), .refused(let reason), .gone(let reason): reason
        case .erased, .early: "nothing was sent"
        }
    }

    /// Tells a subscription once more of events that its filter takes, from one on, in the order in which they happened; at most
    /// ``mostReplayed``.
    /// - Returns: how many are told again.
    /// - Throws: `DeskError` of kind `notFound` for a subscription or an event that the caller's agencies do not have.
    package func replay(
        _ id: Int64, from event: EventName, by principal: Principal, at now: Instant
    ) async throws -> Int {
        let office = try await directory.office()
        let agencies = try principal.agencies(permitting: .templates, in: office)
        return try await translated {
            guard let subscription = try await database.subscriptions(of: agencies, id: id).first,
                let agency = office.agency(code: subscription.agency)
            else { throw DeskError.notFound("The subscription") }
            let replay = Replay(
                subscription: id, at: now, dossier: event.dossier, sequence: event.sequence,
                agencies: office.agenciesBelow(agency.id).sorted(), kinds: subscription.kinds,
                procedures: subscription.procedures, most: Self.mostReplayed)
            guard let count = try await database.replay(replay) else { throw DeskError.notFound("The event") }
            return count
        }
    }

    private func change(
        _ id: Int64, _ what: SubscriptionChange.What, by principal: Principal, at now: Instant
    ) async throws {
        let office = try await directory.office()
        let agencies = try principal.agencies(permitting: .templates, in: office)
        try await translated {
            let change = SubscriptionChange(id: id, agencies: agencies, at: now, by: principal.account, what: what)
            guard try await database.change(change) else { throw DeskError.notFound("The subscription") }
            try await directory.refresh()
        }
    }
}

extension SubscriptionTerms {
    /// What can be told of an address before anything is sent. Where its name leads is looked at when it is sent to.
    fileprivate func check(in office: Office, tenant: AgencyID, allowsPrivate: Bool) throws(DeskError) {
        guard let address = WebAddress(url) else {
            throw .invalid(
                "url", rule: "messages.url", "The address must be one of http or https, without user and fragment.")
        }
        guard address.isSecure || allowsPrivate else {
            throw .invalid(
                "url", rule: "messages.https",
                "Events are told over https only. An installation whose receivers stand in its own network may allow http: MOTCUA_WEBHOOKS_PRIVATE."
            )
        }
        for kind in kinds where !ToldKind.all.contains(kind) {
            throw .invalid(
                "kinds", rule: "messages.kind",
                "There is no kind \"\(kind)\". Name kinds of events, such as taken_in, or of duties, such as duty.at_risk."
            )
        }
        for code in procedures where office.procedure(code: code, tenant: tenant) == nil {
            throw .invalid(
                "procedures", rule: "R10.unknown_procedure",
                "There is no procedure \"\(code)\" in the catalogue. Look the code up and write it as published.")
        }
    }
}

extension SecretBox? {
    fileprivate func required() throws(DeskError) -> SecretBox {
        guard let self else {
            throw DeskError(
                .refused, rule: "messages.no_key",
                "The installation has no key to seal secrets with. Name a file with 32 bytes in MOTCUA_SECRET_KEY and start again."
            )
        }
        return self
    }
}
