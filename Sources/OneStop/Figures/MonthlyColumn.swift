/// The columns of form II.06a/VPCP/KSTT (R7.2), and what is counted beside them for its notes and checks.
package enum MonthlyColumn: String, Sendable, Hashable, CaseIterable {
    /// 3: all that was there to be resolved.
    case receivedTotal
    /// 4: received in the period through a portal.
    case receivedOnline
    /// 5: received in the period at the desk and by public post.
    case receivedDirectOrPost
    /// 6: carried over from the period before.
    case carriedOver
    /// 7: resolved in the period.
    case resolvedTotal
    /// 8: before the due date.
    case resolvedEarly
    /// 9: on it, or without a limit.
    case resolvedOnTime
    /// 10: after it.
    case resolvedLate
    /// 11: in progress at the cut-off.
    case openTotal
    /// 12: within the limit, or without one.
    case openWithin
    /// 13: past the due date.
    case openOverdue
    /// Of column 9: without a limit.
    case resolvedNoLimit
    /// Of column 12: without a limit.
    case openNoLimit
    /// Waiting for a supplement at the cut-off since before the due date.
    case waitingSupplement
    /// Waiting for a payment at the cut-off since before the due date.
    case waitingPayment
    /// Of column 9: waiting for a supplement and so counted as resolved.
    case resolvedWaiting
    /// Of column 9: withdrawn or stopped before the due date, where that counts as on time.
    case resolvedGivenBack
    /// Of columns 4 and 5: counted as resolved in an earlier period, and back with the supplement.
    case receivedAgain
    /// What the period before left in its column 11.
    case leftOpenBefore

    /// The number over the form's column; nil for what is counted beside them.
    package var number: Int? {
        guard let place = MonthlyColumn.allCases.firstIndex(of: self), place < 11 else { return nil }
        return place + 3
    }

    /// The form's own columns, 3 to 13.
    package static let printed = allCases.filter { $0.number != nil }
}

/// How the form counts a dossier that waits for a supplement since before its due date. Two versions of the form are in
/// use and differ (R7.2).
package enum WaitingRule: String, Sendable, Hashable, CaseIterable {
    /// In progress within the limit, column 12.
    case withinLimit = "within-limit"
    /// Resolved on time, column 9, as what was withdrawn or stopped in time is too. A dossier that comes back with its
    /// supplement is received anew, so that column 6 remains column 11 of the period before.
    case onTime = "on-time"
}

/// The numbers of one row of the form.
package struct MonthlyFigures: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: MonthlyColumn.allCases.count)

    /// No dossier at all.
    package init() {}

    /// The number in a column.
    package subscript(column: MonthlyColumn) -> Int {
        get { counts[Self.places[column] ?? 0] }
        set { counts[Self.places[column] ?? 0] = newValue }
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: MonthlyColumn.allCases.enumerated().map { ($1, $0) })
}
