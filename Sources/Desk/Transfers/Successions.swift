package import OneStop
package import Records

/// Which agencies and units went into which, as it was when the office was read. Each has one successor at most, so that
/// every line ends at an agency that goes on.
package struct Successions: Sendable {
    /// By the agency that ends; also those whose day has not come.
    private var endings: [AgencyID: AgencyTransferRow] = [:]
    private var successors: [AgencyID: AgencyID] = [:]
    private var unitSuccessors: [UnitID: UnitID] = [:]
    private var formerAgencies: [AgencyID: [AgencyID]] = [:]
    private var formerUnits: [UnitID: [UnitID]] = [:]

    init(_ rows: [AgencyTransferRow]) {
        for row in rows {
            endings[row.agency] = row
            guard row.begunAt != nil else { continue }
            successors[row.agency] = row.successor
            formerAgencies[row.successor, default: []].append(row.agency)
            for pair in row.units {
                unitSuccessors[pair.unit] = pair.successor
                formerUnits[pair.successor, default: []].append(pair.unit)
            }
        }
    }

    /// The decision by which an agency goes into another; nil where there is none, or a draft only.
    package func ending(of agency: AgencyID) -> AgencyTransferRow? { endings[agency] }

    /// A decision by which another agency is still to go, or going, into one; nil where there is none.
    package func coming(into agency: AgencyID) -> AgencyTransferRow? {
        endings.values.first { $0.successor == agency && $0.state != .applied }
    }

    /// An agency and all that went into it: itself first.
    package func lines(of agency: AgencyID) -> [AgencyID] { Self.all(agency, formerAgencies) }

    /// The agencies that one went into, the next first; none while it goes on.
    package func successors(of agency: AgencyID) -> [AgencyID] {
        var found: [AgencyID] = []
        while let next = successors[found.last ?? agency], next != agency, !found.contains(next) { found.append(next) }
        return found
    }

    /// The agency that goes on.
    package func present(_ agency: AgencyID) -> AgencyID { successors(of: agency).last ?? agency }

    /// The unit that goes on.
    package func present(_ unit: UnitID) -> UnitID {
        var present = unit
        while let next = unitSuccessors[present], next != unit { present = next }
        return present
    }

    /// Units and all that went into them.
    package func withFormer(_ units: Set<UnitID>) -> Set<UnitID> {
        guard !formerUnits.isEmpty else { return units }
        return Set(units.flatMap { Self.all($0, formerUnits) })
    }

    private static func all<Key: Hashable>(_ root: Key, _ former: [Key: [Key]]) -> [Key] {
        var found = [root]
        var place = 0
        while place < found.count {
            found += (former[found[place]] ?? []).filter { !found.contains($0) }
            place += 1
        }
        return found
    }
}

extension Office {
    /// Refuses what would begin at an agency that has ended, from the first moment of the day of effect.
    func requireGoingOn(_ agency: Agency, _ field: String, at now: Instant) throws(DeskError) {
        guard let ending = successions.ending(of: agency.id),
            agency.calendar.offset.localDate(of: now) >= ending.effectiveOn
        else { return }
        let present = agencies[successions.successors(of: agency.id).last ?? ending.successor]?.row
        throw .invalid(
            field, rule: "R10.1.agency_ended",
            "\(ending.agencyName ?? agency.row.name) (\(agency.row.code)) takes nothing in since \(ending.effectiveOn.iso), by decision \(ending.label). \(present?.name ?? "Its successor") (\(present?.code ?? "")) has taken over: name that agency."
        )
    }
}
