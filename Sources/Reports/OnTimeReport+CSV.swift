package import DelimitedText
import OneStop

extension OnTimeReport {
    /// The report as delimited text: a heading, the rows, and the total under the key `total`. Rates are fractions; one
    /// without a denominator is empty. Labels cannot become formulas of a spreadsheet.
    package func csv(separator: DelimitedSeparator = .comma) -> [UInt8] {
        var writer = DelimitedWriter(separator: separator, guardsFormulas: true)
        writer.record(["key", "label"] + PeriodClass.allCases.map(\.rawValue) + ["resolvedRate", "portalRate"])
        for row in rows + [Row(key: "total", label: "", figures: total)] {
            writer.field(row.key)
            writer.field(row.label)
            for periodClass in PeriodClass.allCases { writer.field(Int64(row.figures[periodClass])) }
            writer.field(row.figures.resolvedRate.map { "\($0)" } ?? "")
            writer.field(row.figures.portalRate.map { "\($0)" } ?? "")
            writer.endRecord()
        }
        return writer.bytes
    }
}
