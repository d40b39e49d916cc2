import OneStop

extension OnTimeReport {
    /// The report for a terminal: the total as a ledger whose two sides agree, then a table of the rows.
    package var text: String {
        var lines = ["\(period.from.iso) to \(period.to.iso), as of \(asOf.rfc3339(in: offset))", ""]
        lines += totalLines
        if let grouping {
            lines.append("")
            lines += table(heading: grouping)
        }
        return lines.joined(separator: "\n")
    }

    private var totalLines: [String] {
        let taken = total.carriedOver + total.received
        let resolved = total.resolvedEarly + total.resolvedOnTime + total.resolvedLate + total.resolvedNoLimit
        let open = total.openWithin + total.openOverdue + total.openNoLimit
        let lines: [(String, String)] = [
            ("carried over", "\(total.carriedOver)"),
            ("received", "\(total.received)"),
            ("  online", "\(total.receivedOnline)"),
            ("  at the desk", "\(total.receivedDirect)"),
            ("  by post", "\(total.receivedPost)"),
            ("to be resolved", "\(taken)"),
            ("resolved", "\(resolved)"),
            ("  early", "\(total.resolvedEarly)"),
            ("  on time", "\(total.resolvedOnTime)"),
            ("  late", "\(total.resolvedLate)"),
            ("  no limit", "\(total.resolvedNoLimit)"),
            ("open", "\(open)"),
            ("  within the limit", "\(total.openWithin)"),
            ("  overdue", "\(total.openOverdue)"),
            ("  no limit", "\(total.openNoLimit)"),
            ("paused", "\(total.paused)"),
            ("resolved in time", percent(total.resolvedRate)),
            ("portal rate", percent(total.portalRate)),
            ("beside these:", ""),
            ("  awaiting receipt", "\(total.awaitingReceipt)"),
            ("  refused", "\(total.refused)"),
            ("  answered late at receipt", "\(total.receiptLate)"),
            ("  asked for documents twice", "\(total.secondSupplement)"),
        ]
        let width = lines.map(\.1.count).max() ?? 0
        return lines.map { name, value in
            value.isEmpty ? name : name.padded(28) + value.padded(width, toTheRight: true)
        }
    }

    private func table(heading: String) -> [String] {
        let classes: [(String, PeriodClass)] = [
            ("carried", .carriedOver), ("received", .received), ("early", .resolvedEarly), ("on time", .resolvedOnTime),
            ("late", .resolvedLate), ("no limit", .resolvedNoLimit), ("open", .openWithin), ("overdue", .openOverdue),
            ("open n.l.", .openNoLimit), ("paused", .paused),
        ]
        var cells = [[heading] + classes.map(\.0) + ["in time", "portal"]]
        for row in rows + [Row(key: "total", label: "", figures: total)] {
            let name = row.key.isEmpty ? "(none)" : row.key
            cells.append(
                [row.label.isEmpty || row.label == row.key ? name : "\(name)  \(row.label)"]
                    + classes.map { "\(row.figures[$0.1])" }
                    + [percent(row.figures.resolvedRate), percent(row.figures.portalRate)])
        }
        return TextTable(lines: cells, leftColumns: [0]).rendered
    }

    /// One decimal, rounded half up: what a reader compares with a target.
    private func percent(_ rate: Double?) -> String {
        guard let rate else { return "-" }
        let tenths = Int((rate * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10)%"
    }
}
