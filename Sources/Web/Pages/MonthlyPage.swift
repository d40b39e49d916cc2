import Desk
import Hummingbird
import OneStop
import Reports

/// Which form II.06a a page is asked for; stands in the address.
private struct MonthlyFilters {
    var agency: String?
    var request: MonthlyRequest
    /// Whether the present figures are asked for where the month is frozen.
    var counted: Bool

    /// - Parameter today: without a month, the last one that had ended by then.
    init(_ given: Query, today: LocalDate) throws(DeskError) {
        var query = given
        agency = try query.chosen("agency") { $0 }
        let cutOff = try query.chosen("cutoff") { CutOff(rawValue: $0) } ?? .state
        let present = ReportMonth(holding: today, cutOff).period(cutOff)
        let before = ReportMonth(holding: present.from.adding(days: -1), cutOff)
        request = MonthlyRequest(
            month: try query.chosen("period") { ReportMonth(iso: $0) } ?? before, cutOff: cutOff,
            waiting: try query.chosen("waiting") { WaitingRule(rawValue: $0) } ?? .withinLimit)
        counted = query.text("present") != nil
        try query.finish()
    }

    func address(_ path: String) -> String {
        Filters.address(
            path,
            [
                "agency": agency, "period": request.month.iso, "cutoff": request.cutOff.rawValue,
                "waiting": request.waiting.rawValue, "present": counted ? "1" : nil,
            ])
    }
}

extension Pages {
    /// Form II.06a of a month: to look at, and as files.
    func addMonthly(to group: RouterGroup<DeskContext>) {
        monthly("figures/monthly", in: group) { filters, form, visit, principal in
            .page(try await monthlyPage(filters, form, visit, principal))
        }
        monthly("figures/monthly.csv", in: group) { filters, form, _, _ in
            .download(form.csv(), as: "II-06a-\(filters.request.month.iso).csv")
        }
        monthly("figures/monthly-list.csv", in: group) { filters, form, _, _ in
            .download(form.listCSV(), as: "II-06a-\(filters.request.month.iso)-list.csv")
        }
    }

    private func monthly(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ show: @escaping @Sendable (MonthlyFilters, MonthlyForm, Visit, Principal) async throws -> Response
    ) {
        page(path, in: group) { request, _, visit, principal in
            let filters = try MonthlyFilters(
                Query(of: request), today: try await today(of: principal, at: visit.now))
            let form = try await desk.reportedMonth(
                filters.request, of: filters.agency, counted: filters.counted, at: visit.now, for: principal)
            return try await show(filters, form, visit, principal)
        }
    }

    private func monthlyPage(
        _ filters: MonthlyFilters, _ form: MonthlyForm, _ visit: Visit, _ principal: Principal
    ) async throws -> HTML {
        let say = visit.say
        let office = try await desk.directory.office()
        let fields = Filters(say: say)
        let title = say("Biểu II.06a", "Form II.06a")
        let present = form.reckoning.present
        let times = When(say, present.offset)
        let agency = office.agency(code: form.agencyCode)
        let frozen: HTML? =
            if let agency { try await frozenPart(filters.request, form, of: agency, visit, principal) } else { nil }
        let lists = MonthlyEntry.Reason.allCases.map { reason -> HTML in
            let entries = form.entries.filter { $0.reason == reason }
            let none: HTML = "<p class=\"empty\">\(say("Không có.", "None."))</p>"
            return """
                <h2 id="\(reason.rawValue)">\(reason.title(say)) <span class="count">\(entries.count)</span></h2>
                \(entries.isEmpty ? none : NamedTable(say: say, offset: present.offset).html(entries))

                """
        }
        return Layout(visit: visit, title: title, place: .figures).page(
            """
            <h1>\(title): \(form.agencyName)</h1>
            <form class="filters" action="/figures/monthly" method="get">
            \(agency.flatMap { fields.agency($0, of: principal, in: office) })
            <label>\(say("Tháng báo cáo", "Month"))<input type="month" name="period" value="\(form.month.iso)" required pattern="[0-9]{4}-[0-9]{2}" placeholder="2026-03"></label>
            \(fields.select("cutoff", say("Kỳ", "Its days"), form.cutOff.rawValue, CutOff.allCases.map { ($0.rawValue, $0.title(say)) }))
            \(fields.select("waiting", say("Hồ sơ chờ bổ sung", "What waits for a supplement"), form.reckoning.waiting.rawValue, WaitingRule.allCases.map { ($0.rawValue, $0.title(say)) }))
            <button>\(say("Xem", "Show"))</button>
            </form>
            <p class="line">\(say("Từ", "From")) \(times.day(present.period.from)) \(say("đến hết", "through")) \(times.day(present.period.to)); \(say("số liệu lúc", "as of")) \(times.whole(present.asOf)).
            <a href="\(filters.address("/figures/monthly.csv"))">\(say("Tải biểu (CSV)", "The form (CSV)"))</a> · <a href="\(filters.address("/figures/monthly-list.csv"))">\(say("Tải danh sách hồ sơ (CSV)", "The dossiers it names (CSV)"))</a></p>
            \(frozen)
            <div lang="vi">
            \(MonthlyTable(form: form).html)
            </div>
            \(lists)
            """)
    }
}

