import JSONText
import OneStop
import Store

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
        for reader in readers { versions.append(try OfficeDocument.Version(reader)) }
    }
}

extension OfficeDocument.Version {
    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        path = fields.path
        number = try fields.integer("number", in: 1...100_000)
        validFrom = try fields.day("validFrom")
        validTo = try fields.optionalDay("validTo")
        if var decision = try fields.optionalObject("decision") {
            decisionNumber = try decision.string("number", minLength: 1, maxLength: 200)
            decisionDate = try decision.day("date")
            try decision.finish()
        }
        var limits = try fields.object("limit")
        committed = try limits.limit("committed")
        statutory = try limits.has("statutory") ? limits.limit("statutory") : committed
        try limits.finish()
        dayZero = try fields.optionalChoice("dayZero") ?? .working
        restarts = try fields.optionalBool("restarts") ?? false
        let components = try fields.optionalObjects("components", maxCount: 500) ?? []
        let fees = try fields.optionalObjects("fees", maxCount: 200) ?? []
        let steps = try fields.optionalObjects("steps", maxCount: 100) ?? []
        try fields.finish()
        self.components = []
        for component in components { self.components.append(try VersionFacts.Component(component)) }
        self.fees = []
        for fee in fees { self.fees.append(try VersionFacts.Fee(fee)) }
        self.steps = []
        for step in steps { self.steps.append(try OfficeDocument.Step(step)) }
    }
}

extension VersionFacts.Component {
    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        self.init(
            number: try fields.integer("number", in: 1...10_000), name: try fields.name("name"),
            mandatory: try fields.optionalBool("mandatory") ?? true,
            originals: try fields.optionalInteger("originals", in: 0...99) ?? 0,
            copies: try fields.optionalInteger("copies", in: 0...99) ?? 0,
            electronic: try fields.optionalBool("electronic") ?? false)
        try fields.finish()
        guard originals > 0 || copies > 0 || electronic else {
            throw fields.error(
                "originals", .range, "must ask for something: give originals, copies, or \"electronic\": true")
        }
    }
}

extension VersionFacts.Fee {
    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        self.init(
            number: try fields.integer("number", in: 1...1_000), name: try fields.name("name"),
            amount: try fields.integer("amount", in: 0...1_000_000_000_000),
            moment: try fields.choice("moment", of: FeeMoment.self).rawValue,
            freeGround: try fields.optionalString("freeGround", minLength: 1, maxLength: 500))
        try fields.finish()
        guard (amount == 0) == (freeGround != nil) else {
            throw fields.error(
                "freeGround", .choice, "must say by which provision a case is free, and of no other case")
        }
    }
}

extension OfficeDocument.Step {
    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        path = fields.path
        number = try fields.integer("number", in: 1...1_000)
        name = try fields.name("name")
        role = try fields.choice("role")
        unit = try fields.optionalString("unit", minLength: 1, maxLength: 40)
        limit = try fields.has("limit") ? fields.limit("limit") : .none
        try fields.finish()
    }
}

extension FieldReader {
    fileprivate mutating func limit(_ name: String) throws(FieldError) -> Limit {
        try parsed(name, maxLength: 200, expected: "a limit such as 5wd, 25d, 3mo, 8wh, 0wd, 5wd+25d or none") {
            try? Limit(parsing: $0)
        }
    }
}
