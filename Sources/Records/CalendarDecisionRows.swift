package import OneStop

/// How far a decision about a calendar has come.
package enum CalendarDecisionState: String, Sendable, Hashable, CaseIterable {
    case draft
    /// In effect; dossiers are still being moved.
    case applying
    case applied
    /// No longer in effect; dates are still going back.
    case undoing
    case undone
}

/// A recorded decision about a calendar, with what became of it.
package struct CalendarDecisionRow: Sendable, Hashable {
    package var id: CalendarDecisionID
    package var tenant: AgencyID
    package var agency: AgencyID
    /// The procedure of the catalogue it holds for; nil for all of the agency's.
    package var procedure: Int64?
    /// The whole decision as a document.
    package var content: String
    package var state: CalendarDecisionState
    package var createdAt: Instant
    /// Sign-in names of who drafted, applied and undid it.
    package var createdBy: String
    package var appliedAt: Instant?
    package var appliedBy: String?
    /// The key of who applied it: the actor of its events.
    package var applier: UserID?
    package var undoneAt: Instant?
    package var undoneBy: String?
    package var undoer: UserID?
    package var undoReason: String?
    /// How many dossiers were found to move, nil before anybody looked, and how many have been moved.
    package var toMove: Int?
    package var moved: Int
    /// The same of dates that go back.
    package var toPutBack: Int?
    package var putBack: Int

    /// All fields, as read.
    package init(
        id: CalendarDecisionID, tenant: AgencyID, agency: AgencyID, procedure: Int64?, content: String,
        state: CalendarDecisionState, createdAt: Instant, createdBy: String, appliedAt: Instant?, appliedBy: String?,
        applier: UserID?, undoneAt: Instant?, undoneBy: String?, undoer: UserID?, undoReason: String?, toMove: Int?,
        moved: Int, toPutBack: Int?, putBack: Int
    ) {
        self.id = id
        self.tenant = tenant
        self.agency = agency
        self.procedure = procedure
        self.content = content
        self.state = state
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.appliedAt = appliedAt
        self.appliedBy = appliedBy
        self.applier = applier
        self.undoneAt = undoneAt
        self.undoneBy = undoneBy
        self.undoer = undoer
        self.undoReason = undoReason
        self.toMove = toMove
        self.moved = moved
        self.toPutBack = toPutBack
        self.putBack = putBack
    }
}

/// A decision that is entered as a draft.
package struct NewCalendarDecision: Sendable {
    package var tenant: AgencyID
    package var agency: AgencyID
    package var procedure: Int64?
    package var decision: CalendarDecision
    /// The same as a document.
    package var content: String
    package var at: Instant
    package var by: UserID

    package init(
        tenant: AgencyID, agency: AgencyID, procedure: Int64?, decision: CalendarDecision, content: String,
        at: Instant, by: UserID
    ) {
        self.tenant = tenant
        self.agency = agency
        self.procedure = procedure
        self.decision = decision
        self.content = content
        self.at = at
        self.by = by
    }
}

/// An open dossier with the dates that follow the calendar.
package struct RunningDossier: Sendable, Hashable {
    package var id: DossierID
    package var decidedBy: AgencyID
    package var catalogueProcedure: Int64
    package var version: ProcedureID
    package var status: Status
    package var code: String?
    package var externalReference: String?
    /// The unit it lies in.
    package var unit: UnitID?
    package var dates: RunningDates
    package var apologyIssuedAt: Instant?
    /// The date that an issued letter told.
    package var newDate: Instant?
    /// Whether it waits since after it was due; nil while it does not wait.
    package var pausedAfterDue: Bool?

    package init(
        id: DossierID, decidedBy: AgencyID, catalogueProcedure: Int64, version: ProcedureID, status: Status,
        code: String?, externalReference: String?, unit: UnitID?, dates: RunningDates, apologyIssuedAt: Instant?,
        newDate: Instant?, pausedAfterDue: Bool?
    ) {
        self.id = id
        self.decidedBy = decidedBy
        self.catalogueProcedure = catalogueProcedure
        self.version = version
        self.status = status
        self.code = code
        self.externalReference = externalReference
        self.unit = unit
        self.dates = dates
        self.apologyIssuedAt = apologyIssuedAt
        self.newDate = newDate
        self.pausedAfterDue = pausedAfterDue
    }
}
