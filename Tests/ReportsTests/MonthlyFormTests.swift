import DelimitedText
import JSONText
import OneStop
import Reports
import Testing

@Suite struct MonthlyFormTests {
    private func form(_ waiting: WaitingRule = .withinLimit, label: String = "Đất đai") throws -> MonthlyForm {
        var figures = MonthlyFigures()
        for (column, number) in [
            (MonthlyColumn.receivedTotal, 12), (.receivedOnline, 12), (.resolvedTotal, 12), (.resolvedOnTime, 11),
            (.resolvedLate, 1), (.resolvedNoLimit, 4), (.resolvedWaiting, 3), (.waitingSupplement, 5),
        ] {
            figures[column] = number
        }
        let month = try #require(ReportMonth(iso: "2011-05"))
        return MonthlyForm(
            agencyCode: "H1", agencyName: "Sở thử", month: month, cutOff: .state,
            reckoning: MonthlyReckoning(
                period: month.period(.state), waiting: waiting, now: try Instant(rfc3339: "2011-06-01T00:00:00Z"),
                offset: .vietnam), total: figures, fields: [.init(key: "DD", label: label, figures: figures)],
            units: [.init(key: "", label: "", figures: figures)],
            entries: [
                MonthlyEntry(
                    reason: .resolvedLate, code: "H1-110420-0001", procedure: "1.000001", field: "DD", unit: nil,
                    acceptedAt: try Instant(rfc3339: "2011-04-20T01:00:00Z"),
                    due: try Instant(rfc3339: "2011-05-04T10:00:00Z"),
                    doneAt: try Instant(rfc3339: "2011-05-09T18:00:00Z"), daysLate: 6, cause: .appraisal,
                    apologyIssuedOn: LocalDate(iso: "2011-05-03"), newDate: nil),
                MonthlyEntry(
                    reason: .secondSupplement, code: "H1-110421-0002", procedure: "1.000001", field: "DD", unit: nil,
                    acceptedAt: nil, due: nil, doneAt: nil, daysLate: 0, cause: nil, apologyIssuedOn: nil, newDate: nil,
                    isAgainstPortalRate: true),
            ])
    }

    @Test func `the text numbers the columns, says which version it is, and explains what is late`() throws {
        let lines = try form().text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0] == "Biểu số II.06a/VPCP/KSTT")
        #expect(
            lines[3].contains(
                "từ ngày 15/4/2011 đến hết ngày 14/5/2011; số liệu tính đến 2011-05-14T23:59:59.999999+07:00"))
        let numbers = try #require(lines.first { $0.hasPrefix("(1)") })
        #expect(numbers.split(separator: " ").joined() == "(1)(2)(3)(4)(5)(6)(7)(8)(9)(10)(11)(12)(13)")
        #expect(lines.contains { $0.contains("(chưa chuyển phòng xử lý)") })
        #expect(lines.contains { $0.contains("chờ bổ sung tính là đang giải quyết trong hạn (cột 12): 5.") })
        #expect(lines.contains { $0.contains("không quy định thời hạn: đã giải quyết 4, tính vào cột 9") })
        let late = try #require(lines.first { $0.contains("H1-110420-0001") })
        #expect(
            late.hasSuffix(
                "20/4/2011  4/5/2011  10/5/2011            6  hội đồng, kiểm tra thực tế  3/5/2011         -"))
        #expect(lines.contains { $0.contains("H1-110421-0002") && $0.hasSuffix("  có") })
        #expect(lines.contains("Hồ sơ đang giải quyết quá hạn (cột 13): không có"))
        #expect(try form(.onTime).text.contains("đã giải quyết đúng hạn (cột 9) trong kỳ: 3; đang chờ đến cuối kỳ: 5."))
    }

    @Test func `the JSON has the tables with every column, the notes and the list`() throws {
        let value = try JSONValue(parsing: try form().json)
        guard case .object(let object) = value, case .object(let total)? = object["total"],
            case .array(let list)? = object["list"], case .object(let entry)? = list.first
        else {
            Issue.record("not the shape that was promised")
            return
        }
        #expect(
            object.keys == [
                "form", "agency", "period", "waiting", "total", "fields", "units", "agencies", "notes", "apologies",
                "frozen", "list",
            ])
        #expect(total.keys == MonthlyColumn.allCases.map(\.rawValue))
        #expect(entry["cause"] == .string("appraisal") && entry["newDate"] == .null && entry["daysLate"] == .integer(6))
        #expect(entry["due"] == .string("2011-05-04T17:00:00+07:00"))
    }

    @Test func `the CSV has a record for each row, and the list is one of its own; neither runs as a formula`() throws {
        let records = try DelimitedReader.records(in: try form(label: "=1+1").csv())
        #expect(records.map { $0.fields[0] } == ["table", "field", "unit", "total"])
        #expect(records.map(\.fields.count) == [Int](repeating: 3 + MonthlyColumn.allCases.count, count: 4))
        #expect(records[1].fields[2] == "'=1+1" && records[1].fields[3] == "12")
        let list = try DelimitedReader.records(in: try form().listCSV())
        #expect(list.count == 3 && list[0].fields.count == list[1].fields.count)
        #expect(list[1].fields[8...9] == ["6", "appraisal"])
        #expect(list.map { $0.fields.last } == ["againstPortalRate", "false", "true"])
    }
}
