package import Logging
import ServiceLifecycle
import Store

/// Listens to PostgreSQL for the whole process, tells what has changed through it, and passes on what it hears: to the
/// dispatcher, and to the boards that are open.
package struct LiveKeeper: Service {
    /// How often what is done at most.
    package struct Pace: Sendable {
        /// Between two announcements, and between two signals to one board.
        package var pause = Duration.seconds(1)
        /// Between two signs of life to a board. A proxy that hears nothing for a minute hangs up.
        package var beat = Duration.seconds(15)
        /// After so many signs of life a board is counted anew in any case: time passes, and what a process that was killed had
        /// still to announce is announced by nobody.
        package var beatsOfCount = 4

        package init() {}
    }

    private let desk: DeskService
    private let pace: Pace
    private let logger: Logger

    package init(desk: DeskService, pace: Pace = Pace(), logger: Logger) {
        self.desk = desk
        self.pace = pace
        self.logger = logger
    }

    /// Works until graceful shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await listen() }
                group.addTask { await announce() }
                group.addTask { await tell() }
                group.addTask { await beat() }
            }
        }
    }

    private func listen() async {
        await desk.database.listen { heard in
            switch heard {
            case .begun:
                desk.outboxWakeUps.ring()
                var news = News()
                news.everything = true
                desk.live.hear(news)
            case .messages: desk.outboxWakeUps.ring()
            case .news(let news): desk.live.hear(news)
            }
        }
    }

    private func announce() async {
        for await _ in desk.database.news.wakeUps.rings {
            do {
                try await desk.database.announce(desk.database.news.take())
            } catch {
                logger.debug("boards are not told of what changed", metadata: ["error": .string(loggable(error))])
            }
            guard (try? await Task.sleep(for: pace.pause)) != nil else { return }
        }
    }

    private func tell() async {
        for await _ in desk.live.wakeUps.rings {
            desk.live.tell()
            guard (try? await Task.sleep(for: pace.pause)) != nil else { return }
        }
    }

    private func beat() async {
        var beats = 0
        while (try? await Task.sleep(for: pace.beat)) != nil {
            beats += 1
            desk.live.stir(beats.isMultiple(of: pace.beatsOfCount) ? .changed : .still)
        }
    }
}
