/// In whose hands a dossier is.
package enum Hands: Sendable, Hashable {
    /// The desk, before it hands the dossier over.
    case desk(UnitID?)
    /// A unit where nobody has it.
    case unit(UnitID?)
    /// An officer of a unit.
    case officer(UserID, of: UnitID?)
    /// The leader before whom the result lies.
    case leader
    /// The clerk who numbers and issues the signed result.
    case clerk
    /// Another agency, by the number of its leg.
    case leg(Int)
    /// The applicant, whom the office waits for.
    case applicant

    /// In whose hands a dossier is in a state after its acceptance.
    ///
    /// Waiting for the applicant comes first; then what is signed or lies before the leader. While another agency has a
    /// leg the unit waits for it: the time is of the leg that was sent first among those that are open.
    package init(_ dossier: Dossier) {
        if dossier.pause != nil {
            self = .applicant
        } else if dossier.status == .accepted {
            self = .desk(dossier.desk)
        } else if dossier.signedAt != nil {
            self = .clerk
        } else if dossier.submittedAt != nil {
            self = .leader
        } else if let leg = dossier.openLegs.first {
            self = .leg(leg.number)
        } else if let officer = dossier.officer {
            self = .officer(officer, of: dossier.unit)
        } else {
            self = .unit(dossier.unit)
        }
    }

    /// The unit that answers for the time; nil where it is not a unit's of the deciding agency, or not known.
    package var unit: UnitID? {
        switch self {
        case .desk(let unit), .unit(let unit), .officer(_, let unit): unit
        case .leader, .clerk, .leg, .applicant: nil
        }
    }
}
