import Desk
import OneStop
import PQ
import Records
import Store
import TestSupport
import Testing

/// Recorded decisions over lives that the desk has written.
@Suite(.timeLimit(.minutes(5))) struct DecidedLivesTests {
    /// Some lives, each at some point of its own.
    private func lives(_ seed: UInt64, count: Int = 25) async throws -> DeskLives {
        var lives = try await DeskLives(seed: seed)
        for _ in 0..<count {
            try await lives.begin()
            for _ in 0..<lives.random.upTo(25) { _ = try await lives.step() }
        }
        return lives
    }

    private func stored(_ database: Database) async throws -> [DossierID: Dossier] {
        let page = try await database.lives(after: DossierID(.min), limit: 1_000)
        return Dictionary(uniqueKeysWithValues: page.lives.map { ($0.record.state.id, $0.record.state) })
    }

    /// Every third weekday from some days before a moment on is off, which nobody would decide.
    private func decision(around now: Instant, number: String = "12/QĐ") -> CalendarDecisionInput {
        let first = UTCOffset.vietnam.localDate(of: now).adding(days: -40)
        let off = stride(from: 0, to: 90, by: 3).map { DayOff(day: first.adding(days: $0)) }
        return CalendarDecisionInput(
            agency: "H99.14", procedure: nil,
            decision: CalendarDecision(
                number: number, date: first, issuer: "UBND tỉnh", reason: "Bão số 3", off: off))
    }

    private static let told = Answer(status: 200, etag: nil, location: nil, body: [])

    private func drafted(_ input: CalendarDecisionInput, _ lives: DeskLives) async throws -> CalendarDecisionID {
        var id: CalendarDecisionID?
        _ = try await lives.desk.draftCalendarDecision(
            input, by: lives.principal("supervisor"), at: lives.now, key: nil
        ) { view in
            id = view.row.id
            return Self.told
        }
        return try #require(id)
    }

    private func applied(_ input: CalendarDecisionInput, _ lives: DeskLives) async throws -> CalendarDecisionID {
        let id = try await drafted(input, lives)
        _ = try await lives.desk.applyCalendarDecision(id, by: lives.principal("supervisor"), at: lives.now) { _ in
            Self.told
        }
        return id
    }

    private func undo(_ id: CalendarDecisionID, _ lives: DeskLives) async throws {
        _ = try await lives.desk.undoCalendarDecision(
            id, reason: "Nhầm", by: lives.principal("supervisor"), at: lives.now
        ) { _ in Self.told }
    }

    private func rebuilt(_ desk: DeskService) async throws -> [RebuildDifference] {
        var differences: [RebuildDifference] = []
        _ = try await desk.rebuild { differences.append($0) }
        return differences
    }

    @Test(arguments: [UInt64(21), 22])
    func `random lives get what the machine gives each, their events tell it, and undone they go back`(
        seed: UInt64
    ) async throws {
        let lives = try await lives(seed)
        let before = try await stored(lives.test.database)
        let input = decision(around: lives.now)
        let seen = try await lives.desk.previewCalendarDecision(
            input, after: nil, limit: 200, by: lives.principal("supervisor"), at: lives.now)
        #expect(try await stored(lives.test.database) == before)
        let id = try await applied(input, lives)
        let row = try #require(try await lives.desk.carryOut(id, at: lives.now))
        #expect(row.state == .applying && row.moved == row.toMove)
        #expect(row.moved == seen.moving && seen.moving > 0)
        let done = try #require(try await lives.desk.carryOut(id, at: lives.now.adding(seconds: 5)))
        #expect(done.state == .applied && done.moved == row.moved)

        let office = try await lives.desk.directory.refresh()
        let agency = try #require(office.agency(code: "H99.14"))
        let after = try await stored(lives.test.database)
        var moved = 0
        for (key, dossier) in before {
            let context = Context(
                now: lives.now, actor: try lives.principal("supervisor").actor, calendar: agency.calendar,
                process: office.versions[dossier.procedure]?.steps ?? [], policy: agency.policy)
            var expected = dossier
            if let event = try? decide(dossier, .applyCalendarDecision(decision: "x"), context).first {
                expected = apply(event, to: dossier) ?? dossier
                moved += 1
            }
            #expect(after[key] == expected)
        }
        #expect(moved == seen.moving)
        let lines = Dictionary(uniqueKeysWithValues: seen.lines.map { ($0.dossier.id, $0.after?.due) })
        for (key, due) in lines { #expect(after[key]?.deadline?.due == due ?? before[key]?.deadline?.due) }
        #expect(try await rebuilt(lives.desk) == [])

        try await undo(id, lives)
        let back = try #require(try await lives.desk.carryOut(id, at: lives.now.adding(seconds: 9)))
        #expect(back.state == .undone || back.putBack == back.toPutBack)
        for (key, dossier) in try await stored(lives.test.database) {
            #expect(dossier.deadline == before[key]?.deadline && dossier.stepDue == before[key]?.stepDue)
        }
        #expect(try await rebuilt(lives.desk) == [])
    }

    @Test func `a dossier in somebody's hands is passed over and moved at the next turn, once`() async throws {
        let lives = try await lives(23)
        let seen = try await lives.desk.previewCalendarDecision(
            decision(around: lives.now), after: nil, limit: 200, by: lives.principal("supervisor"), at: lives.now)
        let held = try #require(seen.lines.first { $0.after != nil }).dossier.id.rawValue
        let id = try await applied(decision(around: lives.now), lives)
        let preview = try await lives.desk.previewCalendarDecision(
            decision(around: lives.now, number: "13/QĐ"), after: nil, limit: 200, by: lives.principal("supervisor"),
            at: lives.now)
        // The same days decided twice move nothing more.
        #expect(preview.moving == 0)
        let total = try await lives.test.withOwner { connection in
            try await connection.script(SQLScript(unsafe: "begin; select 1 from dossier where id = \(held) for update"))
            let row = try #require(try await lives.desk.carryOut(id, at: lives.now))
            #expect(row.state == .applying && row.moved == seen.moving - 1 && row.toMove == seen.moving)
            try await connection.script(SQLScript(unsafe: "rollback"))
            return row.toMove
        }
        let row = try #require(try await lives.desk.carryOut(id, at: lives.now.adding(seconds: 5)))
        let done = try #require(try await lives.desk.carryOut(id, at: lives.now.adding(seconds: 6)))
        #expect(row.moved == total && done.moved == total && done.state == .applied)
        let events = try await lives.test.value("select count(*) from dossier_event where kind = 'due_moved'")
        #expect(events == total.map(String.init))
        #expect(try await rebuilt(lives.desk) == [])
    }

    @Test func `what comes in during the application goes by the new calendar, and stays when it is undone`()
        async throws
    {
        var lives = try await lives(24, count: 3)
        let id = try await applied(decision(around: lives.now), lives)
        let office = try await lives.desk.directory.office()
        let calendar = try #require(office.agency(code: "H99.14")).calendar
        var taken: DossierView?
        _ = try await lives.desk.takeIn(
            IntakeInput(
                procedure: "9.990001.H99", channel: .direct,
                applicant: ApplicantRecord(kind: .citizen, name: "Nguyễn Văn An", identityNumber: nil, phone: nil),
                papers: [PaperLine(component: 1, originals: 1, copies: 0, electronic: 0, reused: false)]),
            by: lives.principal("desk"), at: lives.now
        ) { view in
            taken = view
            return Self.told
        }
        let dossier = try #require(taken).state
        let expected = try calendar.deadline(Limit(parsing: "5wd"), from: lives.now)
        #expect(dossier.deadline == expected && calendar.calendar != lives.calendar.calendar)
        _ = try await lives.desk.carryOut(id, at: lives.now)
        lives.now = lives.now.adding(minutes: 1)
        try await undo(id, lives)
        _ = try await lives.desk.carryOut(id, at: lives.now)
        #expect(try await stored(lives.test.database)[dossier.id] == dossier)
    }

    @Test func `an office document applied later leaves what was decided`() async throws {
        let lives = try await lives(25, count: 1)
        let input = decision(around: lives.now)
        _ = try await applied(input, lives)
        let decided = try #require(try await lives.desk.directory.refresh().agency(code: "H99.14")).calendar
        _ = try await OfficeDocument(parsing: TestOffice.document).apply(to: lives.test.database)
        let later = try #require(try await lives.desk.directory.refresh().agency(code: "H99.14")).calendar
        #expect(later.calendar == WorkCalendar.vietNam.changed(by: input.decision))
        #expect(later.calendar != decided.calendar)
        for day in input.decision.off { #expect(!later.isWorkingDay(day.day)) }
    }

    @Test func `a superior's decision reaches those who count by its calendar, a procedure's that one alone`()
        async throws
    {
        let test = try await TestDatabase.make()
        let document = TestOffice.document.replacing(#""calendar": "viet-nam","#, with: "", maxReplacements: 1)
        _ = try await OfficeDocument(parsing: document).apply(to: test.database)
        try await test.script(
            """
            insert into account (tenant_id, agency_id, login, name) select id, id, 'above', 'x' from agency where code = 'H99';
            insert into appointment (account_id, role, agency_id)
            select c.id, 'coordinator', a.id from account c, agency a
            where c.login = 'above' and a.code in ('H99', 'H99.14')
            """)
        let desk = DeskService(database: test.database, directory: OfficeDirectory(database: test.database))
        let office = try await desk.directory.refresh()
        let tenant = try #require(office.agency(code: "H99")).row.tenant
        let found = try #require(try await test.database.account(login: "above", tenant: tenant))
        let above = Principal(account: found.account, appointments: found.appointments, office: office)
        let now = try Instant(rfc3339: "2026-03-02T09:00:00+07:00")
        let days = try ["2026-03-05", "2026-03-06"].map { try #require(LocalDate(iso: $0)) }
        for (agency, procedure, day) in [("H99", nil, days[0]), ("H99.14", "9.990009.H99", days[1])] {
            var id: CalendarDecisionID?
            let input = CalendarDecisionInput(
                agency: agency, procedure: procedure,
                decision: CalendarDecision(
                    number: "1/QĐ", date: day, issuer: "UBND", reason: "x", off: [DayOff(day: day)]))
            _ = try await desk.draftCalendarDecision(input, by: above, at: now, key: nil) { view in
                id = view.row.id
                return Self.told
            }
            _ = try await desk.applyCalendarDecision(try #require(id), by: above, at: now) { _ in Self.told }
        }
        let after = try await desk.directory.refresh()
        let agency = try #require(after.agency(code: "H99.14"))
        let own = try #require(after.procedure(code: "9.990009.H99", tenant: tenant))
        let other = try #require(after.procedure(code: "9.990001.H99", tenant: tenant))
        func off(_ procedure: Int64) -> [LocalDate] {
            days.filter { after.calendar(of: agency.id, procedure: procedure)?.isWorkingDay($0) == false }
        }
        #expect(off(own.id) == days)
        #expect(off(other.id) == [days[0]])
        #expect(after.agency(code: "H98")?.calendar.isWorkingDay(days[0]) == true)
    }
}
