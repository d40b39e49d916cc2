/// The letters of a period, in numbers of late dossiers decided by the agency.
package struct ApologyFigures: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: ApologyClass.allCases.count)

    /// No dossier at all.
    package init() {}

    /// Counts dossiers by their events alone.
    package init(ofLives lives: some Sequence<[Event]>, in reckoning: Reckoning) {
        for facts in lives.compactMap({ LateFacts($0, asOf: reckoning.asOf) }) {
            for each in ApologyClass.allCases where reckoning.counts(facts, as: each) { self[each] += 1 }
        }
    }

    /// The number in a class.
    package subscript(apologyClass: ApologyClass) -> Int {
        get { counts[Self.places[apologyClass] ?? 0] }
        set { counts[Self.places[apologyClass] ?? 0] = newValue }
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: ApologyClass.allCases.enumerated().map { ($1, $0) })

    /// The line of the PAR INDEX (R9.4): whether every late dossier has its letter. Nil when that is not known, because
    /// another system kept none.
    package var everyLateHasLetter: Bool? {
        if self[.missing] > 0 { return false }
        return self[.notKept] > 0 ? nil : true
    }

    /// Whether each late dossier is in exactly one class.
    package var addsUp: Bool {
        self[.late] == self[.onTime] + self[.afterwards] + self[.missing] + self[.notKept]
    }
}

/// By what the rows of the letters' figures are told apart.
package enum ApologyGrouping: String, Sendable, Hashable, CaseIterable {
    /// By the unit that answers for the delay or, where no draft names one, that has the dossier.
    case unit
    /// By the causes that reports tell apart; nobody's where no draft names one.
    case cause
    case procedure
}

/// The figures of one unit, cause or procedure.
package struct ApologyRow: Sendable, Hashable {
    /// A code or a cause; empty for what has none.
    package var key: String
    package var label: String
    package var figures: ApologyFigures

    /// A row with the figures of one key.
    package init(key: String, label: String, figures: ApologyFigures) {
        self.key = key
        self.label = label
        self.figures = figures
    }
}
