import Testing

@testable import OneStop

@Suite struct MonthlyFormTests {
    private func reckoning(
        _ month: String, _ waiting: WaitingRule, cutOff: CutOff = .calendar, now: String = "2026-12-01 09:00"
    ) throws -> MonthlyReckoning {
        MonthlyReckoning(
            period: try #require(ReportMonth(iso: month)).period(cutOff), waiting: waiting, now: try at(now),
            offset: .vietnam)
    }

    @Test(arguments: [
        ("2011-05", CutOff.calendar, "2011-05-01", "2011-05-31"), ("2024-02", .calendar, "2024-02-01", "2024-02-29"),
        ("2011-05", .state, "2011-04-15", "2011-05-14"), ("2026-01", .state, "2025-12-15", "2026-01-14"),
        ("2026-03", .state, "2026-02-15", "2026-03-14"),
    ])
    func `a month has the days of its cut-off, and follows the one before`(
        month: String, cutOff: CutOff, from: String, to: String
    ) throws {
        let period = try #require(ReportMonth(iso: month)).period(cutOff)
        #expect(period.from.iso == from && period.to.iso == to)
        #expect(period.past.to == period.from.adding(days: -1))
    }

    @Test(arguments: ["2011-5", "2011-13", "2011-00", "11-05", "2011-05-01", "", "0001-01"])
    func `what is no month is refused`(text: String) { #expect(ReportMonth(iso: text) == nil) }

    /// Asked on 4 March with five days of limit, and answered in April.
    private func waited() throws -> Life {
        var life = try Life.inTheUnit(Office())
        try life.run(.ask, .officer, "2026-03-04 09:00")
        return life
    }

    @Test func `by the one version what waits is in progress within the limit, and carried over`() throws {
        let life = try waited()
        let march = MonthlyFigures(ofLives: [life.events], in: try reckoning("2026-03", .withinLimit))
        #expect(march[.openTotal] == 1 && march[.openWithin] == 1 && march[.waitingSupplement] == 1)
        #expect(march[.resolvedTotal] == 0)
        let april = MonthlyFigures(ofLives: [life.events], in: try reckoning("2026-04", .withinLimit))
        #expect(april[.carriedOver] == 1 && april[.leftOpenBefore] == 1 && april[.openWithin] == 1)
    }

    @Test func `by the other it is resolved on time, once, and received anew when it comes back`() throws {
        var life = try waited()
        let march = MonthlyFigures(ofLives: [life.events], in: try reckoning("2026-03", .onTime))
        #expect(march[.receivedTotal] == 1 && march[.resolvedTotal] == 1 && march[.resolvedOnTime] == 1)
        #expect(march[.resolvedWaiting] == 1 && march[.openTotal] == 0)
        let stillWaiting = MonthlyFigures(ofLives: [life.events], in: try reckoning("2026-04", .onTime))
        var nothing = MonthlyFigures()
        nothing[.waitingSupplement] = 1
        #expect(stillWaiting == nothing)
        try life.run(.recordSupplement(complete: true), .intake, "2026-04-06 09:00")
        let back = MonthlyFigures(ofLives: [life.events], in: try reckoning("2026-04", .onTime))
        #expect(back[.carriedOver] == 0 && back[.leftOpenBefore] == 0)
        #expect(back[.receivedTotal] == 1 && back[.receivedAgain] == 1 && back[.openOverdue] == 1)
    }

    @Test func `what waits for a payment is in progress in both versions`() throws {
        for waiting in WaitingRule.allCases {
            var life = try Life.inTheUnit(Office())
            try life.run(
                .demandPayment(PaymentDemand(amount: 1, answerBy: nil)), .officer, "2026-03-04 09:00")
            let march = MonthlyFigures(ofLives: [life.events], in: try reckoning("2026-03", waiting))
            #expect(march[.openWithin] == 1 && march[.waitingPayment] == 1 && march[.resolvedTotal] == 0)
        }
    }

    @Test func `what was withdrawn in time is early by the one version and on time by the other`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.withdraw, .intake, "2026-03-04 09:00")
        let early = MonthlyFigures(ofLives: [life.events], in: try reckoning("2026-03", .withinLimit))
        #expect(early[.resolvedEarly] == 1 && early[.resolvedOnTime] == 0)
        let onTime = MonthlyFigures(ofLives: [life.events], in: try reckoning("2026-03", .onTime))
        #expect(onTime[.resolvedEarly] == 0 && onTime[.resolvedOnTime] == 1 && onTime[.resolvedGivenBack] == 1)
    }

    @Test func `without a limit it is on time or within the limit, and told beside`() throws {
        let office = try Office()
        var done = try Life.inTheUnit(office, limit: "none")
        try done.finish("2026-03-20 09:00")
        let open = try Life.inTheUnit(office, limit: "none")
        let march = MonthlyFigures(
            ofLives: [done.events, open.events], in: try reckoning("2026-03", .withinLimit))
        #expect(march[.resolvedOnTime] == 1 && march[.resolvedNoLimit] == 1)
        #expect(march[.openWithin] == 1 && march[.openNoLimit] == 1)
    }

    @Test(arguments: 0..<6)
    func `on random lives every month adds up and begins where the one before ended`(seed: UInt64) throws {
        var random = RandomLives(seed: 1_700 + seed)
        let lives = try (0..<60).map { _ in try random.life().events }
        for waiting in WaitingRule.allCases {
            for cutOff in CutOff.allCases {
                var left = 0
                for month in 1...10 {
                    let now = month < 8 ? "2026-12-01 09:00" : "2026-08-11 10:30"
                    let name = month < 10 ? "2026-0\(month)" : "2026-10"
                    let figures = MonthlyFigures(
                        ofLives: lives, in: try reckoning(name, waiting, cutOff: cutOff, now: now))
                    for identity in MonthlyIdentity.allCases {
                        let (one, others) = identity.sides
                        #expect(figures[one] == others.reduce(0) { $0 + figures[$1] }, "\(identity) in \(name)")
                    }
                    if month < 8 { #expect(figures[.carriedOver] == left, "\(name)") }
                    left = figures[.openTotal]
                }
            }
        }
    }

    @Test func `a form that does not add up says which row and which columns`() throws {
        var good = MonthlyFigures()
        for column in [MonthlyColumn.receivedTotal, .receivedOnline, .resolvedTotal, .resolvedLate] { good[column] = 1 }
        var bad = good
        bad[.resolvedLate] = 0
        let entry = MonthlyEntry(
            reason: .resolvedLate, code: "x", procedure: "p", field: "f", unit: nil, acceptedAt: nil, due: nil,
            doneAt: nil,
            daysLate: 1, cause: nil, apologyIssuedOn: nil, newDate: nil)
        var form = MonthlyForm(
            agencyCode: "A", agencyName: "A", month: try #require(ReportMonth(iso: "2026-03")), cutOff: .calendar,
            reckoning: try reckoning("2026-03", .withinLimit), total: good,
            fields: [.init(key: "F", label: "F", figures: good)], units: [.init(key: "U", label: "U", figures: good)],
            entries: [entry])
        #expect(form.faults == [])
        form.fields[0].figures = bad
        #expect(
            form.faults.map { "\($0.row): \($0.description)" } == [
                "field F: column 7 is 1, not column 8 (0) + column 9 (0) + column 10 (0)",
                "total: column 10 is 1, its fields add up to 0",
            ])
        form.fields[0].figures = good
        form.entries = []
        #expect(form.faults.map(\.description) == ["column 10 is 1, and 0 dossiers are listed"])
        form.total[.leftOpenBefore] = 2
        #expect(form.faults.map(\.description).contains("column 6 is 0, not column 11 of the period before (2)"))
    }
}
