import JSONText
import OneStop
import PQ

extension RowReader {
    /// The legs of a dossier as the function `legs_as_json` tells them; none for null.
    mutating func legs() throws(PQError) -> [AgencyLeg] {
        guard let text = try textOrNull() else { return [] }
        do {
            guard case .array(let elements) = try JSONValue(parsing: text) else {
                throw PQError(.decoding, "legs hold no array")
            }
            return try elements.map { element in
                var fields = try FieldReader(element)
                let leg = try fields.leg()
                try fields.finish()
                return leg
            }
        } catch {
            throw PQError(.decoding, "legs hold what is unknown to the program: \(error)")
        }
    }
}

extension FieldReader {
    fileprivate mutating func leg() throws(FieldError) -> AgencyLeg {
        var leg = AgencyLeg(
            number: try count("number"), agency: AgencyID(try key("agency")), unit: UnitID(try key("unit")),
            step: try count("step"), limit: try limit("limit"), due: nil, giver: UserID(try key("giver")),
            sentAt: try instant("sentAt"), receiver: try optionalKey("receiver").map(UserID.init),
            receivedAt: try optionalInstant("receivedAt"))
        leg.due = try legDue()
        let outcome = try optionalText("outcome")
        let endedAt = try optionalInstant("endedAt")
        let endedBy = try optionalKey("endedBy")
        let statement = try optionalText("statement")
        if let outcome, let endedAt, let endedBy {
            guard let known = LegOutcome(rawValue: outcome) else { throw error("outcome", .choice, "must be known") }
            leg.end = LegEnd(outcome: known, at: endedAt, by: UserID(endedBy), statement: statement ?? "")
        }
        return leg
    }

    /// The date of a leg in the fields due, dueOn and byInstant; nil without one.
    mutating func legDue() throws(FieldError) -> LegDue? {
        let due = try optionalInstant("due")
        let dueOn = try optionalKey("dueOn").map { LocalDate(dayNumber: Int32(clamping: $0)) }
        let byInstant = try bool("byInstant")
        guard let due, let dueOn else { return nil }
        return LegDue(due: due, dueOn: dueOn, byInstant: byInstant)
    }

    mutating func legOpening() throws(FieldError) -> LegOpening {
        LegOpening(
            number: try count("leg"), agency: AgencyID(try key("agency")), unit: UnitID(try key("unit")),
            step: try count("step"), limit: try limit("limit"), due: try legDue())
    }

    private mutating func limit(_ name: String) throws(FieldError) -> Limit {
        try parsed(name, expected: "a limit") { try? Limit(parsing: $0) }
    }
}

extension JSONWriter {
    /// The beginning of a leg, as `legOpening()` reads it.
    mutating func opening(_ opening: LegOpening) {
        field("leg", opening.number)
        field("agency", opening.agency.rawValue)
        field("unit", opening.unit.rawValue)
        field("step", opening.step)
        field("limit", opening.limit.text)
        field("due", opening.due?.due.microseconds)
        field("dueOn", opening.due.map { Int($0.dueOn.dayNumber) })
        field("byInstant", opening.due?.byInstant ?? false)
    }
}
