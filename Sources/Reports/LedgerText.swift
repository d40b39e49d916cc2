package import OneStop

/// A ledger for people: one line a day.
package enum LedgerText {
    package static func text(of ledger: Ledger) -> String {
        var lines = ["day         weekday  leg  what          why"]
        for line in ledger.lines {
            let what = line.mark.count.map { "\(line.mark.name) \($0)" } ?? line.mark.name
            lines.append(
                "\(line.day.iso)  \(line.day.weekday.key.padded(7))  \(String(line.leg + 1).padded(3))  "
                    + "\(what.padded(12))  \(line.ground.english)\(line.isConfirmed ? "" : " [not confirmed]")")
        }
        return lines.joined(separator: "\n")
    }
}
