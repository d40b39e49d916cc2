import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Who is away, and who stands in.
    func addAbsences(to group: RouterGroup<DeskContext>) {
        creation("absences", in: group) { fields throws(FieldError) in
            AbsenceInput(
                person: try fields.string("person", minLength: 1, maxLength: 100),
                standIn: try fields.string("standIn", minLength: 1, maxLength: 100),
                from: try fields.day("from"), to: try fields.day("to"))
        } by: { input, principal, now, key in
            try await desk.enter(input, by: principal, at: now, key: key) { view in
                Answer(status: 201, etag: nil, location: nil, body: view.body)
            }
        }
        route(.get, "absences", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let all = try query.parsed("state", expected: "all") { $0 == "all" ? true : nil }
            let before = try query.parsed("cursor", expected: "the cursor of a Link header") {
                Int64($0).flatMap { $0 > 0 ? $0 : nil }
            }
            let limit = try query.limit(most: 200, standard: 50)
            try query.finish()
            let (views, next) = try await desk.absences(
                of: agency, all: all ?? false, before: before, limit: limit, by: principal, at: now)
            let cursor = next.map { String($0) }
            return Response.list(views, next: cursor, for: request) { writer, view in writer.absence(view) }
                .linked(to: cursor, of: request)
        }
        route(.post, "absences/{absence}/ending", in: group) { request, context, principal, now in
            try await Body(of: request).read { _ in () }
            guard let id = Int64(try context.parameters.require("absence")) else {
                throw DeskError.notFound("The absence")
            }
            let view = try await desk.endAbsence(id, by: principal, at: now)
            return .answer(Answer(status: 200, etag: nil, location: nil, body: view.body))
        }
    }
}

extension FieldReader {
    fileprivate mutating func day(_ name: String) throws(FieldError) -> LocalDate {
        try parsed(name, maxLength: 10, expected: "a date that exists, such as 2026-02-09") { LocalDate(iso: $0) }
    }
}

extension AbsenceView {
    fileprivate var body: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.absence(self)
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func absence(_ view: AbsenceView) {
        object { writer in
            writer.field("id", view.row.id)
            writer.field("person", view.row.person)
            writer.field("standIn", view.row.standIn)
            writer.day("from", view.row.from)
            writer.day("to", view.row.to)
            writer.field("running", view.isRunning)
            writer.time("enteredAt", view.row.enteredAt, view.offset)
            writer.field("enteredBy", view.row.enteredBy)
            writer.time("endedAt", view.row.endedAt, view.offset)
            writer.field("endedBy", view.row.endedBy)
        }
    }
}
