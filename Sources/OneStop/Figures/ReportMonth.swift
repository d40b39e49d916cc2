/// Where a month of reports is cut off (R7.1).
package enum CutOff: String, Sendable, Hashable, CaseIterable {
    /// From the first day of the month to its last, as the national index counts.
    case calendar
    /// From the 15th of the month before to the 14th, as state reports count (Decree 09/2019).
    case state
}

/// A month that a report is named after; its days are those of a cut-off.
package struct ReportMonth: Sendable, Hashable {
    package let year: Int
    /// 1...12.
    package let month: Int

    /// Reads `2011-05`; nil for another form, for a month that does not exist, and for the first of all dates, which has no
    /// month before it to begin in.
    package init?(iso text: some StringProtocol) {
        guard let first = LocalDate(iso: "\(text)-01"), first > .earliest else { return nil }
        (year, month, _) = first.parts
    }

    /// The month whose days hold this one.
    package init(holding day: LocalDate, _ cutOff: CutOff) {
        switch cutOff {
        case .calendar: (year, month, _) = day.parts
        case .state: (year, month, _) = (day.day >= 15 ? day.adding(days: 1 - day.day).adding(months: 1) : day).parts
        }
    }

    /// `2011-05`.
    package var iso: String { "\(padded(year, to: 4))-\(padded(month, to: 2))" }

    /// The first day of the calendar month that it is named after.
    package var firstDay: LocalDate { LocalDate(year: year, month: month, day: 1) ?? .earliest }

    /// The days of the month.
    package func period(_ cutOff: CutOff) -> Period {
        let first = firstDay
        switch cutOff {
        case .calendar:
            let last = first.adding(days: LocalDate.daysIn(month: month, year: year) - 1)
            return Period(unchecked: first, to: last)
        case .state:
            return Period(unchecked: first.adding(months: -1).adding(days: 14), to: first.adding(days: 13))
        }
    }
}

extension Period {
    /// All that lies before the period.
    package var past: Period { Period(unchecked: .earliest, to: from.adding(days: -1)) }
}
