import Testing

@testable import OneStop

@Suite struct FiguresTests {
    private func reckoning(_ from: String, _ to: String, now: String) throws -> Reckoning {
        Reckoning(
            period: try #require(Period(from: try day(from), to: try day(to))), now: try at(now), offset: .vietnam)
    }

    /// March 2026 after its end: one of each.
    private func lives() throws -> [Life] {
        let office = try Office()
        var finished = try Life.inTheUnit(office)
        try finished.finish("2026-03-06 09:00")
        var paused = try Life.inTheUnit(office)
        try paused.run(.ask, .officer, "2026-03-04 09:00")
        var pausedLate = try Life.inTheUnit(office)
        try pausedLate.run(.ask, .officer, "2026-03-10 09:00")
        var pausedNoLimit = try Life.inTheUnit(office, limit: "none")
        try pausedNoLimit.run(.ask, .officer, "2026-03-04 09:00")
        var doneNoLimit = try Life.inTheUnit(office, limit: "none")
        try doneNoLimit.finish("2026-03-20 09:00")
        return try [
            finished, paused, pausedLate, pausedNoLimit, doneNoLimit, Life.inTheUnit(office),
            Life.inTheUnit(office, limit: "2mo"), Scene.filed.life(office), Scene.refused.life(office),
        ]
    }

    @Test func `one of each falls into its own class`() throws {
        let figures = Figures(
            ofLives: try lives().map(\.events), in: try reckoning("2026-03-01", "2026-03-31", now: "2026-05-01 09:00"))
        var expected = Figures()
        expected.received = 7
        expected.receivedDirect = 7
        expected.resolvedEarly = 1
        expected.resolvedNoLimit = 1
        expected.paused = 1
        expected.openNoLimit = 1
        expected.openOverdue = 2
        expected.openWithin = 1
        expected.awaitingReceipt = 1
        expected.refused = 1
        expected.receiptLate = 1
        #expect(figures == expected)
        #expect(figures.brokenIdentities == [])
        #expect(figures.resolvedRate == 1)
        #expect(figures.portalRate == 3.0 / 5)
    }

    @Test func `as of an earlier day everything is as it was then`() throws {
        let march = try reckoning("2026-03-01", "2026-03-31", now: "2026-03-03 12:00")
        let figures = Figures(ofLives: try lives().map(\.events), in: march)
        #expect(march.asOf == (try at("2026-03-03 12:00")))
        #expect(figures.openWithin == 5)
        #expect(figures.openNoLimit == 2)
        #expect(figures.paused == 0)
        #expect(figures.resolvedEarly == 0)
        #expect(figures.brokenIdentities == [])
    }

    @Test func `the next period carries over what had not ended`() throws {
        let figures = Figures(
            ofLives: try lives().map(\.events), in: try reckoning("2026-04-01", "2026-04-30", now: "2026-06-01 09:00"))
        #expect(figures.carriedOver == 5)
        #expect(figures.received == 0)
        #expect(figures.openOverdue == 2)
        #expect(figures.openWithin == 1)
        #expect(figures.resolvedRate == nil)
        #expect(figures.brokenIdentities == [])
    }

    @Test func `a period ends at 24h local, and overdue compares its last day`() throws {
        let life = try Life.inTheUnit(Office())
        let onTheDay = try reckoning("2026-03-09", "2026-03-09", now: "2026-05-01 09:00")
        #expect(onTheDay.asOf == (try at("2026-03-10 00:00").adding(microseconds: -1)))
        #expect(Figures(ofLives: [life.events], in: onTheDay).openWithin == 1)
        let after = try reckoning("2026-03-09", "2026-03-10", now: "2026-05-01 09:00")
        #expect(Figures(ofLives: [life.events], in: after).openOverdue == 1)
    }

    @Test func `hours compare instants`() throws {
        var life = try Life.inTheUnit(Office(), limit: "8wh")
        let open = try reckoning("2026-03-01", "2026-03-31", now: "2026-03-03 09:00")
        #expect(Figures(ofLives: [life.events], in: open).openWithin == 1)
        let past = try reckoning("2026-03-01", "2026-03-31", now: "2026-03-03 09:01")
        #expect(Figures(ofLives: [life.events], in: past).openOverdue == 1)
        try life.finish("2026-03-03 08:59")
        #expect(Figures(ofLives: [life.events], in: past).resolvedEarly == 1)
    }

    @Test func `a second supplement is taken off the portal rate and nothing else`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.ask, .officer, "2026-03-03 09:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-03 10:00")
        try life.run(.approveSecondSupplement(ground: "x"), .leader, "2026-03-03 10:00")
        try life.run(.ask, .officer, "2026-03-03 11:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-04 10:00")
        try life.finish("2026-03-05 09:00")
        let march = try reckoning("2026-03-01", "2026-03-31", now: "2026-05-01 09:00")
        let figures = Figures(ofLives: [life.events, try Life.inTheUnit(Office(), limit: "2mo").events], in: march)
        #expect(figures.secondSupplement == 1)
        #expect(figures.resolvedRate == 1)
        #expect(figures.portalRate == 0.5)
    }

    @Test func `an imported case counts when it happened, not when it was read`() throws {
        let office = try Office()
        let deadline = try office.calendar.deadline(Limit(parsing: "5wd"), from: at("2011-05-02 09:00"))
        let facts = Imported(
            acceptedAt: try at("2011-05-02 09:00"), deadline: deadline, endedAt: try at("2011-05-20 09:00"))
        let event = Event(
            at: try at("2026-11-20 09:00"), actor: UserID(1), body: .imported(try office.intake(), facts))
        let early = try reckoning("2011-05-01", "2011-05-05", now: "2026-11-21 09:00")
        #expect(Figures(ofLives: [[event]], in: early).openWithin == 1)
        let later = try reckoning("2011-05-15", "2011-05-31", now: "2026-11-21 09:00")
        let figures = Figures(ofLives: [[event]], in: later)
        #expect(figures.carriedOver == 1)
        #expect(figures.resolvedLate == 1)
        let before = try reckoning("2011-04-01", "2011-04-30", now: "2026-11-21 09:00")
        #expect(Figures(ofLives: [[event]], in: before) == Figures())
    }

    @Test(arguments: 0..<6)
    func `on random lives at random instants no dossier is lost or counted twice`(seed: UInt64) throws {
        var random = RandomLives(seed: 900 + seed)
        let lives = try (0..<60).map { _ in try random.life().events }
        for _ in 0..<15 {
            let from = try day("2026-01-01").adding(days: random.numbers.upTo(300))
            let period = try #require(Period(from: from, to: from.adding(days: random.numbers.upTo(60))))
            let now = try at("2026-01-05 09:00").adding(minutes: Int64(random.numbers.upTo(60 * 24 * 400)))
            let reckoning = Reckoning(period: period, now: now, offset: .vietnam)
            let total = Figures(ofLives: lives, in: reckoning)
            #expect(total.brokenIdentities == [])
            for life in lives {
                let one = Figures(ofLives: [life], in: reckoning)
                #expect(one.brokenIdentities == [])
                #expect(one.carriedOver + one.received <= 1)
            }
        }
    }

    @Test func `broken figures are found`() {
        var figures = Figures()
        figures.received = 1
        #expect(figures.brokenIdentities == [.balance, .channels])
        figures.receivedPost = 1
        figures.openWithin = 1
        #expect(figures.brokenIdentities == [])
        figures.secondSupplement = 2
        #expect(figures.brokenIdentities == [.secondSupplements])
        figures.refused = -1
        #expect(figures.brokenIdentities == [.secondSupplements, .signs])
        #expect(Period(from: LocalDate(dayNumber: 2), to: LocalDate(dayNumber: 1)) == nil)
    }
}
