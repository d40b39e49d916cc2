import DelimitedText
import JSONText
import OneStop

extension CatalogueDocument {
    /// Reads the table. The heading must be one of ours; each row is held to what its kind may have, and a procedure with
    /// a row that is wrong is refused with that row's line.
    init(csv bytes: [UInt8]) throws(DeskError) {
        self.init([])
        var table = CatalogueTable()
        do throws(DelimitedError) {
            var reader = DelimitedReader()
            reader.feed(bytes)
            reader.finish()
            while let record = try reader.nextRecord() { table.take(record) }
        } catch {
            throw .invalid("line \(error.line)", rule: "csv", "The file is not valid CSV: \(error.description).")
        }
        if let refusal = table.headingRefusal { throw refusal }
        for code in table.codes {
            guard let rows = table.procedures[code] else { continue }
            let whole = rows.value(code)
            if rows.refusals.isEmpty {
                take(whole, at: "") { path in "line \(rows.line(of: path))" }
            }
            refused += rows.refusals
        }
        refused += table.refusals
    }
}

/// The rows of a table, put together by procedure as they come.
private struct CatalogueTable {
    var codes: [String] = []
    var procedures: [String: ProcedureRows] = [:]
    /// Rows that name no procedure.
    var refusals: [CatalogueDocument.Refusal] = []
    var headingRefusal: DeskError?
    private var places: [String: Int] = [:]
    private var isBegun = false

    mutating func take(_ record: DelimitedRecord) {
        guard isBegun else {
            isBegun = true
            readHeading(record)
            return
        }
        guard headingRefusal == nil, record.fields.contains(where: { !$0.isEmpty }) else { return }
        func cell(_ name: String) -> String {
            places[name].flatMap { record.fields.indices.contains($0) ? record.fields[$0] : nil } ?? ""
        }
        let code = cell(CatalogueCSV.code)
        func refuse(_ detail: String) {
            refusals.append(
                CatalogueDocument.Refusal(
                    code: code.isEmpty ? nil : code, place: "line \(record.line)", rule: "csv.row", detail: detail))
        }
        guard !code.isEmpty else { return refuse("The column code is empty; name the procedure on every row.") }
        if procedures.updateValue(procedures[code] ?? ProcedureRows(), forKey: code) == nil { codes.append(code) }
        if let problem = procedures[code]?.take(cell, record.fields.count > places.count) {
            procedures[code]?.refusals.append(
                CatalogueDocument.Refusal(
                    code: code, place: "line \(record.line)", rule: "csv.row", detail: problem))
        } else {
            procedures[code]?.lines.append(record.line)
        }
    }

    private mutating func readHeading(_ record: DelimitedRecord) {
        for (place, name) in record.fields.enumerated() {
            guard CatalogueCSV.names.contains(name) else {
                headingRefusal = .invalid(
                    "line 1", rule: "csv.heading",
                    "There is no column \"\(name)\". The columns are \(CatalogueCSV.names.joined(separator: ", ")).")
                return
            }
            guard places.updateValue(place, forKey: name) == nil else {
                headingRefusal = .invalid(
                    "line 1", rule: "csv.heading", "The column \"\(name)\" stands there twice. Remove one.")
                return
            }
        }
        for name in [CatalogueCSV.row, CatalogueCSV.code, CatalogueCSV.number] where places[name] == nil {
            headingRefusal = .invalid("line 1", rule: "csv.heading", "The column \"\(name)\" is missing.")
        }
    }
}

/// The rows of one procedure, as the document that they stand for.
private struct ProcedureRows {
    private struct Element {
        var row: CatalogueCSV.Row
        var version: Int
        var value: JSONObject
    }

    var refusals: [CatalogueDocument.Refusal] = []
    /// The line of each element.
    var lines: [Int] = []
    private var elements: [Element] = []
    private var empty: [Int: [String]] = [:]

