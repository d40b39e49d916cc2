import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Lists of dossiers that the desk hands to a unit together.
    func addHandOvers(to group: RouterGroup<DeskContext>) {
        creation("hand-overs", in: group) { fields throws(FieldError) in
            try HandOverInput(&fields)
        } by: { input, principal, now, key in
            try await desk.handOver(input, by: principal, at: now, key: key) { .handOverList($0) }
        }
        route(.get, "hand-overs", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let input = HandOverListsInput(
                agency: query.text("agency"), unit: query.text("unit"), days: try query.days(),
                after: try query.parsed("cursor", expected: "the cursor of a Link header") {
                    HandOverListQuery.Position(cursor: $0)
                }, limit: try query.limit(most: 100, standard: 20))
            try query.finish()
            let (page, agency) = try await desk.handOverLists(input, by: principal)
            return Response.list(page.items, next: page.next?.cursor, for: request) { writer, item in
                writer.item(item, agency.calendar.offset)
            }.linked(to: page.next?.cursor, of: request)
        }
        route(.get, "hand-overs/{list}", in: group) { request, context, principal, now in
            try Query(of: request).finish()
            let list = try await desk.handOverList(context.parameters.require("list"), by: principal, at: now)
            return .current(Answer.handOverList(list).body, for: request)
        }
    }
}

extension HandOverInput {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        let unit = try fields.string("unit", minLength: 1, maxLength: 60)
        let receiver = try fields.optionalString("receiver", minLength: 1, maxLength: 100)
        var lines: [Line] = []
        for var line in try fields.objects("dossiers", maxCount: 200) {
            let code = try line.parsed("code", expected: "a dossier's code") { try? DossierCode(parsing: $0) }
            lines.append(Line(code: code.text, version: try line.integer("version", in: 1...Int(Int32.max))))
            try line.finish()
        }
        guard !lines.isEmpty else { throw fields.error("dossiers", .tooShort, "must have at least one dossier") }
        self.init(unit: unit, receiver: receiver, lines: lines)
    }
}

extension HandOverListQuery.Position {
    /// Opaque to callers: the time, and the list's agency, year and number.
    init?(cursor: String) {
        let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, let at = Int64(parts[0]), let agency = Int64(parts[1]), let year = Int(parts[2]),
            let number = Int(parts[3])
        else { return nil }
        self.init(
            handedOverAt: Instant(microseconds: at),
            key: HandOverListKey(agency: AgencyID(agency), year: year, number: number))
    }

    var cursor: String {
        "\(handedOverAt.microseconds).\(key.agency.rawValue).\(key.year).\(key.number)"
    }
}

extension JSONWriter {
    fileprivate mutating func item(_ item: HandOverListItem, _ offset: UTCOffset) {
        object { writer in
            writer.field("list", item.code)
            writer.field("number", item.key.number)
            writer.field("year", item.key.year)
            writer.field("unit", item.unit)
            writer.field("giver", item.giver)
            writer.field("receiver", item.receiver)
            writer.time("handedOverAt", item.handedOverAt, offset)
            writer.field("dossiers", item.dossiers)
        }
    }
}

extension Answer {
    /// A list as it stands now.
    static func handOverList(_ list: HandOverListView) -> Answer {
        var writer = JSONWriter(capacity: 256 * list.dossiers.count + 256)
        writer.object { writer in
            writer.field("list", list.code)
            writer.field("number", list.key.number)
            writer.field("year", list.key.year)
            writer.field("unit", list.office.unit(list.unit)?.code)
            writer.field("giver", list.giver)
            writer.field("receiver", list.receiver)
            writer.time("handedOverAt", list.handedOverAt, list.offset)
            writer.array("dossiers") { writer in
                for view in list.dossiers {
                    writer.object { writer in
                        writer.field("code", view.state.code?.text)
                        writer.field("version", view.state.version)
                        writer.field("status", view.state.status.rawValue)
                        writer.field("procedure", view.version?.procedure.code)
                        writer.field("applicant", view.record.applicant?.name)
                        writer.time("planned", view.state.handOver?.planned, view.offset)
                        writer.time("due", view.state.deadline?.due, view.offset)
                    }
                }
            }
        }
        return Answer(status: 201, etag: nil, location: "/api/v1/hand-overs/\(list.code)", body: writer.bytes)
    }
}
