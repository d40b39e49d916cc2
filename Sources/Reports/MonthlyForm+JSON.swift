package import JSONText
package import OneStop

extension MonthlyForm {
    /// The form as a JSON text: `total`, `fields` and `units` with every column, `notes` in words, and the `list`.
    package var json: String {
        var writer = JSONWriter(capacity: 2_048 + (fields.count + units.count) * 500 + entries.count * 350)
        write(to: &writer)
        return writer.text
    }

    /// The form as a JSON text with a part of its `list`, and in `next` how many lines come before the part that follows.
    package func json(page: Range<Int>) -> String {
        var writer = JSONWriter(capacity: 2_048 + (fields.count + units.count) * 500 + page.count * 350)
        write(to: &writer, page: page)
        return writer.text
    }

    /// The form as one JSON value within a larger text, with all of its list or a part of it.
    package func write(to writer: inout JSONWriter, page: Range<Int>? = nil) {
        let present = reckoning.present
        writer.object { writer in
            writer.field("form", "II.06a/VPCP/KSTT")
            writer.object("agency") { writer in
                writer.field("code", agencyCode)
                writer.field("name", agencyName)
            }
            writer.object("period") { writer in
                writer.field("month", month.iso)
                writer.field("cutoff", cutOff.rawValue)
                writer.field("from", present.period.from.iso)
                writer.field("to", present.period.to.iso)
                writer.field("asOf", present.asOf.rfc3339(in: present.offset))
            }
            writer.field("waiting", reckoning.waiting.rawValue)
            writer.object("total") { writer in writer.fields(of: total) }
            writer.array("fields") { writer in writer.rows(fields) }
            writer.array("units") { writer in writer.rows(units) }
            writer.array("agencies") { writer in writer.rows(lines) }
            writer.field("notes", notes)
            writer.key("apologies")
            if let apologies { writer.object { writer in writer.fields(of: apologies) } } else { writer.null() }
            writer.key("frozen")
            if let frozen {
                writer.object { writer in
                    writer.field("number", frozen.number)
                    writer.field("at", frozen.at.rfc3339(in: present.offset))
                    writer.field("by", frozen.by)
                    writer.field("shown", frozen.isShown)
                }
            } else {
                writer.null()
            }
            writer.array("list") { writer in
                for entry in entries[page ?? entries.indices] { writer.entry(entry, in: present.offset) }
            }
            if let page { writer.field("next", page.upperBound < entries.count ? page.upperBound : nil) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func rows(_ rows: [MonthlyForm.Row]) {
        for row in rows {
            object { writer in
                writer.field("key", row.key)
                writer.field("label", row.label)
                writer.fields(of: row.figures)
            }
        }
    }

    fileprivate mutating func fields(of figures: MonthlyFigures) {
        for column in MonthlyColumn.allCases {
            key(text: column.rawValue)
            value(figures[column])
        }
    }

    fileprivate mutating func entry(_ entry: MonthlyEntry, in offset: UTCOffset) {
        object { writer in
            writer.field("reason", entry.reason.rawValue)
            writer.field("code", entry.code)
            writer.field("procedure", entry.procedure)
            writer.field("field", entry.field)
            writer.field("unit", entry.unit)
            writer.field("acceptedAt", entry.acceptedAt?.rfc3339(in: offset))
            writer.field("due", entry.due?.rfc3339(in: offset))
            writer.field("doneAt", entry.doneAt?.rfc3339(in: offset))
            writer.field("daysLate", entry.daysLate)
            writer.field("cause", entry.cause?.rawValue)
            writer.field("atFault", entry.atFault)
            writer.field("note", entry.note)
            writer.field("apologyIssuedOn", entry.apologyIssuedOn?.iso)
            writer.field("newDate", entry.newDate?.rfc3339(in: offset))
            writer.field("againstPortalRate", entry.isAgainstPortalRate)
        }
    }
}
