package import OneStop

/// How far a decision by which an agency goes into another has come.
package enum AgencyTransferState: String, Sendable, Hashable, CaseIterable {
    case draft
    /// Decided; its day has not come.
    case waiting
    /// Staff and rights have gone; dossiers are going.
    case applying
    case applied
}

/// A unit and the one that it goes into.
package struct UnitSuccession: Sendable, Hashable {
    package var unit: UnitID
    package var successor: UnitID

    package init(unit: UnitID, successor: UnitID) {
        self.unit = unit
        self.successor = successor
    }
}

/// A recorded decision by which an agency goes into another, with what became of it.
package struct AgencyTransferRow: Sendable, Hashable {
    package var id: AgencyTransferID
    package var tenant: AgencyID
    package var agency: AgencyID
    package var successor: AgencyID
    package var number: String
    package var decidedOn: LocalDate
    package var issuer: String
    /// The first day on which the agency takes nothing in.
    package var effectiveOn: LocalDate
    /// By the key of the unit that ends.
    package var units: [UnitSuccession]
    package var state: AgencyTransferState
    package var createdAt: Instant
    /// Sign-in names of who drafted and applied it.
    package var createdBy: String
    package var appliedAt: Instant?
    package var appliedBy: String?
    /// The key of who applied it: the actor of its events.
    package var applier: UserID?
    /// When staff and rights went.
    package var begunAt: Instant?
    /// What both were called when it began; nil before.
    package var agencyName: String?
    package var successorName: String?
    /// How many dossiers were found to go, nil before anybody looked, and how many have gone.
    package var toMove: Int?
    package var moved: Int

    /// All fields, as read.
    package init(
        id: AgencyTransferID, tenant: AgencyID, agency: AgencyID, successor: AgencyID, number: String,
        decidedOn: LocalDate, issuer: String, effectiveOn: LocalDate, units: [UnitSuccession],
        state: AgencyTransferState, createdAt: Instant, createdBy: String, appliedAt: Instant?, appliedBy: String?,
        applier: UserID?, begunAt: Instant?, agencyName: String?, successorName: String?, toMove: Int?, moved: Int
    ) {
        self.id = id
        self.tenant = tenant
        self.agency = agency
        self.successor = successor
        self.number = number
        self.decidedOn = decidedOn
        self.issuer = issuer
        self.effectiveOn = effectiveOn
        self.units = units
        self.state = state
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.appliedAt = appliedAt
        self.appliedBy = appliedBy
        self.applier = applier
        self.begunAt = begunAt
        self.agencyName = agencyName
        self.successorName = successorName
        self.toMove = toMove
        self.moved = moved
    }

    /// How the decision is named.
    package var label: String { "\(number) ngày \(decidedOn.vietnamese) của \(issuer)" }

    /// What it does to a dossier.
    package var transfer: AgencyTransfer {
        AgencyTransfer(
            key: id, from: agency, to: successor,
            units: Dictionary(units.map { ($0.unit, $0.successor) }, uniquingKeysWith: { first, _ in first }),
            decision: label)
    }
}

/// A decision that is entered as a draft.
package struct NewAgencyTransfer: Sendable {
    package var tenant: AgencyID
    package var agency: AgencyID
    package var successor: AgencyID
    package var number: String
    package var decidedOn: LocalDate
    package var issuer: String
    package var effectiveOn: LocalDate
    package var units: [UnitSuccession]
    package var at: Instant
    package var by: UserID

    package init(
        tenant: AgencyID, agency: AgencyID, successor: AgencyID, number: String, decidedOn: LocalDate, issuer: String,
        effectiveOn: LocalDate, units: [UnitSuccession], at: Instant, by: UserID
    ) {
        self.tenant = tenant
        self.agency = agency
        self.successor = successor
        self.number = number
        self.decidedOn = decidedOn
        self.issuer = issuer
        self.effectiveOn = effectiveOn
        self.units = units
        self.at = at
        self.by = by
    }
}

/// How many things of an agency would go to its successor.
package struct TransferCounts: Sendable, Hashable {
    /// Dossiers that go, by the unit or desk that they lie in.
    package struct InUnit: Sendable, Hashable {
        /// Nil for what lies in none.
        package var unit: UnitID?
        package var dossiers: Int

        package init(unit: UnitID?, dossiers: Int) {
            self.unit = unit
            self.dossiers = dossiers
        }
    }

    /// Open dossiers that it decides.
    package var decided = 0
    /// Open dossiers of other agencies that it received, or for which it helped the citizen.
    package var received = 0
    /// Results that wait to be collected.
    package var uncollected = 0
    /// Open legs of other agencies' dossiers.
    package var legs = 0
    /// Drafts of letters of apology that are not issued, and have to be drafted anew.
    package var letters = 0
    /// Notices of duties that are not settled.
    package var notices = 0
    package var accounts = 0
    package var appointments = 0
    package var procedures = 0
    /// Dossiers that are over, and keep the agency's name.
    package var closed = 0

    /// Nothing.
    package init() {}
}
