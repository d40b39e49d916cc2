import OneStop
import Records
import Store

/// Who is told of events: the systems that subscribe to them, and the applicants who are written to.
///
/// It is part of the office at hand and may be two seconds old. A subscription that was made on another instance a moment ago
/// may so miss events of these two seconds; who made it can have them with a replay.
package struct Audience: Sendable {
    /// A template that is on, read once.
    struct Wording: Sendable {
        var language: MessageLanguage
        var subject: MessageTemplate
        var body: MessageTemplate
    }

    struct Occasion: Hashable, Sendable {
        var moment: MessageMoment
        var channel: MessageChannel
    }

    private struct Subscriber: Sendable {
        var row: SubscriptionRow
        var agencies: Set<AgencyID>
    }

    private var subscribers: [AgencyID: [Subscriber]] = [:]
    private var wordings: [AgencyID: [Occasion: [Wording]]] = [:]
    private let parents: [AgencyID: AgencyID]
    private let rows: [AgencyID: [TemplateKey: TemplateRow]]

    init(_ rows: OfficeRows) {
        parents = Dictionary(
            uniqueKeysWithValues: rows.agencies.compactMap { row in row.parent.map { (row.id, $0) } })
        var stored: [AgencyID: [TemplateKey: TemplateRow]] = [:]
        for row in rows.templates { stored[row.agency, default: [:]][row.key] = row }
        self.rows = stored
        guard !rows.subscriptions.isEmpty || !rows.templates.isEmpty else { return }
        for subscription in rows.subscriptions {
            let agencies = rows.agencies.map(\.id).filter { lineage(of: $0).contains(subscription.agency) }
            subscribers[subscription.tenant, default: []].append(
                Subscriber(row: subscription, agencies: Set(agencies)))
        }
        guard !rows.templates.isEmpty else { return }
        for agency in rows.agencies {
            var found: [Occasion: [Wording]] = [:]
            for moment in MessageMoment.allCases {
                for channel in [MessageChannel.email, .sms] {
                    let texts = MessageLanguage.allCases.compactMap { language in
                        template(TemplateKey(moment: moment, channel: channel, language: language), of: agency.id)?
                            .wording
                    }
                    if !texts.isEmpty { found[Occasion(moment: moment, channel: channel)] = texts }
                }
            }
            if !found.isEmpty { wordings[agency.id] = found }
        }
    }

    /// The agency and those above it, from below.
    private func lineage(of agency: AgencyID) -> [AgencyID] {
        var found = [agency]
        while let parent = parents[found[found.count - 1]], !found.contains(parent) { found.append(parent) }
        return found
    }

    /// The template that holds for an agency: its own, or that of the nearest agency above it.
    func template(_ key: TemplateKey, of agency: AgencyID) -> TemplateRow? {
        for holder in lineage(of: agency) {
            if let row = rows[holder]?[key] { return row }
        }
        return nil
    }

    /// Whether nobody at all is told of anything that the tenant's agency does.
    func isEmpty(tenant: AgencyID, agency: AgencyID) -> Bool {
        subscribers[tenant] == nil && wordings[agency] == nil
    }

    /// The subscriptions that take an event of a dossier which one of some agencies decides.
    func subscriptions(
        to kind: EventKind, of agencies: Set<AgencyID>, tenant: AgencyID, procedure: String?
    ) -> [Int64] {
        (subscribers[tenant] ?? []).compactMap { subscriber in
            let row = subscriber.row
            guard !subscriber.agencies.isDisjoint(with: agencies),
                row.kinds.isEmpty || row.kinds.contains(kind.rawValue),
                row.procedures.isEmpty || procedure.map(row.procedures.contains) ?? false
            else { return nil }
            return row.id
        }
    }

    /// What the subscriptions of a kind of notice are told of the duties of their agencies' dossiers.
    func dutyTellings(at now: Instant) -> [DutyTelling] {
        let kinds = Set(DutyKind.allCases.map(\.toldKind))
        return subscribers.values.flatMap(\.self).compactMap { subscriber in
            let row = subscriber.row
            guard row.kinds.isEmpty || !row.kinds.isDisjoint(with: kinds) else { return nil }
            return DutyTelling(
                subscription: row.id, agencies: subscriber.agencies.sorted(), kinds: row.kinds.sorted(),
                procedures: row.procedures.sorted(), at: now)
        }
    }

    /// What is said at a moment through a channel: one text, or one in each language.
    func wordings(for moment: MessageMoment, through channel: MessageChannel, of agency: AgencyID) -> [Wording] {
        wordings[agency]?[Occasion(moment: moment, channel: channel)] ?? []
    }
}

extension TemplateRow {
    /// Nil when it is off, or written for a name that this program does not know.
    fileprivate var wording: Audience.Wording? {
        guard isOn, let subject = try? MessageTemplate(subject, for: key.moment),
            let body = try? MessageTemplate(body, for: key.moment)
        else { return nil }
        return Audience.Wording(language: key.language, subject: subject, body: body)
    }
}
