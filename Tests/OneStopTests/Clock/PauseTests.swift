import Testing

@testable import OneStop

/// Pauses (C3, R3.6, R12 case 4) on the built-in calendar.
struct PauseTests {
    private let calendar = try! CompiledCalendar(.vietNam)

    private func at(_ text: String) throws -> Instant { try Instant(rfc3339: text + "+07:00") }

    private func left(
        _ limit: String, from start: String, asked: String, dayZero: DayZeroRule = .working
    ) throws -> Remainder? {
        let limit = try Limit(parsing: limit)
        let deadline = try #require(try calendar.deadline(limit, from: at(start), dayZero: dayZero))
        return try calendar.remainder(
            of: limit, from: at(start), due: deadline, pausedAt: at(asked), dayZero: dayZero)
    }

    private func due(_ remainder: Remainder?, answered: String) throws -> String {
        let remainder = try #require(remainder)
        return try calendar.resume(remainder, answeredAt: at(answered)).due.rfc3339(in: .vietnam)
    }

    @Test func `working days between the request and the due day are laid down again from the answer`() throws {
        // Accepted Monday 9/11 with ten working days, due Monday 23/11; asked on Wednesday 11/11.
        let rest = try left("10wd", from: "2026-11-09T10:00:00", asked: "2026-11-11T09:00:00")
        #expect(rest?.text == "8wd")
        #expect(try due(rest, answered: "2026-11-16T09:00:00") == "2026-11-27T17:00:00+07:00")
    }

    @Test func `asked in the evening counts from the next working day`() throws {
        let rest = try left("10wd", from: "2026-11-09T10:00:00", asked: "2026-11-11T18:00:00")
        #expect(rest?.text == "7wd")
    }

    @Test func `asked on the due day leaves nothing and the answer's own working day is due`() throws {
        for asked in ["2026-11-16T09:00:00", "2026-11-16T20:00:00", "2026-11-15T12:00:00"] {
            let rest = try left("5wd", from: "2026-11-09T10:00:00", asked: asked)
            #expect(rest?.isNothing == true)
            #expect(try due(rest, answered: "2026-11-20T16:30:00") == "2026-11-20T17:00:00+07:00")
            #expect(try due(rest, answered: "2026-11-21T09:00:00") == "2026-11-23T17:00:00+07:00")
        }
    }

    @Test func `a pause that begins after due shifts nothing`() throws {
        #expect(try left("5wd", from: "2026-11-09T10:00:00", asked: "2026-11-17T00:00:00") == nil)
        #expect(try left("8wh", from: "2026-11-09T10:00:00", asked: "2026-11-10T10:00:00.000001") == nil)
    }

    @Test func `calendar days and months leave calendar days up to the due day`() throws {
        let days = try left("25d", from: "2026-01-23T10:00:00", asked: "2026-02-13T10:00:00")
        #expect(days?.text == "10d")
        let months = try left("1mo", from: "2026-10-01T10:00:00", asked: "2026-10-20T10:00:00")
        #expect(months?.text == "13d")
    }

    @Test func `hours leave exact working time`() throws {
        let rest = try left("8wh", from: "2026-11-09T10:00:00", asked: "2026-11-09T14:00:00.25")
        #expect(rest?.text == "21599750000us*")
        #expect(try due(rest, answered: "2026-11-10T07:00:00") == "2026-11-10T14:59:59.75+07:00")
        let whole = try left("8wh", from: "2026-11-09T10:00:00", asked: "2026-11-09T12:00:00")
        #expect(whole?.text == "23400000000us*")
    }

    @Test func `hours used up to the last leave the answer's own working day`() throws {
        let rest = try left("8wh", from: "2026-11-09T10:00:00", asked: "2026-11-10T10:00:00")
        #expect(rest?.isNothing == true)
        #expect(try due(rest, answered: "2026-11-12T08:00:00") == "2026-11-12T17:00:00+07:00")
    }

    @Test func `in a sum the rest is counted in the leg that runs`() throws {
        let first = try left("5wd+25d", from: "2026-11-09T10:00:00", asked: "2026-11-11T10:00:00")
        #expect(first?.text == "3wd+25d")
        let edge = try left("5wd+25d", from: "2026-11-09T10:00:00", asked: "2026-11-16T10:00:00")
        #expect(edge?.text == "25d")
        let second = try left("5wd+25d", from: "2026-11-09T10:00:00", asked: "2026-11-26T10:00:00")
        #expect(second?.text == "15d")
    }

    @Test func `a second pause starts from what the first one left`() throws {
        let first = try #require(try left("10wd", from: "2026-11-02T10:00:00", asked: "2026-11-04T10:00:00"))
        let resumed = try calendar.resume(first, answeredAt: at("2026-11-09T10:00:00"))
        let second = try calendar.remainder(
            of: first, from: at("2026-11-09T10:00:00"), due: resumed.due, dueOn: resumed.dueOn,
            pausedAt: at("2026-11-11T10:00:00"))
        #expect(second?.text == "6wd")
    }

    @Test func `a due day that was kept later than the limit is the one counted to`() throws {
        let limit = try Limit(parsing: "5wd")
        let kept = try at("2026-11-18T17:00:00")
        let rest = try calendar.remainder(
            of: limit, from: at("2026-11-09T10:00:00"), due: kept, dueOn: #require(LocalDate(iso: "2026-11-18")),
            pausedAt: at("2026-11-16T10:00:00"))
        #expect(rest?.text == "2wd")
    }

    @Test func `restarting gives the whole limit from the answer`() throws {
        let whole = try #require(Remainder.restart(Limit(parsing: "5wd")))
        #expect(try due(whole, answered: "2026-02-09T10:00:00") == "2026-02-23T17:00:00+07:00")
        #expect(Remainder.restart(.none) == nil)
    }

    @Test func `a short limit keeps its letter on the due day through a pause`() throws {
        let short = try #require(try left("1wd", from: "2026-11-09T10:00:00", asked: "2026-11-09T11:00:00"))
        #expect(short.text == "1wd*")
        #expect(try calendar.resume(short, answeredAt: at("2026-11-11T10:00:00")).apologyLatest.iso == "2026-11-12")
        let long = try #require(try left("5wd", from: "2026-11-09T10:00:00", asked: "2026-11-13T11:00:00"))
        #expect(try calendar.resume(long, answeredAt: at("2026-11-18T10:00:00")).apologyLatest.iso == "2026-11-18")
    }

    @Test func `a request before the acceptance is refused`() throws {
        #expect(throws: ClockRefusal.endBeforeStart) {
            try left("5wd", from: "2026-11-09T10:00:00", asked: "2026-11-09T09:59:59")
        }
    }

    @Test(arguments: ["8wd", "3wd+25d", "21599750000us*", "0wd", "0wd*", "0us", "=5wd+25d", "90000d"])
    func `what is left survives its text`(text: String) throws {
        let rest = try #require(Remainder(parsing: text))
        #expect(Remainder(parsing: rest.text) == rest)
    }

    @Test(arguments: [
        "", "*", "wd", "5", "5xx", "-1wd", "5wd+", "=none", "=", "99999999999999999999us", "5wd**", "٥wd",
    ])
    func `a text that is no rest is refused`(text: String) {
        #expect(Remainder(parsing: text) == nil)
    }
}
