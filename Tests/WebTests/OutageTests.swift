import OneStop
import PQ
import TestSupport
import Testing

/// A full pool, and a database that goes away in the middle and comes back.
@Suite(.timeLimit(.minutes(5))) struct OutageTests {
    @Test func `a full pool is refused at once with 503, and served when there is room again`() async throws {
        try await Site.with(connections: 1, queue: 1) { site in
            #expect(try await site.get("/api/v1/dossiers", as: "leader").status == 200)
            let replies = try await site.test.withOwner { other in
                try await other.script(SQLScript(unsafe: "begin; lock table dossier in access exclusive mode"))
                return try await withThrowingTaskGroup(of: Reply.self) { group in
                    for _ in 0..<5 { group.addTask { try await site.get("/api/v1/dossiers", as: "leader") } }
                    // Of five, one waits for the lock and one for the connection; the others have been told already.
                    var replies: [Reply] = []
                    for _ in 0..<3 { if let reply = try await group.next() { replies.append(reply) } }
                    #expect(replies.allSatisfy { $0.isProblem(503) }, "\(replies.map(\.status))")
                    #expect(replies.allSatisfy { $0.header("Retry-After") == "1" })
                    try await other.script(SQLScript(unsafe: "commit"))
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            #expect(replies.count == 2)
            #expect(replies.allSatisfy { $0.status == 200 }, "\(replies.map(\.text))")
        }
    }

    @Test func `sessions that die under intakes cost no dossier and make none twice`() async throws {
        try await Site.with { site in
            let keys = (1...60).map { "key-\($0)" }
            let codes = try await withThrowingTaskGroup(of: String?.self) { group in
                for key in keys { group.addTask { try await Self.takeInPatiently(key, at: site) } }
                group.addTask {
                    for _ in 1...5 {
                        try await site.test.script(
                            """
                            select pg_terminate_backend(pid) from pg_stat_activity
                            where datname = current_database() and pid <> pg_backend_pid()
                            """)
                    }
                    return nil
                }
                return try await group.reduce(into: [String]()) { codes, code in if let code { codes.append(code) } }
            }
            #expect(codes.count == keys.count)
            #expect(Set(codes).count == keys.count)
            #expect(try await site.test.count("dossier") == keys.count)
            #expect(try await site.test.count("dossier_event") == keys.count)
            #expect(try await site.test.count("stay") == keys.count)
        }
    }

    /// Repeats the request with its key as long as the database is said to be away.
    private static func takeInPatiently(_ key: String, at site: Site) async throws -> String? {
        for _ in 1...100 {
            let reply = try await site.takeIn(key: key)
            if reply.status == 201 { return reply["code"] }
            #expect(reply.isProblem(503), "\(reply.status) \(reply.text)")
        }
        return nil
    }
}
