import Foundation
import HTTPTypes
import OneStop
import PQ
import TestSupport
import Testing

/// What every write keeps to, whatever happens to it. The writes are a closed list: none can be left out.
@Suite(.timeLimit(.minutes(5))) struct FaultTests {
    @Test(arguments: Write.allCases)
    func `a session that ends at any statement leaves nothing, and the repetition does it once`(
        write: Write
    ) async throws {
        try await Site.with { site in
            let staged = try await site.stage(write)
            let faulty = try await FaultyDatabase(site.test)
            let before = try await faulty.fingerprint
            let key = UUID().uuidString
            var place = -1
            var reply = try await Self.strike(place, faulty, staged, key)
            // From the commit on to the first statement, the second, …, until there is none of that number.
            while reply.status == 503, place < 40 {
                #expect(reply.isProblem(503, rule: "database.unavailable"), "\(place): \(reply.text)")
                #expect(reply.header("Retry-After") == "1")
                #expect(try await faulty.fingerprint == before, "something is left of statement \(place)")
                place = max(1, place + 1)
                reply = try await Self.strike(place, faulty, staged, key)
            }
            #expect(reply.status == staged.success, "\(place): \(reply.text)")
            #expect(place > write.leastStatements, "the fault struck \(place) times only")
            let after = try await faulty.fingerprint
            #expect(after != before)
            try await faulty.strike(at: 0)
            try await Self.repeatIt(staged, key, reply)
            #expect(try await faulty.fingerprint == after)
        }
    }

    private static func strike(
        _ place: Int, _ faulty: FaultyDatabase, _ staged: Staged, _ key: String
    ) async throws -> Reply {
        try await faulty.strike(at: place)
        return try await staged.send(key: key)
    }

    /// The same request under the same key is answered with the same words; the version it was decided on, or another
    /// request under the key, is refused.
    private static func repeatIt(_ staged: Staged, _ key: String, _ first: Reply) async throws {
        let again = try await staged.send(key: key)
        if staged.method == .delete {
            #expect(again.isProblem(404), "\(again.text)")
            return
        }
        #expect(again.status == first.status)
        #expect(again.body == first.body)
        #expect(again.etag == first.etag)
        #expect(again.location == first.location)
        #expect(again.header("Idempotency-Replayed") == "true")
        if let version = staged.version {
            let late = try await staged.send(key: nil, version: version)
            #expect(late.isProblem(412, rule: "C9.stale", field: "If-Match"), "\(late.text)")
        }
    }

    @Test(arguments: Write.allCases)
    func `of two at once one does it, and the other is told and changes nothing`(write: Write) async throws {
        try await Site.with { site in
            let staged = try await site.stage(write)
            let replies = try await Self.race(staged, at: site)
            let served = replies.filter { $0.status == staged.success }
            switch (write, staged.isCreation) {
            case (.changeOfDraft, _), (.publication, _):
                let loser = try #require(replies.first { $0.status != staged.success })
                #expect(served.count == 1)
                #expect(loser.isProblem(412, rule: "C9.stale", field: "If-Match"), "\(loser.text)")
            case (.deletionOfDraft, _):
                #expect(replies.map(\.status).sorted() == [204, 404], "\(replies.map(\.text))")
            case (_, false), (.handOverList, _):
                let loser = try #require(replies.first { $0.status != staged.success })
                #expect(served.count == 1)
                #expect(loser.isProblem(409, rule: "C9.lost_race"), "\(loser.text)")
            case (.erasure, _):
                #expect(replies.map(\.status).sorted() == [201, 404], "\(replies.map(\.text))")
            case (.command, true), (.group, _), (.procedure, _), (.draft, _), (.timeContest, _), (.answerToContest, _):
                // Both have the same key: one may still be at work when the other comes, or have ended.
                #expect(!served.isEmpty && Set(served.map(\.body)).count == 1)
                for reply in replies where reply.status != staged.success {
                    #expect(reply.isProblem(409, rule: "C9.key_in_flight"), "\(reply.text)")
                }
                #expect(try await Self.written(write, at: site) == 1, "\(write) was done more than once")
            }
            for code in staged.codes {
                let events = try await site.test.value(
                    """
                    select count(*) - max(e.sequence) + max(d.version) - max(e.sequence) from dossier_event e
                    join dossier d on d.id = e.dossier_id where d.code = '\(code)'
                    """)
                #expect(events == "0", "events and version of \(code) do not count the same")
            }
        }
    }

    /// How often something that is created was.
    private static func written(_ write: Write, at site: Site) async throws -> Int {
        switch write {
        case .procedure: try await site.test.count("procedure where code = '1.000777'")
        case .draft: try await site.test.count("procedure_version where number = 2")
        case .timeContest: try await site.test.count("time_contest")
        case .answerToContest: try await site.test.count("time_contest_answer")
        case .group: try await site.test.count("dossier") / 2
        case .command, .handOverList, .erasure, .changeOfDraft, .publication, .deletionOfDraft:
            try await site.test.count("dossier")
        }
    }

    /// Sends the request twice: what is created under one key, what changes a dossier both held up at its lock.
    private static func race(_ staged: Staged, at site: Site) async throws -> [Reply] {
        guard !staged.codes.isEmpty else {
            let key = UUID().uuidString
            let other = staged.isCreation ? key : UUID().uuidString
            async let first = staged.send(key: key)
            async let second = staged.send(key: other)
            return try await [first, second]
        }
        return try await site.test.withOwner { other in
            let codes = staged.codes.map { "'\($0)'" }.joined(separator: ", ")
            try await other.script(
                SQLScript(unsafe: "begin; select 1 from dossier where code in (\(codes)) for update"))
            async let first = staged.send(key: UUID().uuidString)
            async let second = staged.send(key: UUID().uuidString)
            let blocked =
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
            let deadline = ContinuousClock.now + .seconds(20)
            while try await site.test.value(blocked) != "2", ContinuousClock.now < deadline { await Task.yield() }
            try await other.script(SQLScript(unsafe: "commit"))
            return try await [first, second]
        }
    }

    @Test func `a full pool refuses writes at once, the server goes on answering, and then all is served`() async throws
    {
        try await Site.with(connections: 1, queue: 1) { site in
            let staged = try await site.stage(.command(.recordContact))
            let before = try await site.test.count("dossier_event")
            try await site.test.withOwner { other in
                try await other.script(SQLScript(unsafe: "begin; lock table dossier in access exclusive mode"))
                try await withThrowingTaskGroup(of: Reply.self) { group in
                    for _ in 0..<6 { group.addTask { try await staged.send(key: UUID().uuidString) } }
                    for _ in 0..<4 {
                        let refused = try await group.next()
                        #expect(refused?.isProblem(503, rule: "database.unavailable") == true, "\(refused?.text ?? "")")
                        #expect(refused?.header("Retry-After") == "1")
                    }
                    // Who is signed in is known for some seconds, so this needs no database.
                    #expect(try await site.get("/api/v1/nothing", as: "desk").isProblem(404))
                    #expect(try await site.get("/api/v1/dossiers", as: nil).isProblem(401))
                    try await other.script(SQLScript(unsafe: "commit"))
                    let rest = try await group.reduce(into: [Int]()) { $0.append($1.status) }
                    #expect(rest.sorted() == [200, 412] || rest.sorted() == [200, 409], "\(rest)")
                }
            }
            #expect(try await site.test.count("dossier_event") == before + 1)
        }
    }
}
