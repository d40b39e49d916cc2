import Desk
import OneStop
import Reports

/// The parts of the page of on-time figures.
struct FigureParts {
    let filters: FigureFilters
    let say: Language

    func form(_ agency: Office.Agency?, _ principal: Principal, _ office: Office, today: LocalDate) -> HTML {
        let fields = Filters(say: say)
        let groupings = FigureFilters.Grouping.all(for: agency).map { ($0.inAddress, $0.title(say)) }
        let month = ReportMonth(holding: today, .calendar).period(.calendar)
        let before = ReportMonth(holding: month.from.adding(days: -1), .calendar).period(.calendar)
        let state = ReportMonth(holding: today, .state).period(.state)
        let year = Period(from: month.from.adding(months: 1 - month.from.month), to: month.to) ?? month
        let periods = [
            (say("tháng này", "this month"), month), (say("tháng trước", "last month"), before),
            (say("kỳ 15 đến 14", "the 15th to the 14th"), state), (say("từ đầu năm", "this year"), year),
        ]
        let links = periods.map { name, period -> HTML in
            "<a href=\"\(filters.during(period).address())\">\(name)</a> "
        }
        return """
            <form class="filters" action="/figures" method="get">
            \(agency.flatMap { fields.agency($0, of: principal, in: office) })
            \(fields.day("from", say("Từ ngày", "From"), filters.from))
            \(fields.day("to", say("Đến hết ngày", "Through"), filters.to))
            \(fields.select("by", say("Chia theo", "By"), filters.grouping?.inAddress, groupings, open: say("không chia", "nothing")))
            <button>\(say("Xem", "Show"))</button> <span class="choices">\(links)</span>
            </form>
            """
    }

    /// Both rates, and what each is a share of.
    func rates(_ total: Figures) -> HTML {
        """
        <div class="columns"><section class="rate"><h2>\(say("Giải quyết đúng hạn", "Resolved in time"))</h2>
        <p class="huge">\(Percent.words(total.resolvedRate, say))</p>
        <p class="small">\(say("Trước hạn và đúng hạn, trong số hồ sơ đã xong có thời hạn.", "Early and on time, of what was resolved and has a limit."))</p></section>
        <section class="rate"><h2>\(say("Tỷ lệ của Cổng Dịch vụ công quốc gia", "The national portal's rate"))</h2>
        <p class="huge">\(Percent.words(total.portalRate, say))</p>
        <p class="small">\(say("Kể cả hồ sơ đang làm; hồ sơ quá hạn hoặc bị yêu cầu bổ sung từ lần thứ hai không được tính là đúng hạn.", "Open dossiers too; what is overdue or was asked for documents twice is not in time."))</p></section></div>
        """
    }

    func trend(_ trend: OnTimeFigures) -> HTML {
        let name = say("Xu hướng mười hai tháng", "Twelve months")
        let chart = Chart(
            title: name,
            description: say(
                "Hai tỷ lệ đúng hạn của từng tháng; số liệu ở bảng ngay dưới.",
                "Both on-time rates of each month; the figures are in the table below."),
            labels: trend.rows.map { Self.short($0.key) },
            lines: [
                Chart.Line(
                    name: say("giải quyết đúng hạn", "resolved in time"), shape: .round,
                    values: trend.rows.map(\.figures.resolvedRate)),
                Chart.Line(
                    name: say("tỷ lệ của Cổng quốc gia", "the portal's rate"), shape: .square,
                    values: trend.rows.map(\.figures.portalRate)),
            ])
        let rows = trend.rows.map { row -> HTML in
            let month = LocalDate(iso: "\(row.key)-01").map { ReportMonth(holding: $0, .calendar).period(.calendar) }
            let address = month.map { filters.during($0).address() } ?? "/figures"
            return """
                <tr><th scope="row" class="code"><a href="\(address)">\(Self.short(row.key))</a></th><td class="amount">\(Percent.words(row.figures.resolvedRate, say))</td><td class="amount">\(Percent.words(row.figures.portalRate, say))</td><td class="amount">\(row.figures.received)</td><td class="amount">\(row.figures.resolvedLate)</td><td class="amount">\(row.figures.openOverdue)</td></tr>

                """
        }
        return """
            <section><h2>\(name)</h2>\(chart.html)
            <details><summary>\(say("Bảng số liệu", "The figures"))</summary>
            <div class="scroll" role="region" tabindex="0" aria-label="\(say("Bảng số liệu", "The figures"))"><table><thead><tr><th scope="col">\(say("Tháng", "Month"))</th><th scope="col" class="amount">\(say("Đúng hạn", "In time"))</th><th scope="col" class="amount">\(say("Cổng quốc gia", "Portal"))</th><th scope="col" class="amount">\(say("Tiếp nhận", "Received"))</th><th scope="col" class="amount">\(say("Xong quá hạn", "Late"))</th><th scope="col" class="amount">\(say("Đang quá hạn", "Overdue"))</th></tr></thead><tbody>
            \(rows)</tbody></table></div></details></section>
            """
    }