/// The tables of form II.06a, in the words of the form.
private struct MonthlyTable {
    let form: MonthlyForm

    var html: HTML {
        let agencies =
            form.hasFormerAgencies ? table("C. Theo cơ quan trước và sau sắp xếp", "Cơ quan", form.lines) : nil
        let notes = form.notes.map { "<li>\($0)</li>\n" as HTML }
        return """
            <h2>Tình hình, kết quả giải quyết thủ tục hành chính <span class="count">Đơn vị tính: số hồ sơ</span></h2>
            \(table("A. Theo lĩnh vực", "Lĩnh vực", form.fields))
            \(table("B. Theo đơn vị", "Đơn vị", form.units))
            \(agencies)
            <h3>Ghi chú</h3><ul class="small">\(notes)</ul>
            """
    }

    private func table(_ title: String, _ heading: String, _ rows: [MonthlyForm.Row]) -> HTML {
        let columns = MonthlyColumn.printed
        let heads = columns.map { "<th scope=\"col\" class=\"amount\">\($0.heading.0) \($0.heading.1)</th>" as HTML }
        let numbers = columns.map { "<td class=\"amount\">(\($0.number ?? 0))</td>" as HTML }
        func cells(_ figures: MonthlyFigures) -> HTML {
            HTML(
                columns.map { column -> HTML in
                    let count = figures[column]
                    guard count > 0, let list = column.list else { return "<td class=\"amount\">\(count)</td>" }
                    return "<td class=\"amount\"><a class=\"figure late\" href=\"#\(list.rawValue)\">\(count)</a></td>"
                })
        }
        let lines = rows.enumerated().map { place, row -> HTML in
            let name = row.key.isEmpty ? "(chưa chuyển phòng xử lý)" : row.label.isEmpty ? row.key : row.label
            return
                "<tr><td class=\"amount\">\(place + 1)</td><th scope=\"row\">\(name)</th>\(cells(row.figures))</tr>\n"
        }
        return """
            <h3>\(title)</h3>
            <div class="scroll" role="region" tabindex="0" aria-label="\(title)"><table class="figures"><thead><tr><th scope="col">STT</th><th scope="col">\(heading)</th>\(heads)</tr>
            <tr class="numbers"><td class="amount">(1)</td><td>(2)</td>\(numbers)</tr></thead><tbody>
            \(lines)<tr class="sum"><td></td><th scope="row">Tổng số</th>\(cells(form.total))</tr></tbody></table></div>
            """
    }
}

extension MonthlyColumn {
    /// The list of the dossiers behind the column, on the same page.
    fileprivate var list: MonthlyEntry.Reason? {
        switch self {
        case .resolvedLate: .resolvedLate
        case .openOverdue: .openOverdue
        case .receivedTotal, .receivedOnline, .receivedDirectOrPost, .carriedOver, .resolvedTotal, .resolvedEarly,
            .resolvedOnTime, .openTotal, .openWithin, .resolvedNoLimit, .openNoLimit, .waitingSupplement,
            .waitingPayment, .resolvedWaiting, .resolvedGivenBack, .receivedAgain, .leftOpenBefore:
            nil
        }
    }
}
