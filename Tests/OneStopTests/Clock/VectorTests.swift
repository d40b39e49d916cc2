import Testing

@testable import OneStop

/// The test vectors of the rules (R3.5, R12) on the built-in calendar.
struct VectorTests {
    private let calendar = try! CompiledCalendar(.vietNam)

    private func due(_ limit: String, _ from: String, dayZero: DayZeroRule = .working) throws -> String {
        let deadline = try calendar.deadline(
            Limit(parsing: limit), from: Instant(rfc3339: from + "+07:00"), dayZero: dayZero)
        let text = deadline?.due.rfc3339(in: .vietnam) ?? "none"
        return text.replacing("+07:00", with: "")
    }

    @Test(arguments: [
        ("2026-02-09T10:00:00", "5wd", "2026-02-23T17:00:00"),
        ("2025-12-31T10:00:00", "5wd", "2026-01-09T17:00:00"),
        ("2025-12-31T10:00:00", "6wd", "2026-01-10T17:00:00"),
        ("2026-08-21T10:00:00", "1wd", "2026-08-22T17:00:00"),
        ("2026-08-28T10:00:00", "2wd", "2026-09-04T17:00:00"),
        ("2026-11-20T10:00:00", "2wd", "2026-11-25T17:00:00"),
        ("2026-11-09T10:00:00", "10wd", "2026-11-23T17:00:00"),
        ("2026-01-23T10:00:00", "25d", "2026-02-23T17:00:00"),
        ("2024-04-26T10:00:00", "3wd", "2024-05-04T17:00:00"),
        ("2025-04-25T10:00:00", "5wd", "2025-05-06T17:00:00"),
        ("2023-04-28T10:00:00", "1wd", "2023-05-04T17:00:00"),
        ("2026-11-20T16:00:00", "8wh", "2026-11-23T16:00:00"),
        ("2026-11-23T16:00:00", "8wh", "2026-11-25T16:00:00"),
        ("2026-11-21T09:00:00", "8wh", "2026-11-23T17:00:00"),
        ("2026-08-21T16:30:00", "8wh", "2026-08-22T16:30:00"),
        ("2024-01-31T10:00:00", "1mo", "2024-02-29T17:00:00"),
    ])
    func `the vectors of the rules come out`(from: String, limit: String, expected: String) throws {
        #expect(try due(limit, from) == expected)
    }

    @Test func `a Saturday desk counts from Saturday or from Monday as configured`() throws {
        #expect(try due("3wd", "2026-10-17T09:00:00", dayZero: .received) == "2026-10-21T17:00:00")
        #expect(try due("3wd", "2026-10-17T09:00:00") == "2026-10-22T17:00:00")
    }

    @Test func `the closing instant still belongs to the day, the microsecond after it to the next`() throws {
        #expect(try due("1wd", "2026-11-20T17:00:00") == "2026-11-23T17:00:00")
        #expect(try due("1wd", "2026-11-20T17:00:00.000001") == "2026-11-25T17:00:00")
        #expect(try due("1wd", "2026-11-20T23:59:00", dayZero: .received) == "2026-11-23T17:00:00")
    }

    @Test func `the lunch break and the early morning belong to the day`() throws {
        #expect(try due("1wd", "2026-11-09T12:00:00") == "2026-11-10T17:00:00")
        #expect(try due("1wd", "2026-11-09T00:00:00") == "2026-11-10T17:00:00")
    }

    @Test func `hours end at noon closing and not at the afternoon's opening`() throws {
        #expect(try due("4wh", "2026-11-09T07:30:00") == "2026-11-09T11:30:00")
        #expect(try due("8wh", "2026-11-09T07:00:00") == "2026-11-09T17:00:00")
        #expect(try due("1wh", "2026-11-09T17:00:00") == "2026-11-10T08:00:00")
    }

    @Test func `hours keep seconds and microseconds`() throws {
        #expect(try due("8wh", "2026-11-20T16:00:12.345678") == "2026-11-23T16:00:12.345678")
        #expect(try due("2wh", "2026-11-09T11:00:59.5") == "2026-11-09T15:00:59.5")
    }

    @Test func `no hours are due at the instant itself, open or not`() throws {
        #expect(try due("0wh", "2026-11-21T09:00:00") == "2026-11-21T09:00:00")
    }

    @Test func `same-day work taken in after three in the afternoon is due on the next working day`() throws {
        #expect(try due("0wd", "2026-11-20T15:00:00") == "2026-11-20T17:00:00")
        #expect(try due("0wd", "2026-11-20T15:00:01") == "2026-11-23T17:00:00")
        #expect(try due("5wd", "2026-11-09T15:30:00") == "2026-11-16T17:00:00")
    }

    @Test func `same-day work filed outside working time waits for the next opening, not a day longer`() throws {
        #expect(try due("0wd", "2026-11-20T18:00:00") == "2026-11-23T17:00:00")
        #expect(try due("0wd", "2026-11-21T16:00:00") == "2026-11-23T17:00:00")
        #expect(try due("0wd", "2026-11-21T09:00:00", dayZero: .received) == "2026-11-23T17:00:00")
    }

    @Test func `the same-day hour can be set`() throws {
        let start = try Instant(rfc3339: "2026-11-20T15:30:00+07:00")
        let deadline = try calendar.deadline(Limit(parsing: "0wd"), from: start, sameDayHour: 16 * 60)
        #expect(deadline?.dueOn.iso == "2026-11-20")
    }

    @Test func `each leg of a sum starts where the one before it ended`() throws {
        #expect(try due("5wd+25d", "2026-01-20T10:00:00") == "2026-02-23T17:00:00")
        // 20/2 is off for Tết: the first leg ends on 23/2, from which the second counts.
        #expect(try due("28d+1wd", "2026-01-23T10:00:00") == "2026-02-24T17:00:00")
        #expect(try due("1wd+2wh", "2026-11-09T10:00:00") == "2026-11-11T09:00:00")
        #expect(try due("8wh+1wd", "2026-11-09T10:00:00") == "2026-11-11T17:00:00")
        #expect(try due("1wd+0wd", "2026-11-09T16:00:00") == "2026-11-10T17:00:00")
    }

    @Test func `an online filing at one minute to midnight counts from the next working day`() throws {
        #expect(try due("3wd", "2026-11-09T23:59:00") == "2026-11-13T17:00:00")
        let winter = try Instant(rfc3339: "2026-11-09T16:59:00Z")
        #expect(try calendar.deadline(Limit(parsing: "3wd"), from: winter)?.dueOn.iso == "2026-11-13")
    }

    @Test func `no limit has no date`() throws {
        #expect(try due("none", "2026-11-09T10:00:00") == "none")
    }
}
