import Testing

@testable import OneStop

/// The days on which somebody must act before the due day (C4), and the mark of a date that may still move (R3.2).
struct WarningDayTests {
    private let calendar = try! CompiledCalendar(.vietNam)

    private func deadline(_ limit: String, _ from: String) throws -> Deadline {
        try #require(try calendar.deadline(Limit(parsing: limit), from: Instant(rfc3339: from + "+07:00")))
    }

    @Test func `the letter for a dossier due after Tet goes out before it`() throws {
        let found = try deadline("5wd", "2026-02-09T10:00:00")
        #expect(found.apologyLatest.iso == "2026-02-13")
        #expect(found.atRiskFrom.iso == "2026-02-12")
    }

    @Test func `the letter is never owed before day zero`() throws {
        let found = try deadline("1d", "2026-11-09T10:00:00")
        #expect(found.apologyLatest.iso == "2026-11-09")
        #expect(found.atRiskFrom.iso == "2026-11-06")
        #expect(try deadline("0d", "2026-11-09T10:00:00").apologyLatest.iso == "2026-11-09")
    }

    @Test(arguments: ["0wd", "1wd", "8wh", "40wh", "4wh+4wh", "0wd+1wd"])
    func `for hours and up to one working day the letter may go out on the due day`(limit: String) throws {
        let found = try deadline(limit, "2026-11-09T10:00:00")
        #expect(found.apologyLatest == found.dueOn)
    }

    @Test(arguments: ["2wd", "3d", "1mo", "5wd+8wh", "8wh+1wd", "1wd+1wd"])
    func `for every other limit the letter is owed before the due day`(limit: String) throws {
        let found = try deadline(limit, "2026-11-09T10:00:00")
        #expect(found.apologyLatest < found.dueOn)
        #expect(found.apologyLatest >= found.dayZero)
    }

    @Test func `a date is provisional when any year on its way has no schedule`() throws {
        #expect(try !deadline("5wd", "2026-12-20T10:00:00").provisional)
        #expect(try deadline("10wd", "2026-12-25T10:00:00").provisional)
        #expect(try deadline("1mo", "2021-12-10T10:00:00").provisional)
        #expect(try !deadline("1mo", "2022-01-10T10:00:00").provisional)
        #expect(try deadline("3000d", "2022-01-10T10:00:00").provisional)
    }

    @Test func `a calendar without confirmed years has no provisional dates`() throws {
        let plain = try CompiledCalendar(WorkCalendar(week: [.monday: [Session(open: 480, close: 720)]]))
        let start = try Instant(rfc3339: "2050-01-01T10:00:00+07:00")
        #expect(try plain.deadline(Limit(parsing: "500wd"), from: start)?.provisional == false)
    }

    @Test func `a hole between confirmed years makes a date provisional`() throws {
        var calendar = WorkCalendar.vietNam
        calendar.confirmedYears = [2026, 2028]
        let compiled = try CompiledCalendar(calendar)
        let start = try Instant(rfc3339: "2026-12-01T10:00:00+07:00")
        #expect(try compiled.deadline(Limit(parsing: "14mo"), from: start)?.provisional == true)
        #expect(try compiled.deadline(Limit(parsing: "5wd"), from: start)?.provisional == false)
    }
}
