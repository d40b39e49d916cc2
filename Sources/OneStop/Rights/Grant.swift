/// A role given to a user for some agencies, units and procedures.
package struct Grant: Sendable, Hashable {
    /// The role.
    package var role: Role
    /// The agencies it holds for.
    package var agencies: Set<AgencyID>
    /// The units it holds for, already widened to the units below them; nil for every unit of the agencies.
    package var units: Set<UnitID>?
    /// The procedures it holds for; nil for all.
    package var procedures: Set<ProcedureID>?
    /// Whose it is, for somebody who stands in for them these days; nil for one's own.
    package var standingFor: UserID?

    /// A grant.
    package init(
        role: Role, agencies: Set<AgencyID>, units: Set<UnitID>? = nil, procedures: Set<ProcedureID>? = nil,
        standingFor: UserID? = nil
    ) {
        self.role = role
        self.agencies = agencies
        self.units = units
        self.procedures = procedures
        self.standingFor = standingFor
    }
}

/// How far a role's verb goes within the scope of its grant.
package enum Reach: Sendable, Hashable, CaseIterable {
    /// Everything in scope.
    case any
    /// What is assigned to the user, in a unit in scope.
    case own
    /// What is in a unit in scope.
    case unit
    /// Everything of an agency in scope, whatever the unit.
    case agency
    /// Everything in scope that the desk has not accepted yet.
    case beforeAcceptance
}

/// What a verb is to be done to: as much of a dossier, or of something else, as the rights look at.
package struct Target: Sendable, Hashable {
    /// The agency whose thing it is.
    package var agency: AgencyID
    /// The unit it is in; nil when it is in none, such as a dossier not handed over or an agency's calendar.
    package var unit: UnitID?
    /// The officer it is assigned to.
    package var officer: UserID?
    /// The procedure; nil when the thing has none.
    package var procedure: ProcedureID?
    /// Who asks.
    package var user: UserID
    /// Whether the desk has accepted it.
    package var accepted: Bool

    /// A target.
    package init(
        agency: AgencyID, unit: UnitID?, officer: UserID? = nil, procedure: ProcedureID?, user: UserID,
        accepted: Bool = true
    ) {
        self.agency = agency
        self.unit = unit
        self.officer = officer
        self.procedure = procedure
        self.user = user
        self.accepted = accepted
    }
}

/// The answer of the rights.
package enum Permission: Sendable, Hashable, CaseIterable {
    /// Go ahead.
    case allowed
    /// The thing is known to the caller, the right is missing: HTTP 403.
    case noRight
    /// For the caller the thing does not exist: HTTP 404.
    case outOfScope
}
