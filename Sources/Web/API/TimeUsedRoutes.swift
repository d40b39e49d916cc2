import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Who used the time of a dossier, and what is said against the reckoning.
    func addTimeUsed(to group: RouterGroup<DeskContext>) {
        route(.get, "dossiers/{code}/time-used", in: group) { request, context, principal, now in
            try Query(of: request).finish()
            let told = try await desk.timeUsed(of: context.dossierName(), by: principal, at: now)
            return .current(told.body, for: request)
        }
        route(.post, "dossiers/{code}/time-contests", in: group) { request, context, principal, now in
            let name = try context.dossierName()
            let body = try await Body(of: request)
            let (part, note) = try body.read { (fields) throws(FieldError) in
                (try fields.part(), try fields.words("note"))
            }
            let answer = try await desk.contest(
                part, of: name, note: note, by: principal, at: now, key: try request.requestKey(for: body)
            ) { .contest($0, $1) }
            return .answer(answer)
        }
        route(.post, "dossiers/{code}/time-contests/{number}/answers", in: group) { request, context, principal, now in
            let name = try context.dossierName()
            guard let number = Int(try context.parameters.require("number")) else {
                throw DeskError.notFound("The contest")
            }
            let body = try await Body(of: request)
            let (decision, movedTo, note) = try body.read { (fields) throws(FieldError) in
                (
                    try fields.choice("decision", of: ContestDecision.self),
                    try fields.optionalString("movedTo", minLength: 1, maxLength: 60), try fields.words("note")
                )
            }
            let answer = try await desk.answerContest(
                number, of: name, decision: decision, movedTo: movedTo, note: note, by: principal, at: now,
                key: try request.requestKey(for: body)
            ) { .contest($0, $1) }
            return .answer(answer)
        }
    }
}

extension FieldReader {
    /// Exactly one of unit, officer and leg.
    fileprivate mutating func part() throws(FieldError) -> PartName {
        let unit = try optionalString("unit", minLength: 1, maxLength: 60)
        let officer = try optionalString("officer", minLength: 1, maxLength: 100)
        let leg = try optionalInteger("leg", in: 1...999)
        switch (unit, officer, leg) {
        case (let unit?, nil, nil): return .unit(unit)
        case (nil, let officer?, nil): return .officer(officer)
        case (nil, nil, let leg?): return .leg(leg)
        default: throw error("unit", .choice, "or officer or leg must name one part, and only one")
        }
    }
}

extension TimeUsedView {
    fileprivate var body: [UInt8] {
        let offset = view.offset
        var writer = JSONWriter(capacity: 1_024)
        writer.object { writer in
            writer.field("code", view.state.code?.text)
            writer.time("from", used.from, offset)
            writer.time("to", used.to, offset)
            writer.field("minutes", used.minutes)
            writer.field("applicantMinutes", used.applicantMinutes)
            writer.array("parts") { writer in
                for part in used.parts {
                    writer.object { writer in
                        writer.part(part.hands, of: self)
                        writer.field("minutes", part.minutes)
                    }
                }
            }
            writer.array("legs") { writer in
                for leg in used.legs {
                    writer.elsewhere(
                        leg.leg.number, leg.leg.agency, leg.leg.unit, minutes: leg.minutes, in: view.office)
                }
            }
            writer.array("opinions") { writer in
                for asked in used.opinions {
                    writer.elsewhere(
                        asked.opinion.number, asked.opinion.terms.agency, asked.opinion.unit, minutes: asked.minutes,
                        in: view.office)
                }
            }
            writer.array("contests") { writer in
                for contest in contests { writer.contest(contest, view.office, offset) }
            }
        }
        return writer.bytes
    }
}

extension JSONWriter {
    /// What a unit took by its own agency's calendar.
    fileprivate mutating func elsewhere(
        _ number: Int, _ agency: AgencyID, _ unit: UnitID, minutes: Int, in office: Office
    ) {
        object { writer in
            writer.field("number", number)
            writer.field("agency", office.agencies[agency]?.row.code)
            writer.field("unit", office.unit(unit)?.code)
            writer.field("ownMinutes", minutes)
        }
    }

    /// Whose hands, with the unit's code and the leg's number.
    mutating func hands(_ hands: Hands, in office: Office) {
        var leg: Int?
        let kind: String
        switch hands {
        case .desk: kind = "desk"
        case .unit: kind = "unit"
        case .officer: kind = "officer"
        case .leader: kind = "leader"
        case .clerk: kind = "clerk"
        case .leg(let number):
            kind = "leg"
            leg = number
        case .applicant: kind = "applicant"
        }
        field("hands", kind)
        field("unit", hands.unit.flatMap { office.unit($0)?.code })
        field("leg", leg)
    }

    fileprivate mutating func part(_ part: Hands, of told: TimeUsedView) {
        hands(part, in: told.view.office)
        var officer: UserID?
        if case .officer(let one, _) = part { officer = one }
        field("officer", officer.flatMap { told.logins[$0] })
    }

    fileprivate mutating func contest(_ contest: TimeContestRow, _ office: Office, _ offset: UTCOffset) {
        object { writer in
            writer.field("number", contest.number)
            var leg: Int?
            switch contest.part {
            case .unit:
                writer.field("unit", contest.partName)
                writer.field("officer", nil as String?)
            case .officer:
                writer.field("unit", nil as String?)
                writer.field("officer", contest.partName)
            case .leg(let number):
                writer.field("unit", nil as String?)
                writer.field("officer", nil as String?)
                leg = number
            }
            writer.field("leg", leg)
            writer.field("note", contest.note)
            writer.time("at", contest.at, offset)
            writer.field("by", contest.byLogin)
            if let answer = contest.answer {
                writer.object("answer") { writer in
                    writer.field("decision", answer.decision.rawValue)
                    writer.field("movedTo", answer.movedTo.flatMap { office.unit($0)?.code })
                    writer.field("note", answer.note)
                    writer.time("at", answer.at, offset)
                    writer.field("by", answer.byLogin)
                }
            } else {
                writer.key("answer")
                writer.null()
            }
        }
    }
}

extension Answer {
    fileprivate static func contest(_ contest: TimeContestRow, _ office: Office) -> Answer {
        var writer = JSONWriter(capacity: 512)
        writer.contest(contest, office, .vietnam)
        return Answer(status: 201, etag: nil, location: nil, body: writer.bytes)
    }
}
