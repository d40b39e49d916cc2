import OneStop
package import PQ
import Synchronization

/// What has changed through this process since it was last announced.
///
/// A trigger would say it with each commit, and `NOTIFY` makes every commit of the whole database wait for every other one's. So
/// it is noted here, behind the commit, and one statement a second tells it. What a process that is killed leaves untold, boards
/// find out within a minute.
package final class NewsDesk: Sendable {
    private let news = Mutex(News())
    /// Rung when there is something to announce.
    package let wakeUps = WakeUps()

    init() {}

    func note(_ agency: AgencyID) { add([agency], sessions: false) }

    func note(_ agencies: Set<AgencyID>) { add(agencies, sessions: false) }

    /// Notes that sessions have ended.
    package func noteSessions() { add([], sessions: true) }

    /// What is to be announced; nothing of it is noted any more.
    package func take() -> News {
        news.withLock { news in
            defer { news = News() }
            return news
        }
    }

    private func add(_ agencies: Set<AgencyID>, sessions: Bool) {
        guard sessions || !agencies.isEmpty else { return }
        news.withLock { news in
            news.agencies.formUnion(agencies)
            if sessions { news.sessions = true }
        }
        wakeUps.ring()
    }
}

/// What PostgreSQL tells this program.
package enum Heard: Sendable, Hashable {
    /// From now on it is listened to; what was told before is to be looked up.
    case begun
    /// Messages were put into the outbox.
    case messages
    case news(News)
}

extension NotificationChannel {
    static let messages = NotificationChannel("motcua_message")
    static let news = NotificationChannel("motcua_news")
}

/// How programs tell one another.
package enum NewsStatements {
    package static let announce = Statement<(channel: String, payload: String), Void>(
        "select pg_notify($1, $2)", types: [.text, .text],
        encode: { told, parameters in
            parameters.text(told.channel)
            parameters.text(told.payload)
        })
}

extension Database {
    /// Tells every program that listens, this one too.
    package func announce(_ news: News) async throws(StoreError) {
        guard !news.isEmpty else { return }
        _ = try await perform { (pool) throws(PQError) in
            try await pool.execute(
                NewsStatements.announce, (channel: NotificationChannel.news.name, payload: news.payload))
        }
    }

    /// Calls `hear` with everything that PostgreSQL tells, on one connection of its own, until the task is cancelled. It must
    /// not block.
    package func listen(_ hear: @escaping @Sendable (Heard) -> Void) async {
        await listener.run { signal in
            switch signal {
            case .connected: hear(.begun)
            case .notified(let told) where told.channel == NotificationChannel.news.name:
                hear(.news(News(payload: told.payload)))
            case .notified: hear(.messages)
            }
        }
    }
}
