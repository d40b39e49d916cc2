import Desk
import OneStop
import Testing

@Suite struct MonthlyCheckTests {
    @Test func `a form that does not add up is not given out, and its row and columns are named`() throws {
        let month = try #require(ReportMonth(iso: "2026-03"))
        var form = MonthlyForm(
            agencyCode: "H1", agencyName: "Sở thử", month: month, cutOff: .calendar,
            reckoning: MonthlyReckoning(
                period: month.period(.calendar), waiting: .withinLimit,
                now: try Instant(rfc3339: "2026-05-01T00:00:00Z"), offset: .vietnam),
            total: MonthlyFigures(), fields: [], units: [], entries: [])
        try form.check()
        form.total[.leftOpenBefore] = 1
        let error = #expect(throws: DeskError.self) { try form.check() }
        #expect(error?.kind == .miscounted && error?.rule == "R7.2.identity")
        #expect(
            error?.detail.contains("Row total: column 6 is 0, not column 11 of the period before (1) (and 2 more).")
                == true,
            "\(error?.detail ?? "")")
    }
}
