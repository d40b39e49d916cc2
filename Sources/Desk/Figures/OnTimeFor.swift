package import OneStop

extension DeskService {
    /// The on-time figures as far as the caller may see them (contract, section 7): a leader those of the agency, a head
    /// those of the units, an officer the own, a clerk of the desk what the desk received; each of the procedures that
    /// the right is for.
    ///
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports.
    package func onTime(
        of code: String?, from: LocalDate, to: LocalDate, by grouping: OnTimeGrouping?, asOf now: Instant,
        for principal: Principal
    ) async throws -> OnTimeFigures {
        let period = try Period.asked(from: from, to: to)
        let (agency, parts) = try await reported(code, for: principal)
        return try await onTime(of: agency, in: period, by: grouping, parts: parts, now: now)
    }
}
