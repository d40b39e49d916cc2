package import OneStop

/// What a work list is asked for. Nil leaves a filter out.
package struct WorkListQuery: Sendable, Hashable {
    /// In whose hands.
    package enum Holder: Sendable, Hashable {
        case agency(AgencyID)
        case units([UnitID])
        case officer(UserID)
    }

    /// A place in the list: what comes after it is asked for.
    package struct Position: Sendable, Hashable {
        package var due: Instant?
        package var id: DossierID

        package init(due: Instant?, id: DossierID) {
            self.due = due
            self.id = id
        }
    }

    /// A step of a version as one number; a version has fewer than a thousand steps.
    package static func key(ofStep number: Int, in version: ProcedureID) -> Int64 {
        version.rawValue * 1_000 + Int64(number)
    }

    package var holder: Holder
    /// Whose dossiers: the agency that decides them or, for results that wait to be collected, also the one that received
    /// them or helped the citizen.
    package var agency: AgencyID
    package var statuses: [Status]?
    package var dueBefore: Instant?
    /// The role whose turn it is.
    package var waitsFor: Role?
    /// The steps that are a head's, as `key(ofStep:in:)`; looked at when an officer's or a head's turn is asked for.
    package var headSteps: [Int64]
    package var apology: ApologyState?
    /// The local date that apology states are compared with.
    package var today: LocalDate
    package var procedures: [ProcedureID]?
    /// Whether results that no desk is known for are asked for, too, beside those of some units.
    package var isAtDesk: Bool
    package var after: Position?
    package var limit: Int

    package init(
        holder: Holder, agency: AgencyID, statuses: [Status]? = nil, dueBefore: Instant? = nil, waitsFor: Role? = nil,
        headSteps: [Int64] = [], apology: ApologyState? = nil, today: LocalDate, procedures: [ProcedureID]? = nil,
        isAtDesk: Bool = false, after: Position? = nil, limit: Int
    ) {
        self.holder = holder
        self.agency = agency
        self.statuses = statuses
        self.dueBefore = dueBefore
        self.waitsFor = waitsFor
        self.headSteps = headSteps
        self.apology = apology
        self.today = today
        self.procedures = procedures
        self.isAtDesk = isAtDesk
        self.after = after
        self.limit = limit
    }
}
