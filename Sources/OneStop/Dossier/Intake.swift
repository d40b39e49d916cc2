/// What is known when a dossier comes into being: keys and the terms of the procedure's version.
package struct Intake: Sendable, Hashable {
    /// The key the store gave.
    package var id: DossierID
    /// The code for the receipt.
    package var code: DossierCode?
    /// How the application came in.
    package var channel: Channel
    /// Where the citizen was helped.
    package var helpedAt: AgencyID
    /// Who receives it; the agency in the code.
    package var receivedBy: AgencyID
    /// Who decides it.
    package var decidedBy: AgencyID
    /// The desk that takes it in.
    package var desk: UnitID?
    /// The procedure's version.
    package var procedure: ProcedureID
    /// The committed limit.
    package var limit: Limit
    /// Which day the count excludes.
    package var dayZero: DayZeroRule
    /// Whether a supplement starts the whole limit again.
    package var restartsAfterSupplement: Bool

    /// The terms of one application.
    package init(
        id: DossierID, code: DossierCode?, channel: Channel, helpedAt: AgencyID, receivedBy: AgencyID,
        decidedBy: AgencyID, desk: UnitID? = nil, procedure: ProcedureID, limit: Limit,
        dayZero: DayZeroRule = .working, restartsAfterSupplement: Bool = false
    ) {
        self.id = id
        self.code = code
        self.channel = channel
        self.helpedAt = helpedAt
        self.receivedBy = receivedBy
        self.decidedBy = decidedBy
        self.desk = desk
        self.procedure = procedure
        self.limit = limit
        self.dayZero = dayZero
        self.restartsAfterSupplement = restartsAfterSupplement
    }
}
