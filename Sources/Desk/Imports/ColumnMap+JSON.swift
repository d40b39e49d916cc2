import JSONText
import OneStop
import Records
import Store

extension ColumnMap {
    init(_ value: JSONValue, of rows: StagedRows) throws(FieldError) {
        var fields = try FieldReader(value)
        self.rows = rows
        fillDown = []
        switch rows {
        case .steps:
            `case` = try Case(fields.object("case"), of: rows)
            event = try fields.optionalObject("event").map { (fields) throws(FieldError) in try Event(fields) }
        case .dossiers:
            `case` = try Case(fields.object("dossier"), of: rows)
            fillDown = try fields.optionalStrings("fillDown", maxCount: 20, maxLength: 200) ?? []
            guard !fillDown.contains(`case`.reference) else {
                throw fields.error(
                    "fillDown", .choice, "must not hold the reference: every dossier has one of its own")
            }
        }
        dates = []
        for text in try fields.optionalStrings("dates", maxCount: 4, maxLength: 40) ?? [DatePattern.iso.rawValue] {
            guard let pattern = DatePattern(rawValue: text) else {
                let known = DatePattern.allCases.map(\.rawValue).joined(separator: ", ")
                throw fields.error("dates", .choice, "must hold some of: \(known)")
            }
            dates.append(pattern)
        }
        empty = try fields.optionalStrings("empty", maxCount: 50, maxLength: 100) ?? []
        try fields.finish()
    }
}

extension ColumnMap.Case {
    fileprivate init(_ object: FieldReader, of rows: StagedRows) throws(FieldError) {
        var fields = object
        reference = try fields.column("reference")
        accepted = try fields.column("accepted")
        promised = try fields.optionalColumn("promised")
        ended = try fields.optionalColumn("ended")
        channel = nil
        channels = [:]
        if var found = try fields.optionalObject("channel") {
            channel = try found.column("column")
            if let values = try found.optionalObject("values") {
                channels = try values.meanings("online, direct or post") { Channel(name: $0) }
            }
            try found.finish()
        }
        unit = try fields.columns("unit")
        officer = try fields.optionalColumn("officer")
        procedure = try fields.optionalColumn("procedure")
        field = nil
        applicant = nil
        if rows == .dossiers {
            field = try fields.optionalColumn("field")
            guard field == nil || procedure != nil else {
                throw fields.error("field", .choice, "needs a column for the procedure: a field is one of procedures")
            }
            applicant = try fields.optionalObject("applicant").map { (fields) throws(FieldError) in
                try ColumnMap.Applicant(fields)
            }
        }
        try fields.finish()
    }
}

extension ColumnMap.Applicant {
    fileprivate init(_ object: FieldReader) throws(FieldError) {
        var fields = object
        name = try fields.column("name")
        kind = nil
        kinds = [:]
        if var found = try fields.optionalObject("kind") {
            kind = try found.column("column")
            kinds = try found.object("values").meanings("citizen, enterprise or household") { text in
                ApplicantRecord.Kind.allCases.first { $0.name == text }
            }
            try found.finish()
        }
        identityNumber = try fields.optionalColumn("identityNumber")
        phone = try fields.optionalColumn("phone")
        email = try fields.optionalColumn("email")
        address = try fields.optionalColumn("address")
        try fields.finish()
    }
}

extension ColumnMap.Event {
    fileprivate init(_ object: FieldReader) throws(FieldError) {
        var fields = object
        activity = try fields.column("activity")
        at = try fields.column("at")
        unit = try fields.optionalColumn("unit")
        officer = try fields.optionalColumn("officer")
        key = try fields.columns("key")
        try fields.finish()
    }
}

extension FieldReader {
    /// The name of a column.
    fileprivate mutating func column(_ name: String) throws(FieldError) -> String {
        try string(name, minLength: 1, maxLength: 200)
    }

    fileprivate mutating func optionalColumn(_ name: String) throws(FieldError) -> String? {
        try optionalString(name, minLength: 1, maxLength: 200)
    }

    /// What each text of a column means.
    fileprivate func meanings<Meaning>(
        _ expected: String, _ parse: (String) -> Meaning?
    ) throws(FieldError) -> [String: Meaning] {
        var fields = self
        var meanings: [String: Meaning] = [:]
        for name in object.keys { meanings[name] = try fields.parsed(name, expected: expected, parse) }
        return meanings
    }

    /// One column as a string, or several as an array; none when the field is absent.
    fileprivate mutating func columns(_ name: String) throws(FieldError) -> [String] {
        if case .array = object[name] { return try strings(name, maxCount: 20, maxLength: 200) }
        return try optionalColumn(name).map { [$0] } ?? []
    }
}

extension ApplicantRecord.Kind {
    /// The word for it in documents.
    fileprivate var name: String {
        switch self {
        case .citizen: "citizen"
        case .enterprise: "enterprise"
        case .household: "household"
        }
    }
}
