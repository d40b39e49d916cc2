package import JSONText
import OneStop

extension OfficeDocument {
    /// Reads and checks a document.
    /// - Throws: `DeskError` of kind `invalid` that names the field by its full path and the rule it breaks.
    package init(parsing text: String) throws(DeskError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw DeskError(error)
        }
        try self.init(value)
    }

    /// Reads and checks a document.
    /// - Throws: `DeskError` of kind `invalid` that names the field by its full path and the rule it breaks.
    package init(_ value: JSONValue) throws(DeskError) {
        do {
            var fields = try FieldReader(value)
            let readers = try fields.objects("agencies", maxCount: 5_000)
            demonstration = try fields.optionalObject("demonstration").map { (reader) throws(FieldError) in
                try Demonstration(reader)
            }
            try fields.finish()
            if readers.isEmpty {
                throw fields.error(
                    "agencies", .tooShort, "must name at least one agency: there is nothing in it to apply")
            }
            agencies = []
            for reader in readers { agencies.append(try Agency(reader)) }
        } catch let error as FieldError {
            throw DeskError(error)
        } catch let error as DeskError {
            throw error
        } catch {
            throw DeskError(.invalid, rule: "office.document", "\(error)")
        }
        try check()
    }
}

extension OfficeDocument.Agency {
    fileprivate init(_ reader: FieldReader) throws {
        var fields = reader
        path = fields.path
        code = try fields.code("code", maxLength: 35)
        name = try fields.name("name")
        parent = try fields.optionalString("parent", minLength: 1, maxLength: 35)
        if let value = fields.value("calendar"), value != .null {
            calendar = try CalendarDocument.read(value, path: fields.path(of: "calendar"))
        }
        let given = try fields.optionalParsed("utcOffset", expected: "an offset such as \"+07:00\"") { UTCOffset($0) }
        if let given, let calendar, given != calendar.offset {
            throw fields.error(
                "utcOffset", .choice, "must be \(calendar.offset.text), the offset of the agency's own calendar")
        }
        offset = given ?? calendar?.offset ?? .vietnam
        // On from the start unless a document says null.
        gateFrom = fields.value("gateFrom") == nil ? LocalDate(dayNumber: 0) : try fields.optionalDay("gateFrom")
        handOverMinute = try fields.optionalMinute("handOverAt") ?? 15 * 60
        sameDayMinute = try fields.optionalMinute("sameDayUntil") ?? 15 * 60
        symbol = try fields.optionalParsed(
            "symbol", maxLength: 40, expected: "the agency's short form in its documents, such as \"SKHCN\""
        ) { DocumentNumber.isSymbol($0) ? $0 : nil }
        letterhead = Letterhead(
            governingBody: try fields.optionalString("governingBody", minLength: 1, maxLength: 200),
            place: try fields.optionalString("place", minLength: 1, maxLength: 100),
            headTitle: try fields.optionalString("headTitle", minLength: 1, maxLength: 100),
            deputyTitle: try fields.optionalString("deputyTitle", minLength: 1, maxLength: 100))
        duties = try fields.optionalObject("duties").map { reader in try DutyPolicy(reader) } ?? DutyPolicy()
        opinionLimit =
            try fields.optionalParsed("opinionLimit", expected: "a limit such as \"3wd\", and not none") { text in
                guard let limit = try? Limit(parsing: text), !limit.isNone else { return nil }
                return limit
            } ?? Office.Agency.usualOpinionLimit
        let units = try fields.optionalObjects("units", maxCount: 1_000) ?? []
        let users = try fields.optionalObjects("users", maxCount: 10_000) ?? []
        let procedures = try fields.optionalObjects("procedures", maxCount: 10_000) ?? []
        try fields.finish()
        self.units = try units.map { try OfficeDocument.Unit($0) }
        self.users = try users.map { try OfficeDocument.User($0) }
        self.procedures = try procedures.map { try OfficeDocument.Procedure($0) }
    }
}

extension OfficeDocument.Unit {
    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        path = fields.path
        code = try fields.code("code", maxLength: 40)
        name = try fields.name("name")
        isDesk = try fields.optionalBool("desk") ?? false
        parent = try fields.optionalString("parent", minLength: 1, maxLength: 40)
        try fields.finish()
    }
}

extension OfficeDocument.User {
    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        path = fields.path
        login = try fields.code("login", maxLength: 60)
        name = try fields.name("name")
        unit = try fields.optionalString("unit", minLength: 1, maxLength: 40)
        let readers = try fields.optionalObjects("roles", maxCount: 200) ?? []
        try fields.finish()
        roles = []
        for reader in readers { roles.append(try OfficeDocument.Right(reader)) }
    }
}

extension OfficeDocument.Right {
    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        path = fields.path
        role = try fields.choice("role")
        agency = try fields.optionalString("agency", minLength: 1, maxLength: 35)
        unit = try fields.optionalString("unit", minLength: 1, maxLength: 40)
        procedure = try fields.optionalString("procedure", minLength: 1, maxLength: 60)
        try fields.finish()
    }
}

extension OfficeDocument.Demonstration {
    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        var fields = reader
        agency = try fields.string("agency", minLength: 1, maxLength: 35)
        dossiers = try fields.optionalInteger("dossiers", in: 1...5_000) ?? 320
        months = try fields.optionalInteger("months", in: 1...12) ?? 3
        seed = UInt64(try fields.optionalInteger("seed", in: 0...Int64.max) ?? 1)
        try fields.finish()
    }
}

extension FieldReader {
    /// A name for screen and paper.
    mutating func name(_ field: String) throws(FieldError) -> String {
        let text = try string(field, minLength: 1, maxLength: 500)
        guard text.contains(where: { !$0.isWhitespace }) else { throw error(field, .tooShort, "must not be blank") }
        return text
    }

    /// A code or login: letters without marks, digits, and `.`, `-`, `_`.
    mutating func code(_ field: String, maxLength: Int) throws(FieldError) -> String {
        let text = try string(field, minLength: 1, maxLength: maxLength)
        let isCode = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isCode else {
            throw error(field, .format, "must have only letters a-z without marks, digits, '.', '-' and '_'")
        }
        return text
    }

    /// A time of day such as `15:00`, as minutes.
    fileprivate mutating func optionalMinute(_ field: String) throws(FieldError) -> Int? {
        try optionalParsed(field, maxLength: 5, expected: "a time of day such as \"15:00\"") { text in
            // A session's text has two times of day; its reader knows what a time is.
            if text == "00:00" { return 0 }
            return Session("00:00-\(text)")?.close
        }
    }
}
