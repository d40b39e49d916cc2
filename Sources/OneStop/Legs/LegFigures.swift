/// Legs of a period counted by their own class and by the class of their dossier: a leg may be late while the total is
/// on time, and the reverse (R2.6).
package struct LegFigures: Sendable, Hashable {
    /// A leg's class beside its dossier's.
    package struct Cell: Sendable, Hashable {
        /// The leg's class.
        package var leg: LegClass
        /// The dossier's class, one of `totals`.
        package var total: PeriodClass

        /// A cell.
        package init(leg: LegClass, total: PeriodClass) {
            self.leg = leg
            self.total = total
        }
    }

    /// The classes of a dossier that stand beside those of its legs. Whoever has a leg in a period's figures is resolved
    /// in it or open at its end.
    package static let totals: [PeriodClass] = [
        .resolvedEarly, .resolvedOnTime, .resolvedLate, .resolvedNoLimit, .openWithin, .openOverdue, .openNoLimit,
        .paused,
    ]

    private var counts: [Cell: Int] = [:]

    /// No leg at all.
    package init() {}

    /// Counts legs, each with its dossier, both with their facts as of the reckoning's instant.
    package init(counting legs: some Sequence<(leg: LegFacts, dossier: DossierFacts)>, in reckoning: Reckoning) {
        for (leg, dossier) in legs {
            for legClass in LegClass.allCases where reckoning.counts(leg, as: legClass) {
                for total in Self.totals where reckoning.counts(dossier, as: total) {
                    counts[Cell(leg: legClass, total: total), default: 0] += 1
                }
            }
        }
    }

    /// How many legs of a class have a dossier of a class.
    package subscript(leg: LegClass, total: PeriodClass) -> Int {
        get { counts[Cell(leg: leg, total: total)] ?? 0 }
        set { counts[Cell(leg: leg, total: total)] = newValue == 0 ? nil : newValue }
    }

    /// How many legs are of a class.
    package subscript(leg: LegClass) -> Int { Self.totals.reduce(0) { $0 + self[leg, $1] } }

    /// Late or overdue legs of dossiers that were resolved in time or are within their limit.
    package var lateInTime: Int {
        count([.endedLate, .openOverdue], [.resolvedEarly, .resolvedOnTime, .openWithin, .paused])
    }

    /// Legs answered in time, or open within their limit, of dossiers that were resolved late or are overdue.
    package var inTimeOfLate: Int {
        count([.endedEarly, .endedOnTime, .openWithin], [.resolvedLate, .openOverdue])
    }

    private func count(_ legs: [LegClass], _ totals: [PeriodClass]) -> Int {
        legs.reduce(0) { sum, leg in totals.reduce(sum) { $0 + self[leg, $1] } }
    }

    /// Adds other legs.
    package mutating func add(_ other: LegFigures) {
        for (cell, count) in other.counts { counts[cell, default: 0] += count }
    }
}
