package import DelimitedText
package import OneStop

extension MonthlyForm {
    /// The tables as delimited text: the rows by field, by unit, and the total, each with every column. Labels cannot
    /// become formulas of a spreadsheet.
    package func csv(separator: DelimitedSeparator = .comma) -> [UInt8] {
        var writer = DelimitedWriter(separator: separator, guardsFormulas: true)
        writer.record(["table", "key", "label"] + MonthlyColumn.allCases.map(\.rawValue))
        let total = [Row(key: "total", label: "", figures: total)]
        let agencies = hasFormerAgencies ? lines : []
        for (table, rows) in [("field", fields), ("unit", units), ("agency", agencies), ("total", total)] {
            for row in rows {
                for text in [table, row.key, row.label] { writer.field(text) }
                for column in MonthlyColumn.allCases { writer.field(Int64(row.figures[column])) }
                writer.endRecord()
            }
        }
        return writer.bytes
    }

    /// The lists as delimited text, a dossier a record; times with the agency's offset.
    package func listCSV(separator: DelimitedSeparator = .comma) -> [UInt8] {
        let offset = reckoning.present.offset
        var writer = DelimitedWriter(separator: separator, guardsFormulas: true)
        writer.record([
            "reason", "code", "procedure", "field", "unit", "acceptedAt", "due", "doneAt", "daysLate", "cause",
            "atFault", "note", "apologyIssuedOn", "newDate", "againstPortalRate",
        ])
        for entry in entries {
            for text in [entry.reason.rawValue, entry.code, entry.procedure, entry.field, entry.unit ?? ""] {
                writer.field(text)
            }
            for time in [entry.acceptedAt, entry.due, entry.doneAt] { writer.field(time?.rfc3339(in: offset) ?? "") }
            writer.field(Int64(entry.daysLate))
            for text in [entry.cause?.rawValue, entry.atFault, entry.note] { writer.field(text ?? "") }
            writer.field(entry.apologyIssuedOn?.iso ?? "")
            writer.field(entry.newDate?.rfc3339(in: offset) ?? "")
            writer.field(entry.isAgainstPortalRate ? "true" : "false")
            writer.endRecord()
        }
        return writer.bytes
    }
}
