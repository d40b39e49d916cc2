import Desk
import Hummingbird
import NIOCore
import OneStop
import ServiceLifecycle
import Store
import TestSupport
import Testing

/// Boards that follow what happens, as a browser's event source hears it.
@Suite(.timeLimit(.minutes(2))) struct LiveBoardTests {
    private static let path = "/boards/changes"

    /// Runs a test beside a keeper that listens already.
    private static func withKeeper(_ site: Site, _ body: () async throws -> Void) async throws {
        var pace = LiveKeeper.Pace()
        pace.pause = .milliseconds(10)
        pace.beat = .seconds(3_600)
        let keeper = LiveKeeper(desk: site.desk, pace: pace, logger: quietLogger)
        let first = try #require(
            try await site.desk.directory.office().agency(code: "H99.14").flatMap {
                site.desk.live.open($0.id, session: -1)
            })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keeper.run() }
            // What it says when it has begun to listen.
            #expect(await first.next() == .changed)
            try await body()
            group.cancelAll()
        }
    }

    /// Opens a board's stream for as long as the body takes.
    private static func follow(
        _ browser: Browser, _ path: String = path, _ body: (Events) async throws -> Void
    ) async throws {
        let response = try await browser.response(path)
        #expect(response.status == .ok && response.headers[.contentType] == "text/event-stream")
        let (events, hear) = AsyncStream.makeStream(of: String.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { hear.finish() }
                try await response.body.write(Ear(hear: hear))
            }
            let heard = Events(stream: events)
            let first = await heard.next()
            #expect(first?.hasPrefix("retry: ") == true)
            try await body(heard)
            group.cancelAll()
        }
    }

    @Test func `a board hears of what others do at its agency and nowhere else, until its person signs out`()
        async throws
    {
        try await Site.with { site in
            var supervisor = try await Browser.signedIn("supervisor", at: site)
            var partner = try await Browser.signedIn("partner-head", at: site)
            try await partner.open("/boards")
            #expect(partner.status == 200)
            try await supervisor.open("/boards")
            #expect(supervisor.text.contains("data-live=\"\(Self.path)\""))
            try await Self.withKeeper(site) {
                try await Self.follow(partner) { others in
                    let leaving = supervisor
                    try await Self.follow(supervisor) { events in
                        let taken = try await site.takeIn()
                        #expect(await events.next() == "event: changed\ndata: now\n\n")
                        let handed = try await site.command(
                            "hand-overs", on: try #require(taken["code"]), as: "desk", version: taken.etag,
                            json: #"{"unit": "ATBX"}"#)
                        #expect(handed.status == 200, "\(handed.text)")
                        #expect(await events.next() == "event: changed\ndata: now\n\n")
                        var leaving = leaving
                        try await leaving.submit("/sign-out")
                        // What was on its way when the session ended may come before.
                        var last = await events.next()
                        while let next = await events.next() { last = next }
                        #expect(last == "event: over\ndata: signed-out\n\n")
                    }
                    try await partner.submit("/sign-out")
                    var heard: [String] = []
                    while let next = await others.next() { heard.append(next) }
                    #expect(heard.last == "event: over\ndata: signed-out\n\n")
                    #expect(!heard.contains { $0.contains("changed") })
                }
            }
        }
    }

    @Test func `a right that is taken away ends a board with the next sign of life`() async throws {
        try await Site.with { site in
            let supervisor = try await Browser.signedIn("supervisor", at: site)
            try await Self.follow(supervisor) { events in
                try await site.test.script(
                    "delete from appointment where account_id = (select id from account where login = 'supervisor')")
                site.desk.live.stir(.still)
                #expect(await events.next() == "event: over\ndata: signed-out\n\n")
                #expect(await events.next() == nil)
            }
        }
    }

    @Test func `who may not see a board is not told of it, and nobody has too many`() async throws {
        try await Site.with { site in
            for (login, path, status) in [
                ("desk", Self.path + "?agency=H99.15", 404), ("admin", Self.path, 403),
                ("foreigner", Self.path + "?agency=H99.14", 404),
            ] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open(path)
                #expect(browser.status == status, "\(login)")
            }
            let supervisor = try await Browser.signedIn("supervisor", at: site)
            try await Self.follow(supervisor) { events in
                var others: [Response] = []
                for _ in 0..<LiveBoards.mostOfSession { others.append(try await supervisor.response(Self.path)) }
                #expect(await events.next() == "event: over\ndata: elsewhere\n\n")
                let open = site.desk.live.count
                #expect(open == others.count)
            }
            let agency = try #require(try await site.desk.directory.office().agency(code: "H99.14")).id
            let open = (0..<LiveBoards.most).map { site.desk.live.open(agency, session: Int64($0)) }
            let full = try await supervisor.response(Self.path)
            #expect(full.status == .serviceUnavailable && full.headers[.retryAfter] != nil)
            withExtendedLifetime(open) {}
        }
    }

    @Test func `a server that stops ends its boards first`() async throws {
        try await Site.with { site in
            let supervisor = try await Browser.signedIn("supervisor", at: site)
            let (begun, begin) = AsyncStream.makeStream(of: Void.self)
            let group = ServiceGroup(
                services: [Follower(browser: supervisor, path: Self.path, begin: begin)], logger: quietLogger)
            async let ended: Void = group.run()
            for await _ in begun { break }
            await group.triggerGracefulShutdown()
            try await ended
            #expect(site.desk.live.count == 0)
        }
    }

    @Test func `a board that follows by itself is no use of the session`() async throws {
        try await Site.with { site in
            for isRefresh in [true, false] {
                var browser = try await Browser.signedIn("supervisor", at: site)
                try await Site.$now.withValue(Site.now.adding(minutes: 50)) {
                    try await browser.open("/boards", headers: isRefresh ? ["X-Refresh": "1"] : [:])
                    #expect(browser.status == 200)
                }
                try await Site.$now.withValue(Site.now.adding(minutes: 70)) {
                    try await browser.open("/boards")
                    #expect(browser.status == (isRefresh ? 303 : 200))
                }
            }
        }
    }
}

/// What a board has heard and nobody has asked for yet.
private struct Events: Sendable {
    let stream: AsyncStream<String>

    func next() async -> String? {
        for await piece in stream { return piece }
        return nil
    }
}

/// A service that does nothing but read a board's stream to its end.
private struct Follower: Service {
    let browser: Browser
    let path: String
    let begin: AsyncStream<Void>.Continuation

    func run() async throws {
        let response = try await browser.response(path)
        let (events, hear) = AsyncStream.makeStream(of: String.self)
        async let written: Void = response.body.write(Ear(hear: hear))
        for await _ in events {
            begin.yield()
            break
        }
        try await written
    }
}

/// Where a stream is heard, piece by piece.
private struct Ear: ResponseBodyWriter {
    let hear: AsyncStream<String>.Continuation

    mutating func write(_ buffer: ByteBuffer) async throws { hear.yield(String(buffer: buffer)) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws { hear.finish() }
}
