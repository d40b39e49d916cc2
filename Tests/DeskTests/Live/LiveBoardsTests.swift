import OneStop
import Records
import Synchronization
import Testing

@testable import Desk
@testable import Store

/// Which of the boards that are open are told, and what a board holds that nobody reads.
@Suite(.timeLimit(.minutes(1))) struct LiveBoardsTests {
    private static let (here, there) = (AgencyID(1), AgencyID(2))

    private static func news(_ agencies: AgencyID..., sessions: Bool = false) -> News {
        var news = News()
        news.agencies = Set(agencies)
        news.sessions = sessions
        return news
    }

    @Test func `a board is told of its agency, and all are when anything may have changed`() async throws {
        let boards = LiveBoards()
        let own = try #require(boards.open(Self.here, session: 1))
        let other = try #require(boards.open(Self.there, session: 2))
        boards.hear(Self.news(Self.here, sessions: true))
        boards.tell()
        #expect(await own.next() == .changed)
        #expect(await other.next() == .still)
        var news = News()
        news.everything = true
        boards.hear(news)
        boards.tell()
        #expect(await other.next() == .changed)
        other.end()
        #expect(await other.next() == nil)
    }

    @Test func `a board that nobody reads holds the latest signal and no queue`() async throws {
        let boards = LiveBoards()
        let board = try #require(boards.open(Self.here, session: 1))
        for _ in 0..<1_000 {
            boards.hear(Self.news(Self.here))
            boards.tell()
            boards.stir(.still)
        }
        #expect(await board.next() == .changed)
        board.end()
        #expect(await board.next() == nil)
    }

    @Test func `a session's oldest board makes room, and who lets go of one is forgotten`() async throws {
        let boards = LiveBoards()
        let other = try #require(boards.open(Self.here, session: 2))
        var own: [LiveStream] = []
        for _ in 0...LiveBoards.mostOfSession { own.append(try #require(boards.open(Self.here, session: 1))) }
        #expect(await own[0].next() == .replaced)
        #expect(boards.count == LiveBoards.mostOfSession + 1)
        own = []
        #expect(boards.count == 1)
        boards.stir(.still)
        #expect(await other.next() == .still)
    }

    @Test func `beyond the most that are kept there is no other`() throws {
        let boards = LiveBoards()
        let open = (0..<LiveBoards.most).map { boards.open(Self.here, session: Int64($0)) }
        #expect(!open.contains { $0 == nil })
        #expect(boards.open(Self.here, session: -1) == nil)
        withExtendedLifetime(open) {}
    }

    @Test(arguments: [
        News(), news(AgencyID(7), AgencyID(12)), news(sessions: true), news(AgencyID(3), sessions: true),
    ]) func `what is announced is heard as it was`(news: News) {
        #expect(News(payload: news.payload) == news)
    }

    @Test func `more agencies than fit are everything, and so is what a later program says`() {
        var many = News()
        many.agencies = Set((1...5_000).map { AgencyID($0) })
        #expect(many.payload.utf8.count < 8_000)
        #expect(News(payload: many.payload).everything)
        #expect(News(payload: "1 x9").everything)
    }

    @Test func `a count that began before somebody asked is not their answer`() async throws {
        let counts = BoardCounts()
        let query = BoardQuery(
            agency: Self.here, lines: [Self.here], now: Instant(microseconds: 0), today: LocalDate(dayNumber: 0))
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let turns = Turns()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let rows = try await counts.rows(of: query) { _ in
                    let rows = turns.next()
                    begin.yield()
                    for await _ in released {}
                    return rows
                }
                #expect(rows.map(\.unit) == [UnitID(1)])
            }
            for await _ in begun { break }
            let mine = try await counts.rows(of: query) { _ in turns.next() }
            #expect(mine.map(\.unit) == [UnitID(2)])
            release.finish()
            try await group.waitForAll()
        }
        let later = try await counts.rows(of: query) { _ in turns.next() }
        #expect(later.map(\.unit) == [UnitID(3)])
    }
}

/// Counts whose rows tell which one it was.
private final class Turns: Sendable {
    private let last = Atomic<Int64>(0)

    func next() -> [BoardRow] { [BoardRow(unit: UnitID(last.add(1, ordering: .relaxed).newValue))] }
}
