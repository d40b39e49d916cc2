import Foundation
import Testing

@testable import OneStop

struct LocalDateTests {
    @Test func `every day of ten thousand years has the parts of the one before it plus a day`() throws {
        var day = try #require(LocalDate(year: 1, month: 1, day: 1))
        #expect(day == .earliest)
        #expect(day.weekday == .monday)
        var (year, month, ofMonth) = (1, 1, 1)
        var wrong = 0
        while day < .latest {
            day = day.adding(days: 1)
            ofMonth += 1
            if ofMonth > LocalDate.daysIn(month: month, year: year) { (month, ofMonth) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            if day.parts != (year, month, ofMonth) || LocalDate(year: year, month: month, day: ofMonth) != day {
                wrong += 1
            }
        }
        #expect(wrong == 0)
        #expect(day.iso == "9999-12-31")
    }

    @Test func `dates agree with Foundation's Gregorian calendar`() throws {
        var calendar = Foundation.Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: Int32(-40_000), through: 40_000, by: 331) {
            let date = Date(timeIntervalSince1970: 946_684_800 + Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let day = LocalDate(dayNumber: number)
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day])
            #expect(day.weekday.rawValue % 7 + 1 == parts.weekday)
        }
    }

    @Test(arguments: [
        (2026, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (0, 1, 1), (10_000, 1, 1), (1900, 2, 29),
    ])
    func `a date that does not exist is nil`(year: Int, month: Int, day: Int) {
        #expect(LocalDate(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: [
        ("2024-01-31", 1, "2024-02-29"), ("2025-01-31", 1, "2025-02-28"), ("2024-03-31", -1, "2024-02-29"),
        ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"), ("2024-02-29", 12, "2025-02-28"),
        ("2026-05-31", 0, "2026-05-31"), ("9999-12-31", 1, "9999-12-31"), ("0001-01-01", -1, "0001-01-01"),
        ("2000-02-29", 1200, "2100-02-28"),
    ])
    func `adding months keeps the day or takes the month's last`(from: String, months: Int, expected: String) throws {
        #expect(try #require(LocalDate(iso: from)).adding(months: months).iso == expected)
    }

    @Test func `dates are written as standards and as people write them`() throws {
        let day = try #require(LocalDate(iso: "2026-02-09"))
        #expect(day.iso == "2026-02-09")
        #expect(day.vietnamese == "9/2/2026")
        for text in ["2026-2-9", "2026-02-30", "2026-02-09 ", "", "2026/02/09"] { #expect(LocalDate(iso: text) == nil) }
    }

    @Test func `a local time belongs to the date on the office's wall`() throws {
        let instant = try Instant(rfc3339: "2026-11-09T17:30:15.5Z")
        #expect(UTCOffset.utc.localDate(of: instant).iso == "2026-11-09")
        let local = UTCOffset.vietnam.localMinute(of: instant)
        #expect(local.date.iso == "2026-11-10")
        #expect(local.minuteOfDay == 30)
        #expect(local.microseconds == 15_500_000)
        #expect(
            UTCOffset.vietnam.instant(of: local.date, minuteOfDay: 1440).rfc3339(in: .vietnam).hasPrefix(
                "2026-11-11T00:00"))
    }
}
