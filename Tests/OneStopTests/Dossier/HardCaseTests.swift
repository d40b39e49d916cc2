import Testing

@testable import OneStop

/// The ten cases that desk software gets wrong (R12), each on a whole life.
@Suite struct HardCaseTests {
    private func classes(of life: Life, from: String, to: String, now: String) throws -> Set<PeriodClass> {
        let period = try #require(Period(from: try day(from), to: try day(to)))
        let reckoning = Reckoning(period: period, now: try at(now), offset: .vietnam)
        let facts = try #require(DossierFacts(life.events, asOf: reckoning.asOf))
        return Set(PeriodClass.allCases.filter { reckoning.counts(facts, as: $0) })
    }

    private func taken(_ time: String, _ limit: String, _ office: Office) throws -> Life {
        var life = Life(office)
        try life.run(.takeIn(office.intake(limit: limit)), .intake, time)
        return life
    }

    @Test func `1 a deadline across Tết and across the year's end`() throws {
        let office = try Office()
        #expect(try taken("2026-02-09 10:00", "5wd", office).state.deadline?.dueOn == day("2026-02-23"))
        #expect(try taken("2025-12-31 09:00", "5wd", office).state.deadline?.dueOn == day("2026-01-09"))
        #expect(try taken("2026-12-30 09:00", "5wd", office).state.deadline?.provisional == true)
    }

    @Test func `2 a swapped Saturday counts and may be the due day`() throws {
        let office = try Office()
        #expect(try taken("2025-12-31 09:00", "6wd", office).state.deadline?.dueOn == day("2026-01-10"))
        var life = try taken("2026-08-21 09:00", "1wd", office)
        #expect(try life.state.deadline?.due == at("2026-08-22 17:00"))
        try life.run(.toTheUnit, .intake, "2026-08-21 15:30")
        #expect(try life.state.handOver?.planned == at("2026-08-21 17:00"))
    }

    @Test func `3 after 15h only the hand-over moves, and a same-day result`() throws {
        let office = try Office()
        var life = try taken("2026-03-02 15:30", "5wd", office)
        #expect(try life.state.deadline?.dueOn == day("2026-03-09"))
        try life.run(.toTheUnit, .intake, "2026-03-02 16:00")
        #expect(try life.state.handOver?.planned == at("2026-03-03 07:00"))
        #expect(try taken("2026-03-02 15:00", "0wd", office).state.deadline?.dueOn == day("2026-03-02"))
        #expect(try taken("2026-03-02 15:30", "0wd", office).state.deadline?.dueOn == day("2026-03-03"))
    }

    @Test func `4 a supplement asked on the due day is due on the answer's own day`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.ask, .officer, "2026-03-09 16:00")
        #expect(try life.state.pause?.afterDue == false)
        #expect(try classes(of: life, from: "2026-03-01", to: "2026-03-31", now: "2026-03-20 09:00").contains(.paused))
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-24 09:00")
        #expect(try life.state.deadline?.due == at("2026-03-24 17:00"))
        try life.finish("2026-03-24 16:00")
        #expect(
            try classes(of: life, from: "2026-03-01", to: "2026-03-31", now: "2026-04-20 09:00").contains(
                .resolvedOnTime))
    }

    @Test func `5 a second supplement counts against the portal rate, a second letter is refused`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.ask, .officer, "2026-03-03 09:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-03 10:00")
        #expect(try life.refusal(.ask, .officer, "2026-03-03 11:00")?.rule == "C3.second_supplement")
        try life.run(.approveSecondSupplement(ground: "khoản 2"), .leader, "2026-03-03 11:00")
        try life.run(.ask, .officer, "2026-03-03 14:00")
        #expect(
            try classes(of: life, from: "2026-03-01", to: "2026-03-31", now: "2026-03-04 09:00")
                == [.received, .receivedDirect, .paused, .secondSupplement])
        let letter = try Scene.letterIssued.life(Office())
        #expect(
            try letter.refusal(.letter("2026-03-30 17:00"), .officer, "2026-03-12 09:00")?.rule == "C4.second_letter")
    }

    @Test func `6 what is done is not reopened, and its first end stands`() throws {
        var life = try Life.inTheUnit(Office())
        try life.finish("2026-03-06 09:00")
        for command in [Command.toTheUnit, .ask, .submit, .finish, .withdraw, .sendBack(toStep: 1, remark: "x")] {
            for role in Role.allCases {
                #expect(try life.refusal(command, role, "2026-03-20 09:00") != nil)
            }
        }
        try life.run(.correct(reason: "đính chính"), .leader, "2026-03-20 09:00")
        #expect(try life.state.endedAt == at("2026-03-06 09:00"))
        #expect(
            try classes(of: life, from: "2026-03-01", to: "2026-03-31", now: "2026-04-01 09:00").contains(
                .resolvedEarly))
    }

    @Test func `7 withdrawn on the due day on time, the day after late, before acceptance not counted`() throws {
        let office = try Office()
        for (time, expected) in [
            ("2026-03-09 23:59", PeriodClass.resolvedOnTime), ("2026-03-10 00:00", .resolvedLate),
            ("2026-03-06 09:00", .resolvedEarly),
        ] {
            var life = try Life.inTheUnit(office)
            try life.run(.withdraw, .intake, time)
            #expect(
                try classes(of: life, from: "2026-03-01", to: "2026-03-31", now: "2026-04-01 09:00")
                    == [.received, .receivedDirect, expected])
        }
        var filed = try Scene.filed.life(office)
        try filed.run(.withdraw, .intake, "2026-03-02 10:00")
        #expect(try filed.state.endedAt == nil)
        #expect(try classes(of: filed, from: "2026-03-01", to: "2026-03-31", now: "2026-04-01 09:00") == [])
    }

    @Test func `8 a day lasts to midnight of the office, whatever the zone of the instant`() throws {
        var life = try Life.inTheUnit(Office())
        try life.run(.submit, .officer, "2026-03-09 16:00")
        try life.run(.signWell, .leader, "2026-03-09 16:00")
        try life.run(.number(3), .clerk, "2026-03-09 16:00")
        try life.run(.finish, life.office.actor(.clerk), Instant(rfc3339: "2026-03-09T16:59:59Z"))
        #expect(
            try classes(of: life, from: "2026-03-09", to: "2026-03-09", now: "2026-04-01 09:00").contains(
                .resolvedOnTime))
        var filed = Life(life.office)
        try filed.run(.fileOnline(life.office.intake(.online)), life.office.portal, at("2026-03-06 23:59"))
        #expect(try filed.state.receiptDue == at("2026-03-09 17:00"))
    }

    @Test func `9 month ends and leap days`() throws {
        let office = try Office()
        #expect(try taken("2024-01-31 09:00", "1mo", office).state.deadline?.dueOn == day("2024-02-29"))
        #expect(try taken("2026-01-23 09:00", "25d", office).state.deadline?.dueOn == day("2026-02-23"))
    }

    @Test func `10 a result that was ready in time and is collected late is not late`() throws {
        var life = try Life.inTheUnit(Office())
        try life.finish("2026-03-06 09:00")
        try life.run(.giveBack, .intake, "2026-06-01 09:00")
        #expect(
            try classes(of: life, from: "2026-03-01", to: "2026-03-31", now: "2026-07-01 09:00")
                == [.received, .receivedDirect, .resolvedEarly])
    }
}
