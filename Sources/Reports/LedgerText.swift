package import OneStop

/// A ledger for people: one line a day.
package enum LedgerText {
    package static func text(of ledger: Ledger) -> String {
        var lines = ["day         weekday  leg  what          why"]
        for line in ledger.lines {
            let what = line.mark.count.map { "\(line.mark.name) \($0)" } ?? line.mark.name
            lines.append(
                "\(line.day.iso)  \(padded(line.day.weekday.key, 7))  \(padded(String(line.leg + 1), 3))  "
                    + "\(padded(what, 12))  \(line.ground.english)\(line.isConfirmed ? "" : " [not confirmed]")")
        }
        return lines.joined(separator: "\n")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
