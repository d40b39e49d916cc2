/// Why a calendar cannot be used. Each case names the place, so that the author of the document finds it.
package enum CalendarRefusal: Error, Sendable, Hashable {
    /// Where a list of sessions stands in the document.
    package enum Place: Sendable, Hashable {
        case week(Weekday)
        case desk(Weekday)
        case work(LocalDate)

        /// `week.mon`, `desk.sat` or `work 2026-08-22`.
        package var text: String {
            switch self {
            case .week(let day): "week.\(day.key)"
            case .desk(let day): "desk.\(day.key)"
            case .work(let day): "work \(day.iso)"
            }
        }
    }

    /// A session that closes when or before it opens; one that would cross midnight looks the same.
    case emptySession(Place, Session)
    /// A session outside 00:00–24:00.
    case outsideDay(Place, Session)
    /// Two sessions that share more than an instant.
    case overlap(Place, Session, Session)
    /// The same day made up for twice in different ways.
    case workedTwice(LocalDate)
    /// No day can ever be a working day (C2: a calendar without any session is refused).
    case noSession
    /// More listed days or sessions than a calendar can mean.
    case tooLarge(field: String, limit: Int)
    /// A confirmed year outside 1...9999.
    case impossibleYear(Int)
}
