/// What of a dossier a letter was drafted from. The draft fits while none of it has moved.
package struct LetterBasis: Sendable, Hashable {
    /// Where the dossier stood.
    package var status: Status
    /// The unit that had it.
    package var unit: UnitID?
    /// The date that would not be kept.
    package var due: Instant
    /// The date the draft tells.
    package var newDate: Instant

    /// The basis as it was kept.
    package init(status: Status, unit: UnitID?, due: Instant, newDate: Instant) {
        self.status = status
        self.unit = unit
        self.due = due
        self.newDate = newDate
    }

    /// The basis of a draft that is made now; nil for a dossier without a date to miss.
    package init?(_ dossier: Dossier, newDate: Instant) {
        guard let due = dossier.deadline?.due else { return nil }
        self.init(status: dossier.status, unit: dossier.unit, due: due, newDate: newDate)
    }

    /// What has moved since, in the order in which it is told; empty while the draft fits.
    package func moved(in dossier: Dossier, now: Instant) -> [LetterShift] {
        LetterShift.allCases.filter { shift in
            switch shift {
            case .status: dossier.status != status
            case .unit: dossier.unit != unit
            case .due: dossier.deadline?.due != due
            case .newDate: newDate <= max(now, dossier.deadline?.due ?? now)
            }
        }
    }
}

/// What can move under a draft.
package enum LetterShift: String, Sendable, Hashable, CaseIterable {
    /// The dossier stands elsewhere.
    case status
    /// Another unit has it.
    case unit
    /// The date that would not be kept has moved.
    case due
    /// The date that the draft tells has passed, or lies before the one that would not be kept.
    case newDate = "new_date"
}
