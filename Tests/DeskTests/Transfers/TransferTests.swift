import Desk
import OneStop
import PQ
import Records
import Store
import TestSupport
import Testing

/// An agency that goes into another one, with lives that the desk has written.
@Suite(.timeLimit(.minutes(5))) struct TransferTests {
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

    private func rebuilt(_ desk: DeskService) async throws -> [RebuildDifference] {
        var differences: [RebuildDifference] = []
        _ = try await desk.rebuild { differences.append($0) }
        return differences
    }

    private static let told = Answer(status: 200, etag: nil, location: nil, body: [])

    @Test(arguments: [UInt64(31), 32])
    func `what is open goes over with its code, promise and dates, what is over stays, and nothing is done twice`(
        seed: UInt64
    ) async throws {
        var lives = try await lives(seed)
        try await lives.end()
        let before = try await stored(lives.test.database)
        let slip = try await lives.test.value(
            "select sum(extract(epoch from limit_until)) from stay where left_at is null")
        let id = try await lives.reorganise()
        let after = try await stored(lives.test.database)
        let office = try await lives.desk.directory.office()
        let (old, new) = (try #require(office.agency(code: "H99.14")), try #require(office.agency(code: "H99.40")))
        var moved = 0
        for (key, was) in before {
            let state = try #require(after[key])
            guard !was.status.isFinal, !was.imported || was.endedAt == nil else {
                #expect(state == was)
                continue
            }
            moved += 1
            #expect([state.helpedAt, state.receivedBy, state.decidedBy] == [new.id, new.id, new.id])
            #expect(state.unit.map { new.units.map(\.id).contains($0) } ?? (was.unit == nil))
            #expect(state.desk.map { new.units.map(\.id).contains($0) } ?? (was.desk == nil))
            var expected = was
            (expected.helpedAt, expected.receivedBy, expected.decidedBy) = (new.id, new.id, new.id)
            (expected.unit, expected.desk) = (state.unit, state.desk)
            // Questions that wait are put to whoever has the asked unit's work, by the same date.
            #expect(state.opinions.allSatisfy { !$0.awaitsAnswer || $0.terms.agency != old.id })
            #expect(state.opinions.map(\.terms.due) == was.opinions.map(\.terms.due))
            expected.opinions = state.opinions
            (expected.version, expected.changedAt) = (was.version + 1, state.changedAt)
            // Code, promise, due date, pause, steps, money, letter and legs at third agencies are what they were.
            #expect(state == expected)
        }
        #expect(moved > 5 && moved < before.count)
        #expect(try await lives.test.value("select moved from agency_transfer") == "\(moved)")
        #expect(
            try await lives.test.value("select sum(extract(epoch from limit_until)) from stay where left_at is null")
                == slip)
        #expect(
            try await lives.test.value(
                """
                select count(*) from stay s join unit u on u.id = s.unit_id join dossier d on d.id = s.dossier_id
                where s.left_at is null and u.agency_id = \(old.id.rawValue) and d.decided_by <> \(old.id.rawValue)
                """
            ) == "0")
        #expect(try await rebuilt(lives.desk) == [])

        // Again, by whoever: nothing.
        _ = try await lives.desk.carryOutTransfers(at: lives.now.adding(minutes: 5))
        #expect(try await stored(lives.test.database) == after)
        let refusal = await #expect(throws: DeskError.self) {
            _ = try await lives.desk.applyTransfer(id, by: lives.principal("admin"), at: lives.now) { _ in Self.told }
        }
        #expect(refusal?.rule == "R10.1.transfer_state")
    }

    @Test func `broken off between two batches, another program goes on and leaves the same`() async throws {
        var lives = try await lives(33)
        let id = try await lives.decideTransfer()
        let open = try await lives.test.database.dossiersLeft(
            with: try #require(try await lives.desk.directory.office().agency(code: "H99.14")).id)
        let held = try #require(open.last).rawValue
        try await lives.test.withOwner { connection in
            try await connection.script(SQLScript(unsafe: "begin; select 1 from dossier where id = \(held) for update"))
            let row = try #require(try await lives.desk.carryOut(id, at: lives.now))
            #expect(row.state == .applying && row.moved == open.count - 1 && row.toMove == open.count)
            try await connection.script(SQLScript(unsafe: "rollback"))
        }
        let other = DeskService(
            database: lives.test.database, directory: OfficeDirectory(database: lives.test.database))
        // Two at once do not get into each other's way.
        let (desk, soon) = (lives.desk, lives.now.adding(seconds: 1))
        async let one = other.carryOutTransfers(at: soon)
        async let two = desk.carryOutTransfers(at: soon)
        _ = try await (one, two)
        let done = try #require(try await other.carryOut(id, at: lives.now.adding(seconds: 6)))
        #expect(done.state == .applied && done.moved == open.count)
        let events = try await lives.test.value("select count(*) from dossier_event where kind = 'transferred'")
        #expect(events == "\(open.count)")
        try await lives.arrive()
        #expect(try await rebuilt(lives.desk) == [])
    }

    @Test func `the agency takes nothing more in, its people go on with the old code, and others see nothing new`()
        async throws
    {
        var lives = try await lives(34, count: 4)
        try await lives.begin()
        let code = try #require(lives.view?.state.code)
        let before = try lives.principal("desk")
        _ = try await lives.reorganise()
        func input(_ agency: String?) -> IntakeInput {
            var input = IntakeInput(
                procedure: "9.990001.H99", channel: .direct,
                applicant: ApplicantRecord(kind: .citizen, name: "Nguyễn Văn An", identityNumber: nil, phone: nil),
                papers: [PaperLine(component: 1, originals: 1, copies: 0, electronic: 0, reused: false)])
            input.receivedBy = agency
            return input
        }
        // Who signed in before, and who names the old agency, are told where to go.
        let attempts: [(Principal, String?)] = [(before, nil), (try lives.principal("desk"), "H99.14")]
        for (principal, agency) in attempts {
            let refusal = await #expect(throws: DeskError.self) {
                _ = try await lives.desk.takeIn(input(agency), by: principal, at: lives.now) { _ in Self.told }
            }
            #expect(refusal?.rule == "R10.1.agency_ended" && refusal?.field == "receivedBy")
            #expect(refusal?.detail.contains("H99.40") == true && refusal?.detail.contains("25/NQ-HĐND") == true)
        }
        var taken: DossierView?
        _ = try await lives.desk.takeIn(input(nil), by: lives.principal("desk"), at: lives.now) { view in
            taken = view
            return Self.told
        }
        #expect(taken?.state.code?.text.hasPrefix("H99.40-") == true)

        for login in ["desk", "leader", "clerk", "supervisor", "auditor"] {
            _ = try await lives.desk.dossier(.code(code), by: lives.principal(login), at: lives.now)
        }
        for login in ["partner", "bystander"] {
            await #expect(throws: DeskError.self) {
                _ = try await lives.desk.dossier(.code(code), by: lives.principal(login), at: lives.now)
            }
        }
        let found = try await lives.desk.searchDossiers(
            code.text, limit: 5, by: lives.principal("desk"), at: lives.now)
        #expect(found.found.rows.map(\.code).contains(code.text))
        let named = try await lives.desk.searchDossiers(
            "nguyen van", limit: 50, by: lives.principal("leader"), at: lives.now)
        #expect(!named.found.rows.isEmpty)
    }

    @Test func `before its day a decision waits, and nobody but who keeps both agencies decides`() async throws {
        let lives = try await lives(35, count: 2)
        let id = try await lives.decideTransfer()
        try await lives.test.script(
            """
            alter table agency_transfer disable trigger agency_transfer_fixed;
            update agency_transfer set effective_on = effective_on + 3;
            alter table agency_transfer enable trigger agency_transfer_fixed
            """)
        let before = try await stored(lives.test.database)
        #expect(try await lives.desk.carryOut(id, at: lives.now)?.state == .waiting)
        #expect(try await stored(lives.test.database) == before)
        #expect(try await lives.desk.carryOut(id, at: lives.now.adding(minutes: 3 * 1_440))?.state == .applying)
        let input = TransferInput(
            agency: "H99.15", successor: "H99.40", number: "1/QĐ", date: LocalDate(dayNumber: 9_000), issuer: "UBND",
            effectiveOn: LocalDate(dayNumber: 9_500))
        for login in ["supervisor", "leader", "desk", "admin"] {
            let refusal = await #expect(throws: DeskError.self) {
                _ = try await lives.desk.draftTransfer(input, by: lives.principal(login), at: lives.now) { _ in
                    Self.told
                }
            }
            #expect(refusal?.kind == .noRight)
        }
    }
}

