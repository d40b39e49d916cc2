import OneStop
import Records
import Store
import Synchronization

/// Counts boards for all who ask at the same time: whoever asks is answered by a count that begins afterwards, and while one
/// goes on everybody else waits for the same next one. So two hundred boards that are told of a change cost two counts, and
/// nobody sees figures from before what they did themselves.
final class BoardCounts: Sendable {
    /// What tells boards apart, but for the time.
    private struct Board: Hashable {
        var agency: AgencyID
        var parts: [FigurePart]?
    }

    private struct State {
        /// How many counts have begun.
        var begun = 0
        /// The latest that ended, with its number.
        var latest: [Board: (number: Int, rows: [BoardRow])] = [:]
    }

    private static let mostKept = 1_000

    private let state = Mutex(State())
    /// Counts are dear: desks shall not wait for boards.
    private let counting = Turnstile(places: 2)

    func rows(
        of query: BoardQuery, _ count: (BoardQuery) async throws -> [BoardRow]
    ) async throws -> [BoardRow] {
        let board = Board(agency: query.agency, parts: query.parts)
        let begunBefore = state.withLock { $0.begun }
        return try await counting.pass {
            if let latest = state.withLock({ $0.latest[board] }), latest.number > begunBefore { return latest.rows }
            let number = state.withLock { state in
                state.begun += 1
                return state.begun
            }
            let rows = try await count(query)
            state.withLock { state in
                if state.latest.count >= Self.mostKept { state.latest.removeAll() }
                if (state.latest[board]?.number ?? 0) < number { state.latest[board] = (number, rows) }
            }
            return rows
        }
    }
}
