package import OneStop
import Records
package import Store

/// The letters of apology of an agency in a period.
package struct ApologyReckoning: Sendable, Hashable {
    package var period: Period
    /// The instant whose state was counted.
    package var asOf: Instant
    package var offset: UTCOffset
    package var total: ApologyFigures
    package var rows: [ApologyRow]
}

/// A part of the register of letters.
package struct LetterRegister: Sendable, Hashable {
    package var period: Period
    package var asOf: Instant
    package var offset: UTCOffset
    package var letters: [RegisteredLetter]
    /// How many lines come before the part that follows; nil on the last.
    package var next: Int?
}

extension DeskService {
    /// Counts an agency's late dossiers by their letters, as far as the caller may see them.
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports, `miscounted`
    ///   when a dossier would be in no class or in two.
    package func apologies(
        of code: String?, in period: Period, by grouping: ApologyGrouping?, asOf now: Instant, for principal: Principal
    ) async throws -> ApologyReckoning {
        let (agency, parts) = try await reported(code, for: principal)
        return try await apologies(of: agency, in: period, by: grouping, parts: parts, now: now)
    }

    /// The same of all of an agency's dossiers, or of parts of them.
    package func apologies(
        of agency: Office.Agency, in period: Period, by grouping: ApologyGrouping?, parts: [FigurePart]? = nil,
        now: Instant
    ) async throws -> ApologyReckoning {
        let query = apologyQuery(of: agency, in: period, by: grouping, parts: parts, now: now)
        let (total, rows) = try await database.apologies(query)
        guard total.addsUp, rows.allSatisfy(\.figures.addsUp) else {
            throw DeskError(
                .miscounted, rule: "C4.classes",
                "The letters do not add up and are not given out. Run `motcua doctor` and report this.")
        }
        return ApologyReckoning(
            period: period, asOf: query.reckoning.asOf, offset: query.reckoning.offset, total: total, rows: rows)
    }

    /// A part of the register of letters issued in a period, as far as the caller may see it.
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports.
    package func apologyRegister(
        of code: String?, in period: Period, after: Int, limit: Int, asOf now: Instant, for principal: Principal
    ) async throws -> LetterRegister {
        let (agency, parts) = try await reported(code, for: principal)
        return try await apologyRegister(
            of: agency, in: period, after: after, limit: limit, parts: parts, now: now)
    }

    /// The same of all of an agency's dossiers, or of parts of them.
    package func apologyRegister(
        of agency: Office.Agency, in period: Period, after: Int, limit: Int, parts: [FigurePart]? = nil, now: Instant
    ) async throws -> LetterRegister {
        let query = apologyQuery(of: agency, in: period, by: nil, parts: parts, now: now)
        let letters = try await translated {
            try await database.apologyRegister(RegisterQuery(of: query, after: after, limit: limit + 1))
        }
        return LetterRegister(
            period: period, asOf: query.reckoning.asOf, offset: query.reckoning.offset,
            letters: Array(letters.prefix(limit)), next: letters.count > limit ? after + limit : nil)
    }

    private func apologyQuery(
        of agency: Office.Agency, in period: Period, by grouping: ApologyGrouping?, parts: [FigurePart]?, now: Instant
    ) -> ApologyQuery {
        let offset = UTCOffset(minutes: agency.row.offsetMinutes) ?? agency.calendar.offset
        return ApologyQuery(
            lines: agency.lines, reckoning: Reckoning(period: period, now: now, offset: offset), grouping: grouping,
            parts: parts)
    }
}
