import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Questions to other units about a dossier, and their answers.
    func addOpinions(to dossier: RouterGroup<DeskContext>) {
        command("opinion-requests", in: dossier) { (fields) throws(FieldError) in
            .opinion(
                .ask(
                    unit: try fields.string("unit", minLength: 1, maxLength: 60),
                    agency: try fields.optionalString("agency", minLength: 1, maxLength: 35),
                    limit: try fields.optionalParsed("limit", expected: "a limit such as 3wd") {
                        try? Limit(parsing: $0)
                    }, words: try fields.optionalString("words", minLength: 1, maxLength: 2_000)))
        }
        command("opinion-reminders", in: dossier) { (fields) throws(FieldError) in
            .opinion(.remind(number: try fields.opinion()))
        }
        command("opinion-withdrawals", in: dossier) { (fields) throws(FieldError) in
            .opinion(.withdraw(number: try fields.opinion()))
        }
        command("opinion-waivers", in: dossier) { (fields) throws(FieldError) in
            .opinion(.passOver(number: try fields.opinion()))
        }
        command("opinion-answers", in: dossier) { (fields) throws(FieldError) in
            .opinion(
                .answer(
                    number: try fields.opinion(), try fields.choice("verdict", of: OpinionVerdict.self),
                    words: try fields.optionalString("words", minLength: 1, maxLength: 2_000)))
        }
        command("opinion-assignments", in: dossier) { (fields) throws(FieldError) in
            .opinion(
                .handOn(
                    number: try fields.opinion(), officer: try fields.string("officer", minLength: 1, maxLength: 100)))
        }
        route(.get, "opinions", in: dossier) { request, context, principal, now in
            try Query(of: request).finish()
            let (view, details) = try await desk.opinions(of: context.dossierName(), by: principal, at: now)
            return .opinions(of: view, details, at: now, request)
        }
    }

    /// What units are asked.
    func addOpinionList(to group: RouterGroup<DeskContext>) {
        route(.get, "opinions", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let input = OpinionsInput(
                agency: query.text("agency"), unit: query.text("unit"),
                state: try query.parsed("state", expected: "open, overdue or answered") {
                    OpinionQuery.State(rawValue: $0)
                } ?? .open,
                after: try query.parsed("cursor", expected: "the cursor of a Link header") {
                    OpinionQuery.Position(cursor: $0)
                }, limit: try query.limit(most: 200, standard: 50))
            try query.finish()
            let page = try await desk.opinions(input, by: principal, at: now)
            return Response.list(page.lines, next: page.next?.cursor, for: request) { writer, line in
                writer.line(line, page, at: now)
            }.linked(to: page.next?.cursor, of: request)
        }
    }
}

extension FieldReader {
    /// A question's number in its dossier.
    fileprivate mutating func opinion() throws(FieldError) -> Int { try integer("number", in: 1...32_767) }
}

extension OpinionQuery.Position {
    /// Opaque to callers: the time, the dossier's key and the question's number.
    init?(cursor: String) {
        let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let at = Int64(parts[0]), let dossier = Int64(parts[1]), let number = Int(parts[2])
        else { return nil }
        self.init(at: Instant(microseconds: at), dossier: DossierID(dossier), number: number)
    }

    var cursor: String { "\(at.microseconds).\(dossier.rawValue).\(number)" }
}

extension Response {
    fileprivate static func opinions(
        of view: DossierView, _ details: [Int: OpinionDetails], at now: Instant, _ request: Request
    ) -> Response {
        var writer = JSONWriter(capacity: 512 * view.state.opinions.count + 64)
        writer.object { writer in
            writer.field("code", view.state.code?.text)
            writer.array("opinions") { writer in
                for opinion in view.state.opinions {
                    writer.opinion(opinion, details[opinion.number], of: view, at: now)
                }
            }
        }
        return Response.current(writer.bytes, for: request)
    }
}

extension JSONWriter {
    fileprivate mutating func opinion(
        _ opinion: Opinion, _ details: OpinionDetails?, of view: DossierView, at now: Instant
    ) {
        let offset = view.offset
        object { writer in
            writer.field("number", opinion.number)
            writer.field("agency", view.office.agencies[opinion.terms.agency]?.row.code)
            writer.field("unit", view.office.unit(opinion.unit)?.code)
            writer.field("officer", details?.officer)
            writer.time("askedAt", opinion.askedAt, offset)
            writer.field("askedBy", details?.askedBy)
            writer.field("limit", opinion.terms.limit.text)
            writer.time("due", opinion.terms.due, offset)
            writer.field("overdue", opinion.state == .open && opinion.isOverdue(at: now))
            writer.field("reminders", opinion.reminders)
            writer.time("remindedAt", opinion.remindedAt, offset)
            writer.field("state", opinion.state.rawValue)
            writer.time("closedAt", opinion.closedAt, offset)
            writer.field("verdict", opinion.verdict?.rawValue)
            writer.field("answeredBy", details?.answeredBy)
            writer.field("answeredLate", opinion.answeredLate)
            writer.field("question", details?.question)
            writer.field("answer", details?.answer)
        }
    }

    fileprivate mutating func line(_ line: OpinionLine, _ page: OpinionsPage, at now: Instant) {
        let offset = page.agency.calendar.offset
        let version = page.office.versions[line.version]
        object { writer in
            writer.field("code", line.code)
            writer.field("version", line.lockVersion)
            writer.field("number", line.number)
            writer.field("procedure", version?.procedure.code)
            writer.field("procedureName", version?.procedure.name)
            writer.field("decidedBy", page.office.agencies[line.decidedBy]?.row.code)
            writer.time("dossierDue", line.dossierDue, offset)
            writer.field("unit", page.office.unit(line.unit)?.code)
            writer.field("officer", line.officer)
            writer.time("askedAt", line.askedAt, offset)
            writer.field("limit", line.limit)
            writer.time("due", line.due, offset)
            writer.field("overdue", line.state == .open && now >= line.lateFrom)
            writer.field("reminders", line.reminders)
            writer.field("state", line.state.rawValue)
            writer.time("closedAt", line.closedAt, offset)
            writer.field("verdict", line.verdict?.rawValue)
            writer.field("answeredLate", line.answeredLate)
        }
    }
}
