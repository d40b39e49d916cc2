/// An agency that goes into another one by a decision about the organisation of agencies: merged, or given another code.
/// No dossier is filed again and no step repeated (Resolution 190/2025/QH15, art. 5): what is open goes on in other hands,
/// with its code, its promise and its dates.
///
/// In an event it has of the units those only that the dossier lay in.
package struct AgencyTransfer: Sendable, Hashable {
    /// The recorded decision.
    package var key: AgencyTransferID
    /// The agency that ends.
    package var from: AgencyID
    /// The agency that goes on.
    package var to: AgencyID
    /// For each unit of the one that of the other.
    package var units: [UnitID: UnitID]
    /// Number, date and issuer of the decision.
    package var decision: String

    /// A transfer of everything that an agency has.
    package init(key: AgencyTransferID, from: AgencyID, to: AgencyID, units: [UnitID: UnitID], decision: String) {
        self.key = key
        self.from = from
        self.to = to
        self.units = units
        self.decision = decision
    }

    /// The event that brings a dossier to the successor; nil where nothing that goes on lies with the agency. A result that
    /// waits to be collected goes on; what another system had ended does not.
    package func event(for dossier: Dossier, by actor: UserID, at now: Instant) -> Event? {
        guard concerns(dossier) else { return nil }
        let places =
            [dossier.desk, dossier.unit].compactMap(\.self) + dossier.openLegs.map(\.unit)
            + dossier.opinions.filter(\.awaitsAnswer).map(\.unit)
        var narrowed = self
        narrowed.units = units.filter { places.contains($0.key) }
        return Event(at: max(now, dossier.changedAt), actor: actor, body: .transferred(narrowed))
    }

    private func concerns(_ dossier: Dossier) -> Bool {
        guard !dossier.status.isFinal, !dossier.imported || dossier.endedAt == nil else { return false }
        return [dossier.helpedAt, dossier.receivedBy, dossier.decidedBy].contains(from)
            || dossier.openLegs.contains { $0.agency == from }
            || dossier.endedAt == nil && dossier.opinions.contains { $0.awaitsAnswer && $0.terms.agency == from }
    }
}

extension Dossier {
    /// Whatever lay with the agency lies with its successor. A leg that would then lie with the agency which decides is taken
    /// back: nobody waits for an answer of their own.
    mutating func transfer(_ transfer: AgencyTransfer, by actor: UserID, at instant: Instant) {
        func successor(_ agency: AgencyID) -> AgencyID { agency == transfer.from ? transfer.to : agency }
        func successor(_ unit: UnitID) -> UnitID { transfer.units[unit] ?? unit }
        helpedAt = successor(helpedAt)
        receivedBy = successor(receivedBy)
        decidedBy = successor(decidedBy)
        for place in opinions.indices where opinions[place].awaitsAnswer {
            opinions[place].terms.agency = successor(opinions[place].terms.agency)
            opinions[place].unit = successor(opinions[place].unit)
        }
        desk = desk.map(successor)
        unit = unit.map(successor)
        for leg in openLegs {
            if successor(leg.agency) == decidedBy {
                endLeg(leg.number, .recalled, by: actor, at: instant, transfer.decision)
            } else {
                changeLeg(leg.number) { leg in
                    leg.agency = successor(leg.agency)
                    leg.unit = successor(leg.unit)
                }
            }
        }
    }
}
