package import OneStop

/// A subscription as whoever keeps it sees it. Its secret is not among it.
package struct SubscriptionView: Sendable, Hashable {
    package var id: Int64
    package var agency: String
    package var label: String
    package var url: String
    package var kinds: [String]
    package var procedures: [String]
    package var createdAt: Instant
    package var createdBy: String
    package var changedAt: Instant
    package var changedBy: String
    package var formerSecretUntil: Instant?
    package var pausedAt: Instant?
    /// `asked`, or `failing`: nothing was taken for too long.
    package var pausedFor: String?
    package var failures: Int
    package var failingSince: Instant?
    package var retryAt: Instant?
    package var waiting: Int

    package init(
        id: Int64, agency: String, label: String, url: String, kinds: [String], procedures: [String],
        createdAt: Instant, createdBy: String, changedAt: Instant, changedBy: String, formerSecretUntil: Instant?,
        pausedAt: Instant?, pausedFor: String?, failures: Int, failingSince: Instant?, retryAt: Instant?, waiting: Int
    ) {
        self.id = id
        self.agency = agency
        self.label = label
        self.url = url
        self.kinds = kinds
        self.procedures = procedures
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.changedAt = changedAt
        self.changedBy = changedBy
        self.formerSecretUntil = formerSecretUntil
        self.pausedAt = pausedAt
        self.pausedFor = pausedFor
        self.failures = failures
        self.failingSince = failingSince
        self.retryAt = retryAt
        self.waiting = waiting
    }
}

/// What can be changed of a subscription.
package struct SubscriptionTerms: Sendable, Hashable {
    package var label: String
    package var url: String
    /// Names of what it is told of; empty for everything.
    package var kinds: [String]
    /// Codes; empty for every procedure.
    package var procedures: [String]

    package init(label: String, url: String, kinds: [String], procedures: [String]) {
        self.label = label
        self.url = url
        self.kinds = kinds
        self.procedures = procedures
    }
}

/// What is asked of the outbox, the newest first.
package struct MessageQuery: Sendable, Hashable {
    package var agencies: [AgencyID]
    package var state: AttemptResult.State?
    package var channel: MessageChannel?
    package var subscription: Int64?
    /// A dossier's code.
    package var dossier: String?
    /// Only those before it.
    package var before: Int64?
    package var limit: Int

    package init(
        agencies: [AgencyID], state: AttemptResult.State? = nil, channel: MessageChannel? = nil,
        subscription: Int64? = nil, dossier: String? = nil, before: Int64? = nil, limit: Int
    ) {
        self.agencies = agencies
        self.state = state
        self.channel = channel
        self.subscription = subscription
        self.dossier = dossier
        self.before = before
        self.limit = limit
    }
}

/// A message as it is listed: who is told of what, and how far it is. What a person is told is not among it.
package struct MessageRow: Sendable, Hashable {
    package var id: Int64
    package var agency: String
    package var channel: String
    package var subscription: Int64?
    package var dossier: DossierID
    package var code: String?
    package var sequence: Int
    package var kind: String
    package var state: String
    package var attempts: Int
    package var createdAt: Instant
    package var nextAt: Instant
    package var endedAt: Instant?
    package var failure: String?
    /// The notice of a duty that it tells instead of an event.
    package var notice: Int64?

    package init(
        id: Int64, agency: String, channel: String, subscription: Int64?, dossier: DossierID, code: String?,
        sequence: Int, kind: String, state: String, attempts: Int, createdAt: Instant, nextAt: Instant,
        endedAt: Instant?, failure: String?, notice: Int64?
    ) {
        self.id = id
        self.agency = agency
        self.channel = channel
        self.subscription = subscription
        self.dossier = dossier
        self.code = code
        self.sequence = sequence
        self.kind = kind
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.nextAt = nextAt
        self.endedAt = endedAt
        self.failure = failure
        self.notice = notice
    }
}
