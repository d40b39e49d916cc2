package import JSONText
import OneStop

extension OnTimeReport {
    /// The report as a JSON text: `period`, `total` and `rows`, each with every class and both rates. A rate without a
    /// denominator is `null`.
    package var json: String {
        var writer = JSONWriter(capacity: 1_024 + rows.count * 600)
        write(to: &writer)
        return writer.text
    }

    /// The report as one JSON value within a larger text.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.object("period") { writer in
                writer.field("from", period.from.iso)
                writer.field("to", period.to.iso)
                writer.field("asOf", asOf.rfc3339(in: offset))
            }
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
    }
}

extension JSONWriter {
    fileprivate mutating func fields(of figures: Figures) {
        for periodClass in PeriodClass.allCases {
            key(text: periodClass.rawValue)
            value(figures[periodClass])
        }
        field("resolvedRate", figures.resolvedRate)
        field("portalRate", figures.portalRate)
    }
}
