import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// What somebody has to see to because of the time, and what they say about it.
    func addDuties(to group: RouterGroup<DeskContext>) {
        route(.get, "duties", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let duties = DutyKind.allCases.map(\.rawValue).joined(separator: ", ")
            let levels = DutyLevel.allCases.map(\.name).joined(separator: ", ")
            let input = NoticesInput(
                agency: query.text("agency"), unit: query.text("unit"),
                duty: try query.parsed("duty", expected: "one of \(duties)") { DutyKind(rawValue: $0) },
                level: try query.parsed("level", expected: "one of \(levels)") { DutyLevel(name: $0) },
                isOpen: try query.parsed("state", expected: "open or settled") {
                    $0 == "open" ? true : $0 == "settled" ? false : nil
                } ?? true,
                before: try query.parsed("cursor", expected: "the cursor of a Link header") {
                    Int64($0).flatMap { $0 > 0 ? $0 : nil }
                }, limit: try query.limit(most: 200, standard: 50))
            try query.finish()
            let page = try await desk.notices(input, by: principal)
            let next = page.next.map { String($0) }
            return Response.list(page.items, next: next, for: request) { writer, notice in
                writer.notice(notice)
            }.linked(to: next, of: request)
        }
        route(.post, "duties/{notice}/answers", in: group) { request, context, principal, now in
            let body = try await Body(of: request)
            let key = try request.requiredKey(for: body)
            guard let number = Int64(try context.parameters.require("notice")) else {
                throw DeskError.notFound("The notice")
            }
            let input = try body.read { fields throws(FieldError) in
                NoticeAnswerInput(
                    note: try fields.line("note", maxLength: 2_000), until: try fields.optionalDay("until"))
            }
            return .answer(
                try await desk.answerNotice(number, input, by: principal, at: now, key: key) { .notice($0) })
        }
    }
}

extension Answer {
    fileprivate static func notice(_ notice: NoticeView) -> Answer {
        var writer = JSONWriter(capacity: 1_024)
        writer.notice(notice)
        return Answer(status: 201, etag: nil, location: nil, body: writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func notice(_ notice: NoticeView) {
        let row = notice.row
        object { writer in
            writer.field("number", row.id)
            writer.field("dossier", row.dossier)
            writer.field("duty", row.duty.rawValue)
            writer.field("title", row.duty.vietnamese)
            writer.field("occasion", row.occasion)
            writer.time("since", row.since, notice.offset)
            writer.field("level", row.level.name)
            writer.field("role", row.role.rawValue)
            writer.field("agency", notice.agency)
            writer.field("unit", notice.unit)
            writer.field("officer", row.officerLogin)
            writer.time("raisedAt", row.raisedAt, notice.offset)
            writer.time("settledAt", row.settledAt, notice.offset)
            writer.key("proposal")
            if let proposal = notice.proposal {
                writer.object { writer in
                    writer.field("command", proposal.command.rawValue)
                    writer.field("notice", proposal.notice)
                }
            } else {
                writer.null()
            }
            writer.array("answers") { writer in
                for answer in notice.answers {
                    writer.object { writer in
                        writer.field("note", answer.note)
                        writer.day("until", answer.until)
                        writer.time("at", answer.at, notice.offset)
                        writer.field("by", answer.by)
                    }
                }
            }
        }
    }
}
