package import OneStop

/// Logins of those through whose hands a leg went.
package struct LegHands: Sendable, Hashable {
    package var number: Int
    package var giver: String
    package var receiver: String?
    package var endedBy: String?

    /// All fields, as read.
    package init(number: Int, giver: String, receiver: String?, endedBy: String?) {
        self.number = number
        self.giver = giver
        self.receiver = receiver
        self.endedBy = endedBy
    }
}

/// An open leg among others.
package struct OpenLegRow: Sendable, Hashable {
    package var dossier: DossierID
    package var number: Int
    package var code: String?
    package var version: ProcedureID
    /// Who decides the dossier.
    package var lead: AgencyID
    package var agency: AgencyID
    package var unit: UnitID
    package var step: Int
    package var limit: String
    package var sentAt: Instant
    package var giverLogin: String
    package var receiver: UserID?
    package var receiverLogin: String?
    package var receivedAt: Instant?
    package var due: LegDue?
    /// The dossier's version, for the answer's `If-Match`.
    package var lockVersion: Int
    package var status: Status
    /// The date of the whole dossier.
    package var totalDue: Instant?

    /// All fields, as read.
    package init(
        dossier: DossierID, number: Int, code: String?, version: ProcedureID, lead: AgencyID, agency: AgencyID,
        unit: UnitID, step: Int, limit: String, sentAt: Instant, giverLogin: String, receiver: UserID?,
        receiverLogin: String?, receivedAt: Instant?, due: LegDue?, lockVersion: Int, status: Status,
        totalDue: Instant?
    ) {
        self.dossier = dossier
        self.number = number
        self.code = code
        self.version = version
        self.lead = lead
        self.agency = agency
        self.unit = unit
        self.step = step
        self.limit = limit
        self.sentAt = sentAt
        self.giverLogin = giverLogin
        self.receiver = receiver
        self.receiverLogin = receiverLogin
        self.receivedAt = receivedAt
        self.due = due
        self.lockVersion = lockVersion
        self.status = status
        self.totalDue = totalDue
    }

    /// Its place in the list.
    package var position: OpenLegQuery.Position {
        OpenLegQuery.Position(due: due?.due, dossier: dossier, number: number)
    }

    /// What reading looks at: for whoever has the leg, nothing else of the dossier.
    package var scope: DossierScope {
        var scope = DossierScope(
            helpedAt: lead, receivedBy: lead, decidedBy: lead, desk: nil, unit: nil, officer: nil, procedure: version,
            accepted: true)
        scope.legs = [LegScope(agency: agency, unit: unit, receiver: receiver)]
        return scope
    }
}

/// Which open legs are asked for, by what is due first.
package struct OpenLegQuery: Sendable, Hashable {
    /// A place in the list.
    package struct Position: Sendable, Hashable {
        /// Nil for one without a limit, which is last of all.
        package var due: Instant?
        package var dossier: DossierID
        package var number: Int

        package init(due: Instant?, dossier: DossierID, number: Int) {
            self.due = due
            self.dossier = dossier
            self.number = number
        }
    }

    /// Whose legs.
    package var agency: AgencyID
    /// Those of these units; nil for all of the agency.
    package var units: [UnitID]?
    /// Those that were received, or those that were not; nil for both.
    package var received: Bool?
    package var after: Position?
    package var limit: Int

    package init(agency: AgencyID, units: [UnitID]?, received: Bool?, after: Position?, limit: Int) {
        self.agency = agency
        self.units = units
        self.received = received
        self.after = after
        self.limit = limit
    }
}
