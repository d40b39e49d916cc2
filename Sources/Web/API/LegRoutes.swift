import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// The legs that wait at an agency.
    func addLegs(to group: RouterGroup<DeskContext>) {
        route(.get, "legs", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let input = OpenLegsInput(
                agency: query.text("agency"), unit: query.text("unit"),
                state: try query.parsed("state", expected: LegState.choices) { LegState(rawValue: $0) } ?? .open,
                after: try query.parsed("cursor", expected: "the cursor of a Link header") {
                    OpenLegQuery.Position(cursor: $0)
                }, limit: try query.limit(most: 200, standard: 50))
            try query.finish()
            let (page, agency, office) = try await desk.openLegs(input, by: principal)
            return Response.list(page.items, next: page.next?.cursor, for: request) { writer, row in
                writer.openLeg(row, office, agency.calendar.offset)
            }.linked(to: page.next?.cursor, of: request)
        }
    }

    /// What is done with legs: opened and recalled by the deciding agency, answered by the one that has them.
    func addLegCommands(to dossier: RouterGroup<DeskContext>) {
        command("legs", in: dossier) { (fields) throws(FieldError) in
            .openLeg(
                agency: try fields.string("agency", minLength: 1, maxLength: 60),
                unit: try fields.string("unit", minLength: 1, maxLength: 60),
                limit: try fields.parsed(
                    "limit", maxLength: 200, expected: "a limit such as 5wd, 25d, 3mo, 8wh, 0wd, 5wd+25d or none"
                ) { try? Limit(parsing: $0) })
        }
        command("legs/{number}/receipts", in: dossier, number: Self.leg) { _, leg in .ready(.receiveLeg(leg)) }
        command("legs/{number}/results", in: dossier, number: Self.leg) { (fields, leg) throws(FieldError) in
            .ready(.completeLeg(leg, statement: try fields.words("statement")))
        }
        command("legs/{number}/returns", in: dossier, number: Self.leg) { (fields, leg) throws(FieldError) in
            .ready(.returnLeg(leg, reason: try fields.words("reason")))
        }
        command("legs/{number}/recalls", in: dossier, number: Self.leg) { (fields, leg) throws(FieldError) in
            .ready(.recallLeg(leg, reason: try fields.words("reason")))
        }
    }

    @Sendable private static func leg(_ context: DeskContext) throws -> Int {
        guard let number = Int(try context.parameters.require("number")), (1...999).contains(number) else {
            throw DeskError.notFound("The leg")
        }
        return number
    }
}

extension OpenLegQuery.Position {
    /// Opaque to callers: the place's due date, dossier and leg.
    init?(cursor: String) {
        let parts = cursor.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let dossier = Int64(parts[1]), let number = Int(parts[2]) else { return nil }
        if parts[0] == "none" {
            self.init(due: nil, dossier: DossierID(dossier), number: number)
        } else {
            guard let due = Int64(parts[0]) else { return nil }
            self.init(due: Instant(microseconds: due), dossier: DossierID(dossier), number: number)
        }
    }

    var cursor: String {
        "\(due.map { String($0.microseconds) } ?? "none").\(dossier.rawValue).\(number)"
    }
}

extension JSONWriter {
    /// The legs of a dossier, in the order they were sent.
    mutating func legs(of view: DossierView) {
        array("legs") { writer in
            for leg in view.state.legs {
                writer.object { writer in writer.leg(leg, of: view) }
            }
        }
    }

    /// The same as lines of the control slip, with the hands they went through.
    mutating func legs(of slip: ControlSlip) {
        array("legs") { writer in
            for leg in slip.view.state.legs {
                let hands = slip.legHands.first { $0.number == leg.number }
                writer.object { writer in
                    writer.leg(leg, of: slip.view)
                    writer.field("giver", hands?.giver)
                    writer.field("receiver", hands?.receiver)
                    writer.field("endedBy", hands?.endedBy)
                }
            }
        }
    }

    private mutating func leg(_ leg: AgencyLeg, of view: DossierView) {
        let agency = view.office.agencies[leg.agency]
        let offset = agency?.calendar.offset ?? view.offset
        field("number", leg.number)
        field("agency", agency?.row.code)
        field("unit", view.office.unit(leg.unit)?.code)
        field("step", leg.step)
        field("limit", leg.limit.text)
        time("sentAt", leg.sentAt, offset)
        time("due", leg.due?.due, offset)
        time("receivedAt", leg.receivedAt, offset)
        time("endedAt", leg.end?.at, offset)
        field("outcome", leg.end?.outcome.rawValue)
        field("outcomeLabel", leg.end?.outcome.vietnamese)
        field("statement", leg.end.flatMap { $0.statement.isEmpty ? nil : $0.statement })
        field("punctuality", leg.punctuality(in: offset)?.name)
    }

    fileprivate mutating func openLeg(_ row: OpenLegRow, _ office: Office, _ offset: UTCOffset) {
        let version = office.versions[row.version]
        object { writer in
            writer.field("code", row.code)
            writer.field("leg", row.number)
            writer.field("version", row.lockVersion)
            writer.field("status", row.status.rawValue)
            writer.field("procedure", version?.procedure.code)
            writer.field("procedureName", version?.procedure.name)
            writer.field("lead", office.agencies[row.lead]?.row.code)
            writer.field("unit", office.unit(row.unit)?.code)
            writer.field("limit", row.limit)
            writer.field("giver", row.giverLogin)
            writer.time("sentAt", row.sentAt, offset)
            writer.field("receiver", row.receiverLogin)
            writer.time("receivedAt", row.receivedAt, offset)
            writer.time("due", row.due?.due, offset)
            writer.time("totalDue", row.totalDue, offset)
        }
    }
}

extension Punctuality {
    /// The word of the API.
    fileprivate var name: String {
        switch self {
        case .early: "early"
        case .onTime: "on_time"
        case .late: "late"
        }
    }
}
