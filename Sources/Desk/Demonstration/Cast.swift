import OneStop
import Records
import Store

/// The people of an office who play the demonstration, each with exactly the rights the document gave.
struct Cast: Sendable {
    /// A division with those who lead and work in it.
    struct Division: Sendable {
        var unit: UnitID
        var code: String
        var head: Actor
        var officers: [Actor]
    }

    var desk: [Actor]
    /// The portal's service account, which files for applicants.
    var portal: Actor
    var leaders: [Actor]
    var clerks: [Actor]
    var supervisors: [Actor]
    var divisions: [Division]

    /// - Throws: `DeskError` naming the roles that nobody has.
    init(_ principals: [Principal], agency: Office.Agency, office: Office) throws(DeskError) {
        func players(_ role: Role, in unit: UnitID? = nil) -> [Actor] {
            principals.filter { principal in
                principal.actor.grants.contains { grant in
                    grant.role == role && grant.agencies.contains(agency.id) && grant.procedures == nil
                        && (grant.units.map { units in unit.map { units.contains($0) } ?? true } ?? true)
                }
            }.map(\.actor)
        }
        let intake = players(.intake)
        // The portal's account is the one that is bound to no counter.
        let unbound = intake.filter { actor in actor.grants.contains { $0.role == .intake && $0.units == nil } }
        let bound = intake.filter { actor in !unbound.contains(actor) }
        desk = bound.isEmpty ? intake : bound
        leaders = players(.leader)
        clerks = players(.clerk)
        supervisors = players(.supervisor)
        divisions = agency.units.filter { !$0.isDesk }.compactMap { unit in
            let officers = players(.officer, in: unit.id)
            guard let head = players(.head, in: unit.id).first, !officers.isEmpty else { return nil }
            return Division(unit: unit.id, code: unit.code, head: head, officers: officers)
        }
        let missing = [
            (Role.intake, desk.isEmpty), (.officer, divisions.isEmpty), (.head, divisions.isEmpty),
            (.leader, leaders.isEmpty), (.clerk, clerks.isEmpty), (.supervisor, supervisors.isEmpty),
        ].filter(\.1).map(\.0.rawValue)
        guard missing.isEmpty, let account = (unbound.first ?? intake.first) else {
            throw .invalid(
                "demonstration.agency", rule: "office.no_cast",
                "demonstration.agency: agency \(agency.row.code) lacks staff with the roles \(missing.joined(separator: ", ")) for the demonstration's dossiers; an officer and a head must share a division."
            )
        }
        portal = Actor(user: account.user, grants: account.grants, portal: true)
    }

    /// The divisions that may work on a procedure: those whose code ends the field's code, with what lies below them;
    /// without such a one, the first.
    func divisions(for field: String, in office: Office) -> [Division] {
        guard let named = divisions.first(where: { field.hasSuffix($0.code) }) else {
            return Array(divisions.prefix(1))
        }
        let below = office.unitsBelow(named.unit)
        return divisions.filter { below.contains($0.unit) }
    }
}
