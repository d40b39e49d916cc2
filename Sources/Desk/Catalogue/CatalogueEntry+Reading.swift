package import JSONText
package import OneStop

extension CatalogueEntry {
    /// Reads the parts of an entry among the fields of a version; what is not there is not known.
    ///
    /// Only the form of each field is checked here. What publishing asks for, `PublishingCheck` does.
    /// - Parameter standard: the name where the version has none of its own.
    package init(_ fields: inout FieldReader, named standard: String? = nil) throws(FieldError) {
        if let standard, !fields.has("name") {
            self.init(name: standard)
            _ = fields.value("name")
        } else {
            self.init(name: try fields.name("name"))
        }
        sequence = try fields.prose("sequence")
        filing = try fields.list("filing", maxCount: 10) { (way) throws(FieldError) in try FilingWay(&way) }
        components = try fields.list("components", maxCount: 500) { (component) throws(FieldError) in
            try Component(&component)
        }
        sets = try fields.optionalInteger("sets", in: 1...99)
        if var limits = try fields.optionalObject("limit") {
            statutory = try limits.optionalLimit("statutory")
            committed = try limits.optionalLimit("committed")
            try limits.finish()
        }
        dayZero = try fields.optionalChoice("dayZero") ?? .working
        restarts = try fields.optionalBool("restarts") ?? false
        subjects = try fields.prose("subjects")
        decidedBy = try fields.prose("decidedBy")
        result = try fields.prose("result")
        fees = try fields.list("fees", maxCount: 200) { (fee) throws(FieldError) in try Fee(&fee) }
        forms = try fields.list("forms", maxCount: 100) { (form) throws(FieldError) in try form.name("name") }
        requirements = try fields.prose("requirements")
        legalBasis = try fields.list("legalBasis", maxCount: 100) { (basis) throws(FieldError) in
            try LegalBasis(&basis)
        }
        onlineService = try fields.optionalChoice("onlineService")
        steps = try fields.list("steps", maxCount: 100) { (step) throws(FieldError) in try Step(&step) }
        source = try fields.optionalObject("source").map { (reader) throws(FieldError) in
            var reader = reader
            let source = try Source(&reader)
            try reader.finish()
            return source
        }
    }
}

extension Publication {
    /// Reads the decision and the validity among the fields of a version.
    package init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            validFrom: try fields.optionalDay("validFrom"), validTo: try fields.optionalDay("validTo"))
        if var decision = try fields.optionalObject("decision") {
            self.decision = Decision(
                number: try decision.string("number", minLength: 1, maxLength: 200),
                date: try decision.day("date"))
            try decision.finish()
        }
    }
}

extension CatalogueEntry.FilingWay {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            channel: try fields.way("way"), limit: try fields.optionalLimit("limit"), note: try fields.prose("note"))
    }
}

extension CatalogueEntry.Component {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            number: try fields.integer("number", in: CatalogueEntry.Component.numbers), name: try fields.name("name"),
            mandatory: try fields.optionalBool("mandatory") ?? true,
            originals: try fields.optionalInteger("originals", in: 0...99) ?? 0,
            copies: try fields.optionalInteger("copies", in: 0...99) ?? 0,
            electronic: try fields.optionalBool("electronic") ?? false,
            reusable: try fields.optionalBool("reusable") ?? true)
    }
}

extension CatalogueEntry.Fee {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            number: try fields.integer("number", in: 1...1_000), name: try fields.name("name"),
            amount: try fields.optionalInteger("amount", in: 0...1_000_000_000_000),
            moment: try fields.optionalChoice("moment", of: FeeMoment.self),
            freeGround: try fields.optionalString("freeGround", minLength: 1, maxLength: 500),
            way: try fields.optionalWay("way"))
    }
}

extension CatalogueEntry.LegalBasis {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            number: try fields.string("number", minLength: 1, maxLength: 200),
            title: try fields.optionalString("title", minLength: 1, maxLength: 1_000),
            date: try fields.optionalDay("date"))
    }
}

extension CatalogueEntry.Step {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            number: try fields.integer("number", in: 1...1_000), name: try fields.name("name"),
            role: try fields.string("role", minLength: 1, maxLength: 40),
            unit: try fields.optionalString("unit", minLength: 1, maxLength: 40),
            limit: try fields.optionalLimit("limit") ?? .none, onlineLimit: try fields.optionalLimit("onlineLimit"),
            legs: try fields.optionalParsed(
                "legs", maxLength: 1_000, expected: "legs such as H99.15/TN:3wd, joined by commas"
            ) { [StepLeg](parsing: $0) } ?? [])
    }
}

extension CatalogueEntry.Source {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            certainty: try fields.choice("certainty"), asOf: try fields.day("asOf"),
            reference: try fields.optionalString("reference", minLength: 1, maxLength: 1_000),
            note: try fields.prose("note"))
    }
}

extension FieldReader {
    /// A part of an entry in words, of several lines perhaps; nil when it is absent or `null`.
    fileprivate mutating func prose(_ name: String) throws(FieldError) -> String? {
        try optionalString(name, minLength: 1, maxLength: 20_000)
    }

    /// A list of objects; nil when it is absent or `null`, which says that nothing is known of it.
    fileprivate mutating func list<Element>(
        _ name: String, maxCount: Int, _ read: (inout FieldReader) throws(FieldError) -> Element
    ) throws(FieldError) -> [Element]? {
        guard let readers = try optionalObjects(name, maxCount: maxCount) else { return nil }
        var elements: [Element] = []
        for var reader in readers {
            elements.append(try read(&reader))
            try reader.finish()
        }
        return elements
    }

    fileprivate mutating func optionalLimit(_ name: String) throws(FieldError) -> Limit? {
        try optionalParsed(
            name, maxLength: 200, expected: "a limit such as 5wd, 25d, 3mo, 8wh, 0wd, 5wd+25d or none"
        ) { try? Limit(parsing: $0) }
    }

    fileprivate mutating func way(_ name: String) throws(FieldError) -> Channel {
        guard let way = try optionalWay(name) else { throw error(name, .missing, "is required") }
        return way
    }

    fileprivate mutating func optionalWay(_ name: String) throws(FieldError) -> Channel? {
        try optionalParsed(name, expected: "one of: \(Channel.allCases.map(\.name).joined(separator: ", "))") {
            Channel(name: $0)
        }
    }
}
