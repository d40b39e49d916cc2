package import DelimitedText
import JSONText
package import OneStop

/// The report on letters of apology: an agency's late dossiers of a period, and the same by rows.
package struct ApologyReport: Sendable, Hashable {
    package var period: Period
    /// The instant whose state was counted.
    package var asOf: Instant
    package var offset: UTCOffset
    /// What the rows are told apart by; nil for a report without rows.
    package var grouping: ApologyGrouping?
    package var total: ApologyFigures
    package var rows: [ApologyRow]

    package init(
        period: Period, asOf: Instant, offset: UTCOffset, grouping: ApologyGrouping?, total: ApologyFigures,
        rows: [ApologyRow]
    ) {
        self.period = period
        self.asOf = asOf
        self.offset = offset
        self.grouping = grouping
        self.total = total
        self.rows = rows
    }
}

extension ApologyReport {
    /// The report for a terminal: the total, the line of the PAR INDEX, then a table of the rows.
    package var text: String {
        var lines = ["\(period.from.iso) to \(period.to.iso), as of \(asOf.rfc3339(in: offset))", ""]
        let width = String(total[.late]).count
        lines += ApologyClass.allCases.map {
            $0.english.padded(28) + String(total[$0]).padded(width, toTheRight: true)
        }
        lines.append("every late dossier has its letter (PAR INDEX): \(Self.answer(total.everyLateHasLetter))")
        if let grouping {
            var cells = [[grouping.rawValue] + ApologyClass.allCases.map(\.heading)]
            for row in rows + [ApologyRow(key: "total", label: "", figures: total)] {
                let key = row.key.isEmpty ? "(none)" : row.key
                let label = grouping == .cause ? DelayCause(rawValue: row.key)?.vietnamese ?? "" : row.label
                cells.append(
                    [label.isEmpty ? key : "\(key)  \(label)"] + ApologyClass.allCases.map { "\(row.figures[$0])" })
            }
            lines += [""] + TextTable(lines: cells, leftColumns: [0]).rendered
        }
        return lines.joined(separator: "\n")
    }

    private static func answer(_ isSo: Bool?) -> String { isSo.map { $0 ? "yes" : "no" } ?? "not known" }

    /// The report as delimited text: a heading, the rows, and the total under the key `total`. Labels cannot become
    /// formulas of a spreadsheet.
    package func csv(separator: DelimitedSeparator = .comma) -> [UInt8] {
        var writer = DelimitedWriter(separator: separator, guardsFormulas: true)
        writer.record(["key", "label"] + ApologyClass.allCases.map(\.rawValue) + ["everyLateHasLetter"])
        for row in rows + [ApologyRow(key: "total", label: "", figures: total)] {
            writer.field(row.key)
            writer.field(row.label)
            for each in ApologyClass.allCases { writer.field(Int64(row.figures[each])) }
            writer.field(row.figures.everyLateHasLetter.map { "\($0)" } ?? "")
            writer.endRecord()
        }
        return writer.bytes
    }

    /// The report as a JSON text: `period`, `total` and `rows`, each with every class.
    package var json: String {
        var writer = JSONWriter(capacity: 512 + rows.count * 200)
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
        return writer.text
    }
}

extension JSONWriter {
    /// Every class, and the line of the PAR INDEX.
    mutating func fields(of figures: ApologyFigures) {
        for each in ApologyClass.allCases {
            key(text: each.rawValue)
            value(figures[each])
        }
        field("everyLateHasLetter", figures.everyLateHasLetter)
    }
}

extension ApologyFigures {
    /// The line under form II.06a.
    var note: String {
        let answer = everyLateHasLetter.map { $0 ? "có" : "không" } ?? "chưa xác định"
        return "Văn bản xin lỗi của hồ sơ quá hạn (cột 10 và 13) đến cuối kỳ: \(self[.late]) hồ sơ quá hạn; "
            + "xin lỗi đúng hạn \(self[.onTime]), xin lỗi muộn \(self[.afterwards]), chưa xin lỗi \(self[.missing]), "
            + "hệ thống cũ không lưu \(self[.notKept]); cho qua theo quyết định của người giám sát "
            + "\(self[.overridden]). Mọi hồ sơ quá hạn đều có văn bản xin lỗi (PAR INDEX): \(answer)."
    }
}

extension ApologyClass {
    fileprivate var english: String {
        switch self {
        case .late: "late dossiers"
        case .onTime: "  letter on time"
        case .afterwards: "  letter afterwards"
        case .missing: "  without a letter"
        case .notKept: "  letters not kept"
        case .overridden: "past the gate by override"
        }
    }

    fileprivate var heading: String {
        switch self {
        case .late: "late"
        case .onTime: "on time"
        case .afterwards: "afterwards"
        case .missing: "missing"
        case .notKept: "not kept"
        case .overridden: "override"
        }
    }
}
