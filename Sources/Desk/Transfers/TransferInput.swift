package import JSONText
package import OneStop
import Records

/// A decision by which an agency goes into another, in codes as the office writes them.
package struct TransferInput: Sendable, Hashable {
    /// A unit of the one and the one of the other that has its work from then on.
    package struct Pair: Sendable, Hashable {
        package var unit: String
        package var successor: String

        package init(unit: String, successor: String) {
            self.unit = unit
            self.successor = successor
        }
    }

    /// The code of the agency that ends.
    package var agency: String
    /// The code of the agency that goes on.
    package var successor: String
    package var number: String
    package var date: LocalDate
    package var issuer: String
    /// The first day on which the agency takes nothing in.
    package var effectiveOn: LocalDate
    /// Units that are not named go into the one with the same code, the desk into the desk.
    package var units: [Pair]

    package init(
        agency: String, successor: String, number: String, date: LocalDate, issuer: String, effectiveOn: LocalDate,
        units: [Pair] = []
    ) {
        self.agency = agency
        self.successor = successor
        self.number = number
        self.date = date
        self.issuer = issuer
        self.effectiveOn = effectiveOn
        self.units = units
    }

    /// Reads its fields.
    package init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            agency: try fields.string("agency", minLength: 1, maxLength: 60),
            successor: try fields.string("successor", minLength: 1, maxLength: 60),
            number: try fields.line("number", maxLength: 60), date: try fields.day("date"),
            issuer: try fields.line("issuer", maxLength: 120), effectiveOn: try fields.day("effectiveOn"))
        for var pair in try fields.optionalObjects("units", maxCount: 1_000) ?? [] {
            units.append(
                Pair(
                    unit: try pair.string("unit", minLength: 1, maxLength: 60),
                    successor: try pair.string("successor", minLength: 1, maxLength: 60)))
            try pair.finish()
        }
    }
}

/// What a decision comes to in an office: both agencies, and for every unit of the one that of the other.
struct TransferPlan: Sendable {
    let agency: Office.Agency
    let successor: Office.Agency
    let units: [UnitSuccession]

    /// Both agencies as they are named.
    static func agencies(
        of input: TransferInput, in office: Office, tenant: AgencyID
    ) throws(DeskError) -> (agency: Office.Agency, successor: Office.Agency) {
        func find(_ code: String, _ field: String) throws(DeskError) -> Office.Agency {
            guard let found = office.agency(code: code), found.row.tenant == tenant else {
                throw .invalid(
                    field, rule: "C7.scope", "Agency \"\(code)\" does not exist, or lies outside your scope.")
            }
            return found
        }
        return (try find(input.agency, "agency"), try find(input.successor, "successor"))
    }

    /// - Throws: `DeskError` of kind `invalid` with the field and the rule.
    init(
        _ input: TransferInput, of agency: Office.Agency, into successor: Office.Agency, in office: Office
    ) throws(DeskError) {
        self.agency = agency
        self.successor = successor
        units = try Self.units(of: agency, in: successor, named: input.units)
        try check(in: office)
    }

    /// A recorded one, looked at again: units may have been made since.
    init(_ row: AgencyTransferRow, in office: Office) throws(DeskError) {
        guard let agency = office.agencies[row.agency], let successor = office.agencies[row.successor] else {
            throw .notFound("The transfer")
        }
        self.agency = agency
        self.successor = successor
        units = row.units
        if let unit = agency.units.first(where: { unit in !row.units.contains { $0.unit == unit.id } }) {
            throw .invalid(
                "units", rule: "R10.1.unit_without_successor",
                "Unit \(unit.code) was made after the decision was entered and has no successor. Delete the draft and enter it anew."
            )
        }
        try check(in: office)
    }

    private func check(in office: Office) throws(DeskError) {
        guard agency.id != successor.id else {
            throw .invalid(
                "successor", rule: "R10.1.same_agency",
                "An agency cannot go into itself. A new name without a new code is written in the office document.")
        }
        guard agency.row.parent != nil else {
            throw .invalid(
                "agency", rule: "R10.1.top_of_a_tree",
                "\(agency.row.code) is the top of its tree, which is a tenant of its own. Only agencies below it go into others."
            )
        }
        guard !office.agenciesBelow(agency.id).contains(successor.id) else {
            throw .invalid(
                "successor", rule: "R10.1.below_itself",
                "\(successor.row.code) stands below \(agency.row.code). Move it in the office first, or name another.")
        }
        guard agency.calendar.offset == successor.calendar.offset else {
            throw .invalid(
                "successor", rule: "R10.1.other_zone",
                "\(successor.row.code) has another zone; the local dates of the dossiers were taken in that of \(agency.row.code)."
            )
        }
        if let coming = office.successions.coming(into: agency.id) {
            throw .invalid(
                "agency", rule: "R10.1.others_come",
                "Another agency goes into \(agency.row.code) by decision \(coming.label). Wait until that is applied.")
        }
        for (end, field) in [(agency, "agency"), (successor, "successor")] {
            guard let ending = office.successions.ending(of: end.id) else { continue }
            throw .invalid(
                field, rule: "R10.1.agency_ended",
                "\(end.row.code) itself goes into another agency on \(ending.effectiveOn.iso), by decision \(ending.label)."
            )
        }
    }

    private static func units(
        of agency: Office.Agency, in successor: Office.Agency, named: [TransferInput.Pair]
    ) throws(DeskError) -> [UnitSuccession] {
        var chosen: [UnitID: UnitID] = [:]
        for (place, pair) in named.enumerated() {
            guard let unit = agency.units.first(where: { $0.code == pair.unit }) else {
                throw .invalid(
                    "units[\(place)].unit", rule: "C7.unknown_unit", "\(agency.row.code) has no unit \"\(pair.unit)\".")
            }
            guard let other = successor.units.first(where: { $0.code == pair.successor }) else {
                throw .invalid(
                    "units[\(place)].successor", rule: "C7.unknown_unit",
                    "\(successor.row.code) has no unit \"\(pair.successor)\".")
            }
            guard chosen.updateValue(other.id, forKey: unit.id) == nil else {
                throw .invalid(
                    "units[\(place)].unit", rule: "R10.1.unit_twice", "Unit \(pair.unit) goes into one unit only.")
            }
        }
        var units: [UnitSuccession] = []
        for unit in agency.units.sorted(by: { $0.id < $1.id }) {
            let found =
                chosen[unit.id] ?? successor.units.first { $0.code == unit.code }?.id
                ?? (unit.isDesk ? successor.desk?.id : nil)
            guard let found else {
                throw .invalid(
                    "units", rule: "R10.1.unit_without_successor",
                    "\(successor.row.code) has no unit \"\(unit.code)\". Say under \"units\" which one has the work of \(unit.code) (\(unit.name))."
                )
            }
            units.append(UnitSuccession(unit: unit.id, successor: found))
        }
        return units
    }
}
