package import OneStop
package import Records
import Store

/// What is asked of the outbox.
package struct MessagesInput: Sendable {
    package var agency: String?
    package var state: AttemptResult.State?
    package var channel: MessageChannel?
    package var subscription: Int64?
    package var dossier: DossierCode?
    package var before: Int64?
    package var limit: Int

    package init(
        agency: String? = nil, state: AttemptResult.State? = nil, channel: MessageChannel? = nil,
        subscription: Int64? = nil, dossier: DossierCode? = nil, before: Int64? = nil, limit: Int
    ) {
        self.agency = agency
        self.state = state
        self.channel = channel
        self.subscription = subscription
        self.dossier = dossier
        self.before = before
        self.limit = limit
    }
}

extension DeskService {
    /// The messages of the agencies where the caller may read them, the newest first. What a person is told is not shown.
    package func messages(
        _ input: MessagesInput, by principal: Principal
    ) async throws -> (messages: [MessageRow], next: Int64?, offset: UTCOffset) {
        let office = try await directory.office()
        let agencies =
            try input.agency == nil
            ? principal.agencies(permitting: .readMessages, in: office)
            : [principal.agency(input.agency, permitting: .readMessages, in: office).id]
        return try await messages(
            input, of: agencies, in: office, offset: office.agencies[principal.agency]?.calendar.offset)
    }

    /// The same of some agencies, for the command line, where the operating system vouches for who asks.
    package func messages(
        _ input: MessagesInput, of agencies: [AgencyID], in office: Office, offset: UTCOffset? = nil
    ) async throws -> (messages: [MessageRow], next: Int64?, offset: UTCOffset) {
        let query = MessageQuery(
            agencies: agencies, state: input.state, channel: input.channel, subscription: input.subscription,
            dossier: input.dossier?.text, before: input.before, limit: input.limit + 1)
        let found = try await translated { try await database.messages(query) }
        let shown = Array(found.prefix(input.limit))
        return (shown, found.count > input.limit ? shown.last?.id : nil, offset ?? .vietnam)
    }

    /// Has a message that failed, or waits, tried again at once.
    /// - Throws: `DeskError`: `notFound`, or `refused` for one that was sent, or has nobody to go to.
    package func retryMessage(_ id: Int64, by principal: Principal, at now: Instant) async throws {
        let office = try await directory.office()
        try await retryMessage(id, of: principal.agencies(permitting: .templates, in: office), at: now)
    }

    package func retryMessage(_ id: Int64, of agencies: [AgencyID], at now: Instant) async throws {
        try await translated {
            switch try await database.retryMessage(id, of: agencies, at: now) {
            case .waiting, .failed: return
            case .sent:
                throw DeskError(
                    .refused, rule: "messages.sent",
                    "The message was sent. What a system has missed is told again by a replay of its subscription.")
            case .dropped:
                throw DeskError(
                    .refused, rule: "messages.dropped",
                    "The message was dropped: its subscription was removed, or the person erased.")
            case nil: throw DeskError.notFound("The message")
            }
        }
    }
}
