package import OneStop

/// Why open dossiers stand on a board.
package enum BoardFigure: String, Sendable, Hashable, CaseIterable {
    /// At most two working days are left and no letter of apology is out (C4).
    case atRisk = "at_risk"
    /// Today is the latest day for the letter (C4).
    case apologyDueToday = "apology_due"
    /// That day has passed without one (C4).
    case apologyMissing = "apology_missing"
    /// A filing was not answered within its working hours (R2.4).
    case receiptLate = "receipt_late"
    /// Past the due date, and not waiting for the applicant since before it.
    case openOverdue = "open_overdue"
    /// Silent, as the last sweep of the duties found it.
    case silent
}

/// What wants attention in a unit on a day.
package struct BoardRow: Sendable, Hashable {
    /// The unit the dossiers lie in; nil for those that are in none.
    package var unit: UnitID?
    private var counts = [Int](repeating: 0, count: BoardFigure.allCases.count)

    /// A row without any dossier.
    package init(unit: UnitID?) { self.unit = unit }

    /// The number of open dossiers that stand there for a reason.
    package subscript(figure: BoardFigure) -> Int {
        get { counts[Self.places[figure] ?? 0] }
        set { counts[Self.places[figure] ?? 0] = newValue }
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: BoardFigure.allCases.enumerated().map { ($1, $0) })
}
