import Desk
import OneStop
import Store
import TestSupport
import Testing

/// What makes a database unsafe to serve from is found by its name, and `doctor` says what to do.
@Suite(.timeLimit(.minutes(5))) struct CheckupTests {
    private static func checkup(_ test: TestDatabase, at now: Instant? = nil) async throws -> Checkup {
        let facts = try await test.database.health()
        let office = try await OfficeDirectory(database: test.database).office()
        return Checkup(
            facts: facts, guards: try await test.database.guards(), duties: try await test.database.dutyRuns(),
            sweptAt: try await test.database.sweeps().values.max(), office: office, isOwn: true, now: now ?? facts.now)
    }

    private static func hazards(_ test: TestDatabase, isOwn: Bool = true) async throws -> Set<Hazard> {
        try await test.database.health().hazards(isOwn: isOwn, guards: try await test.database.guards())
    }

    @Test func `a server without durability, and a login that owns the tables, are hazards`() async throws {
        let test = try await TestDatabase.make()
        // The tests' own server is fast and would lose everything with the power.
        let volatile: Set<Hazard> = [.fsync, .fullPageWrites, .synchronousCommit]
        #expect(try await Self.hazards(test) == volatile)
        #expect(try await Self.hazards(test, isOwn: false) == volatile.union([.ownerLogin]))
        let texts = try await Self.checkup(test).findings.filter { !$0.isGood }.map(\.text)
        for hazard in volatile { #expect(texts.contains(hazard.explanation)) }
    }

    @Test(arguments: TableGuard.writtenOnce.sorted())
    func `a right to change what is written once, or a guard that is off, is named with its remedy`(
        table: String
    ) async throws {
        let test = try await TestDatabase.make()
        try await test.script("grant delete on \(table) to motcua_service; alter table \(table) disable trigger user")
        #expect(try await Self.hazards(test).contains(.ownerRole))
        let texts = try await Self.checkup(test).findings.filter { !$0.isGood }.map(\.text)
        #expect(texts.contains { $0.contains("revoke update, delete, truncate on \(table)") }, "\(texts)")
        #expect(texts.contains { $0.contains("alter table \(table) enable trigger all") }, "\(texts)")
        try await test.script("revoke delete on \(table) from motcua_service; alter table \(table) enable trigger all")
        #expect(try await Self.hazards(test).contains(.ownerRole) == false)
        #expect(try await !Self.checkup(test).findings.contains { $0.text.contains(table) && !$0.isGood })
    }

    @Test func `clocks that differ, a table that cannot be read and a duty that is overdue want attention`()
        async throws
    {
        let test = try await TestDatabase.make()
        let now = try await test.database.health().now
        _ = try await test.database.forget(.forgetAnswers, before: now, at: now.adding(seconds: -4 * 3_600))
        try await test.script("revoke select on refund from motcua_service")
        let texts = try await Self.checkup(test, at: now.adding(seconds: 60)).findings.filter { !$0.isGood }.map(\.text)
        #expect(texts.contains { $0.contains("differ by") })
        #expect(texts.contains { $0.contains("grant select on refund") })
        #expect(texts.contains { $0.contains("Duty forget_answers: last done") })
        #expect(!texts.contains { $0.contains("forget_reads") })
        #expect(!texts.contains { $0.contains("Duties of the offices") })
        try await test.script(
            """
            insert into agency (id, tenant_id, code, name, utc_offset_minutes) values (1, 1, 'H1', 'x', 420);
            insert into duty_sweep values (1, '\(now.adding(seconds: -4 * 3_600).rfc3339(in: .utc))')
            """)
        let later = try await Self.checkup(test, at: now).findings.filter { !$0.isGood }.map(\.text)
        #expect(later.contains { $0.contains("Duties of the offices: last swept") })
    }
}
