import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Dossiers that one applicant files together.
    func addGroups(to group: RouterGroup<DeskContext>) {
        creation("dossier-groups", in: group) { fields throws(FieldError) in
            try fields.group()
        } by: { inputs, principal, now, key in
            try await desk.takeInGroup(inputs, by: principal, at: now, key: key) { .group($0) }
        }
        route(.get, "dossier-groups", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let input = GroupsInput(
                agency: query.text("agency"), days: try query.days(),
                after: try query.parsed("cursor", expected: "the cursor of a Link header") {
                    GroupQuery.Position(cursor: $0)
                }, limit: try query.limit(most: 100, standard: 20))
            try query.finish()
            let (page, agency) = try await desk.groups(input, by: principal, at: now)
            return Response.list(page.items, next: page.next?.cursor, for: request) { writer, item in
                writer.item(item, agency.calendar.offset)
            }.linked(to: page.next?.cursor.percentEncoded, of: request)
        }
        route(.get, "dossier-groups/{group}", in: group) { request, context, principal, now in
            try Query(of: request).finish()
            let view = try await desk.group(context.parameters.require("group"), by: principal, at: now)
            return .current(Answer.group(view).body, for: request)
        }
    }
}

extension Query {
    /// `from` and `to`: days, both included.
    mutating func days() throws(DeskError) -> DaySpan {
        DaySpan(from: try dayOrNull("from"), to: try dayOrNull("to"))
    }
}

extension FieldReader {
    /// Several applications of one applicant.
    fileprivate mutating func group() throws(FieldError) -> [IntakeInput] {
        let channel = try channel()
        var person = try object("applicant")
        let applicant = try ApplicantRecord(&person)
        var inputs: [IntakeInput] = []
        for var fields in try objects("dossiers", maxCount: 50) {
            inputs.append(try IntakeInput(&fields, through: channel, of: applicant))
            try fields.finish()
        }
        guard !inputs.isEmpty else { throw error("dossiers", .tooShort, "must have at least one dossier") }
        return inputs
    }
}

extension GroupQuery.Position {
    /// Opaque to callers: the time and the group's code.
    fileprivate init?(cursor: String) {
        guard let dot = cursor.firstIndex(of: "."), let at = Int64(cursor[..<dot]) else { return nil }
        self.init(takenInAt: Instant(microseconds: at), code: String(cursor[cursor.index(after: dot)...]))
    }

    fileprivate var cursor: String { "\(takenInAt.microseconds).\(code)" }
}

extension JSONWriter {
    fileprivate mutating func item(_ item: GroupItem, _ offset: UTCOffset) {
        object { writer in
            writer.field("group", item.code)
            writer.time("takenInAt", item.takenInAt, offset)
            writer.field("takenInBy", item.takenInBy)
            writer.field("applicant", item.applicant)
            writer.field("dossiers", item.dossiers)
        }
    }
}

extension Answer {
    /// A group as it stands now.
    fileprivate static func group(_ group: GroupView) -> Answer {
        var body = JSONBody()
        body.writer.object { writer in
            writer.field("group", group.code)
            writer.array("dossiers") { writer in
                for view in group.dossiers {
                    var dossier = JSONBody()
                    dossier.dossier(view)
                    writer.raw(dossier.bytes)
                }
            }
        }
        return Answer(status: 201, etag: nil, location: "/api/v1/dossier-groups/\(group.code)", body: body.bytes)
    }
}
