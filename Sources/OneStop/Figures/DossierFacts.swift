/// What the classes look at: plain values of one dossier, as they were at the instant the figures are as of.
package struct DossierFacts: Sendable, Hashable {
    /// Where it stood.
    package var status: Status
    /// How it came in.
    package var channel: Channel
    /// When it was filed online.
    package var filedAt: Instant?
    /// The end of the receipt clock.
    package var receiptDue: Instant?
    /// When the desk first answered the filing.
    package var firstResponseAt: Instant?
    /// When it was accepted.
    package var acceptedAt: Instant?
    /// When it was refused.
    package var refusedAt: Instant?
    /// The due date then.
    package var due: Instant?
    /// The local date of `due`.
    package var dueOn: LocalDate?
    /// Whether instants are compared, not dates.
    package var byInstant: Bool
    /// Since when it waited for the applicant.
    package var pausedSince: Instant?
    /// Whether the waiting began after `due`.
    package var pausedAfterDue: Bool
    /// When it ended.
    package var endedAt: Instant?
    /// When the unit asked for documents a second time.
    package var secondSupplementAt: Instant?

    /// The facts of a dossier in the state it had then.
    package init(_ dossier: Dossier) {
        status = dossier.status
        channel = dossier.channel
        filedAt = dossier.filedAt
        receiptDue = dossier.receiptDue
        firstResponseAt = dossier.firstResponseAt
        acceptedAt = dossier.acceptedAt
        refusedAt = dossier.refusedAt
        due = dossier.deadline?.due
        dueOn = dossier.deadline?.dueOn
        byInstant = dossier.deadline?.byInstant ?? false
        pausedSince = dossier.pause?.since
        pausedAfterDue = dossier.pause?.afterDue ?? false
        endedAt = dossier.endedAt
        secondSupplementAt = dossier.secondSupplementAt
    }

    /// The facts after the events up to an instant, that one included; nil when nothing had happened yet.
    ///
    /// An imported event tells of an end that may lie later than the instant: it had not ended then.
    package init?(_ events: some Sequence<Event>, asOf instant: Instant) {
        let past = events.filter { $0.body.happened(by: instant, recordedAt: $0.at) }
        guard let dossier = past.reduce(nil as Dossier?, { apply($1, to: $0) }) else { return nil }
        self.init(dossier)
        if let end = endedAt, end > instant {
            endedAt = nil
            status = .processing
        }
    }
}

extension EventBody {
    /// Whether it had happened by an instant. What another system did happened when it says so, not when it was read.
    func happened(by instant: Instant, recordedAt: Instant) -> Bool {
        if case .imported(_, let facts) = self { return facts.acceptedAt <= instant }
        return recordedAt <= instant
    }
}
