import Desk
import Hummingbird
import OneStop
import Reports

extension Pages {
    /// How punctual agencies are, for everybody: numbers of dossiers of the last full months.
    func addPublicFigures(to group: RouterGroup<DeskContext>) {
        open("public-figures", in: group) { request, _, visit in
            var query = try Query(of: request)
            let month = try query.parsed("month", expected: "a month, such as 2026-02") { ReportMonth(iso: $0) }
            let agency = query.text("agency")
            try query.finish()
            return .page(try await publicFiguresPage(month, agency, visit))
        }
    }

    private func publicFiguresPage(_ asked: ReportMonth?, _ code: String?, _ visit: Visit) async throws -> HTML {
        let say = visit.say
        let title = say("Kết quả giải quyết hồ sơ", "How dossiers are dealt with")
        let figures = try await desk.publicFigures(at: visit.now)
        let content: HTML
        if let code {
            guard let row = figures.rows.first(where: { $0.code == code }) else {
                throw DeskError.notFound("The agency")
            }
            content = PublicFigureTables(figures: figures, say: say).months(of: row)
        } else {
            guard let place = asked.map({ figures.months.firstIndex(of: $0) }) ?? figures.months.indices.first else {
                throw DeskError.notFound("The month")
            }
            content = PublicFigureTables(figures: figures, say: say).agencies(at: place)
        }
        return Layout(visit: visit, title: title, place: .publicFigures).page(
            """
            <h1>\(title)</h1>
            \(content)
            <details><summary>\(say("Các số này nghĩa là gì?", "What do these numbers mean?"))</summary>
            <p>\(say("Mỗi hồ sơ được tính ở tháng nó được tiếp nhận và tháng có kết quả, theo tình trạng lúc hết tháng. “Đúng hạn” so ngày có kết quả với ngày hẹn, đã trừ thời gian chờ người nộp; thư xin lỗi không làm hồ sơ quá hạn thành đúng hạn.", "A dossier is counted in the month of its acceptance and in that of its result, as it stood when the month ended. In time means before or on the due date, less the time that waited for the applicant; a letter of apology makes no late dossier punctual."))</p>
            <p>\(say("Tỷ lệ có kết quả đúng hạn = số hồ sơ có kết quả trước hạn và đúng hạn, chia cho số hồ sơ có hạn đã có kết quả.", "Resolved in time: resolved early and on time, of all with a limit that were resolved."))</p>
            <p>\(say("Tỷ lệ theo cách tính của Cổng Dịch vụ công quốc gia tính cả hồ sơ đang giải quyết: còn trong hạn được tính là đúng, quá hạn và yêu cầu bổ sung lần hai bị tính là không đúng.", "The national portal's rate counts open dossiers, too: those within their limit as kept, those overdue or asked for documents twice as not kept."))</p>
            <p>\(say("Chỉ có số lượng hồ sơ, không có thông tin của người nộp.", "There are numbers of dossiers only, and nothing of those who applied."))</p></details>
            """)
    }
}

/// The tables of the public figures.
private struct PublicFigureTables {
    let figures: PublicFigures
    let say: Language

    /// All agencies in one month.
    func agencies(at place: Int) -> HTML {
        let month = figures.months[place]
        let links = figures.months.map { other -> HTML in
            "<a href=\"/public-figures?month=\(other.iso)\"\(" aria-current=\"page\"" as HTML, if: other == month)>\(name(of: other))</a>\n"
        }
        let rows = figures.rows.map { row in
            line("<a href=\"/public-figures?agency=\(row.code.percentEncoded)\">\(row.name)</a>", row.months[place])
        }
        let none: HTML =
            "<p class=\"empty\">\(say("Chưa có hồ sơ nào trong những tháng này.", "No dossiers in these months yet."))</p>"
        return """
            <nav class="months" aria-label="\(say("Tháng", "Month"))">\(links)</nav>
            <h2>\(say("Tháng", "Month")) \(name(of: month))</h2>
            \(rows.isEmpty ? none : table(say("Cơ quan", "Agency"), rows))
            """
    }

    /// One agency in all months.
    func months(of row: PublicFigures.Row) -> HTML {
        let rows = zip(figures.months, row.months).map { month, counts in
            line("<a href=\"/public-figures?month=\(month.iso)\">\(name(of: month))</a>", counts)
        }
        return """
            <p class="line"><a href="/public-figures">\(say("Tất cả cơ quan", "All agencies"))</a></p>
            <h2>\(row.name)</h2>
            <section>\(chart(of: row).html)</section>
            \(table(say("Tháng", "Month"), rows))
            """
    }

    /// Both rates, the latest month on the right.
    private func chart(of row: PublicFigures.Row) -> Chart {
        Chart(
            title: say("Tỷ lệ đúng hạn theo tháng", "On-time rates by month"),
            description: say(
                "Hai tỷ lệ đúng hạn của từng tháng; số liệu ở bảng ngay dưới.",
                "Both on-time rates of each month; the figures are in the table below."),
            labels: figures.months.reversed().map { name(of: $0) },
            lines: [
                Chart.Line(
                    name: say("tỷ lệ đúng hạn", "resolved in time"), shape: .round,
                    values: row.months.reversed().map(\.resolvedRate)),
                Chart.Line(
                    name: say("theo Cổng quốc gia", "the portal's rate"), shape: .square,
                    values: row.months.reversed().map(\.portalRate)),
            ])
    }

    private var columns: [String] {
        [
            say("Tiếp nhận", "Received"), say("Có kết quả đúng hạn", "Resolved in time"),
            say("Có kết quả quá hạn", "Resolved late"), say("Đang giải quyết, quá hạn", "Open, overdue"),
            say("Tỷ lệ đúng hạn", "In time"), say("Theo Cổng quốc gia", "Portal's rate"),
        ]
    }

    private func table(_ heading: String, _ rows: [HTML]) -> HTML {
        let names = columns.map { "<th scope=\"col\" class=\"amount\">\($0)</th>" as HTML }
        return """
            <table class="list numbers"><thead><tr><th scope="col">\(heading)</th>\(names)</tr></thead><tbody>
            \(rows)</tbody></table>
            """
    }

    /// On a telephone each number stands on a line of its own, with the column's name before it.
    private func line(_ name: HTML, _ counts: Figures) -> HTML {
        let numbers = [
            String(counts.received), String(counts.resolvedEarly + counts.resolvedOnTime),
            String(counts.resolvedLate), String(counts.openOverdue), DecimalWords.percent(counts.resolvedRate, say),
            DecimalWords.percent(counts.portalRate, say),
        ]
        let cells = zip(columns, numbers).map { column, number -> HTML in
            "<td class=\"amount\" data-name=\"\(column)\">\(number)</td>"
        }
        return "<tr><th scope=\"row\">\(name)</th>\(cells)</tr>\n"
    }

    /// `2/2026`.
    private func name(of month: ReportMonth) -> String { "\(month.month)/\(month.year)" }
}
