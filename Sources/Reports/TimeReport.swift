package import DelimitedText
import JSONText
package import OneStop

extension TimeFigures {
    /// The figures for a terminal: whose hands used the time, in working hours and minutes, and the share of all.
    package var text: String {
        var cells = [
            [grouping.rawValue, "", "dossiers", "time", "share", "leg's own time", "moved away", "moved here"]
        ]
        for row in rows {
            cells.append([
                row.key.isEmpty ? row.kind.words : row.key, row.label, "\(row.dossiers)", row.minutes.clock,
                share(row.minutes), row.legMinutes.clock, row.movedAway.clock, row.movedHere.clock,
            ])
        }
        cells.append(["total", "", "\(dossiers)", minutes.clock, share(minutes), "", "", ""])
        let period = "dossiers that ended \(period.from.iso) to \(period.to.iso), working hours:minutes"
        return ([period, ""] + TextTable(lines: cells, leftColumns: [0, 1]).rendered).joined(separator: "\n")
    }

    /// The figures as delimited text, a line for each row; times are working minutes.
    package func csv(separator: DelimitedSeparator = .comma) -> [UInt8] {
        var writer = DelimitedWriter(separator: separator, guardsFormulas: true)
        writer.record(["kind", "key", "label", "dossiers", "minutes", "legMinutes", "movedAway", "movedHere"])
        for row in rows {
            for text in [row.kind.rawValue, row.key, row.label] { writer.field(text) }
            for number in [row.dossiers, row.minutes, row.legMinutes, row.movedAway, row.movedHere] {
                writer.field(Int64(number))
            }
            writer.endRecord()
        }
        return writer.bytes
    }

    /// The figures as a JSON text; times are working minutes, and those of all rows are the whole.
    package var json: String {
        var writer = JSONWriter(capacity: 512 + rows.count * 200)
        writer.object { writer in
            writer.object("period") { writer in
                writer.field("from", period.from.iso)
                writer.field("to", period.to.iso)
            }
            writer.field("by", grouping.rawValue)
            writer.field("dossiers", dossiers)
            writer.field("minutes", minutes)
            writer.array("rows") { writer in
                for row in rows {
                    writer.object { writer in
                        writer.field("kind", row.kind.rawValue)
                        writer.field("key", row.key)
                        writer.field("label", row.label)
                        writer.field("dossiers", row.dossiers)
                        writer.field("minutes", row.minutes)
                        writer.field("legMinutes", row.legMinutes)
                        writer.field("movedAway", row.movedAway)
                        writer.field("movedHere", row.movedHere)
                    }
                }
            }
        }
        return writer.text
    }

    private func share(_ part: Int) -> String {
        guard minutes > 0 else { return "-" }
        let tenths = Int((Double(part) / Double(minutes) * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10)%"
    }
}

extension TimeFigures.Kind {
    /// The row of nobody in particular, in words.
    fileprivate var words: String {
        switch self {
        case .desk: "the desk"
        case .unit: "the agency's units"
        case .officer: "officers"
        case .leader: "the leader"
        case .clerk: "the clerk"
        case .leg: "other agencies"
        case .applicant: "the applicant"
        }
    }
}

extension Int {
    /// Minutes as hours and minutes; a dash for none.
    fileprivate var clock: String {
        guard self > 0 else { return "-" }
        let minutes = self % 60
        return "\(self / 60):\(minutes < 10 ? "0" : "")\(minutes)"
    }
}
