import JSONText
import OneStop

/// The form as it is kept when its month is frozen: read for ever, whatever becomes of the form that is given out.
extension MonthlyForm {
    /// - Parameter now: as of when it was counted.
    func stored(countedAt now: Instant) -> String {
        var writer = JSONWriter(capacity: 2_048 + entries.count * 300)
        writer.object { writer in
            writer.field("version", 1)
            writer.field("agency", agencyCode)
            writer.field("name", agencyName)
            writer.field("month", month.iso)
            writer.field("cutoff", cutOff.rawValue)
            writer.field("waiting", reckoning.waiting.rawValue)
            writer.field("countedAt", now.microseconds)
            writer.field("offset", reckoning.present.offset.minutes)
            writer.key("total")
            writer.counts(of: total)
            writer.rows("fields", fields)
            writer.rows("units", units)
            writer.rows("lines", lines)
            if let apologies {
                writer.object("apologies") { writer in
                    for each in ApologyClass.allCases {
                        writer.key(text: each.rawValue)
                        writer.value(apologies[each])
                    }
                }
            }
            writer.array("entries") { writer in for entry in entries { writer.entry(entry) } }
        }
        return writer.text
    }

    /// - Throws: `DeskError` for a text that this program cannot read.
    init(stored text: String) throws(DeskError) {
        do throws(FieldError) {
            guard let value = try? JSONValue(parsing: text) else {
                throw FieldError(path: "", rule: .type, explanation: "is no JSON")
            }
            var fields = try FieldReader(value)
            try self.init(&fields)
        } catch {
            throw DeskError(
                .unavailable, rule: "figures.damaged",
                "The frozen form cannot be read: \(error.path) \(error.explanation). Ask who runs the system.")
        }
    }

    private init(_ fields: inout FieldReader) throws(FieldError) {
        _ = try fields.integer("version", in: 1...1)
        let code = try fields.string("agency", maxLength: 200)
        let name = try fields.string("name", maxLength: 10_000)
        let month = try fields.parsed("month", maxLength: 7, expected: "a month") { ReportMonth(iso: $0) }
        let cutOff = try fields.choice("cutoff", of: CutOff.self)
        let waiting = try fields.choice("waiting", of: WaitingRule.self)
        let countedAt = Instant(microseconds: try fields.integer("countedAt", in: Int64.min...Int64.max))
        let minutes = try fields.integer("offset", in: -1_080...1_080)
        var total = try fields.object("total")
        var lists: [String: [Row]] = [:]
        for name in ["fields", "units", "lines"] {
            lists[name] = try fields.objects(name, maxCount: 1_000_000).map { row throws(FieldError) in
                var row = row
                return try Row(&row)
            }
        }
        let entries = try fields.objects("entries", maxCount: 10_000_000).map { entry throws(FieldError) in
            var entry = entry
            return try MonthlyEntry(&entry)
        }
        self.init(
            agencyCode: code, agencyName: name, month: month, cutOff: cutOff,
            reckoning: MonthlyReckoning(
                period: month.period(cutOff), waiting: waiting, now: countedAt,
                offset: UTCOffset(minutes: minutes) ?? .vietnam),
            total: try MonthlyFigures(&total), fields: lists["fields"] ?? [], units: lists["units"] ?? [],
            entries: entries)
        lines = lists["lines"] ?? []
        if var kept = try fields.optionalObject("apologies") {
            var figures = ApologyFigures()
            for each in ApologyClass.allCases {
                figures[each] = try kept.optionalInteger(each.rawValue, in: 0...Int.max) ?? 0
            }
            apologies = figures
        }
    }
}

extension MonthlyFigures {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init()
        for column in MonthlyColumn.allCases {
            self[column] = try fields.optionalInteger(column.rawValue, in: 0...Int.max) ?? 0
        }
    }
}

extension MonthlyForm.Row {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        var counts = try fields.object("counts")
        self.init(
            key: try fields.string("key", maxLength: 10_000), label: try fields.string("label", maxLength: 10_000),
            figures: try MonthlyFigures(&counts))
    }
}

extension MonthlyEntry {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        func instant(_ name: String, _ fields: inout FieldReader) throws(FieldError) -> Instant? {
            try fields.optionalInteger(name, in: Int64.min...Int64.max).map { Instant(microseconds: $0) }
        }
        self.init(
            reason: try fields.choice("reason", of: Reason.self), code: try fields.string("code", maxLength: 1_000),
            procedure: try fields.string("procedure", maxLength: 1_000),
            field: try fields.string("field", maxLength: 1_000),
            unit: try fields.optionalString("unit", maxLength: 1_000), acceptedAt: try instant("acceptedAt", &fields),
            due: try instant("due", &fields), doneAt: try instant("doneAt", &fields),
            daysLate: try fields.integer("daysLate", in: 0...Int.max),
            cause: try fields.optionalChoice("cause", of: DelayCause.self),
            atFault: try fields.optionalString("atFault", maxLength: 1_000),
            note: try fields.optionalString("note", maxLength: 100_000),
            apologyIssuedOn: try fields.optionalParsed("apologyIssuedOn", maxLength: 10, expected: "a day") {
                LocalDate(iso: $0)
            },
            newDate: try instant("newDate", &fields), isAgainstPortalRate: try fields.bool("againstRate"))
    }
}

extension JSONWriter {
    fileprivate mutating func counts(of figures: MonthlyFigures) {
        object { writer in
            for column in MonthlyColumn.allCases where figures[column] != 0 {
                writer.key(text: column.rawValue)
                writer.value(figures[column])
            }
        }
    }

    fileprivate mutating func rows(_ name: StaticString, _ rows: [MonthlyForm.Row]) {
        array(name) { writer in
            for row in rows {
                writer.object { writer in
                    writer.field("key", row.key)
                    writer.field("label", row.label)
                    writer.key("counts")
                    writer.counts(of: row.figures)
                }
            }
        }
    }

    fileprivate mutating func entry(_ entry: MonthlyEntry) {
        object { writer in
            writer.field("reason", entry.reason.rawValue)
            writer.field("code", entry.code)
            writer.field("procedure", entry.procedure)
            writer.field("field", entry.field)
            writer.field("unit", entry.unit)
            writer.field("acceptedAt", entry.acceptedAt?.microseconds)
            writer.field("due", entry.due?.microseconds)
            writer.field("doneAt", entry.doneAt?.microseconds)
            writer.field("daysLate", entry.daysLate)
            writer.field("cause", entry.cause?.rawValue)
            writer.field("atFault", entry.atFault)
            writer.field("note", entry.note)
            writer.field("apologyIssuedOn", entry.apologyIssuedOn?.iso)
            writer.field("newDate", entry.newDate?.microseconds)
            writer.field("againstRate", entry.isAgainstPortalRate)
        }
    }
}
