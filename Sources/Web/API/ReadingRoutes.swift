import Desk
import HTTPTypes
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Dossiers, their events and slips, and the work list.
    func addReading(to group: RouterGroup<DeskContext>) {
        route(.get, "dossiers", in: group) { request, _, principal, now in
            let input = try WorkListInput(Query(of: request))
            let page = try await desk.workList(input, by: principal, at: now)
            return .workList(page, request)
        }
        route(.get, "dossiers/{code}", in: group) { request, context, principal, now in
            var query = try Query(of: request)
            let include = try query.parsed("include", expected: Inclusion.choices) { Inclusion.set(of: $0) } ?? []
            try query.finish()
            var view = try await desk.dossier(context.dossierName(), by: principal, at: now)
            if include.contains(.duplicates) {
                view.possibleDuplicates = try await desk.twins(of: view, by: principal, at: now)
            }
            let permitted = include.contains(.permitted) ? desk.permitted(on: view, by: principal, at: now) : nil
            var body = JSONBody()
            body.dossier(view, permitted: permitted)
            return .current(body.bytes, version: view.state.version, for: request)
        }
        route(.get, "dossiers/{code}/events", in: group) { request, context, principal, now in
            var query = try Query(of: request)
            let page = try query.sequencePage()
            try query.finish()
            let (view, events) = try await desk.events(
                of: context.dossierName(), after: page.after, limit: page.limit + 1, by: principal, at: now)
            return .events(events.prefix(page.limit), isLast: events.count <= page.limit, of: view, request)
        }
        route(.get, "dossiers/{code}/control-slip", in: group) { request, context, principal, now in
            var query = try Query(of: request)
            let page = try query.sequencePage()
            try query.finish()
            let slip = try await desk.controlSlip(of: context.dossierName(), page, by: principal, at: now)
            return .controlSlip(slip, request)
        }
    }
}

/// What a reading of a dossier adds for who asks for it.
private enum Inclusion: String, CaseIterable {
    case permitted, duplicates

    static let choices = "\"permitted\", \"duplicates\" or \"permitted,duplicates\""

    /// Those named, joined by commas, each once; nil where something else is.
    static func set(of text: String) -> Set<Inclusion>? {
        let names = text.split(separator: ",", omittingEmptySubsequences: false)
        let found = Set(names.compactMap { Inclusion(rawValue: String($0)) })
        return found.count == names.count ? found : nil
    }
}

extension WorkListInput {
    fileprivate init(_ given: Query) throws(DeskError) {
        var query = given
        self.init(limit: try query.limit(most: 200, standard: 50))
        agency = query.text("agency")
        unit = query.text("unit")
        officer = query.text("officer")
        statuses = try query.parsed("status", expected: "national status codes joined by commas, such as 2,4") { text in
            let codes = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
            let statuses = codes.compactMap { $0.flatMap(Status.init(rawValue:)) }
            return statuses.count == codes.count ? statuses : nil
        }
        dueBefore = try query.instant("dueBefore")
        waitsFor = try query.parsed("role", expected: "a role whose turn it is, such as leader") { Role(rawValue: $0) }
        apology = try query.parsed("apology", expected: "a state of the apology, such as at_risk") {
            ApologyState(rawValue: $0)
        }
        after = try query.parsed("cursor", expected: "the cursor of a Link header") {
            WorkListQuery.Position(cursor: $0)
        }
        try query.finish()
    }
}

extension WorkListQuery.Position {
    /// Opaque to callers: the place's due date and key.
    init?(cursor: String) {
        let parts = cursor.split(separator: ".")
        guard parts.count == 2, let id = Int64(parts[1]) else { return nil }
        if parts[0] == "none" {
            self.init(due: nil, id: DossierID(id))
        } else {
            guard let due = Int64(parts[0]) else { return nil }
            self.init(due: Instant(microseconds: due), id: DossierID(id))
        }
    }

    var cursor: String { "\(due.map { String($0.microseconds) } ?? "none").\(id.rawValue)" }
}

extension Response {
    fileprivate static func workList(_ page: WorkListPage, _ request: Request) -> Response {
        let offset = page.agency.calendar.offset
        var writer = JSONWriter(capacity: 512 * page.rows.count + 64)
        writer.object { writer in
            writer.array("items") { writer in
                for row in page.rows { writer.line(row, page.office, offset) }
            }
            writer.field("next", page.next?.cursor)
        }
        return Response.current(writer.bytes, for: request)
            .linked(to: page.next?.cursor, of: request)
    }

