package import OneStop
import Records
package import Store

extension DeskService {
    /// Counts the legs of dossiers that an agency decides.
    /// - Parameters:
    ///   - parts: only dossiers in one of them; nil for all of the agency's.
    ///   - now: the figures are as of this instant or the period's end, whichever comes first.
    package func legFigures(
        of agency: Office.Agency, in period: Period, by grouping: LegGrouping, parts: [FigurePart]? = nil,
        now: Instant
    ) async throws -> LegPeriodFigures {
        let offset = UTCOffset(minutes: agency.row.offsetMinutes) ?? agency.calendar.offset
        let reckoning = Reckoning(period: period, now: now, offset: offset)
        let counted = try await database.legFigures(
            LegFigureQuery(
                lines: agency.lines, leads: agency.leads, reckoning: reckoning, grouping: grouping, parts: parts))
        var figures = LegPeriodFigures(
            period: period, asOf: reckoning.asOf, offset: offset, grouping: grouping)
        for cell in counted {
            if figures.rows.last?.key != cell.key {
                figures.rows.append(LegPeriodFigures.Row(key: cell.key, label: cell.label))
            }
            figures.rows[figures.rows.count - 1].figures[cell.leg, cell.total] += cell.count
            figures.total[cell.leg, cell.total] += cell.count
        }
        return figures
    }

    /// The same as far as the caller may see it (contract, section 7).
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports.
    package func legFigures(
        of code: String?, from: LocalDate, to: LocalDate, by grouping: LegGrouping, asOf now: Instant,
        for principal: Principal
    ) async throws -> LegPeriodFigures {
        let period = try Period.asked(from: from, to: to)
        let (agency, parts) = try await reported(code, for: principal)
        return try await legFigures(of: agency, in: period, by: grouping, parts: parts, now: now)
    }
}

extension Period {
    /// A period that a caller asks for.
    static func asked(from: LocalDate, to: LocalDate) throws(DeskError) -> Period {
        guard let period = Period(from: from, to: to) else {
            throw .invalid("to", rule: "C6.period", "The period ends before it begins. Exchange from and to.")
        }
        return period
    }
}
