import Testing

@testable import OneStop

/// The built-in calendar against the official schedules (R3.4) and the lunar calendar of Viet Nam (R3.3).
struct VietNamTests {
    private let calendar = try! CompiledCalendar(.vietNam)

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso: text)) }

    @Test(arguments: [(2022, 249), (2023, 249), (2024, 251), (2025, 250), (2026, 249)])
    func `each confirmed year has its working days`(year: Int, expected: Int) throws {
        let found = calendar.workingDays(after: try day("\(year - 1)-12-31"), through: try day("\(year)-12-31"))
        #expect(found == expected)
    }

    @Test(arguments: ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"])
    func `the swapped Saturdays are worked full days with their decision`(text: String) throws {
        let saturday = try day(text)
        #expect(saturday.weekday == .saturday)
        #expect(calendar.sessions(on: saturday).map(\.text) == ["07:00-11:30", "13:30-17:00"])
        guard case .worked(let entry) = calendar.calendar.ground(of: saturday) else {
            Issue.record("not a made-up day")
            return
        }
        #expect(entry.decision != nil)
    }

    @Test(arguments: [
        "2022-01-03", "2022-02-04", "2022-04-11", "2022-05-03", "2022-09-01", "2023-01-26", "2023-05-03", "2023-09-04",
        "2024-02-14", "2024-04-18", "2024-04-29", "2024-09-03", "2025-01-31", "2025-04-07", "2025-05-02", "2025-09-01",
        "2026-01-02", "2026-02-20", "2026-04-27", "2026-08-31", "2026-11-24",
    ])
    func `the days off of the schedules are off`(text: String) throws {
        #expect(calendar.isWorkingDay(try day(text)) == false)
    }

    @Test(arguments: ["2026-11-23", "2026-02-13", "2026-02-23", "2024-09-04", "2025-05-05", "2023-09-05"])
    func `their neighbours are worked`(text: String) throws {
        #expect(calendar.isWorkingDay(try day(text)))
    }

    @Test func `the computed rule yields the official years but for swaps`() throws {
        let swapped: Set<String> = ["2024-04-29", "2025-05-02", "2026-01-02", "2026-08-31"]
        for year in 2022...2026 {
            let official = Set(WorkCalendar.vietNam.off.map(\.day).filter { $0.year == year }.map(\.iso))
            let computed = VietnameseHolidays.days(of: year).map(\.day).filter { $0.weekday <= .friday }.map(\.iso)
            #expect(Set(computed) == official.subtracting(swapped), "\(year)")
        }
    }

    /// Where Viet Nam's Tết differs from the Chinese new year, and plain years beside them.
    @Test(arguments: [
        (1968, "1968-01-29"), (1985, "1985-01-21"), (2000, "2000-02-05"), (2007, "2007-02-17"), (2023, "2023-01-22"),
        (2024, "2024-02-10"), (2025, "2025-01-29"), (2026, "2026-02-17"), (2027, "2027-02-06"), (2028, "2028-01-26"),
        (2029, "2029-02-13"), (2030, "2030-02-02"), (2033, "2033-01-31"), (2034, "2034-02-19"),
    ])
    func `Tet falls on the Vietnamese new moon`(year: Int, expected: String) {
        #expect(VietnameseLunar.feasts(of: year).newYear.iso == expected)
    }

    @Test(arguments: [
        (2020, "2020-04-02"), (2022, "2022-04-10"), (2023, "2023-04-29"), (2024, "2024-04-18"), (2025, "2025-04-07"),
        (2026, "2026-04-26"), (2027, "2027-04-16"),
    ])
    func `the day of the Hung Kings is lunar 10-3, leap months or not`(year: Int, expected: String) {
        #expect(VietnameseLunar.feasts(of: year).hungKings.iso == expected)
    }

    @Test func `an unconfirmed year is computed and says so`() throws {
        let tet = try day("2030-02-04")
        #expect(calendar.isWorkingDay(tet) == false)
        #expect(calendar.calendar.ground(of: tet) == .computed(.tet))
        #expect(calendar.isProvisional(from: tet, through: tet))
        #expect(calendar.calendar.ground(of: try day("2027-05-03")) == .computed(.compensation(.labour)))
        #expect(calendar.isWorkingDay(try day("2025-11-24")))
        #expect(calendar.isWorkingDay(try day("2020-09-01")))
    }

    @Test func `a year that is confirmed by decision is no longer computed`() throws {
        var next = WorkCalendar.vietNam
        next.confirmedYears?.insert(2027)
        let compiled = try CompiledCalendar(next)
        #expect(compiled.isWorkingDay(try day("2027-02-08")))
        #expect(!compiled.isProvisional(from: try day("2027-02-08"), through: try day("2027-02-08")))
    }
}
