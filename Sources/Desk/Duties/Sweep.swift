package import OneStop
import Records
package import Store

/// What a sweep of the duties did.
package struct SweepReport: Sendable, Hashable {
    /// What was done of one agency.
    package struct Line: Sendable, Hashable {
        package var agency: String
        package var counts: SweepOutcome.Counts
    }

    /// By agency code.
    package var lines: [Line]
    /// Agencies left alone, for they have been swept as of a later time.
    package var later: [String]
    /// Whether another process was sweeping and does the rest.
    package var isOthers: Bool

    init(_ outcome: SweepOutcome, in office: Office, later: [String]) {
        lines = outcome.counts.compactMap { id, counts in
            office.agencies[id].map { Line(agency: $0.row.code, counts: counts) }
        }
        .sorted { $0.agency < $1.agency }
        self.later = later
        isOthers = outcome.isOthers
    }
}

extension DeskService {
    /// Looks at every open dossier and every result that waits, writes a notice of what somebody has to see to and was
    /// not told yet, and settles what has been seen to. The time is the parameter's: the same dossiers at the same time
    /// leave the same notices.
    /// - Parameters:
    ///   - code: one agency's; nil for all.
    ///   - page: so many dossiers a transaction.
    /// - Throws: `DeskError`: `notFound` for an unknown agency.
    @discardableResult
    package func sweep(_ code: String? = nil, at now: Instant, page: Int = 10_000) async throws -> SweepReport {
        let office = try await directory.office()
        let asked = office.agencies.values.filter { code == nil || $0.row.code == code }
        guard code == nil || !asked.isEmpty else { throw DeskError.notFound("The agency") }
        return try await translated {
            let sweeps = try await database.sweeps()
            let due = asked.filter { agency in sweeps[agency.id].map { $0 <= now } ?? true }
            let clocks = due.sorted { $0.id < $1.id }.map { agency in
                SweepClock(agency: agency.id, agency.calendar, agency.duties, at: now)
            }
            let outcome = try await database.sweep(clocks, page: page)
            for telling in office.audience.dutyTellings(at: now) { try await database.tell(telling) }
            let later = asked.filter { agency in !due.contains { $0.id == agency.id } }.map(\.row.code).sorted()
            return SweepReport(outcome, in: office, later: later)
        }
    }
}
