/// As much of a dossier as the rights look at; also of one that is about to come into being.
package struct DossierScope: Sendable, Hashable {
    /// Where the citizen was helped.
    package var helpedAt: AgencyID
    /// Who received it.
    package var receivedBy: AgencyID
    /// Who decides it.
    package var decidedBy: AgencyID
    /// The desk that took it in.
    package var desk: UnitID?
    /// The unit that works on it.
    package var unit: UnitID?
    /// The officer who works on it.
    package var officer: UserID?
    /// The procedure's version.
    package var procedure: ProcedureID
    /// Whether the desk has accepted it.
    package var accepted: Bool
    /// Where legs of it lie or lay.
    package var legs: [LegScope] = []
    /// The units that are asked about it and have not answered, while it is open.
    package var asked: [Asked] = []

    /// A unit that is asked for its opinion.
    package struct Asked: Sendable, Hashable {
        /// The question.
        package var number: Int
        /// The unit's agency.
        package var agency: AgencyID
        /// The unit.
        package var unit: UnitID
        /// Whom the unit gave the question to.
        package var officer: UserID?

        /// All fields.
        package init(number: Int, agency: AgencyID, unit: UnitID, officer: UserID?) {
            self.number = number
            self.agency = agency
            self.unit = unit
            self.officer = officer
        }
    }

    /// The scope of a dossier. A leg that was taken back before anybody had it opens the dossier to nobody.
    package init(_ dossier: Dossier) {
        helpedAt = dossier.helpedAt
        receivedBy = dossier.receivedBy
        decidedBy = dossier.decidedBy
        desk = dossier.desk
        unit = dossier.unit
        officer = dossier.officer
        procedure = dossier.procedure
        accepted = dossier.acceptedAt != nil
        legs = dossier.legs.filter { $0.end == nil || $0.receivedAt != nil }.map { LegScope($0) }
        guard dossier.endedAt == nil else { return }
        for opinion in dossier.opinions where opinion.awaitsAnswer {
            asked.append(
                Asked(
                    number: opinion.number, agency: opinion.terms.agency, unit: opinion.unit, officer: opinion.officer))
        }
    }

    /// The scope of a dossier that is about to come into being.
    package init(_ intake: Intake) {
        helpedAt = intake.helpedAt
        receivedBy = intake.receivedBy
        decidedBy = intake.decidedBy
        desk = intake.desk
        unit = nil
        officer = nil
        procedure = intake.procedure
        accepted = false
    }

    /// A scope read from a list, without the dossier.
    package init(
        helpedAt: AgencyID, receivedBy: AgencyID, decidedBy: AgencyID, desk: UnitID?, unit: UnitID?, officer: UserID?,
        procedure: ProcedureID, accepted: Bool
    ) {
        self.helpedAt = helpedAt
        self.receivedBy = receivedBy
        self.decidedBy = decidedBy
        self.desk = desk
        self.unit = unit
        self.officer = officer
        self.procedure = procedure
        self.accepted = accepted
    }

    /// The dossier as the desk's people meet it.
    func targetAtTheDesk(of agency: AgencyID, for actor: Actor) -> Target {
        Target(
            agency: agency, unit: desk, officer: officer, procedure: procedure, user: actor.user, accepted: accepted)
    }

    /// The dossier as those meet it who have a leg of it.
    func target(of leg: LegScope, for actor: Actor) -> Target {
        Target(agency: leg.agency, unit: leg.unit, officer: leg.receiver, procedure: procedure, user: actor.user)
    }

    /// The dossier as everybody else meets it.
    func targetInTheAgency(for actor: Actor) -> Target {
        Target(
            agency: decidedBy, unit: unit, officer: officer, procedure: procedure, user: actor.user,
            accepted: accepted)
    }
}

/// As much of a leg as the rights look at.
package struct LegScope: Sendable, Hashable {
    /// Who has it.
    package var agency: AgencyID
    /// The unit it was sent to.
    package var unit: UnitID
    /// Who received it.
    package var receiver: UserID?

    /// The scope of a leg.
    package init(_ leg: AgencyLeg) {
        self.init(agency: leg.agency, unit: leg.unit, receiver: leg.receiver)
    }

    /// A scope read from a list, without the leg.
    package init(agency: AgencyID, unit: UnitID, receiver: UserID?) {
        self.agency = agency
        self.unit = unit
        self.receiver = receiver
    }
}
