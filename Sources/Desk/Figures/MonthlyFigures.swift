package import OneStop
import Records
package import Store

/// Which form II.06a is asked for.
package struct MonthlyRequest: Sendable, Hashable {
    package var month: ReportMonth
    package var cutOff: CutOff
    package var waiting: WaitingRule

    package init(month: ReportMonth, cutOff: CutOff, waiting: WaitingRule) {
        self.month = month
        self.cutOff = cutOff
        self.waiting = waiting
    }
}

extension DeskService {
    /// Form II.06a of an agency for a month (R7.2).
    /// - Parameters:
    ///   - parts: only dossiers in one of them; nil for all of the agency's.
    ///   - now: the cut-offs are the periods' own or this instant, whichever comes first.
    /// - Throws: `DeskError` of kind `miscounted` when a check fails, naming the row and the columns; `StoreError`.
    package func monthly(
        _ request: MonthlyRequest, of agency: Office.Agency, parts: [FigurePart]? = nil, now: Instant
    ) async throws -> MonthlyForm {
        let query = monthlyQuery(request, of: agency, parts: parts, now: now)
        return try MonthlyForm(request, of: agency, query, try await database.monthly(query))
    }

    /// What the form of a month is counted of.
    func monthlyQuery(
        _ request: MonthlyRequest, of agency: Office.Agency, parts: [FigurePart]? = nil, now: Instant
    ) -> MonthlyQuery {
        let offset = UTCOffset(minutes: agency.row.offsetMinutes) ?? agency.calendar.offset
        let reckoning = MonthlyReckoning(
            period: request.month.period(request.cutOff), waiting: request.waiting, now: now, offset: offset)
        return MonthlyQuery(lines: agency.lines, reckoning: reckoning, now: now, parts: parts)
    }
}

extension DeskService {
    /// Form II.06a as far as the caller may see it (contract, section 7).
    ///
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports, `miscounted`.
    package func monthly(
        _ request: MonthlyRequest, of code: String?, asOf now: Instant, for principal: Principal
    ) async throws -> MonthlyForm {
        let (agency, parts) = try await reported(code, for: principal)
        return try await monthly(request, of: agency, parts: parts, now: now)
    }
}

extension MonthlyForm {
    /// The form of what was counted.
    /// - Throws: `DeskError` of kind `miscounted` for what does not add up.
    init(
        _ request: MonthlyRequest, of agency: Office.Agency, _ query: MonthlyQuery,
        _ counted: (counts: [MonthlyCounts], entries: [MonthlyEntry], apologies: ApologyFigures)
    ) throws(DeskError) {
        let counts = counted.counts
        self.init(
            agencyCode: agency.row.code, agencyName: agency.row.name, month: request.month, cutOff: request.cutOff,
            reckoning: query.reckoning, total: counts.first { $0.table == .total }?.row.figures ?? MonthlyFigures(),
            fields: counts.filter { $0.table == .field }.map(\.row),
            units: counts.filter { $0.table == .unit }.map(\.row), entries: counted.entries.inOrder)
        lines = counts.filter { $0.table == .line }.map(\.row)
        apologies = counted.apologies
        try check()
    }

    /// Refuses a form that does not add up.
    package func check() throws(DeskError) {
        guard let fault = faults.first else { return }
        let others = faults.count > 1 ? " (and \(faults.count - 1) more)" : ""
        throw DeskError(
            .miscounted, rule: "R7.2.identity",
            "The form does not add up and is not given out. Row \(fault.row): \(fault.description)\(others). "
                + "Run `motcua doctor` and report this row.")
    }
}

extension [MonthlyEntry] {
    /// The lists one after another, each in the order it came in.
    fileprivate var inOrder: [MonthlyEntry] {
        MonthlyEntry.Reason.allCases.flatMap { reason in filter { $0.reason == reason } }
    }
}