/// Two agencies that had worked for each other become one.
@Suite(.timeLimit(.minutes(5))) struct MergerTests {
    @Test func `legs between them are taken back, and the agency that is there already goes on`() async throws {
        var lives = try await DeskLives(seed: 36)
        for _ in 0..<30 {
            try await lives.begin()
            for _ in 0..<(5 + lives.random.upTo(20)) { _ = try await lives.step() }
        }
        let between = try await lives.test.value("select count(*) from agency_leg where ended_at is null")
        #expect(between != "0")
        let id = try await lives.decideTransfer(
            into: "H99.15",
            units: [("MOTCUA", "QL"), ("ATBX", "TN"), ("ATBX-1", "TN"), ("TDC", "QL")].map {
                TransferInput.Pair(unit: $0.0, successor: $0.1)
            })
        _ = try await lives.desk.carryOut(id, at: lives.now)
        _ = try await lives.desk.carryOut(id, at: lives.now.adding(seconds: 5))
        try await lives.arrive(at: "H99.15")
        #expect(try await lives.test.value("select state from agency_transfer") == "applied")
        #expect(
            try await lives.test.value(
                "select count(*) from agency_leg where outcome = 'recalled' and statement like '25/NQ%'")
                == between)
        #expect(try await lives.test.value("select count(*) from agency_leg where ended_at is null") == "0")
        var differences: [RebuildDifference] = []
        _ = try await lives.desk.rebuild { differences.append($0) }
        #expect(differences == [])
        // Notices are told once, whoever has the dossier.
        _ = try await lives.desk.sweep(at: lives.now.adding(minutes: 60))
        for _ in 0..<40 { _ = try await lives.step() }
        differences = []
        _ = try await lives.desk.rebuild { differences.append($0) }
        #expect(differences == [])
    }

    @Test func `duties that were told go over, and are not told again`() async throws {
        var lives = try await DeskLives(seed: 37)
        for _ in 0..<15 {
            try await lives.begin()
            for _ in 0..<lives.random.upTo(8) { _ = try await lives.step() }
        }
        let now = lives.now.adding(minutes: 10 * 1_440)
        _ = try await lives.desk.sweep(at: now)
        let count = "select count(*) from duty_notice"
        let (all, open) = (
            try await lives.test.value(count), try await lives.test.value(count + " where settled_at is null")
        )
        #expect(open != "0")
        lives.now = now
        _ = try await lives.reorganise()
        _ = try await lives.desk.sweep(at: now.adding(seconds: 6))
        #expect(try await lives.test.value(count) == all)
        #expect(
            try await lives.test.value(
                count + " n join agency a on a.id = n.decided_by where settled_at is null and a.code = 'H99.40'")
                == open)
    }
}
