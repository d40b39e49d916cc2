package import DelimitedText
import JSONText
package import OneStop

extension LegPeriodFigures {
    /// The figures for a terminal: a table of the legs by class, and how often leg and dossier part ways.
    package var text: String {
        let heads: [(String, LegClass)] = [
            ("early", .endedEarly), ("on time", .endedOnTime), ("late", .endedLate), ("no limit", .endedNoLimit),
            ("open", .openWithin), ("overdue", .openOverdue), ("open n.l.", .openNoLimit), ("given up", .givenUp),
        ]
        var cells = [[grouping.rawValue] + heads.map(\.0) + ["late, total in time", "in time, total late"]]
        for (key, label, figures) in rows.map({ ($0.key, $0.label, $0.figures) }) + [("total", "", total)] {
            cells.append(
                [label.isEmpty ? key : "\(key)  \(label)"] + heads.map { "\(figures[$0.1])" }
                    + ["\(figures.lateInTime)", "\(figures.inTimeOfLate)"])
        }
        let period = "\(period.from.iso) to \(period.to.iso), as of \(asOf.rfc3339(in: offset))"
        return ([period, ""] + TextTable(lines: cells, leftColumns: [0]).rendered).joined(separator: "\n")
    }

    /// The figures as delimited text: a line for each group, class of legs and class of their dossiers that has legs.
    package func csv(separator: DelimitedSeparator = .comma) -> [UInt8] {
        var writer = DelimitedWriter(separator: separator, guardsFormulas: true)
        writer.record([grouping.rawValue, "label", "leg", "total", "legs"])
        for row in rows {
            for leg in LegClass.allCases {
                for total in LegFigures.totals where row.figures[leg, total] > 0 {
                    for text in [row.key, row.label, leg.rawValue, total.rawValue] { writer.field(text) }
                    writer.field(Int64(row.figures[leg, total]))
                    writer.endRecord()
                }
            }
        }
        return writer.bytes
    }

    /// The figures as a JSON text: `period`, `total` and `rows`, each with the legs of every class by the class of their
    /// dossiers.
    package var json: String {
        var writer = JSONWriter(capacity: 1_024 + rows.count * 1_500)
        writer.object { writer in
            writer.object("period") { writer in
                writer.field("from", period.from.iso)
                writer.field("to", period.to.iso)
                writer.field("asOf", asOf.rfc3339(in: offset))
            }
            writer.field("by", grouping.rawValue)
            writer.object("total") { writer in writer.fields(of: total) }
            writer.array("rows") { writer in
                for row in rows {
                    writer.object { writer in
                        writer.field("key", row.key)
                        writer.field("label", row.label)
                        writer.fields(of: row.figures)
                    }
                }
            }
        }
        return writer.text
    }
}

extension JSONWriter {
    fileprivate mutating func fields(of figures: LegFigures) {
        object("legs") { writer in
            for leg in LegClass.allCases {
                writer.key(text: leg.rawValue)
                writer.value(figures[leg])
            }
        }
        field("lateInTime", figures.lateInTime)
        field("inTimeOfLate", figures.inTimeOfLate)
        array("cells") { writer in
            for leg in LegClass.allCases {
                for total in LegFigures.totals where figures[leg, total] > 0 {
                    writer.object { writer in
                        writer.field("leg", leg.rawValue)
                        writer.field("total", total.rawValue)
                        writer.field("count", figures[leg, total])
                    }
                }
            }
        }
    }
}
