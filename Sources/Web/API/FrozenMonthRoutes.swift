import Desk
import Hummingbird
import JSONText
import OneStop
import Records
import Reports

extension API {
    /// Months of form II.06a that were frozen.
    func addFrozenMonths(to group: RouterGroup<DeskContext>) {
        route(.get, "frozen-months", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let all = try query.parsed("state", expected: "all") { $0 == "all" ? true : nil }
            let before = try query.parsed("cursor", expected: "the cursor of a Link header") {
                Int64($0).flatMap { $0 > 0 ? $0 : nil }
            }
            let limit = try query.limit(most: 200, standard: 50)
            try query.finish()
            let found = try await desk.frozenMonths(
                of: agency, all: all ?? false, before: before, limit: limit, by: principal)
            let (code, offset) = (found.agency.row.code, found.agency.calendar.offset)
            let cursor = found.next.map { String($0) }
            return Response.list(found.rows, next: cursor, for: request) { writer, row in
                writer.object { $0.frozenMonth(row, of: code, offset) }
            }.linked(to: cursor, of: request)
        }
        creation("frozen-months", in: group) { fields throws(FieldError) in
            (agency: try fields.optionalLine("agency", maxLength: 60), request: try MonthlyRequest(&fields))
        } by: { input, principal, now, key in
            try await desk.freeze(input.request, of: input.agency, by: principal, at: now, key: key) { frozen in
                Answer(
                    status: 201, etag: nil, location: "/api/v1/frozen-months/\(frozen.row.id)",
                    body: JSONWriter.object { $0.frozenMonth(frozen.row, of: frozen.agency, frozen.offset) })
            }
        }
        route(.get, "frozen-months/{frozen}", in: group) { request, context, principal, now in
            try Query(of: request).finish()
            let (frozen, differences) = try await desk.frozenMonth(
                context.number("frozen", of: "The frozen month"), by: principal, at: now)
            let bytes = JSONWriter.object { writer in
                writer.frozenMonth(frozen.row, of: frozen.agency, frozen.offset)
                writer.object("total") { writer in
                    for column in MonthlyColumn.allCases {
                        writer.key(text: column.rawValue)
                        writer.value(frozen.form.total[column])
                    }
                }
                writer.differences(differences)
            }
            return .current(bytes, for: request)
        }
        route(.post, "frozen-months/{frozen}/unfreezing", in: group) { request, context, principal, now in
            let reason = try await Body(of: request).read { fields throws(FieldError) in
                try fields.line("reason", maxLength: 2_000)
            }
            try await desk.unfreeze(
                context.number("frozen", of: "The frozen month"), reason: reason, by: principal, at: now)
            return .nothing
        }
    }
}

extension MonthlyRequest {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            month: try fields.parsed("period", maxLength: 7, expected: "a month, such as 2011-05") {
                ReportMonth(iso: $0)
            },
            cutOff: try fields.choice("cutoff", of: CutOff.self),
            waiting: try fields.optionalChoice("waiting", of: WaitingRule.self) ?? .withinLimit)
    }
}

extension JSONWriter {
    fileprivate mutating func frozenMonth(_ row: FrozenMonthRow, of agency: String, _ offset: UTCOffset) {
        field("number", row.id)
        field("agency", agency)
        field("period", String(row.month.iso.prefix(7)))
        field("cutoff", row.cutOff)
        field("waiting", row.waiting)
        time("frozenAt", row.frozenAt, offset)
        field("frozenBy", row.frozenBy)
        time("unfrozenAt", row.unfrozenAt, offset)
        field("unfrozenBy", row.unfrozenBy)
        field("reason", row.reason)
    }

    fileprivate mutating func differences(_ differences: FrozenDifferences) {
        object("differences") { writer in
            writer.array("columns") { writer in
                for column in differences.columns {
                    writer.object { writer in
                        writer.field("column", column.column.rawValue)
                        writer.field("frozen", column.frozen)
                        writer.field("present", column.present)
                    }
                }
            }
            writer.field("count", differences.count)
            writer.array("dossiers") { writer in
                for row in differences.dossiers {
                    writer.object { writer in
                        writer.field("code", row.code)
                        writer.place("frozen", row.frozen)
                        writer.place("present", row.present)
                    }
                }
            }
            writer.field("named", differences.named)
        }
    }

    private mutating func place(_ name: StaticString, _ place: MonthlyPlace?) {
        key(name)
        guard let place else { return null() }
        object { writer in
            writer.field("entered", place.entered.rawValue)
            writer.field("outcome", place.outcome.rawValue)
            writer.field("field", place.field)
            writer.field("unit", place.unit)
        }
    }
}
