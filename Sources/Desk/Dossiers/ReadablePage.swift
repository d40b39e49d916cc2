package import OneStop
import Records

/// A page of a list of which the caller may see a part.
package struct ReadablePage<Item: Sendable, Position: Sendable>: Sendable {
    /// So many times as many as a page holds are looked through for it: what somebody may read little of comes in pages
    /// with fewer items, and no request reads a whole table.
    private static var rounds: Int { 10 }

    package private(set) var items: [Item] = []
    /// Where the next page begins; nil on the last.
    package private(set) var next: Position?

    /// - Parameters:
    ///   - fetch: so many lines of the list at most after a place, in order.
    ///   - position: the place of a line.
    ///   - show: as much of a line as the caller may see; nil for nothing.
    init<Line>(
        limit: Int, after: Position?, fetch: (_ after: Position?, _ limit: Int) async throws -> [Line],
        position: (Line) -> Position, show: (Line) -> Item?
    ) async throws {
        next = after
        for _ in 0..<Self.rounds {
            let lines = try await fetch(next, limit + 1)
            for (place, line) in lines.prefix(limit).enumerated() {
                next = position(line)
                guard let item = show(line) else { continue }
                items.append(item)
                if items.count == limit {
                    if place == lines.count - 1 { next = nil }
                    return
                }
            }
            guard lines.count > limit else {
                next = nil
                return
            }
        }
    }
}

/// The days that a list is asked for, both included; nil leaves an end open.
package struct DaySpan: Sendable {
    package var from: LocalDate?
    package var to: LocalDate?

    package init(from: LocalDate?, to: LocalDate?) {
        self.from = from
        self.to = to
    }

    /// The same by an agency's clock.
    func times(of agency: Office.Agency) -> TimeSpan {
        let offset = agency.calendar.offset
        return TimeSpan(
            from: from.map { offset.instant(of: $0, minuteOfDay: 0) },
            until: to.map { offset.instant(of: $0.adding(days: 1), minuteOfDay: 0) })
    }
}
