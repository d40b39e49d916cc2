import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Systems that are told of events by webhook.
    func addSubscriptions(to group: RouterGroup<DeskContext>) {
        creation("webhook-subscriptions", in: group) { fields throws(FieldError) in
            (agency: try fields.optionalLine("agency", maxLength: 35), terms: try SubscriptionTerms(&fields))
        } by: { input, principal, now, key in
            let offset = UTCOffset.vietnam
            return try await desk.subscribe(
                input.terms, agency: input.agency, by: principal, at: now, key: key
            ) { .subscription($0, offset) }
        }
        route(.get, "webhook-subscriptions", in: group) { request, _, principal, _ in
            try Query(of: request).finish()
            let (subscriptions, offset) = try await desk.subscriptions(by: principal)
            return Response.list(subscriptions, next: nil, for: request) { writer, subscription in
                writer.object { $0.subscription(subscription, offset) }
            }
        }
        let path: RouterPath = "webhook-subscriptions/{subscription}"
        route(.get, path, in: group) { request, context, principal, _ in
            try Query(of: request).finish()
            let (subscription, offset) = try await desk.subscription(context.subscription(), by: principal)
            var writer = JSONWriter(capacity: 512)
            writer.object { $0.subscription(subscription, offset) }
            return .current(writer.bytes, for: request)
        }
        route(.put, path, in: group) { request, context, principal, now in
            let terms = try await Body(of: request).read { fields throws(FieldError) in try SubscriptionTerms(&fields) }
            try await desk.changeSubscription(context.subscription(), to: terms, by: principal, at: now)
            return .nothing
        }
        route(.delete, path, in: group) { request, context, principal, now in
            try Query(of: request).finish()
            try await desk.removeSubscription(context.subscription(), by: principal, at: now)
            return .nothing
        }
        let one = group.group(path)
        route(.put, "pause", in: one) { request, context, principal, now in
            try await Body(of: request).read { _ throws(FieldError) in }
            try await desk.pauseSubscription(context.subscription(), by: principal, at: now)
            return .nothing
        }
        route(.delete, "pause", in: one) { request, context, principal, now in
            try Query(of: request).finish()
            try await desk.resumeSubscription(context.subscription(), by: principal, at: now)
            return .nothing
        }
        addActs(to: one)
    }

    private func addActs(to one: RouterGroup<DeskContext>) {
        route(.post, "secrets", in: one) { request, context, principal, now in
            try await Body(of: request).read { _ throws(FieldError) in }
            let rotated = try await desk.rotateSecret(of: context.subscription(), by: principal, at: now)
            var writer = JSONWriter(capacity: 256)
            writer.object { writer in
                writer.field("secret", rotated.secret)
                writer.time("formerUntil", rotated.formerUntil, rotated.offset)
            }
            return .json(writer.bytes, status: .created, headers: [.cacheControl: "no-store"])
        }
        route(.post, "tests", in: one) { request, context, principal, now in
            try await Body(of: request).read { _ throws(FieldError) in }
            let failure = try await desk.testSubscription(context.subscription(), by: principal, at: now)
            var writer = JSONWriter(capacity: 128)
            writer.object { writer in
                writer.field("taken", failure == nil)
                writer.field("failure", failure)
            }
            return .json(writer.bytes)
        }
        route(.post, "replays", in: one) { request, context, principal, now in
            let event = try await Body(of: request).read { fields throws(FieldError) in
                try fields.parsed("from", maxLength: 60, expected: "the name of an event, such as \"evt_12_3\"") {
                    EventName($0)
                }
            }
            let count = try await desk.replay(context.subscription(), from: event, by: principal, at: now)
            var writer = JSONWriter(capacity: 64)
            writer.object { writer in
                writer.field("from", event.text)
                writer.field("events", count)
            }
            return .json(writer.bytes, status: .accepted)
        }
    }
}

extension DeskContext {
    fileprivate func subscription() throws -> Int64 { try number("subscription", of: "The subscription") }
}

extension SubscriptionTerms {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        let label = try fields.line("label", maxLength: 200)
        let url = try fields.line("url", maxLength: 2_000)
        let kinds = try fields.optionalStrings("kinds", maxCount: 100, maxLength: 60) ?? []
        let procedures = try fields.optionalStrings("procedures", maxCount: 1_000, maxLength: 60) ?? []
        self.init(label: label, url: url, kinds: kinds, procedures: procedures)
    }
}

extension Answer {
    fileprivate static func subscription(_ made: NewSubscriptionView, _ offset: UTCOffset) -> Answer {
        var writer = JSONWriter(capacity: 512)
        writer.object { writer in
            writer.subscription(made.subscription, offset)
            writer.field("secret", made.secret)
        }
        return Answer(
            status: 201, etag: nil, location: "/api/v1/webhook-subscriptions/\(made.subscription.id)",
            body: writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func subscription(_ subscription: SubscriptionView, _ offset: UTCOffset) {
        field("subscription", subscription.id)
        field("agency", subscription.agency)
        field("label", subscription.label)
        field("url", subscription.url)
        field("kinds", subscription.kinds)
        field("procedures", subscription.procedures)
        time("createdAt", subscription.createdAt, offset)
        field("createdBy", subscription.createdBy)
        time("changedAt", subscription.changedAt, offset)
        field("changedBy", subscription.changedBy)
        time("formerSecretUntil", subscription.formerSecretUntil, offset)
        time("pausedAt", subscription.pausedAt, offset)
        field("pausedFor", subscription.pausedFor)
        field("failures", subscription.failures)
        time("failingSince", subscription.failingSince, offset)
        time("retryAt", subscription.retryAt, offset)
        field("waiting", subscription.waiting)
    }
}
