package import OneStop
import Store
import Synchronization

/// The boards that are open in this process and are told when there is something new.
package final class LiveBoards: Sendable {
    /// A browser shows so many at once; the oldest of a session makes room for another.
    package static let mostOfSession = 4
    /// So many in all. Each costs a connection and some ten kilobytes.
    package static let most = 1_000

    private struct State {
        /// By number, and so in the order in which they were opened.
        var open: [Int: LiveBox] = [:]
        var last = 0
        /// What was heard and nobody has been told yet.
        var heard = News()
    }

    private let state = Mutex(State())
    /// Rung when something was heard.
    let wakeUps = WakeUps()

    init() {}

    /// The number of boards that are open.
    package var count: Int { state.withLock { $0.open.count } }

    /// Opens a board of an agency.
    /// - Returns: nil when there are too many.
    package func open(_ agency: AgencyID, session: Int64) -> LiveStream? {
        let box = LiveBox(agency: agency, session: session)
        let (number, replaced) = state.withLock { state -> (Int?, LiveBox?) in
            let own = state.open.filter { $0.value.session == session }.keys.sorted()
            let oldest = own.count < Self.mostOfSession ? nil : own.first
            let replaced = oldest.flatMap { state.open.removeValue(forKey: $0) }
            guard state.open.count < Self.most else { return (nil, replaced) }
            state.last += 1
            state.open[state.last] = box
            return (state.last, replaced)
        }
        replaced?.put(.replaced)
        guard let number else { return nil }
        return LiveStream(box) { [weak self] in self?.state.withLock { _ = $0.open.removeValue(forKey: number) } }
    }

    /// Takes in what was heard; ``tell()`` passes it on.
    func hear(_ news: News) {
        state.withLock { $0.heard.add(news) }
        wakeUps.ring()
    }

    /// Tells the boards that what was heard is about.
    func tell() {
        let (news, boxes) = state.withLock { state in
            defer { state.heard = News() }
            return (state.heard, Array(state.open.values))
        }
        for box in boxes {
            if news.everything || news.agencies.contains(box.agency) {
                box.put(.changed)
            } else if news.sessions {
                box.put(.still)
            }
        }
    }

    /// Lets every board say something.
    package func stir(_ signal: LiveStream.Signal) {
        for box in state.withLock({ Array($0.open.values) }) { box.put(signal) }
    }
}
