import JSONText
import OneStop

extension OfficeDocument.Procedure {
    init(_ reader: FieldReader) throws {
        var fields = reader
        path = fields.path
        code = try fields.code("code", maxLength: 60)
        name = try fields.name("name")
        var field = try fields.object("field")
        fieldCode = try field.code("code", maxLength: 60)
        fieldName = try field.name("name")
        try field.finish()
        if let value = fields.value("calendar"), value != .null {
            calendar = try CalendarDocument.read(value, path: fields.path(of: "calendar"))
        }
        let readers = try fields.objects("versions", maxCount: 200)
        try fields.finish()
        versions = []
        for reader in readers { versions.append(try OfficeDocument.Version(reader, of: name)) }
    }
}

extension OfficeDocument.Version {
    /// - Parameter name: that of the procedure, which a version has unless it gives another.
    fileprivate init(_ reader: FieldReader, of name: String) throws(FieldError) {
        var fields = reader
        path = fields.path
        number = try fields.integer("number", in: 1...100_000)
        publication = try Publication(&fields)
        entry = try CatalogueEntry(&fields, named: name)
        try fields.finish()
        guard let committed = entry.committed else {
            throw fields.error("limit.committed", .missing, "is required")
        }
        if entry.statutory == nil { entry.statutory = committed }
        guard publication.validFrom != nil else { throw fields.error("validFrom", .missing, "is required") }
    }
}
