package import OneStop
package import Records
import Store

/// The ratings of one group.
package struct RatingGroup: Sendable, Hashable {
    /// A code, a login or `2026-03`; empty for what has none, such as dossiers in no unit.
    package var key: String
    package var label: String
    package var figures: RatingFigures
}

/// How an agency's service was rated in a period.
package struct RatingReckoning: Sendable, Hashable {
    package var agency: String
    package var period: Period
    package var total: RatingFigures
    package var rows: [RatingGroup]
}

/// A part of the list of ratings.
package struct RatingList: Sendable {
    package var agency: String
    package var period: Period
    package var offset: UTCOffset
    package var ratings: [ListedRating]
    /// How many come before the part that follows; nil on the last.
    package var next: Int?
}

extension DeskService {
    /// Counts the ratings that were given in a period, as far as the caller may see figures of their dossiers.
    /// - Parameter code: the agency that decided; the caller's own when nil.
    /// - Throws: `DeskError`: `notFound` for an agency out of scope, `noRight` without the right to reports.
    package func ratingFigures(
        of code: String?, from: LocalDate, to: LocalDate, by grouping: RatingGrouping?, for principal: Principal
    ) async throws -> RatingReckoning {
        let period = try Period.asked(from: from, to: to)
        let (agency, parts) = try await reported(code, for: principal)
        let query = RatingQuery(lines: agency.lines, period: period, parts: parts)
        let counts = try await translated { try await database.ratingCounts(query, by: grouping) }
        var total = RatingFigures()
        var rows: [RatingGroup] = []
        for count in counts {
            total[count.score] += count.count
            if rows.last?.key != count.key {
                rows.append(RatingGroup(key: count.key, label: count.label, figures: RatingFigures()))
            }
            rows[rows.count - 1].figures[count.score] += count.count
        }
        return RatingReckoning(
            agency: agency.row.code, period: period, total: total, rows: grouping == nil ? [] : rows)
    }

    /// The ratings themselves, the newest first, with what applicants say of the service: of those dossiers that the caller
    /// may read.
    /// - Throws: as `ratingFigures`.
    package func ratings(
        of code: String?, from: LocalDate, to: LocalDate, after: Int, limit: Int, for principal: Principal,
        at now: Instant
    ) async throws -> RatingList {
        let period = try Period.asked(from: from, to: to)
        let (agency, parts) = try await reported(code, for: principal)
        let query = RatingQuery(lines: agency.lines, period: period, parts: parts)
        let found = try await translated { try await database.ratings(query, after: after, limit: limit + 1) }
        let shown = found.prefix(limit).filter {
            Rights.permits(.readDossiers, actor: principal.actor, dossier: $0.scope) == .allowed
        }
        try note(.workList, of: shown.lazy.map(\.dossier.rawValue), by: principal, at: now)
        return RatingList(
            agency: agency.row.code, period: period, offset: agency.calendar.offset, ratings: shown,
            next: found.count > limit ? after + limit : nil)
    }
}
