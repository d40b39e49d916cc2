import DelimitedText
import JSONText
import OneStop

extension CatalogueDocument {
    /// The table, with the mark by which a spreadsheet knows UTF-8.
    var csv: [UInt8] {
        var writer = DelimitedWriter(marksByteOrder: true)
        writer.record(CatalogueCSV.names)
        for procedure in procedures {
            for version in procedure.versions { writer.version(version, of: procedure) }
        }
        return writer.bytes
    }
}

extension DelimitedWriter {
    /// The rows are the document's own version, taken apart: whatever it has stands in a cell.
    fileprivate mutating func version(_ version: CatalogueDocument.Version, of procedure: CatalogueDocument.Procedure) {
        var json = JSONWriter(capacity: 4_096)
        json.object { writer in
            writer.object("field") { writer in
                writer.field("code", procedure.fieldCode)
                writer.field("name", procedure.fieldName)
            }
            writer.publication(version.publication)
            writer.parts(of: version.entry)
        }
        guard let value = try? JSONValue(parsing: json.bytes) else { return }
        var empty: [String] = []
        var lists: [(CatalogueCSV.Row, JSONValue)] = []
        for row in CatalogueCSV.Row.allCases {
            guard let list = row.list?.rawValue, case .array(let elements)? = value.member([list]) else { continue }
            if elements.isEmpty { empty.append(list) }
            lists += elements.map { (row, $0) }
        }
        record(.version, value, procedure.code, version.number, none: empty.joined(separator: " "))
        for (row, element) in lists { record(row, element, procedure.code, version.number, none: "") }
    }

    private mutating func record(
        _ row: CatalogueCSV.Row, _ value: JSONValue, _ code: String, _ number: Int, none: String
    ) {
        field(row.rawValue)
        field(code)
        field(Int64(number))
        for column in CatalogueCSV.columns { field(column.rows[row].flatMap(value.member)?.cell ?? "") }
        field(none)
        endRecord()
    }
}

extension JSONValue {
    /// The value at the end of a path of keys.
    fileprivate func member(_ path: [String]) -> JSONValue? {
        path.reduce(self) { value, key in
            guard case .object(let object)? = value else { return nil }
            return object[key]
        }
    }

    fileprivate var cell: String {
        switch self {
        case .string(let text): text
        case .integer(let integer): String(integer)
        case .bool(let bool): bool ? "true" : "false"
        case .null, .number, .array, .object: ""
        }
    }
}
