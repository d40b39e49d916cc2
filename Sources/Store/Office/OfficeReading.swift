package import PQ
import OneStop

/// Everything about offices that changes rarely: read whole, in one round trip, and kept by the caller.
package struct OfficeRows: Sendable {
    package var agencies: [AgencyRow]
    package var units: [UnitRow]
    package var calendars: [CalendarRow]
    package var procedures: [ProcedureRow]
    package var versions: [VersionRow]
    package var components: [ComponentRow]
    package var steps: [StepRow]

    /// Reads all of it as one consistent state.
    ///
    /// One statement would read one snapshot; here the seven run in one implicit transaction at READ COMMITTED, and
    /// `office apply` holds an advisory lock that this reading shares, so that no half of an office is ever seen.
    package static func read(from pool: Pool) async throws(PQError) -> OfficeRows {
        var batch = Batch()
        batch.add(OfficeStatements.shareLock, ())
        let agencies = batch.add(OfficeStatements.agencies, ())
        let units = batch.add(OfficeStatements.units, ())
        let calendars = batch.add(OfficeStatements.calendars, ())
        let procedures = batch.add(OfficeStatements.procedures, ())
        let versions = batch.add(OfficeStatements.versions, ())
        let components = batch.add(OfficeStatements.components, ())
        let steps = batch.add(OfficeStatements.steps, ())
        let result = try await pool.run(batch)
        return OfficeRows(
            agencies: try result.rows(agencies),
            units: try result.rows(units),
            calendars: try result.rows(calendars),
            procedures: try result.rows(procedures),
            versions: try result.rows(versions),
            components: try result.rows(components),
            steps: try result.rows(steps))
    }
}