    fileprivate static func events(
        _ events: ArraySlice<EventRow>, isLast: Bool, of view: DossierView, _ request: Request
    ) -> Response {
        let next = isLast ? nil : events.last?.sequence
        var writer = JSONWriter(capacity: 256 * events.count + 64)
        writer.object { writer in
            writer.field("code", view.state.code?.text)
            writer.array("events") { writer in
                for event in events {
                    writer.object { writer in
                        writer.field("sequence", event.sequence)
                        writer.time("at", event.at, view.offset)
                        writer.field("kind", event.kind)
                        writer.field("actor", event.actorLogin)
                        writer.field("standingFor", event.standingForLogin)
                        writer.field("unit", event.unitCode)
                        writer.field("status", event.status)
                        writer.time("due", event.due, view.offset)
                        writer.key("facts")
                        writer.raw(event.facts.utf8)
                    }
                }
            }
            writer.field("next", next)
        }
        return Response.current(writer.bytes, version: view.state.version, for: request)
            .linked(after: next.map { Int64($0) }, of: request)
    }

    fileprivate static func controlSlip(_ slip: ControlSlip, _ request: Request) -> Response {
        let view = slip.view
        var writer = JSONWriter(capacity: 256 * slip.stays.count + 64)
        writer.object { writer in
            writer.field("code", view.state.code?.text)
            writer.array("stays") { writer in
                for stay in slip.stays { writer.stay(stay, view.offset) }
            }
            writer.array("papers") { writer in
                for paper in slip.papers {
                    writer.object { writer in
                        writer.field("component", paper.component)
                        writer.field("name", view.version?.components.first { $0.number == paper.component }?.name)
                        writer.field("originals", paper.originals)
                        writer.field("copies", paper.copies)
                        writer.field("electronic", paper.electronic)
                        writer.field("reused", paper.reused)
                    }
                }
            }
            writer.legs(of: slip)
            writer.field("next", slip.next)
        }
        return Response.current(writer.bytes, version: view.state.version, for: request)
            .linked(after: slip.next.map { Int64($0) }, of: request)
    }
}

extension JSONWriter {
    /// A dossier as a line of a list.
    mutating func line(_ row: WorkListRow, _ office: Office, _ offset: UTCOffset) {
        let version = office.versions[row.version]
        object { writer in
            writer.field("code", row.code)
            writer.field("externalReference", row.externalReference)
            writer.field("version", row.lockVersion)
            writer.field("status", row.status.rawValue)
            writer.field("statusLabel", row.status.vietnamese)
            writer.field("channel", row.channel.name)
            writer.field("procedure", version?.procedure.code)
            writer.field("procedureName", version?.procedure.name)
            writer.field("applicant", row.applicantName)
            writer.field("unit", row.unit.flatMap { office.unit($0)?.code })
            writer.field("officer", row.officerLogin)
            writer.field("step", row.step)
            writer.time("stepDue", row.stepDue, offset)
            writer.time("acceptedAt", row.acceptedAt, offset)
            writer.time("firstPromise", row.firstPromise, offset)
            writer.time("due", row.due, offset)
            writer.field("provisional", row.provisional)
            writer.time("pausedSince", row.pausedAt, offset)
            writer.field("secondSupplement", row.secondSupplement)
            writer.field("apology", row.apology)
            writer.field("waitsFor", row.waitsFor(at: version?.steps))
        }
    }

    fileprivate mutating func stay(_ stay: StayRow, _ offset: UTCOffset) {
        object { writer in
            writer.field("number", stay.number)
            writer.field("step", stay.step)
            writer.field("name", stay.name)
            writer.field("unit", stay.unitCode)
            writer.field("officer", stay.officerLogin)
            writer.field("giver", stay.giverLogin)
            writer.field("receiver", stay.receiverLogin)
            writer.time("plannedAt", stay.plannedAt, offset)
            writer.time("arrivedAt", stay.arrivedAt, offset)
            writer.time("limitUntil", stay.limitUntil, offset)
            writer.time("leftAt", stay.leftAt, offset)
        }
    }
}
