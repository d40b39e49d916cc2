import Desk
import OneStop
import Records
import Reports

/// How satisfied applicants were in each of twelve months, drawn and in a table.
struct RatingTrend {
    let figures: RatingReckoning
    /// The last day that is counted.
    let to: LocalDate
    let say: Language

    /// The first day of the twelve months.
    static func begin(before to: LocalDate) -> LocalDate {
        ReportMonth(holding: to, .calendar).period(.calendar).from.adding(months: -11)
    }

    private var months: [ReportMonth] {
        let begin = Self.begin(before: to)
        return (0..<12).map { ReportMonth(holding: begin.adding(months: $0), .calendar) }
    }

    var html: HTML {
        let known = Dictionary(figures.rows.map { ($0.key, $0.figures) }, uniquingKeysWith: { first, _ in first })
        let months = months.map { (name: "\($0.month)/\($0.year)", figures: known[$0.iso] ?? RatingFigures()) }
        let title = say("Điểm trung bình mười hai tháng", "Mean score, twelve months")
        let chart = Chart(
            title: title,
            description: say(
                "Điểm trung bình của từng tháng, từ 1 đến 5; số liệu ở bảng ngay dưới.",
                "The mean score of each month, from 1 to 5; the figures are in the table below."),
            scale: .scores(RatingFigures.scores), labels: months.map(\.name),
            lines: [
                Chart.Line(
                    name: say("điểm trung bình", "mean score"), shape: .round, values: months.map(\.figures.mean))
            ])
        let rows = months.map { month -> HTML in
            """
            <tr><th scope="row" class="code">\(month.name)</th><td class="amount">\(month.figures.count)</td><td class="amount">\(month.figures.mean.map { DecimalWords.one($0, say) } ?? "–")</td></tr>

            """
        }
        return """
            <section><h2>\(title)</h2>\(chart.html)
            <details><summary>\(say("Bảng số liệu", "The figures"))</summary>
            <table><thead><tr><th scope="col">\(say("Tháng", "Month"))</th><th scope="col" class="amount">\(say("Số đánh giá", "Ratings"))</th><th scope="col" class="amount">\(say("Trung bình", "Mean"))</th></tr></thead><tbody>
            \(rows)</tbody></table></details></section>
            """
    }
}
