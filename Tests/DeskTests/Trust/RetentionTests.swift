import Desk
import OneStop
import PQ
import Store
import TestSupport
import Testing

/// What ages is forgotten by duty, in batches, by one process at a time.
@Suite(.timeLimit(.minutes(5))) struct RetentionTests {
    private static func database() async throws -> TestDatabase {
        let test = try await TestDatabase.make()
        _ = try await OfficeDocument(parsing: TestOffice.document).apply(to: test.database)
        try await test.script(
            """
            insert into idempotency_key (account_id, key, request_hash, status, body, created_at)
            select (select min(id) from account), 'k' || n, '', 200, 'x', timestamptz '2026-03-01 12:00Z' + n * interval '1 h'
            from generate_series(1, 48) n;
            insert into read_record (subject_id, read_at, reader_id, what, token_id)
            select n, timestamptz '2020-01-01 12:00Z' + n * interval '1 day', 1, 'dossier', 1 from generate_series(1, 100) n
            """)
        return test
    }

    @Test func `answers live for a day and readings as long as was said, whatever the batches`() async throws {
        let test = try await Self.database()
        let desk = DeskService(database: test.database, directory: OfficeDirectory(database: test.database))
        let removed = try await desk.forget(Retention(readDays: 60), at: Instant(rfc3339: "2026-03-03T12:30:00Z"))
        let none: [Duty: Int] = [.forgetMessages: 0, .forgetSessions: 0, .forgetGuesses: 0, .forgetImports: 0]
        #expect(removed == none.merging([.forgetAnswers: 24, .forgetReads: 100]) { $1 })
        #expect(try await test.count("idempotency_key") == 24)
        let runs = try await test.database.dutyRuns()
        #expect(Set(runs.map(\.duty)) == Set(Duty.allCases.map(\.rawValue)))
        let again = try await desk.forget(Retention(readDays: 60), at: Instant(rfc3339: "2026-03-03T12:30:00Z"))
        #expect(again == none.merging([.forgetAnswers: 0, .forgetReads: 0]) { $1 })
    }

    @Test func `a batch takes no more than it may, and all of them take what is old and nothing else`() async throws {
        let test = try await Self.database()
        let before = try Instant(rfc3339: "2020-02-10T12:00:00Z")
        let gone = try await test.database.forget(.forgetReads, before: before, batch: 7, at: before)
        #expect(gone == 39)
        #expect(try await test.value("select min(subject_id) from read_record") == "40")
    }

    @Test func `while another process does a duty, this one leaves it`() async throws {
        let test = try await Self.database()
        let now = try Instant(rfc3339: "2026-03-03T12:30:00Z")
        try await test.withOwner { other in
            try await other.script(
                SQLScript(unsafe: "begin; select pg_advisory_xact_lock(7885631562835099652)"))
            let gone = try await test.database.forget(.forgetReads, before: now, at: now)
            #expect(gone == nil)
            #expect(try await test.count("read_record") == 100)
            try await other.script(SQLScript(unsafe: "commit"))
        }
        #expect(try await test.database.forget(.forgetReads, before: now, at: now) == 100)
    }

    @Test func `the last thirty days of readings stay, whatever the service says`() async throws {
        let test = try await Self.database()
        try await test.script(
            "insert into read_record (subject_id, read_at, reader_id, what, token_id) values (7, now() - interval '29 days', 1, 'events', 1)"
        )
        let gone = try await test.database.forget(
            .forgetReads, before: Instant.latest, at: Instant(rfc3339: "2026-03-03T12:30:00Z"))
        #expect(gone == 100)
        #expect(try await test.count("read_record") == 1)
    }
}
