package import JSONText
package import OneStop

/// The calendar of an office as a JSON document (contract, section 2).
package enum CalendarDocument {
    /// Reads and validates a calendar.
    ///
    /// `"viet-nam"` in place of an object is the calendar that the program knows.
    /// - Throws: `DeskError` of kind `invalid` that names the field and the rule.
    package static func read(_ value: JSONValue, path: String = "") throws(DeskError) -> WorkCalendar {
        if case .string(let name) = value {
            guard name == "viet-nam" else {
                throw .invalid(
                    path, rule: "C2.calendar_name",
                    "There is no built-in calendar \"\(name)\"; write \"viet-nam\" or the calendar itself.")
            }
            return .vietNam
        }
        let calendar: WorkCalendar
        do {
            calendar = try fields(of: value, path: path)
        } catch {
            throw DeskError(error)
        }
        do {
            try calendar.validated()
        } catch {
            throw .invalid(
                path, rule: "C2.calendar", path.isEmpty ? error.explanation : "\(path): \(error.explanation)")
        }
        return calendar
    }

    private static func fields(of value: JSONValue, path: String) throws(FieldError) -> WorkCalendar {
        var fields = try FieldReader(value, path: path)
        let offset = try fields.parsed("utcOffset", expected: "an offset such as \"+07:00\"") { UTCOffset($0) }
        let confirmed = try years(&fields)
        let week = try hours(&fields, "week")
        let desk = try fields.has("desk") ? hours(&fields, "desk") : [:]
        var off: [DayOff] = []
        for var entry in try fields.optionalObjects("off", maxCount: 10_000) ?? [] {
            off.append(try dayOff(&entry))
            try entry.finish()
        }
        var work: [DayWorked] = []
        for var entry in try fields.optionalObjects("work", maxCount: 10_000) ?? [] {
            work.append(try worked(&entry))
            try entry.finish()
        }
        try fields.finish()
        return WorkCalendar(offset: offset, confirmedYears: confirmed, week: week, desk: desk, off: off, work: work)
    }

    static func years(
        _ fields: inout FieldReader, _ name: String = "confirmed"
    ) throws(FieldError) -> Set<Int>? {
        guard let list = try fields.optionalArray(name, maxCount: 1_000) else { return nil }
        var years: Set<Int> = []
        for case let value in list {
            guard case .integer(let year) = value, (1...9999).contains(year) else {
                throw fields.error(name, .format, "must be a list of years")
            }
            years.insert(Int(year))
        }
        return years
    }

    static func hours(
        _ fields: inout FieldReader, _ name: String
    ) throws(FieldError) -> [Weekday: [Session]] {
        var days = try fields.object(name)
        var hours: [Weekday: [Session]] = [:]
        for weekday in Weekday.allCases where days.has(weekday.key) {
            hours[weekday] = try sessions(&days, weekday.key)
        }
        try days.finish()
        return hours
    }

    private static func sessions(_ fields: inout FieldReader, _ name: String) throws(FieldError) -> [Session] {
        var sessions: [Session] = []
        for text in try fields.strings(name, maxCount: 24, maxLength: 20) {
            guard let session = Session(text) else {
                throw fields.error(name, .format, "must be sessions such as \"07:00-11:30\"")
            }
            sessions.append(session)
        }
        return sessions
    }

    static func dayOff(_ entry: inout FieldReader) throws(FieldError) -> DayOff {
        DayOff(
            day: try entry.day("day"), reason: try entry.optionalString("reason", maxLength: 500),
            decision: try entry.optionalString("decision", maxLength: 200))
    }

    static func worked(_ entry: inout FieldReader) throws(FieldError) -> DayWorked {
        let day = try entry.day("day")
        let other = entry.has("for") ? try entry.day("for") : nil
        let hours = entry.has("hours") ? try sessions(&entry, "hours") : nil
        let source: DayWorked.Hours
        switch (other, hours) {
        case (let other?, nil): source = .hoursOf(other)
        case (nil, let hours?): source = .hours(hours)
        case (nil, nil), (_?, _?):
            throw entry.error("for", .choice, "must stand alone: a day worked has either \"for\" or \"hours\"")
        }
        return DayWorked(
            day: day, source: source, reason: try entry.optionalString("reason", maxLength: 500),
            decision: try entry.optionalString("decision", maxLength: 200))
    }
}

extension FieldReader {
    /// A date such as `2026-02-09` that exists.
    mutating func day(_ name: String) throws(FieldError) -> LocalDate {
        try parsed(name, expected: "a date that exists, such as 2026-02-09") { LocalDate(iso: $0) }
    }

    /// A date, or nil when the field is absent or null.
    mutating func optionalDay(_ name: String) throws(FieldError) -> LocalDate? {
        try optionalParsed(name, expected: "a date that exists, such as 2026-02-09") { LocalDate(iso: $0) }
    }
}

extension DeskError {
    /// A field that breaks a rule of form.
    package init(_ error: FieldError) {
        self.init(.invalid, rule: error.rule.rawValue, field: error.path, "\(error.path) \(error.explanation).")
    }

    /// A text that is not JSON.
    package init(_ error: JSONError) {
        self.init(
            .invalid, rule: "json", field: error.path.isEmpty ? nil : error.path,
            "The text is not valid JSON: \(error.description).")
    }
}
