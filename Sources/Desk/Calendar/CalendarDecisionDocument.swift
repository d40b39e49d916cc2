package import JSONText
package import OneStop

/// A decision about a calendar as a JSON document: what the API takes, what a file has and what is stored.
package enum CalendarDecisionDocument {
    /// Reads the fields of a decision; others may stand beside them.
    package static func read(_ fields: inout FieldReader) throws(FieldError) -> CalendarDecision {
        var decision = CalendarDecision(
            number: try fields.line("number", maxLength: 60), date: try fields.day("date"),
            issuer: try fields.line("issuer", maxLength: 120), reason: try fields.line("reason", maxLength: 500))
        for var entry in try fields.optionalObjects("off", maxCount: CalendarDecision.mostDays) ?? [] {
            decision.off.append(try CalendarDocument.dayOff(&entry))
            try entry.finish()
        }
        for var entry in try fields.optionalObjects("work", maxCount: CalendarDecision.mostDays) ?? [] {
            decision.work.append(try CalendarDocument.worked(&entry))
            try entry.finish()
        }
        for var entry in try fields.optionalObjects("hours", maxCount: 20) ?? [] {
            decision.hours.append(
                CalendarDecision.Hours(
                    from: try entry.day("from"), to: try entry.day("to"),
                    week: try CalendarDocument.hours(&entry, "week")))
            try entry.finish()
        }
        decision.confirms = try CalendarDocument.years(&fields, "confirms") ?? []
        return decision
    }

    /// Reads a decision that is a document of its own.
    package static func parse(_ text: String) throws(DeskError) -> CalendarDecision {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw DeskError(error)
        }
        do throws(FieldError) {
            var fields = try FieldReader(value)
            let decision = try read(&fields)
            try fields.finish()
            return decision
        } catch {
            throw DeskError(error)
        }
    }

    /// The document of a decision, such that reading it gives the same decision again.
    package static func text(of decision: CalendarDecision) -> String {
        var writer = JSONWriter()
        writer.object { writer in write(decision, &writer) }
        return writer.text
    }

    /// Writes the fields of a decision into an object.
    package static func write(_ decision: CalendarDecision, _ writer: inout JSONWriter) {
        writer.field("number", decision.number)
        writer.field("date", decision.date.iso)
        writer.field("issuer", decision.issuer)
        writer.field("reason", decision.reason)
        CalendarDocument.write(decision.off, &writer)
        CalendarDocument.write(decision.work, &writer)
        writer.array("hours") { writer in
            for span in decision.hours {
                writer.object { writer in
                    writer.field("from", span.from.iso)
                    writer.field("to", span.to.iso)
                    CalendarDocument.write(span.week, "week", &writer)
                }
            }
        }
        writer.array("confirms") { writer in
            for year in decision.confirms.sorted() { writer.value(year) }
        }
    }
}

extension DeskError {
    /// A decision that cannot be taken as it stands.
    package init(_ refusal: CalendarDecisionRefusal) {
        switch refusal {
        case .empty:
            self = .invalid(
                "body", rule: "C2.decision_empty",
                "The decision changes nothing. Give it days off, days worked, hours or years that it confirms.")
        case .dayTwice(let day):
            self = .invalid(
                "off", rule: "C2.decision_day_twice",
                "The decision says two things of \(day.iso). A day is off or worked, and stands there once.")
        case .hours(let from, let to):
            self = .invalid(
                "hours", rule: "C2.decision_hours",
                "Hours from \(from.iso) to \(to.iso) cannot be: they hold for one to \(CalendarDecision.longestHours) days and for one weekday at least."
            )
        case .tooManyDays:
            self = .invalid(
                "off", rule: "C2.decision_days",
                "A decision has \(CalendarDecision.mostDays) days at most. Enter a longer one year by year.")
        case .confirmedWithoutDays(let year):
            self = .invalid(
                "confirms", rule: "C2.confirmed_without_days",
                "The days off of a confirmed year are no longer computed, and none of \(year) is listed. List all of them under \"off\"."
            )
        case .calendar(let refusal):
            self = .invalid("body", rule: "C2.calendar", refusal.explanation)
        }
    }
}
