/// The figures of a period, in numbers of dossiers decided by the agency (contract C6).
package struct Figures: Sendable, Hashable {
    /// Accepted before the period and not ended before it.
    package var carriedOver = 0
    /// Accepted in the period.
    package var received = 0
    /// Accepted in the period and filed through a portal.
    package var receivedOnline = 0
    /// Accepted in the period at the desk.
    package var receivedDirect = 0
    /// Accepted in the period and sent by public post.
    package var receivedPost = 0
    /// Ended in the period before the due date.
    package var resolvedEarly = 0
    /// Ended in the period on the due date.
    package var resolvedOnTime = 0
    /// Ended in the period after the due date.
    package var resolvedLate = 0
    /// Ended in the period and never had a due date.
    package var resolvedNoLimit = 0
    /// Open, running, and not past its due date.
    package var openWithin = 0
    /// Open and past its due date; also while it waits for the applicant since after it.
    package var openOverdue = 0
    /// Open without a due date, whether it waits or not.
    package var openNoLimit = 0
    /// Open and waiting for the applicant since before its due date.
    package var paused = 0
    /// Filed and not answered finally yet.
    package var awaitingReceipt = 0
    /// Refused in the period.
    package var refused = 0
    /// Not answered within eight working hours that ended in the period.
    package var receiptLate = 0
    /// Counted against the portal rate for a second request for documents.
    package var secondSupplement = 0

    /// No dossier at all.
    package init() {}

    /// Counts dossiers, each with its facts as of the reckoning's instant.
    package init(counting dossiers: some Sequence<DossierFacts>, in reckoning: Reckoning) {
        for facts in dossiers {
            for periodClass in PeriodClass.allCases where reckoning.counts(facts, as: periodClass) {
                self[periodClass] += 1
            }
        }
    }

    /// Counts dossiers by their events alone: each is brought to the state it had at the reckoning's instant.
    package init(ofLives lives: some Sequence<[Event]>, in reckoning: Reckoning) {
        self.init(counting: lives.compactMap { DossierFacts($0, asOf: reckoning.asOf) }, in: reckoning)
    }

    /// (early + on time) ÷ (early + on time + late); nil when nothing with a limit was resolved.
    package var resolvedRate: Double? {
        Self.rate(resolvedEarly + resolvedOnTime, of: resolvedEarly + resolvedOnTime + resolvedLate)
    }

    /// What the national portal publishes: finished in time, open within the limit and paused, without those asked
    /// for documents twice, out of all with a limit. Nil when there is none.
    package var portalRate: Double? {
        let kept = resolvedEarly + resolvedOnTime + openWithin + paused
        return Self.rate(kept - secondSupplement, of: kept + resolvedLate + openOverdue)
    }

    private static func rate(_ part: Int, of whole: Int) -> Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }

    /// The number in a class.
    package subscript(periodClass: PeriodClass) -> Int {
        get { self[keyPath: Self.path(periodClass)] }
        set { self[keyPath: Self.path(periodClass)] = newValue }
    }

    private static func path(_ periodClass: PeriodClass) -> WritableKeyPath<Figures, Int> {
        switch periodClass {
        case .carriedOver: \.carriedOver
        case .received: \.received
        case .receivedOnline: \.receivedOnline
        case .receivedDirect: \.receivedDirect
        case .receivedPost: \.receivedPost
        case .resolvedEarly: \.resolvedEarly
        case .resolvedOnTime: \.resolvedOnTime
        case .resolvedLate: \.resolvedLate
        case .resolvedNoLimit: \.resolvedNoLimit
        case .openWithin: \.openWithin
        case .openOverdue: \.openOverdue
        case .openNoLimit: \.openNoLimit
        case .paused: \.paused
        case .awaitingReceipt: \.awaitingReceipt
        case .refused: \.refused
        case .receiptLate: \.receiptLate
        case .secondSupplement: \.secondSupplement
        }
    }
}
