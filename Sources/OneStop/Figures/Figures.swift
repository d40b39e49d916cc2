/// The figures of a period, in numbers of dossiers decided by the agency (contract C6).
package struct Figures: Sendable, Hashable {
    package var carriedOver = 0
    package var received = 0
    package var receivedOnline = 0
    package var receivedDirect = 0
    package var receivedPost = 0
    package var resolvedEarly = 0
    package var resolvedOnTime = 0
    package var resolvedLate = 0
    package var resolvedNoLimit = 0
    package var openWithin = 0
    package var openOverdue = 0
    package var openNoLimit = 0
    package var paused = 0
    package var awaitingReceipt = 0
    package var refused = 0
    package var receiptLate = 0
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
