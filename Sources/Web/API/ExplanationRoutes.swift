import Desk
import Hummingbird
import JSONText
import OneStop
import Records
import Reports

extension API {
    /// Dates in words: of a dossier, and of whatever could be filed.
    func addExplanations(to group: RouterGroup<DeskContext>) {
        route(.get, "due-dates/procedures", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let from = try query.instant("from") ?? now
            let limit = try query.limit(most: 200, standard: 50)
            let after = try query.parsed("cursor", expected: "the next of the page before") { text in
                text.unicodeScalars.count <= 60 ? text : nil
            }
            try query.finish()
            let page = try await desk.filingDates(of: agency, from: from, after: after, limit: limit, by: principal)
            return Response.current(page.body, for: request).linked(to: page.next?.percentEncoded, of: request)
        }
        route(.get, "dossiers/{code}/due-date-explanation", in: group) { request, context, principal, now in
            var query = try Query(of: request)
            let language = try query.parsed("language", expected: "vi or en") { Language(rawValue: $0) } ?? .vietnamese
            try query.finish()
            let (view, explanation) = try await desk.explainDue(of: context.dossierName(), by: principal, at: now)
            var writer = JSONWriter(capacity: 4_096)
            writer.explanation(explanation, of: view, in: language)
            return .current(writer.bytes, version: view.state.version, for: request)
        }
    }
}

extension FilingDatePage {
    fileprivate var body: [UInt8] {
        let offset = agency.calendar.offset
        var writer = JSONWriter(capacity: 512 * items.count + 64)
        writer.object { writer in
            writer.field("agency", agency.row.code)
            writer.time("from", from, offset)
            writer.array("items") { writer in
                for item in items {
                    writer.object { writer in
                        writer.field("procedure", item.procedure.code)
                        writer.field("name", item.procedure.name)
                        writer.field("version", item.version)
                        writer.array("ways") { writer in for way in item.ways { writer.way(way, offset) } }
                    }
                }
            }
            writer.field("next", next)
        }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func way(_ way: FilingDates.Way, _ offset: UTCOffset) {
        object { writer in
            writer.field("channel", way.channel.name)
            writer.field("limit", way.limit.text)
            writer.time("due", way.deadline?.due, offset)
            writer.day("dueOn", way.deadline?.dueOn)
            writer.field("provisional", (way.latest ?? way.deadline)?.provisional ?? false)
            writer.day("dayZero", way.deadline?.dayZero)
            writer.time("answeredBy", way.answeredBy, offset)
            writer.time("dueAtLatest", (way.latest ?? way.deadline)?.due, offset)
        }
    }

    fileprivate mutating func explanation(_ explanation: DueExplanation?, of view: DossierView, in language: Language) {
        let words = DueWords(language, offset: view.offset)
        object { writer in
            writer.field("code", view.state.code?.text)
            writer.field("language", language.rawValue)
            writer.field("limit", view.state.limit.text)
            writer.time("acceptedAt", view.state.acceptedAt, view.offset)
            writer.time("firstPromise", view.state.firstPromise, view.offset)
            writer.time("due", view.state.deadline?.due, view.offset)
            writer.field("provisional", view.state.deadline?.provisional ?? false)
            writer.field("asCounted", explanation?.isAsCounted ?? false)
            writer.field("summary", explanation.map { words.summary(of: $0) } ?? [words.notAccepted])
            writer.array("parts") { writer in
                for part in explanation?.parts ?? [] { writer.part(part, words, view.offset) }
            }
        }
    }

    private mutating func part(_ part: DueExplanation.Part, _ words: DueWords, _ offset: UTCOffset) {
        object { writer in
            writer.field("kind", part.name)
            writer.field("words", words.words(for: part))
            switch part {
            case .run(let run):
                writer.time("from", run.from, offset)
                writer.time("until", run.until, offset)
                writer.array("days") { writer in
                    for line in run.ledger?.lines ?? [] { writer.day(line, words) }
                }
            case .wait(let wait):
                writer.time("from", wait.from, offset)
                writer.time("until", wait.until, offset)
            case .move(let moved):
                writer.time("from", moved.at, offset)
                writer.time("until", moved.at, offset)
                writer.field("decision", moved.move.decision)
                writer.field("undone", moved.move.isUndone)
                writer.time("before", moved.move.before, offset)
                writer.time("after", moved.move.deadline.due, offset)
            }
        }
    }

    private mutating func day(_ line: Ledger.Line, _ words: DueWords) {
        object { writer in
            writer.field("day", line.day.iso)
            writer.field("mark", line.mark.name)
            writer.field("count", line.mark.count)
            writer.field("worked", line.isWorked)
            writer.field("confirmed", line.isConfirmed)
            writer.field("words", words.words(for: line))
        }
    }
}

extension DueExplanation.Part {
    fileprivate var name: String {
        switch self {
        case .run: "run"
        case .wait: "wait"
        case .move: "move"
        }
    }
}
