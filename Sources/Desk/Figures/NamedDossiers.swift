package import OneStop
import Records
import Store

/// The dossiers behind a figure that calls for an explanation, as they stood at the instant it was counted as of.
package struct NamedDossiers: Sendable {
    package var agency: Office.Agency
    package var reckoning: Reckoning
    package var entries: [MonthlyEntry]
}

extension DeskService {
    /// The dossiers that form II.06a would name for a reason, were its month this period; as far as the caller may see
    /// them. They are those that the on-time figures count as late, overdue, answered late, or asked twice.
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports.
    package func named(
        for reason: MonthlyEntry.Reason, in period: Period, of code: String?, asOf now: Instant,
        for principal: Principal
    ) async throws -> NamedDossiers {
        let (agency, parts) = try await reported(code, for: principal)
        let offset = UTCOffset(minutes: agency.row.offsetMinutes) ?? agency.calendar.offset
        let reckoning = MonthlyReckoning(period: period, waiting: .withinLimit, now: now, offset: offset)
        let query = MonthlyQuery(lines: agency.lines, reckoning: reckoning, now: now, parts: parts)
        let entries = try await translated { try await database.named(query) }
        return NamedDossiers(
            agency: agency, reckoning: reckoning.present, entries: entries.filter { $0.reason == reason })
    }
}