    /// `5/2026` of the key `2026-05`.
    private static func short(_ key: String) -> String {
        ReportMonth(iso: key).map { "\($0.month)/\($0.year)" } ?? key
    }

    func letters(_ letters: ApologyReckoning) -> HTML {
        let rows = ApologyClass.allCases.map { each -> HTML in
            "<tr><th scope=\"row\"\(" class=\"part\"" as HTML, if: each != .late && each != .overridden)>\(each.title(say))</th><td class=\"amount\">\(letters.total[each])</td></tr>\n"
        }
        return """
            <section><h2>\(say("Văn bản xin lỗi của hồ sơ quá hạn", "Letters of apology of late dossiers"))</h2>
            <table class="ledger"><tbody>\(rows)</tbody></table>
            <p>\(say("Mọi hồ sơ quá hạn đều có văn bản xin lỗi (PAR INDEX)", "Every late dossier has its letter (PAR INDEX)")): <strong>\(letters.total.everyLateHasLetterWords(say))</strong>.</p></section>
            """
    }

    /// The total: what was to be resolved is what was resolved and what is open.
    func ledger(_ total: Figures) -> HTML {
        let taken = total.carriedOver + total.received
        let resolved = total.resolvedEarly + total.resolvedOnTime + total.resolvedLate + total.resolvedNoLimit
        let open = total.openWithin + total.openOverdue + total.openNoLimit + total.paused
        return """
            <section><h2>\(say("Số hồ sơ", "Dossiers"))</h2><table class="ledger">
            \(part(say("Phải giải quyết", "To be resolved"), taken, total, [.carriedOver, .received, .receivedOnline, .receivedDirect, .receivedPost]))
            \(part(say("Đã giải quyết", "Resolved"), resolved, total, [.resolvedEarly, .resolvedOnTime, .resolvedLate, .resolvedNoLimit]))
            \(part(say("Đang giải quyết và tạm dừng", "Open and paused"), open, total, [.openWithin, .openOverdue, .openNoLimit, .paused]))
            \(part(say("Ngoài ra", "Beside these"), nil, total, [.awaitingReceipt, .refused, .receiptLate, .secondSupplement]))
            </table></section>
            """
    }

    private func part(_ title: String, _ sum: Int?, _ total: Figures, _ classes: [PeriodClass]) -> HTML {
        let rows = classes.map { each -> HTML in
            "<tr><th scope=\"row\" class=\"\(each.isWayOfFiling ? "deep" : "part")\">\(each.title(say))</th><td class=\"amount\">\(figure(total[each], each, key: nil))</td></tr>\n"
        }
        return """
            <tbody><tr class="sum"><th scope="rowgroup">\(title)</th><td class="amount">\(sum.map { String($0) })</td></tr>
            \(rows)</tbody>
            """
    }

    /// A number that leads to its dossiers, where there is a list of them.
    private func figure(_ count: Int, _ each: PeriodClass, key: String?) -> HTML {
        guard count > 0, let list = filters.list(of: each, key: key) else { return "\(count)" }
        return "<a class=\"figure late\" href=\"\(list)\">\(count)</a>"
    }

    /// The rows that the figures are divided into.
    func rows(_ figures: OnTimeFigures, _ letters: ApologyReckoning) -> HTML? {
        guard let grouping = filters.grouping else { return nil }
        let title = grouping.title(say)
        let tables: [HTML] = [
            grouping.onTime.map { _ in onTimeTable(title, figures) },
            filters.letterGrouping.map { letterTable(title, $0, letters) },
        ].compactMap(\.self)
        return HTML(tables)
    }

    private func onTimeTable(_ title: String, _ figures: OnTimeFigures) -> HTML {
        let classes: [PeriodClass] = [
            .carriedOver, .received, .resolvedEarly, .resolvedOnTime, .resolvedLate, .resolvedNoLimit, .openWithin,
            .openOverdue, .openNoLimit, .paused,
        ]
        let heads = classes.map { "<th scope=\"col\" class=\"amount\">\($0.title(say))</th>" as HTML }
        func cells(_ figures: Figures, key: String?) -> HTML {
            let counts = classes.map { "<td class=\"amount\">\(figure(figures[$0], $0, key: key))</td>" as HTML }
            return
                "\(counts)<td class=\"amount\">\(Percent.words(figures.resolvedRate, say))</td><td class=\"amount\">\(Percent.words(figures.portalRate, say))</td>"
        }
        let rows = figures.rows.map { row -> HTML in
            "<tr>\(head(row.key, row.label))\(cells(row.figures, key: row.key))</tr>\n"
        }
        return wide(
            say("Đúng hạn theo: \(title.lowercased())", "On time by \(title.lowercased())"),
            "<tr><th scope=\"col\">\(title)</th>\(heads)<th scope=\"col\" class=\"amount\">\(say("Đúng hạn", "In time"))</th><th scope=\"col\" class=\"amount\">\(say("Cổng quốc gia", "Portal"))</th></tr>",
            "\(rows)<tr class=\"sum\"><th scope=\"row\">\(say("Tổng số", "Total"))</th>\(cells(figures.total, key: nil))</tr>"
        )
    }

    private func letterTable(_ title: String, _ grouping: ApologyGrouping, _ letters: ApologyReckoning) -> HTML {
        let heads = ApologyClass.allCases.map { "<th scope=\"col\" class=\"amount\">\($0.title(say))</th>" as HTML }
        func cells(_ figures: ApologyFigures) -> HTML {
            HTML(ApologyClass.allCases.map { "<td class=\"amount\">\(figures[$0])</td>" })
        }
        let rows = letters.rows.map { row -> HTML in
            let label = grouping == .cause ? DelayCause(rawValue: row.key)?.title(say) ?? "" : row.label
            return
                "<tr>\(head(grouping == .cause && !label.isEmpty ? label : row.key, label))\(cells(row.figures))</tr>\n"
        }
        return wide(
            say("Xin lỗi theo: \(title.lowercased())", "Letters of apology by \(title.lowercased())"),
            "<tr><th scope=\"col\">\(title)</th>\(heads)</tr>",
            "\(rows)<tr class=\"sum\"><th scope=\"row\">\(say("Tổng số", "Total"))</th>\(cells(letters.total))</tr>")
    }

    /// A key with what it stands for.
    private func head(_ key: String, _ label: String) -> HTML {
        if key.isEmpty { return "<th scope=\"row\">\(say("(không có)", "(none)"))</th>" }
        guard !label.isEmpty, label != key else {
            return "<th scope=\"row\">\(ReportMonth(iso: key) == nil ? key : Self.short(key))</th>"
        }
        return "<th scope=\"row\">\(label)<span class=\"under\">\(key)</span></th>"
    }

    private func wide(_ title: String, _ heads: HTML, _ rows: HTML) -> HTML {
        """
        <h2>\(title)</h2>
        <div class="scroll" role="region" tabindex="0" aria-label="\(title)"><table class="figures"><thead>\(heads)</thead><tbody>
        \(rows)</tbody></table></div>
        """
    }
}

extension FigureFilters.Grouping {
    /// What an agency's figures can be divided by.
    static func all(for agency: Office.Agency?) -> [Self] {
        let hasFormer = (agency?.lines.count ?? 1) > 1
        return OnTimeGrouping.allCases.filter { $0 != .agency || hasFormer }.map { .onTime($0) } + [.cause]
    }
}