    /// Takes a row; says what is wrong with it.
    mutating func take(_ cell: (String) -> String, _ isTooLong: Bool) -> String? {
        guard !isTooLong else { return "The row has more cells than the heading." }
        guard let row = CatalogueCSV.Row(rawValue: cell(CatalogueCSV.row)) else {
            let rows = CatalogueCSV.Row.allCases.map(\.rawValue).joined(separator: ", ")
            return "\"\(cell(CatalogueCSV.row))\" is no kind of row; the kinds are \(rows)."
        }
        guard let version = Int(cell(CatalogueCSV.number)) else { return "The column version must be a whole number." }
        let isKnown = elements.contains { $0.row == .version && $0.version == version }
        guard isKnown != (row == .version) else {
            return row == .version
                ? "Version \(version) stands above already; give it once."
                : "There is no row for version \(version) above; begin with that."
        }
        var value = JSONObject()
        for column in CatalogueCSV.columns {
            let text = cell(column.name)
            guard !text.isEmpty else { continue }
            guard let path = column.rows[row] else {
                return "The column \(column.name) does not belong to a row of the kind \(row.rawValue); empty the cell."
            }
            value.set(column.kind.value(text), at: path)
        }
        if row == .version, let first = elements.first, first.value["field"] != value["field"] {
            return "The field is not that of the version above; a procedure has one field."
        }
        let none = cell(CatalogueCSV.none).split(separator: " ").map(String.init)
        let lists = CatalogueCSV.Row.allCases.compactMap(\.list?.rawValue)
        guard none.allSatisfy(lists.contains), row == .version || none.isEmpty else {
            return "The column none names lists of a version that are empty: \(lists.joined(separator: ", "))."
        }
        if let list = row.list?.rawValue, empty[version]?.contains(list) == true {
            return "The version says that it has no \(list); take the row or the word away."
        }
        if row == .version { empty[version] = none }
        elements.append(Element(row: row, version: version, value: value))
        return nil
    }

    /// The procedure as a document has it.
    func value(_ code: String) -> JSONValue {
        var field: JSONValue?
        let versions = versionsInOrder.map { version -> JSONValue in
            var object = JSONObject([("number", .integer(Int64(version)))])
            for element in elements where element.version == version && element.row == .version {
                for member in element.value.members where member.key != "field" { object[member.key] = member.value }
                field = field ?? element.value["field"]
            }
            for row in CatalogueCSV.Row.allCases {
                guard let list = row.list?.rawValue else { continue }
                let values = elements.filter { $0.version == version && $0.row == row }
                if !values.isEmpty || empty[version]?.contains(list) == true {
                    object[list] = .array(values.map { .object($0.value) })
                }
            }
            return .object(object)
        }
        var procedure = JSONObject([("code", .string(code))])
        if let field { procedure["field"] = field }
        procedure["versions"] = .array(versions)
        return .object(procedure)
    }

    private var versionsInOrder: [Int] { elements.filter { $0.row == .version }.map(\.version) }

    /// The line that a path of the document comes from.
    func line(of path: String) -> Int {
        for (place, version) in versionsInOrder.enumerated() where path.hasPrefix("versions[\(place)]") {
            for row in CatalogueCSV.Row.allCases {
                guard let list = row.list?.rawValue else { continue }
                let own = elements.indices.filter { elements[$0].version == version && elements[$0].row == row }
                for (index, element) in own.enumerated() where path.hasPrefix("versions[\(place)].\(list)[\(index)]") {
                    return lines[element]
                }
            }
            if let element = elements.firstIndex(where: { $0.version == version && $0.row == .version }) {
                return lines[element]
            }
        }
        return lines.first ?? 1
    }
}

extension CatalogueCSV.Kind {
    /// The cell as a value; a text where it is none of the kind, which is then refused by its reader.
    fileprivate func value(_ text: String) -> JSONValue {
        switch self {
        case .text: .string(text)
        case .integer: Int64(text).map { .integer($0) } ?? .string(text)
        case .bool: Bool(text).map { .bool($0) } ?? .string(text)
        }
    }
}

extension JSONObject {
    fileprivate mutating func set(_ value: JSONValue, at path: [String]) {
        guard let key = path.first else { return }
        guard path.count > 1 else {
            self[key] = value
            return
        }
        var inner = JSONObject()
        if case .object(let present)? = self[key] { inner = present }
        inner.set(value, at: Array(path.dropFirst()))
        self[key] = .object(inner)
    }
}
