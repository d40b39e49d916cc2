/// What has to hold between the columns of form II.06a before it may be printed (R7.2).
package enum MonthlyIdentity: String, Sendable, Hashable, CaseIterable {
    /// 3 = 4 + 5 + 6.
    case received
    /// 7 = 8 + 9 + 10.
    case resolved
    /// 11 = 12 + 13.
    case open
    /// 3 = 7 + 11.
    case balance
    /// 6 = column 11 of the period before.
    case carriedOver

    /// The one side and, added up, the other.
    package var sides: (MonthlyColumn, [MonthlyColumn]) {
        switch self {
        case .received: (.receivedTotal, [.receivedOnline, .receivedDirectOrPost, .carriedOver])
        case .resolved: (.resolvedTotal, [.resolvedEarly, .resolvedOnTime, .resolvedLate])
        case .open: (.openTotal, [.openWithin, .openOverdue])
        case .balance: (.receivedTotal, [.resolvedTotal, .openTotal])
        case .carriedOver: (.carriedOver, [.leftOpenBefore])
        }
    }
}

/// A check that a form fails: it must not be printed.
package struct MonthlyFault: Sendable, Hashable, CustomStringConvertible {
    /// The row at fault: `total`, or `field` or `unit` with its key.
    package var row: String
    /// What does not agree, with the columns and their numbers.
    package var description: String
}

extension MonthlyForm {
    /// The checks that the form fails; none when it was counted rightly.
    package var faults: [MonthlyFault] {
        var faults = Self.faults(of: total, row: "total")
        for row in fields { faults += Self.faults(of: row.figures, row: "field \(row.key)") }
        for row in units { faults += Self.faults(of: row.figures, row: "unit \(row.key)") }
        for row in lines { faults += Self.faults(of: row.figures, row: "agency \(row.key)") }
        for column in MonthlyColumn.allCases {
            let tables = [("fields", fields), ("units", units)] + (lines.isEmpty ? [] : [("agencies", lines)])
            for (name, rows) in tables {
                let sum = rows.reduce(0) { $0 + $1.figures[column] }
                guard sum != total[column] else { continue }
                faults.append(
                    MonthlyFault(
                        row: "total", description: "\(column.title) is \(total[column]), its \(name) add up to \(sum)"))
            }
        }
        for (reason, column) in [
            (MonthlyEntry.Reason.resolvedLate, MonthlyColumn.resolvedLate), (.openOverdue, .openOverdue),
        ] {
            let listed = entries.count { $0.reason == reason }
            guard listed != total[column] else { continue }
            faults.append(
                MonthlyFault(
                    row: "total", description: "\(column.title) is \(total[column]), and \(listed) dossiers are listed")
            )
        }
        if let apologies { faults += Self.faults(of: apologies, late: total[.resolvedLate] + total[.openOverdue]) }
        return faults
    }

    /// The letters are those of the late dossiers, each in one class.
    private static func faults(of apologies: ApologyFigures, late: Int) -> [MonthlyFault] {
        guard apologies[.late] != late || !apologies.addsUp else { return [] }
        return [
            MonthlyFault(
                row: "total",
                description: "columns 10 and 13 are \(late), and \(apologies[.late]) are counted with their letters")
        ]
    }

    private static func faults(of figures: MonthlyFigures, row: String) -> [MonthlyFault] {
        MonthlyIdentity.allCases.compactMap { identity in
            let (one, others) = identity.sides
            let sum = others.reduce(0) { $0 + figures[$1] }
            guard figures[one] != sum else { return nil }
            let parts = others.map { "\($0.title) (\(figures[$0]))" }.joined(separator: " + ")
            return MonthlyFault(row: row, description: "\(one.title) is \(figures[one]), not \(parts)")
        }
    }
}

extension MonthlyColumn {
    /// How a fault names it.
    fileprivate var title: String {
        number.map { "column \($0)" } ?? (self == .leftOpenBefore ? "column 11 of the period before" : rawValue)
    }
}
