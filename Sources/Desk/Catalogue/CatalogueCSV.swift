import OneStop

/// A catalogue as a table for a spreadsheet: a row for each version, then one for each way, component, fee, form, document
/// and step of it. Every row names its procedure and version.
enum CatalogueCSV {
    /// What a row is of; the list in a version's document that it belongs to.
    enum Row: String, CaseIterable {
        case version, way, component, fee, form, basis, step

        /// Nil for the version itself.
        var list: EntryPart? {
            switch self {
            case .version: nil
            case .way: .filing
            case .component: .components
            case .fee: .fees
            case .form: .forms
            case .basis: .legalBasis
            case .step: .steps
            }
        }
    }

    /// What a cell holds.
    enum Kind {
        case text, integer, bool
    }

    /// A column, for which rows it is, and where its value stands in the document's version or element.
    struct Column {
        var name: String
        var kind = Kind.text
        var rows: [Row: [String]]

        init(_ name: String, _ rows: [Row: [String]]) {
            self.name = name
            self.rows = rows
        }

        init(_ name: String, _ kind: Kind, _ rows: [Row: [String]]) {
            self.init(name, rows)
            self.kind = kind
        }
    }

    static let row = "row"
    static let code = "code"
    static let number = "version"
    /// Names the lists of a version that are known to be empty.
    static let none = "none"

    /// The columns between the keys and the last.
    static let columns: [Column] = [
        Column("field", [.version: ["field", "code"]]), Column("fieldName", [.version: ["field", "name"]]),
        Column("validFrom", [.version: ["validFrom"]]), Column("validTo", [.version: ["validTo"]]),
        Column("decision", [.version: ["decision", "number"]]),
        Column("decisionDate", [.version: ["decision", "date"]]),
        Column("number", .integer, [.component: ["number"], .fee: ["number"], .step: ["number"]]),
        Column(
            "name",
            [.version: ["name"], .component: ["name"], .fee: ["name"], .form: ["name"], .step: ["name"]]),
        Column("sequence", [.version: ["sequence"]]), Column("sets", .integer, [.version: ["sets"]]),
        Column("statutory", [.version: ["limit", "statutory"]]),
        Column("committed", [.version: ["limit", "committed"]]),
        Column("dayZero", [.version: ["dayZero"]]), Column("restarts", .bool, [.version: ["restarts"]]),
        Column("subjects", [.version: ["subjects"]]), Column("decidedBy", [.version: ["decidedBy"]]),
        Column("result", [.version: ["result"]]), Column("requirements", [.version: ["requirements"]]),
        Column("onlineService", [.version: ["onlineService"]]),
        Column("certainty", [.version: ["source", "certainty"]]), Column("asOf", [.version: ["source", "asOf"]]),
        Column("reference", [.version: ["source", "reference"]]),
        Column("note", [.version: ["source", "note"], .way: ["note"]]),
        Column("way", [.way: ["way"], .fee: ["way"]]), Column("limit", [.way: ["limit"], .step: ["limit"]]),
        Column("onlineLimit", [.step: ["onlineLimit"]]), Column("role", [.step: ["role"]]),
        Column("unit", [.step: ["unit"]]), Column("legs", [.step: ["legs"]]),
        Column("mandatory", .bool, [.component: ["mandatory"]]),
        Column("originals", .integer, [.component: ["originals"]]),
        Column("copies", .integer, [.component: ["copies"]]),
        Column("electronic", .bool, [.component: ["electronic"]]),
        Column("reusable", .bool, [.component: ["reusable"]]), Column("amount", .integer, [.fee: ["amount"]]),
        Column("moment", [.fee: ["moment"]]), Column("freeGround", [.fee: ["freeGround"]]),
        Column("document", [.basis: ["number"]]), Column("title", [.basis: ["title"]]),
        Column("date", [.basis: ["date"]]),
    ]

    static var names: [String] { [row, code, number] + columns.map(\.name) + [none] }
}
