package import OneStop
import Records
package import Store

/// By what the rows of the on-time figures are told apart.
package enum OnTimeGrouping: String, Sendable, Hashable, CaseIterable {
    case procedure, field, unit, officer, channel, month, agency
}

/// One row of the on-time figures.
package struct OnTimeRow: Sendable, Hashable {
    /// A code, a login, a channel's word or `2011-05`; empty for what has none, such as dossiers in no unit.
    package var key: String
    package var label: String
    package var figures: Figures
}

/// The on-time figures of an agency in a period (contract, section 6).
package struct OnTimeFigures: Sendable, Hashable {
    package var period: Period
    /// The instant whose state was counted.
    package var asOf: Instant
    package var offset: UTCOffset
    package var total: Figures
    package var rows: [OnTimeRow]
}

extension DeskService {
    /// More months than a report is read by.
    private static let mostMonths = 1_200

    /// Counts an agency's dossiers: the total and, with a grouping, its rows, in one round trip.
    ///
    /// Rows by month count each calendar month of the period, clipped to it, as of its own end.
    /// - Parameters:
    ///   - parts: only dossiers in one of them; nil for all of the agency's.
    ///   - now: the figures are as of this instant or the period's end, whichever comes first.
    /// - Throws: `DeskError` of kind `invalid` for a period of more than a hundred years by month; `StoreError`.
    package func onTime(
        of agency: Office.Agency, in period: Period, by grouping: OnTimeGrouping?, parts: [FigurePart]? = nil,
        now: Instant
    ) async throws -> OnTimeFigures {
        let offset = UTCOffset(minutes: agency.row.offsetMinutes) ?? agency.calendar.offset
        let reckoning = Reckoning(period: period, now: now, offset: offset)
        let total = FigureQuery(lines: agency.lines, reckoning: reckoning, grouping: .total, parts: parts)
        let rows: [OnTimeRow]
        let answers: [[FigureRow]]
        if grouping == .month {
            let months = period.months
            guard months.count <= Self.mostMonths else {
                throw DeskError.invalid(
                    "to", rule: "C6.period",
                    "By month a period has at most \(Self.mostMonths) months; ask for a shorter one.")
            }
            let queries = months.map { month in
                FigureQuery(
                    lines: agency.lines, reckoning: Reckoning(period: month, now: now, offset: offset),
                    grouping: .total,
                    parts: parts)
            }
            answers = try await database.figures([total] + queries)
            rows = zip(months, answers.dropFirst()).map { month, answer in
                let key = String(month.from.iso.prefix(7))
                return OnTimeRow(key: key, label: key, figures: answer.first?.figures ?? Figures())
            }
        } else {
            let grouped = grouping.map {
                FigureQuery(lines: agency.lines, reckoning: reckoning, grouping: $0.stored, parts: parts)
            }
            answers = try await database.figures([total] + (grouped.map { [$0] } ?? []))
            rows = answers.dropFirst().joined().map { row in
                let channel = grouping == .channel ? Channel(key: row.key)?.vietnamese : nil
                return OnTimeRow(key: row.key, label: channel ?? row.label, figures: row.figures)
            }
        }
        return OnTimeFigures(
            period: period, asOf: reckoning.asOf, offset: offset, total: answers.first?.first?.figures ?? Figures(),
            rows: rows)
    }
}

extension Period {
    /// Each calendar month that the period touches, clipped to it.
    package var months: [Period] {
        var months: [Period] = []
        var first = from
        while first <= to {
            let (year, month, _) = first.parts
            let end = LocalDate(year: year, month: month, day: LocalDate.daysIn(month: month, year: year)) ?? to
            if let clipped = Period(from: first, to: min(end, to)) { months.append(clipped) }
            guard end < to else { break }
            first = end.adding(days: 1)
        }
        return months
    }
}

extension OnTimeGrouping {
    fileprivate var stored: FigureGrouping {
        switch self {
        case .procedure: .procedure
        case .field: .field
        case .unit: .unit
        case .officer: .officer
        case .channel: .channel
        case .month: .total
        case .agency: .agency
        }
    }
}

extension Channel {
    /// The channel of a key in the figures.
    fileprivate init?(key: String) {
        switch key {
        case "direct": self = .direct
        case "online": self = .online
        case "post": self = .post
        default: return nil
        }
    }
}
