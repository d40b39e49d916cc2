import Desk
import Hummingbird
import JSONText
import OneStop
import Reports

extension API {
    /// The most days that are told one by one: more than ten years.
    private static let longestLedger = 4_000

    /// `GET /due-dates`: when would it be due, before anything is filed.
    func addPreview(to group: RouterGroup<DeskContext>) {
        route(.get, "due-dates", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let procedure = query.text("procedure")
            let limit = query.text("limit")
            let channel = try query.parsed("channel", expected: "direct, online or post") { Channel(name: $0) }
            let rule = try query.parsed("dayZero", expected: "working or received") { DayZeroRule(rawValue: $0) }
            let from = try query.instant("from") ?? now
            let explain = try query.parsed("explain", expected: "true or false") { Bool($0) } ?? false
            try query.finish()
            let preview = try await desk.preview(
                agency: agency, procedure: procedure, channel: channel, limit: limit, dayZero: rule, from: from,
                explained: explain, by: principal)
            guard preview.ledger?.lines.count ?? 0 <= Self.longestLedger else {
                throw DeskError.invalid(
                    "explain", rule: "query.range",
                    "The date is more than \(Self.longestLedger) days away, too many to be told one by one. Ask without explain."
                )
            }
            return .preview(preview, request)
        }
    }
}

extension Response {
    fileprivate static func preview(_ preview: DuePreview, _ request: Request) -> Response {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("limit", preview.limit.text)
            writer.time("from", preview.from, preview.offset)
            writer.time("due", preview.deadline?.due, preview.offset)
            writer.day("dueOn", preview.deadline?.dueOn)
            writer.field("provisional", preview.deadline?.provisional ?? false)
            writer.day("dayZero", preview.deadline?.dayZero)
            writer.day("atRiskFrom", preview.deadline?.atRiskFrom)
            writer.day("apologyLatest", preview.deadline?.apologyLatest)
            guard let ledger = preview.ledger else { return }
            writer.array("ledger") { writer in
                for line in ledger.lines {
                    writer.object { writer in
                        writer.field("day", line.day.iso)
                        writer.field("leg", line.leg + 1)
                        writer.field("mark", line.mark.name)
                        writer.field("count", line.mark.count)
                        writer.field("worked", line.isWorked)
                        writer.field("ground", line.ground.english)
                        writer.field("confirmed", line.isConfirmed)
                    }
                }
            }
        }
        return .current(writer.bytes, for: request)
    }
}
