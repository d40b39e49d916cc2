import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import OneStop
import Records
import Reports

extension Pages {
    /// How punctual an agency is: figures of a period, the dossiers behind them, and what can be kept of them as a file.
    func addFigures(to group: RouterGroup<DeskContext>) {
        page("figures", in: group) { request, _, visit, principal in
            let filters = try await figureFilters(request, visit, principal)
            return .page(try await figurePage(filters, visit, principal))
        }
        page("figures/on-time.csv", in: group) { request, _, visit, principal in
            let filters = try await figureFilters(request, visit, principal)
            let figures = try await desk.onTime(
                of: filters.agency, from: filters.from, to: filters.to, by: filters.grouping?.onTime, asOf: visit.now,
                for: principal)
            let report = OnTimeReport(
                period: figures.period, asOf: figures.asOf, offset: figures.offset, grouping: nil,
                total: figures.total,
                rows: figures.rows.map { OnTimeReport.Row(key: $0.key, label: $0.label, figures: $0.figures) })
            return .download(report.csv(), as: "on-time-\(filters.from.iso)-\(filters.to.iso).csv")
        }
        page("figures/apologies.csv", in: group) { request, _, visit, principal in
            let filters = try await figureFilters(request, visit, principal)
            let grouping = filters.letterGrouping ?? .cause
            let letters = try await desk.apologies(
                of: filters.agency, in: try filters.period(), by: grouping, asOf: visit.now, for: principal)
            let report = ApologyReport(
                period: letters.period, asOf: letters.asOf, offset: letters.offset, grouping: grouping,
                total: letters.total, rows: letters.rows)
            return .download(report.csv(), as: "apologies-\(filters.from.iso)-\(filters.to.iso).csv")
        }
        page("figures/dossiers", in: group) { request, _, visit, principal in
            let today = try await today(of: principal, at: visit.now)
            var query = try Query(of: request)
            let figure = try query.chosen("figure") { PeriodClass(rawValue: $0) }
            let key = query.text("key")
            let filters = try FigureFilters(&query, today: today)
            try query.finish()
            guard let figure, figure.reason != nil else { throw DeskError.notFound("The list") }
            return .page(try await namedPage(figure, key, filters, visit, principal))
        }
    }

    private func figureFilters(
        _ request: Request, _ visit: Visit, _ principal: Principal
    ) async throws -> FigureFilters {
        let today = try await today(of: principal, at: visit.now)
        var query = try Query(of: request)
        let filters = try FigureFilters(&query, today: today)
        try query.finish()
        return filters
    }

    /// The local date where somebody works.
    func today(of principal: Principal, at now: Instant) async throws -> LocalDate {
        let office = try await desk.directory.office()
        return (office.agencies[principal.agency]?.calendar.offset ?? .vietnam).localDate(of: now)
    }

    private func figurePage(
        _ filters: FigureFilters, _ visit: Visit, _ principal: Principal
    ) async throws -> HTML {
        let say = visit.say
        let office = try await desk.directory.office()
        let period = try filters.period()
        let figures = try await desk.onTime(
            of: filters.agency, from: filters.from, to: filters.to, by: filters.grouping?.onTime, asOf: visit.now,
            for: principal)
        let letters = try await desk.apologies(
            of: filters.agency, in: period, by: filters.letterGrouping, asOf: visit.now, for: principal)
        // A year of months, each as of its own end.
        let year = ReportMonth(holding: filters.to, .calendar).period(.calendar).from.adding(months: -11)
        let trend = try await desk.onTime(
            of: filters.agency, from: year, to: filters.to, by: .month, asOf: visit.now, for: principal)
        let agency = filters.agency.flatMap { office.agency(code: $0) } ?? office.agencies[principal.agency]
        let title = say("Số liệu đúng hạn", "On-time figures")
        let times = When(say, figures.offset)
        let parts = FigureParts(filters: filters, say: say)
        return Layout(visit: visit, title: title, place: .figures).page(
            """
            <h1>\(title): \(agency?.row.name)</h1>
            \(parts.form(agency, principal, office, today: figures.offset.localDate(of: visit.now)))
            <p class="line">\(say("Từ", "From")) \(times.day(period.from)) \(say("đến hết", "through")) \(times.day(period.to)); \(say("số liệu lúc", "as of")) \(times.whole(figures.asOf)). <a href="/figures/monthly">\(say("Biểu II.06a theo tháng", "Form II.06a of a month"))</a></p>
            <div class="columns wide"><div>
            \(parts.rates(figures.total))
            \(parts.trend(trend))
            \(parts.letters(letters))
            </div><div>\(parts.ledger(figures.total))</div></div>
            \(parts.rows(figures, letters))
            <p class="more"><a href="\(filters.address("/figures/on-time.csv"))">\(say("Tải số liệu đúng hạn (CSV)", "On-time figures (CSV)"))</a> · <a href="\(filters.address("/figures/apologies.csv"))">\(say("Tải số liệu xin lỗi (CSV)", "Letters of apology (CSV)"))</a></p>
            """)
    }

    private func namedPage(
        _ figure: PeriodClass, _ key: String?, _ filters: FigureFilters, _ visit: Visit, _ principal: Principal
    ) async throws -> HTML {
        let say = visit.say
        guard let reason = figure.reason else { throw DeskError.notFound("The list") }
        let found = try await desk.named(
            for: reason, in: try filters.period(), of: filters.agency, asOf: visit.now, for: principal)
        let entries = found.entries.filter { entry in
            // Who was asked for documents twice and is late, too, counts as late.
            guard figure != .secondSupplement || entry.isAgainstPortalRate else { return false }
            guard let key else { return true }
            switch filters.grouping?.onTime {
            case .procedure: return entry.procedure == key
            case .field: return entry.field == key
            case .unit: return entry.unit ?? "" == key
            case .officer, .channel, .month, .agency, nil: return true
            }
        }
        let times = When(say, found.reckoning.offset)
        let title =
            "\(figure.title(say)): \(key.map { $0.isEmpty ? say("không có", "none") : $0 } ?? found.agency.row.name)"
        var back = filters
        if key == nil { back.grouping = nil }
        let none: HTML = "<p class=\"empty\">\(say("Không có hồ sơ nào.", "No dossiers."))</p>"
        return Layout(visit: visit, title: title, place: .figures).page(
            """
            <p class="more"><a href="\(back.address())">← \(say("Số liệu đúng hạn", "On-time figures"))</a></p>
            <h1>\(title) <span class="count">\(entries.count)</span></h1>
            <p class="line">\(say("Từ", "From")) \(times.day(filters.from)) \(say("đến hết", "through")) \(times.day(filters.to)); \(say("số liệu lúc", "as of")) \(times.whole(found.reckoning.asOf)).</p>
            \(entries.isEmpty ? none : NamedTable(say: say, offset: found.reckoning.offset).html(entries))
            """)
    }
}

extension FigureFilters {
    /// By what letters are told apart on the page that has these figures; nil where they are not.
    var letterGrouping: ApologyGrouping? {
        switch grouping {
        case .cause: .cause
        case .onTime(.unit): .unit
        case .onTime(.procedure): .procedure
        case .onTime(.field), .onTime(.officer), .onTime(.channel), .onTime(.month), .onTime(.agency), nil: nil
        }
    }
}

extension Response {
    /// A file of delimited text to keep, with the mark by which Excel recognises UTF-8.
    static func download(_ text: [UInt8], as name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: [0xEF, 0xBB, 0xBF] + text)))
    }
}
