/// What always holds between the classes, whoever counted them.
package enum Identity: String, Sendable, Hashable, CaseIterable {
    /// carriedOver + received = resolved + open + paused: no dossier is lost or counted twice.
    case balance
    /// received = receivedOnline + receivedDirect + receivedPost.
    case channels
    /// secondSupplement counts some of early, on time, open within and paused.
    case secondSupplements
    /// No class is below zero.
    case signs

    /// Whether the figures keep the identity.
    package func holds(in figures: Figures) -> Bool {
        switch self {
        case .balance:
            figures.carriedOver + figures.received
                == figures.resolvedEarly + figures.resolvedOnTime + figures.resolvedLate + figures.resolvedNoLimit
                + figures.openWithin + figures.openOverdue + figures.openNoLimit + figures.paused
        case .channels:
            figures.received == figures.receivedOnline + figures.receivedDirect + figures.receivedPost
        case .secondSupplements:
            figures.secondSupplement
                <= figures.resolvedEarly + figures.resolvedOnTime + figures.openWithin + figures.paused
        case .signs:
            PeriodClass.allCases.allSatisfy { figures[$0] >= 0 }
        }
    }
}

extension Figures {
    /// The identities the figures break; none when they were counted rightly.
    package var brokenIdentities: [Identity] {
        Identity.allCases.filter { !$0.holds(in: self) }
    }
}
