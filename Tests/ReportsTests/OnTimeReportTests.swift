import DelimitedText
import JSONText
import OneStop
import Reports
import Testing

@Suite struct OnTimeReportTests {
    private func report(_ label: String = "Trực tuyến") throws -> OnTimeReport {
        let first = try #require(LocalDate(iso: "2011-05-01"))
        let last = try #require(LocalDate(iso: "2011-05-31"))
        var figures = Figures()
        figures.received = 4
        figures.receivedOnline = 4
        figures.resolvedEarly = 2
        figures.resolvedLate = 1
        figures.openWithin = 1
        let period = try #require(Period(from: first, to: last))
        let offset = try #require(UTCOffset("+01:00"))
        return OnTimeReport(
            period: period, asOf: try Instant(rfc3339: "2011-05-20T12:00:00Z"), offset: offset, grouping: "channel",
            total: figures,
            rows: [.init(key: "online", label: label, figures: figures), .init(key: "", label: "", figures: Figures())])
    }

    @Test func `the JSON has the period, the total and the rows, each with every class and both rates`() throws {
        let value = try JSONValue(parsing: try report().json)
        guard case .object(let object) = value, case .object(let total)? = object["total"],
            case .array(let rows)? = object["rows"], case .object(let row)? = rows.first
        else {
            Issue.record("not the shape that was promised")
            return
        }
        #expect(object.keys == ["period", "total", "rows"])
        #expect(total.keys == PeriodClass.allCases.map(\.rawValue) + ["resolvedRate", "portalRate"])
        #expect(row.keys == ["key", "label"] + total.keys)
        #expect(total["resolvedRate"] == .number(2.0 / 3) && total["portalRate"] == .number(0.75))
        #expect(row["key"] == .string("online") && row["resolvedEarly"] == .integer(2))
    }

    @Test func `a rate of nothing is null, and empty in a table`() throws {
        let json = try report().json
        #expect(json.contains("\"resolvedRate\":null,\"portalRate\":null"))
        let records = try DelimitedReader.records(in: try report().csv())
        #expect(records.map(\.fields.count) == [21, 21, 21, 21])
        #expect(records[0].fields.first == "key" && records[3].fields.first == "total")
        #expect(records[2].fields.suffix(2) == ["", ""])
        #expect(records[1].fields.suffix(2) == ["\(2.0 / 3)", "0.75"])
    }

    @Test func `a label is no formula of a spreadsheet`() throws {
        let records = try DelimitedReader.records(in: try report("=HYPERLINK(1)").csv())
        #expect(records[1].fields[1] == "'=HYPERLINK(1)")
    }

    @Test func `the text lines its columns up and says as of when`() throws {
        let lines = try report().text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "2011-05-01 to 2011-05-31, as of 2011-05-20T13:00:00+01:00")
        #expect(lines.contains("resolved in time            66.7%"))
        let table = lines.suffix(4)
        #expect(Set(table.map(\.count)).count == 1)
        #expect(table.map { $0.prefix(6) } == ["channe", "online", "(none)", "total "])
    }
}
