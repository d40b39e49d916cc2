import OneStop
import Reports
import Testing

@Suite struct LegReportTests {
    private static func period() throws -> Period {
        let from = try #require(LocalDate(iso: "2026-03-01"))
        return try #require(Period(from: from, to: from.adding(days: 30)))
    }

    @Test func `figures of legs are printed by row, and how often leg and dossier part ways`() throws {
        var figures = LegPeriodFigures(
            period: try Self.period(), asOf: try Instant(rfc3339: "2026-04-01T09:00:00+07:00"), offset: .vietnam,
            grouping: .agency)
        var row = LegPeriodFigures.Row(key: "H99.15", label: "Sở Xây dựng")
        row.figures[.endedLate, .resolvedOnTime] = 3
        row.figures[.openWithin, .openOverdue] = 2
        figures.rows = [row]
        figures.total = row.figures
        let lines = figures.text.split(separator: "\n")
        #expect(lines.count == 4)
        let cells = lines[2].split(separator: " ").suffix(10).map(String.init)
        #expect(cells == ["0", "0", "3", "0", "2", "0", "0", "0", "3", "2"])
        let csv = String(decoding: figures.csv(), as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(
            csv == [
                "agency,label,leg,total,legs", "H99.15,Sở Xây dựng,endedLate,resolvedOnTime,3",
                "H99.15,Sở Xây dựng,openWithin,openOverdue,2",
            ])
        #expect(figures.json.contains(#""lateInTime":3,"inTimeOfLate":2"#), "\(figures.json)")
    }

    @Test func `time is printed in hours and minutes, with its share of the whole`() throws {
        var figures = TimeFigures(period: try Self.period(), grouping: .unit, dossiers: 2)
        var unit = TimeFigures.Row(kind: .unit, key: "ATBX", label: "Phòng")
        (unit.minutes, unit.dossiers, unit.movedAway) = (90, 2, 5)
        var applicant = TimeFigures.Row(kind: .applicant, key: "", label: "")
        (applicant.minutes, applicant.dossiers) = (30, 1)
        figures.rows = [unit, applicant]
        figures.minutes = 120
        let lines = figures.text.split(separator: "\n")
        #expect(lines[2].contains("1:30") && lines[2].contains("75.0%") && lines[2].contains("0:05"))
        #expect(lines[3].hasPrefix("the applicant") && lines[4].contains("2:00"))
        let csv = String(decoding: figures.csv(), as: UTF8.self).split(whereSeparator: \.isNewline)
        #expect(csv[1] == "unit,ATBX,Phòng,2,90,0,5,0")
    }
}
