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
    /// The limit for dossiers filed online, when it is another.
    package var onlineLimit: Limit?
    /// What other agencies are asked for when the step begins.
    package var legs: [LegRequest]

    /// A step.
    package init(
        number: Int, name: String, role: Role, unit: UnitID?, limit: Limit, onlineLimit: Limit? = nil,
        legs: [LegRequest] = []
    ) {
        self.number = number
        self.name = name
        self.role = role
        self.unit = unit
        self.limit = limit
        self.onlineLimit = onlineLimit
        self.legs = legs
    }

    /// The limit for a way of filing.
    package func limit(through channel: Channel) -> Limit {
        channel == .online ? onlineLimit ?? limit : limit
    }
}
