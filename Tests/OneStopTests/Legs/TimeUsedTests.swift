import Testing

@testable import OneStop

/// Who used the time, counted by hand: 7:00–11:30 and 13:30–17:00, Monday 2 to Thursday 5 March 2026.
@Suite struct TimeUsedTests {
    @Test func `every hand's minutes are its own, and all are the whole`() throws {
        var office = try Office()
        var theirs = WorkCalendar.vietNam
        theirs.week[.wednesday] = [Session(open: 8 * 60, close: 9 * 60)]
        office.partnerCalendar = try CompiledCalendar(theirs)
        var life = try Life.inTheUnit(office)
        try life.run(.toThePartner(), .officer, "2026-03-02 14:30")
        try life.run(.consult(office, "2026-03-02 15:00"), .officer, "2026-03-02 15:00")
        try life.run(.ask, .officer, "2026-03-03 07:30")
        try life.run(.answerOpinion(number: 1, .agree), office.neighbour(.officer), "2026-03-03 08:00")
        try life.run(.recordSupplement(complete: true), .intake, "2026-03-03 09:30")
        try life.run(.completeLeg(1, statement: "x"), office.partner(.officer), "2026-03-04 08:30")
        try life.run(.submit, .officer, "2026-03-04 10:30")
        try life.run(.signWell, .leader, "2026-03-05 07:30")
        try life.run(.number(1), .clerk, "2026-03-05 08:00")
        try life.run(.finish, .clerk, "2026-03-05 08:30")
        let context = office.context(office.actor(.officer), at: try at("2026-03-20 09:00"))
        let used = try #require(
            TimeUsed(life.events, until: context.now, calendar: office.calendar, legClock: context.legClock))
        #expect(
            used.parts == [
                .init(hands: .desk(Office.desk), minutes: 60), .init(hands: .unit(Office.unit), minutes: 30),
                .init(hands: .officer(Office.user(.officer), of: Office.unit), minutes: 120 + 120),
                .init(hands: .leg(1), minutes: 150 + 30 + 330 + 90), .init(hands: .applicant, minutes: 120),
                .init(hands: .leader, minutes: 60 + 210 + 30), .init(hands: .clerk, minutes: 60),
            ])
        #expect(used.minutes == 3 * 480 + 90 - 120)
        #expect(used.applicantMinutes == 120)
        // Its officer's 240 minutes and the 30 when nobody had it; what other hands had is no unit's.
        #expect(used.longestUnit == Office.unit)
        // By its own calendar, on Wednesday open from 8 to 9 only, and the applicant's pause was not the leg's.
        #expect(used.legs.map(\.minutes) == [150 + 480 + 30])
        // The unit that was asked took its time while the dossier was elsewhere.
        #expect(used.opinions.map(\.minutes) == [120 + 60])
        #expect(used.to == (try at("2026-03-05 08:30")))
    }

    @Test func `the reckoning of an earlier day is what it was on that day`() throws {
        let life = try Life.inTheUnit(try Office())
        let calendar = life.office.calendar
        #expect(TimeUsed(life.events, until: try at("2026-03-02 08:00"), calendar: calendar) == nil)
        let early = try #require(TimeUsed(life.events, until: try at("2026-03-02 10:15"), calendar: calendar))
        #expect(early.parts.map(\.minutes) == [60, 15])
        #expect(early.longestUnit == Office.desk)
    }
}
