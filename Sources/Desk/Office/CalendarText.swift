import JSONText
package import OneStop

extension CalendarDocument {
    /// The document of a calendar, such that reading it gives the same calendar again.
    package static func text(of calendar: WorkCalendar) -> String {
        if calendar == .vietNam { return "\"viet-nam\"" }
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("utcOffset", calendar.offset.text)
            if let confirmed = calendar.confirmedYears {
                writer.array("confirmed") { writer in
                    for year in confirmed.sorted() { writer.value(year) }
                }
            }
            write(calendar.week, "week", &writer)
            write(calendar.desk, "desk", &writer)
            write(calendar.off, &writer)
            write(calendar.work, &writer)
        }
        return writer.text
    }

    /// Reads a calendar from JSON text.
    package static func parse(_ text: String) throws(DeskError) -> WorkCalendar {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw DeskError(error)
        }
        return try read(value)
    }

    static func write(_ off: [DayOff], _ writer: inout JSONWriter) {
        writer.array("off") { writer in
            for off in off {
                writer.object { writer in
                    writer.field("day", off.day.iso)
                    writer.field("reason", off.reason)
                    writer.field("decision", off.decision)
                }
            }
        }
    }

    static func write(_ work: [DayWorked], _ writer: inout JSONWriter) {
        writer.array("work") { writer in
            for work in work {
                writer.object { writer in
                    writer.field("day", work.day.iso)
                    switch work.source {
                    case .hoursOf(let other): writer.field("for", other.iso)
                    case .hours(let sessions): writer.field("hours", sessions.map(\.text))
                    }
                    writer.field("reason", work.reason)
                    writer.field("decision", work.decision)
                }
            }
        }
    }

    static func write(_ hours: [Weekday: [Session]], _ key: StaticString, _ writer: inout JSONWriter) {
        writer.object(key) { writer in
            for weekday in Weekday.allCases {
                guard let sessions = hours[weekday] else { continue }
                writer.key(text: weekday.key)
                writer.array { writer in for session in sessions { writer.value(session.text) } }
            }
        }
    }
}
