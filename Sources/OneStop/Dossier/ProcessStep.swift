/// One step of the published internal process of a procedure.
///
/// Steps of the desk, the leader and the clerk describe what hand-over, signing and finishing do; the others are
/// completed one by one in the unit.
package struct ProcessStep: Sendable, Hashable {
    /// The place in the process, from 1.
    package var number: Int
    /// The name on the control slip.
    package var name: String
    /// Who completes it.
    package var role: Role
    /// The unit, when it is not the one the dossier is in.
    package var unit: UnitID?
    /// The step's own limit. It never overrides the dossier's.
    package var limit: Limit

    /// A step.
    package init(number: Int, name: String, role: Role, unit: UnitID?, limit: Limit) {
        self.number = number
        self.name = name
        self.role = role
        self.unit = unit
        self.limit = limit
    }
}
