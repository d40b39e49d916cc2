import OneStop
package import PQ
package import Records

/// Everything about offices that changes rarely: read whole, in one round trip, and kept by the caller.
package struct OfficeRows: Sendable, Hashable {
    package var agencies: [AgencyRow]
    package var units: [UnitRow]
    package var calendars: [CalendarRow]
    package var decisions: [EffectiveDecisionRow]
    package var procedures: [ProcedureRow]
    package var versions: [VersionRow]
    package var components: [ComponentRow]
    package var filingWays: [FilingWayRow]
    package var fees: [FeeRow]
    package var steps: [StepRow]
    package var stepLegs: [StepLegRow]
    package var subscriptions: [SubscriptionRow]
    package var templates: [TemplateRow]
    /// Which agencies go into which, drafts left out.
    package var transfers: [AgencyTransferRow]

    /// Reads all of it as one consistent state.
    ///
    /// One statement would read one snapshot; here the statements run in one implicit transaction at READ COMMITTED, and
    /// `office apply` holds an advisory lock that this reading shares, so that no half of an office is ever seen.
    package static func read(from pool: Pool) async throws(PQError) -> OfficeRows {
        var batch = Batch()
        batch.add(OfficeStatements.shareLock, ())
        let tickets = Tickets(in: &batch)
        return try tickets.rows(of: try await pool.run(batch))
    }

    /// The statements of a reading, as part of any batch.
    struct Tickets {
        let agencies: Ticket<AgencyRow>
        let units: Ticket<UnitRow>
        let calendars: Ticket<CalendarRow>
        let decisions: Ticket<EffectiveDecisionRow>
        let procedures: Ticket<ProcedureRow>
        let versions: Ticket<VersionRow>
        let components: Ticket<ComponentRow>
        let filingWays: Ticket<FilingWayRow>
        let fees: Ticket<FeeRow>
        let steps: Ticket<StepRow>
        let stepLegs: Ticket<StepLegRow>
        let subscriptions: Ticket<SubscriptionRow>
        let templates: Ticket<TemplateRow>
        let transfers: Ticket<AgencyTransferRow>

        init(in batch: inout Batch) {
            agencies = batch.add(OfficeStatements.agencies, ())
            units = batch.add(OfficeStatements.units, ())
            calendars = batch.add(OfficeStatements.calendars, ())
            decisions = batch.add(OfficeStatements.decisions, ())
            procedures = batch.add(OfficeStatements.procedures, ())
            versions = batch.add(OfficeStatements.versions, ())
            components = batch.add(OfficeStatements.components, ())
            filingWays = batch.add(OfficeStatements.filingWays, ())
            fees = batch.add(OfficeStatements.fees, ())
            steps = batch.add(OfficeStatements.steps, ())
            stepLegs = batch.add(OfficeStatements.stepLegs, ())
            subscriptions = batch.add(SubscriptionStatements.open, ())
            templates = batch.add(TemplateStatements.all, ())
            transfers = batch.add(TransferStatements.decided, ())
        }

        func rows(of result: BatchResult) throws(PQError) -> OfficeRows {
            OfficeRows(
                agencies: try result.rows(agencies),
                units: try result.rows(units),
                calendars: try result.rows(calendars),
                decisions: try result.rows(decisions),
                procedures: try result.rows(procedures),
                versions: try result.rows(versions),
                components: try result.rows(components),
                filingWays: try result.rows(filingWays),
                fees: try result.rows(fees),
                steps: try result.rows(steps),
                stepLegs: try result.rows(stepLegs),
                subscriptions: try result.rows(subscriptions),
                templates: try result.rows(templates),
                transfers: try result.rows(transfers))
        }
    }
}
