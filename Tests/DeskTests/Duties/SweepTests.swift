import Desk
import OneStop
import PQ
import Store
import TestSupport
import Testing

/// A sweep that is broken off, done twice at once, or done with a clock that is behind.
@Suite(.timeLimit(.minutes(5))) struct SweepTests {
    /// Lives of all kinds, the same for a seed.
    private static func office(seed: UInt64 = 11) async throws -> (test: TestDatabase, desk: DeskService) {
        let test = try await TestDatabase.make()
        try await test.script(StoredLives.office)
        var lives = try StoredLives(test.database, seed: seed)
        for _ in 0..<60 { _ = try await lives.life() }
        return (test, DeskService(database: test.database, directory: OfficeDirectory(database: test.database)))
    }

    private static func at(_ text: String) throws -> Instant { try Instant(rfc3339: "\(text):00+07:00") }

    private static func notices(_ test: TestDatabase) async throws -> String {
        try await test.value(NoticeModel.query) ?? ""
    }

    @Test func `a sweep that dies between two pages and is done again leaves the same notices`() async throws {
        let (whole, wholeDesk) = try await Self.office()
        let (broken, brokenDesk) = try await Self.office()
        let most = 20
        for now in try ["2026-04-10T10:00", "2026-06-10T15:00"].map(Self.at) {
            // What was said at first has lost its cause: its date has shifted.
            for test in [whole, broken] {
                try await test.script(
                    """
                    update dossier set due = due + interval '7 days', due_on = due_on + 7,
                        at_risk_from = at_risk_from + 7, apology_latest = apology_latest + 7
                    where id in (select dossier_id from duty_notice where duty = 'apology_missing')
                    """)
            }
            try await wholeDesk.sweep(at: now)
            let before = try await broken.count("duty_notice")
            // The disk is full after so many rows; what is settled before has happened by then.
            try await broken.script(
                """
                create or replace function is_full() returns trigger language plpgsql as $$
                begin
                    if (select count(*) from duty_notice) >= \(before + most) then
                        raise exception 'full' using errcode = 'disk_full';
                    end if;
                    return new;
                end $$;
                create or replace trigger full_disk before insert on duty_notice for each row execute function is_full()
                """)
            await #expect(throws: (any Error).self) { try await brokenDesk.sweep(at: now, page: 1) }
            let written = try await broken.count("duty_notice") - before
            #expect(written > 0 && written <= most, "\(written)")
            try await broken.script("drop trigger full_disk on duty_notice")
            try await brokenDesk.sweep(at: now, page: 5)
            #expect(try await Self.notices(broken) == Self.notices(whole))
            let again = try await brokenDesk.sweep(at: now)
            #expect(again.lines.allSatisfy { $0.counts.raised + $0.counts.settled == 0 }, "nothing is said twice")
        }
        #expect(try await whole.count("duty_notice where settled_at is not null") > 0)
    }

    @Test func `two at once leave what one leaves`() async throws {
        let (single, singleDesk) = try await Self.office()
        let (double, _) = try await Self.office()
        let other = try Database(double.conninfo, maxConnections: 4, logger: quietLogger)
        let desks = [double.database, other].map {
            DeskService(database: $0, directory: OfficeDirectory(database: $0))
        }
        for now in try ["2026-03-20T10:00", "2026-04-10T10:00", "2026-05-04T10:00"].map(Self.at) {
            try await singleDesk.sweep(at: now)
            async let first = desks[0].sweep(at: now, page: 1)
            async let second = desks[1].sweep(at: now, page: 2)
            var reports = [try await first, try await second]
            // Who came second leaves the rest to the first; if both left something, the next sweep does it.
            if reports.allSatisfy(\.isOthers) { reports.append(try await desks[0].sweep(at: now)) }
            #expect(reports.contains { !$0.isOthers })
            #expect(try await Self.notices(double) == Self.notices(single))
        }
        await other.close()
    }

    @Test func `while another process sweeps, this one leaves it, and says so`() async throws {
        let (test, desk) = try await Self.office()
        let now = try Self.at("2026-04-10T10:00")
        try await test.withOwner { other in
            try await other.script(
                SQLScript(
                    unsafe: "begin; select pg_advisory_xact_lock(hashint8extended(id, 7885631562835099653)) from agency"
                ))
            let report = try await desk.sweep(at: now)
            #expect(report.isOthers)
            #expect(try await test.count("duty_notice") == 0)
            try await other.script(SQLScript(unsafe: "commit"))
        }
        #expect(try await !desk.sweep(at: now).isOthers)
        #expect(try await test.count("duty_notice") > 0)
    }

    @Test func `a clock that is behind turns nothing back`() async throws {
        let (test, desk) = try await Self.office()
        try await desk.sweep(at: Self.at("2026-04-10T10:00"))
        let before = try await Self.notices(test)
        let report = try await desk.sweep(at: Self.at("2026-03-10T10:00"))
        #expect(report.later == ["H38.14", "H38.15", "H38.16"] && report.lines == [])
        #expect(try await Self.notices(test) == before)
    }

    @Test(arguments: [
        "update duty_notice set raised_at = now()", "update duty_notice set duty = 'silent', settled_at = now()",
        "delete from duty_notice", "truncate duty_notice cascade", "update duty_answer set note = 'x'",
        "delete from duty_answer",
    ])
    func `of a notice nothing changes but when it was settled, whoever asks`(sql: String) async throws {
        let (test, desk) = try await Self.office()
        try await desk.sweep(at: Self.at("2026-04-10T10:00"))
        try await test.script(
            "insert into duty_answer (notice_id, note, answered_at, answered_by) select min(id), 'x', now(), 100 from duty_notice"
        )
        for role in ["", "set local role \(Database.serviceRole); "] {
            await #expect(throws: PQError.self) { try await test.script(role + sql) }
        }
        try await test.script("set local role \(Database.serviceRole); update duty_notice set settled_at = now()")
    }

    @Test func `a date that shifts is said again, a cause that comes back is open again`() async throws {
        let (test, desk) = try await Self.office()
        let now = try Self.at("2026-04-10T10:00")
        try await desk.sweep(at: now)
        try await test.script(
            "create table shifted as select dossier_id from duty_notice where duty = 'apology_missing' and level = 0")
        let count = try await test.count("shifted")
        #expect(count > 0)
        let said = """
            duty_notice where duty = 'apology_missing' and level = 0
            and dossier_id in (select dossier_id from shifted)
            """
        func shift(by days: Int) async throws {
            try await test.script(
                """
                update dossier set due = due + \(days) * interval '1 day', due_on = due_on + \(days),
                    at_risk_from = at_risk_from + \(days), apology_latest = apology_latest + \(days)
                where id in (select dossier_id from shifted)
                """)
        }
        try await shift(by: 7)
        try await desk.sweep(at: now.adding(minutes: 60 * 24 * 30))
        #expect(try await test.count(said) == 2 * count)
        #expect(try await test.count("\(said) and settled_at is not null") == count)
        let first = "\(said) and raised_at = '\(now.rfc3339(in: .utc))'"
        try await shift(by: -7)
        try await desk.sweep(at: now.adding(minutes: 60 * 24 * 31))
        #expect(try await test.count(said) == 2 * count, "what was said once is not said again")
        #expect(try await test.count("\(first) and settled_at is null") == count)
        #expect(try await test.count("\(said) and settled_at is not null") == count)
    }
}
