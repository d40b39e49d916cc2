package import OneStop

/// What somebody is to be told, as it is put into the outbox with the event that causes it.
package struct OutboxSet: Sendable, Hashable {
    /// An event that a subscription takes.
    package struct Notice: Sendable, Hashable {
        package var subscription: Int64
        package var sequence: Int
        package var kind: EventKind

        package init(subscription: Int64, sequence: Int, kind: EventKind) {
            self.subscription = subscription
            self.sequence = sequence
            self.kind = kind
        }
    }

    /// A message to the applicant, whole. This is personal data.
    package struct Letter: Sendable, Hashable {
        package var channel: MessageChannel
        package var sequence: Int
        package var kind: EventKind
        package var applicant: Int64
        package var recipient: String
        package var subject: String
        package var body: String

        package init(
            channel: MessageChannel, sequence: Int, kind: EventKind, applicant: Int64, recipient: String,
            subject: String, body: String
        ) {
            self.channel = channel
            self.sequence = sequence
            self.kind = kind
            self.applicant = applicant
            self.recipient = recipient
            self.subject = subject
            self.body = body
        }
    }

    package var tenant: AgencyID
    package var agency: AgencyID
    package var dossier: DossierID
    package var at: Instant
    package var notices: [Notice] = []
    package var letters: [Letter] = []

    package init(tenant: AgencyID, agency: AgencyID, dossier: DossierID, at: Instant) {
        self.tenant = tenant
        self.agency = agency
        self.dossier = dossier
        self.at = at
    }
}

/// Who subscribes to what: as much as decides whether an event concerns them.
package struct SubscriptionRow: Sendable, Hashable {
    package var id: Int64
    package var tenant: AgencyID
    package var agency: AgencyID
    /// Names of what it is told of; empty for everything.
    package var kinds: Set<String>
    /// Codes of procedures; empty for every one.
    package var procedures: Set<String>

    package init(id: Int64, tenant: AgencyID, agency: AgencyID, kinds: Set<String>, procedures: Set<String>) {
        self.id = id
        self.tenant = tenant
        self.agency = agency
        self.kinds = kinds
        self.procedures = procedures
    }
}

/// A template as stored.
package struct TemplateRow: Sendable, Hashable {
    package var agency: AgencyID
    package var key: TemplateKey
    /// Empty for what has no subject.
    package var subject: String
    package var body: String
    package var isOn: Bool

    package init(agency: AgencyID, key: TemplateKey, subject: String, body: String, isOn: Bool) {
        self.agency = agency
        self.key = key
        self.subject = subject
        self.body = body
        self.isOn = isOn
    }
}

/// Which template of an agency.
package struct TemplateKey: Sendable, Hashable {
    package var moment: MessageMoment
    package var channel: MessageChannel
    package var language: MessageLanguage

    package init(moment: MessageMoment, channel: MessageChannel, language: MessageLanguage) {
        self.moment = moment
        self.channel = channel
        self.language = language
    }
}

/// A message that one dispatcher has taken for itself, until its lease ends.
package struct ClaimedMessage: Sendable, Hashable {
    package var id: Int64
    package var agency: AgencyID
    package var dossier: DossierID
    package var sequence: Int
    /// How often it has been tried, this time included. It also tells this claim from a later one.
    package var attempt: Int
    /// An attempt that fails after this is the last.
    package var expiresAt: Instant

    package init(
        id: Int64, agency: AgencyID, dossier: DossierID, sequence: Int, attempt: Int, expiresAt: Instant
    ) {
        self.id = id
        self.agency = agency
        self.dossier = dossier
        self.sequence = sequence
        self.attempt = attempt
        self.expiresAt = expiresAt
    }
}

/// An event on its way to a subscriber. Nothing of it is personal.
package struct ClaimedNotice: Sendable, Hashable {
    package var message: ClaimedMessage
    package var subscription: Int64
    package var url: String
    /// Sealed, as are all that are stored.
    package var secret: [UInt8]
    /// The one before, while it still counts.
    package var formerSecret: [UInt8]?
    /// How often in a row the receiver has taken nothing.
    package var failures: Int
    package var kind: String
    package var at: Instant
    package var status: Int?
    package var due: Instant?
    package var code: String?
    package var procedure: String
    package var decidedBy: String
    /// The notice of a duty that is told instead of an event.
    package var duty: ClaimedDuty?

    package init(
        message: ClaimedMessage, subscription: Int64, url: String, secret: [UInt8], formerSecret: [UInt8]?,
        failures: Int, kind: String, at: Instant, status: Int?, due: Instant?, code: String?, procedure: String,
        decidedBy: String, duty: ClaimedDuty? = nil
    ) {
        self.message = message
        self.subscription = subscription
        self.url = url
        self.secret = secret
        self.formerSecret = formerSecret
        self.failures = failures
        self.kind = kind
        self.at = at
        self.status = status
        self.due = due
        self.code = code
        self.procedure = procedure
        self.decidedBy = decidedBy
        self.duty = duty
    }
}

/// A notice of a duty on its way to a subscriber.
package struct ClaimedDuty: Sendable, Hashable {
    package var notice: Int64
    package var since: Instant
    package var level: Int
    package var role: String
    /// The code of the unit that it is for, where it is for one.
    package var unit: String?

    package init(notice: Int64, since: Instant, level: Int, role: String, unit: String?) {
        self.notice = notice
        self.since = since
        self.level = level
        self.role = role
        self.unit = unit
    }
}

/// A message on its way to a person.
package struct ClaimedLetter: Sendable, Hashable {
    package var message: ClaimedMessage
    package var channel: MessageChannel
    /// Of the event that it is about.
    package var kind: String
    /// Nil when it was erased with the person.
    package var text: ClaimedText?

    package init(message: ClaimedMessage, channel: MessageChannel, kind: String, text: ClaimedText?) {
        self.message = message
        self.channel = channel
        self.kind = kind
        self.text = text
    }
}

/// What a person is told, and where.
package struct ClaimedText: Sendable, Hashable {
    package var recipient: String
    package var subject: String
    package var body: String

    package init(recipient: String, subject: String, body: String) {
        self.recipient = recipient
        self.subject = subject
        self.body = body
    }
}

/// What became of an attempt.
package struct AttemptResult: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        case waiting, sent, failed
        /// There is nobody to be told any more.
        case dropped
    }

    package var id: Int64
    package var attempt: Int
    package var state: State
    /// When it is tried next; for what waits.
    package var nextAt: Instant
    /// In words of the program's own, without anything personal; nil for what was sent.
    package var failure: String?
    /// Whether the attempt does not count: nothing was tried.
    package var isPostponed = false

    package init(id: Int64, attempt: Int, state: State, nextAt: Instant, failure: String?) {
        self.id = id
        self.attempt = attempt
        self.state = state
        self.nextAt = nextAt
        self.failure = failure
    }
}

/// How the carrying of a letter of apology ended.
package struct CarriedLetter: Sendable, Hashable {
    package var dossier: DossierID
    /// The message's number.
    package var message: Int64
    package var createdAt: Instant
    package var isSent: Bool
    package var failure: String?

    package init(dossier: DossierID, message: Int64, createdAt: Instant, isSent: Bool, failure: String?) {
        self.dossier = dossier
        self.message = message
        self.createdAt = createdAt
        self.isSent = isSent
        self.failure = failure
    }
}
