import Desk
import HTTPTypes
import Hummingbird
import JSONText
import OneStop
import Records
import Reports

extension API {
    /// Decisions about calendars: drafted, looked at in advance, applied, undone.
    func addCalendarDecisions(to group: RouterGroup<DeskContext>) {
        addDecisionList(to: group)
        let decision = group.group("calendar-decisions/{decision}")
        route(.get, "calendar-decisions/{decision}", in: group) { request, context, principal, _ in
            try Query(of: request).finish()
            let view = try await desk.calendarDecision(context.decision(), for: principal)
            return .current(Answer.calendarDecision(view, status: 200).body, for: request)
        }
        route(.delete, "calendar-decisions/{decision}", in: group) { request, context, principal, _ in
            try Query(of: request).finish()
            try await desk.deleteCalendarDecision(context.decision(), by: principal)
            var response = Response(status: .noContent)
            response.headers[.contentLength] = nil
            return response
        }
        route(.get, "preview", in: decision) { request, context, principal, now in
            var query = try Query(of: request)
            let limit = try query.limit(most: 200, standard: 50)
            let after = try query.parsed("cursor", expected: "the cursor of a Link header") { Int64($0) }
            try query.finish()
            let preview = try await desk.previewCalendarDecision(
                context.decision(), after: after.map(DossierID.init), limit: limit, by: principal, at: now)
            return Response.current(preview.body, for: request)
                .linked(to: preview.next.map { String($0.rawValue) }, of: request)
        }
        route(.post, "application", in: decision) { request, context, principal, now in
            let body = try await Body(of: request)
            try body.read { _ in }
            return .answer(
                try await desk.applyCalendarDecision(
                    context.decision(), by: principal, at: now, key: try request.requestKey(for: body)
                ) { .calendarDecision($0, status: 200) })
        }
        route(.post, "undoing", in: decision) { request, context, principal, now in
            let body = try await Body(of: request)
            let reason = try body.read { fields throws(FieldError) in try fields.line("reason", maxLength: 500) }
            return .answer(
                try await desk.undoCalendarDecision(
                    context.decision(), reason: reason, by: principal, at: now, key: try request.requestKey(for: body)
                ) { .calendarDecision($0, status: 200) })
        }
    }

    private func addDecisionList(to group: RouterGroup<DeskContext>) {
        route(.get, "calendar-decisions", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let state = try query.parsed("state", expected: "draft, applying, applied, undoing or undone") {
                CalendarDecisionState(rawValue: $0)
            }
            let limit = try query.limit(most: 100, standard: 20)
            let before = try query.parsed("cursor", expected: "the cursor of a Link header") { Int64($0) }
            try query.finish()
            let page = try await desk.calendarDecisions(
                of: agency, state: state, before: before.map(CalendarDecisionID.init), limit: limit, for: principal)
            let next = page.next.map { String($0.rawValue) }
            return Response.list(page.views, next: next, for: request) { writer, view in
                writer.calendarDecision(view)
            }.linked(to: next, of: request)
        }
        creation("calendar-decisions", in: group) { fields throws(FieldError) in
            try CalendarDecisionInput(&fields)
        } by: { input, principal, now, key in
            try await desk.draftCalendarDecision(input, by: principal, at: now, key: key) {
                .calendarDecision($0, status: 201)
            }
        }
    }
}

extension DeskContext {
    /// The decision's number in the address.
    fileprivate func decision() throws -> CalendarDecisionID {
        guard let number = Int64(try parameters.require("decision")) else { throw DeskError.notFound("The decision") }
        return CalendarDecisionID(number)
    }
}

extension Answer {
    fileprivate static func calendarDecision(_ view: CalendarDecisionView, status: Int) -> Answer {
        var writer = JSONWriter()
        writer.calendarDecision(view)
        return Answer(
            status: status, etag: nil,
            location: status == 201 ? "/api/v1/calendar-decisions/\(view.row.id.rawValue)" : nil, body: writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func calendarDecision(_ view: CalendarDecisionView) {
        let row = view.row
        object { writer in
            writer.field("id", row.id.rawValue)
            writer.field("state", row.state.rawValue)
            writer.field("agency", view.agency)
            writer.field("procedure", view.procedure)
            CalendarDecisionDocument.write(view.decision, &writer)
            writer.time("createdAt", row.createdAt, view.offset)
            writer.field("createdBy", row.createdBy)
            writer.time("appliedAt", row.appliedAt, view.offset)
            writer.field("appliedBy", row.appliedBy)
            writer.progress("applied", row.moved, of: row.toMove)
            writer.time("undoneAt", row.undoneAt, view.offset)
            writer.field("undoneBy", row.undoneBy)
            writer.field("undoReason", row.undoReason)
            writer.progress("undone", row.putBack, of: row.toPutBack)
        }
    }

    private mutating func progress(_ key: StaticString, _ done: Int, of all: Int?) {
        object(key) { writer in
            writer.field("dossiers", done)
            writer.field("of", all)
        }
    }
}

extension CalendarPreview {
    fileprivate var body: [UInt8] {
        var writer = JSONWriter(capacity: 512 * lines.count + 1_024)
        writer.object { writer in
            writer.field("undoes", isUndoing)
            writer.field("open", open)
            writer.field("moving", moving)
            writer.field("waiting", waiting)
            writer.field("letters", letters)
            writer.field("newDatesOff", newDatesOff)
            writer.array("shifts") { writer in
                for (days, dossiers) in shifts.sorted(by: { $0.key < $1.key }) {
                    writer.object { writer in
                        writer.field("workingDays", days)
                        writer.field("dossiers", dossiers)
                    }
                }
            }
            writer.array("units") { writer in
                for count in units {
                    writer.object { writer in
                        writer.field("unit", count.unit.flatMap { office.unit($0)?.code })
                        writer.field("name", count.unit.flatMap { office.unit($0)?.name })
                        writer.field("moving", count.moving)
                        writer.field("letters", count.letters)
                    }
                }
            }
            writer.array("days") { writer in for day in days { writer.day(day) } }
            writer.array("items") { writer in for line in lines { writer.line(line, office) } }
            writer.field("next", next.map { String($0.rawValue) })
        }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func day(_ day: CalendarPreview.Day) {
        object { writer in
            writer.field("day", day.day.iso)
            writer.field("before", day.before.map(\.text))
            writer.field("after", day.after.map(\.text))
            writer.field("ground", day.ground.english)
        }
    }

    fileprivate mutating func line(_ line: CalendarPreview.Line, _ office: Office) {
        let dossier = line.dossier
        let offset = office.agencies[dossier.decidedBy]?.calendar.offset ?? .vietnam
        object { writer in
            writer.field("code", dossier.code)
            writer.field("externalReference", dossier.externalReference)
            writer.field("status", dossier.status.rawValue)
            writer.field("procedure", office.procedures[dossier.catalogueProcedure]?.code)
            writer.field("unit", dossier.unit.flatMap { office.unit($0)?.code })
            writer.time("firstPromise", dossier.dates.firstPromise, offset)
            writer.time("before", dossier.dates.deadline?.due, offset)
            writer.time("after", line.after?.due ?? dossier.dates.deadline?.due, offset)
            writer.field("workingDays", line.shift)
            writer.field("provisional", (line.after ?? dossier.dates.deadline)?.provisional ?? false)
            writer.field("apologyBefore", line.apologyBefore.rawValue)
            writer.field("apologyAfter", line.apologyAfter.rawValue)
            writer.field("letter", line.needsLetter)
            writer.time("newDate", dossier.newDate, offset)
            writer.field("newDateIsDayOff", line.newDateIsDayOff)
        }
    }
}
