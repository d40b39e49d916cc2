import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// How applicants rated the service, for who may see figures.
    func addRatings(to group: RouterGroup<DeskContext>) {
        page("ratings", in: group) { request, _, visit, principal in
            let asked = try RatingFilters(Form(parsing: request.uri.query ?? ""), visit.now)
            return .page(try await ratingsPage(asked, visit, principal))
        }
    }

    private func ratingsPage(_ asked: RatingFilters, _ visit: Visit, _ principal: Principal) async throws -> HTML {
        let say = visit.say
        let title = say("Đánh giá của người nộp hồ sơ", "Ratings by applicants")
        let figures = try await desk.ratingFigures(
            of: nil, from: asked.from, to: asked.to, by: asked.grouping, for: principal)
        let trend = try await desk.ratingFigures(
            of: nil, from: RatingTrend.begin(before: asked.to), to: asked.to, by: .month, for: principal)
        let list = try await desk.ratings(
            of: nil, from: asked.from, to: asked.to, after: asked.after, limit: 50, for: principal, at: visit.now)
        let none: HTML =
            "<p class=\"empty\">\(say("Chưa có đánh giá nào trong thời gian này. Người nộp đánh giá trên trang tra cứu khi hồ sơ đã xong.", "No ratings in this time. Applicants rate on the look-up page when their application is over."))</p>"
        return Layout(visit: visit, title: title, place: .ratings).page(
            """
            <h1>\(title) <span class="count">\(figures.total.count)</span></h1>
            \(filterForm(asked, say))
            \(figures.total.count == 0 ? none : tables(figures, list, asked, visit))
            \(RatingTrend(figures: trend, to: asked.to, say: say).html, if: trend.total.count > 0)
            """)
    }

    private func filterForm(_ asked: RatingFilters, _ say: Language) -> HTML {
        let groupings: [(RatingGrouping, String)] = [
            (.unit, say("đơn vị", "unit")), (.procedure, say("thủ tục", "procedure")),
            (.officer, say("chuyên viên", "officer")), (.month, say("tháng", "month")),
        ]
        let options = groupings.map { grouping, name -> HTML in
            "<option value=\"\(grouping.rawValue)\"\(" selected" as HTML, if: grouping == asked.grouping)>\(name)</option>"
        }
        return """
            <form class="filters" action="/ratings" method="get">
            <label>\(say("Từ ngày", "From"))<input type="date" name="from" required value="\(asked.from.iso)"></label>
            <label>\(say("Đến ngày", "To"))<input type="date" name="to" required value="\(asked.to.iso)"></label>
            <label>\(say("Theo", "By"))<select name="by">\(options)</select></label>
            <button>\(say("Xem", "Show"))</button></form>
            """
    }

    private func tables(
        _ figures: RatingReckoning, _ list: RatingList, _ asked: RatingFilters, _ visit: Visit
    ) -> HTML {
        let say = visit.say
        let names = columns(say).map { "<th scope=\"col\" class=\"amount\">\($0)</th>" as HTML }
        let total = row("<strong>\(say("Tất cả", "All"))</strong>", figures.total, say)
        let rows = figures.rows.map { group in
            let none = group.key.isEmpty ? say("không thuộc nhóm nào", "in no group") : group.key
            return row(HTML.isolated(group.label.isEmpty ? none : group.label), group.figures, say)
        }
        let times = When(say, list.offset)
        let lines = list.ratings.map { rating -> HTML in
            """
            <tr><td class="code"><a href="/dossiers/\(rating.code.percentEncoded)">\(rating.code)</a></td><td>\(Satisfaction.words(rating.rating.score, say))</td><td>\(HTML.isolated(rating.note))</td><td>\(times.short(rating.rating.at))</td></tr>

            """
        }
        return """
            <section><h2>\(say("Mức độ hài lòng", "Satisfaction"))</h2>
            <table class="list numbers"><thead><tr><th scope="col">\(say("Nhóm", "Group"))</th>\(names)</tr></thead><tbody>\(total)\(rows)</tbody></table></section>
            <section id="list"><h2>\(say("Từng đánh giá", "One by one"))</h2>
            <table class="list"><thead><tr><th scope="col">\(say("Hồ sơ", "Dossier"))</th><th scope="col">\(say("Điểm", "Score"))</th><th scope="col">\(say("Ý kiến", "In words"))</th><th scope="col">\(say("Ngày", "Day"))</th></tr></thead><tbody>
            \(lines)</tbody></table>
            \(list.next.map { "<p class=\"more\"><a href=\"\(asked.address(after: $0))\">\(say("Trang sau", "Next page"))</a></p>" as HTML })</section>
            """
    }

    private func columns(_ say: Language) -> [String] {
        [say("Số đánh giá", "Ratings"), say("Trung bình", "Mean")] + RatingFigures.scores.reversed().map { String($0) }
    }

    private func row(_ name: HTML, _ figures: RatingFigures, _ say: Language) -> HTML {
        let numbers =
            [String(figures.count), figures.mean.map { DecimalWords.one($0, say) } ?? "–"]
            + RatingFigures.scores.reversed().map { String(figures[$0]) }
        let cells = zip(columns(say), numbers).map { column, number -> HTML in
            "<td class=\"amount\" data-name=\"\(column)\">\(number)</td>"
        }
        return "<tr><th scope=\"row\">\(name)</th>\(cells)</tr>\n"
    }
}

/// Which ratings are shown; stands in the address. The last three months when nothing is said.
private struct RatingFilters {
    var from: LocalDate
    var to: LocalDate
    var grouping: RatingGrouping
    /// How many come before the page.
    var after: Int

    init(_ query: Form, _ now: Instant) throws(DeskError) {
        let today = UTCOffset.vietnam.localDate(of: now)
        to = try query.day("to") ?? today
        from = try query.day("from") ?? to.adding(months: -3)
        grouping = query.optional("by") == nil ? .unit : try query.choice("by", of: RatingGrouping.self)
        after = query.optional("after") == nil ? 0 : Int(try query.number("after", in: 0...1_000_000))
    }

    func address(after: Int) -> String {
        "/ratings?from=\(from.iso)&to=\(to.iso)&by=\(grouping.rawValue)&after=\(after)#list"
    }
}

/// Numbers with one decimal: `4,3` or `4.3`.
enum DecimalWords {
    static func one(_ number: Double, _ say: Language) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10)\(say(",", "."))\(tenths % 10)"
    }

    /// A share of one: `97,5 %`; a dash where there is none.
    static func percent(_ share: Double?, _ say: Language) -> String {
        share.map { "\(one($0 * 100, say)) %" } ?? "–"
    }
}
