import Desk
import Hummingbird
import OneStop
import Reports

extension API {
    /// `GET /figures/on-time`: the classes and rates of a period. `GET /figures/monthly`: form II.06a of a month.
    /// `GET /figures/legs`: what other agencies were asked for. `GET /figures/time-used`: whose hands used the time.
    /// `GET /figures/apologies` and `…/apology-register`: letters of apology. `GET /figures/ratings`: what applicants say.
    func addFigures(to group: RouterGroup<DeskContext>) {
        addOnTime(to: group)
        addMonthly(to: group)
        addLegFigures(to: group)
        addTimeFigures(to: group)
        addApologyFigures(to: group)
        addRatingFigures(to: group)
        addFrozenMonths(to: group)
    }

    private func addOnTime(to group: RouterGroup<DeskContext>) {
        route(.get, "figures/on-time", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let from = try query.day("from")
            let to = try query.day("to")
            let asOf = try query.instant("asOf") ?? now
            let grouping = try query.parsed("by", expected: OnTimeGrouping.choices) { OnTimeGrouping(rawValue: $0) }
            try query.finish()
            let figures = try await desk.onTime(
                of: agency, from: from, to: to, by: grouping, asOf: asOf, for: principal)
            let report = OnTimeReport(
                period: figures.period, asOf: figures.asOf, offset: figures.offset, grouping: grouping?.rawValue,
                total: figures.total,
                rows: figures.rows.map { OnTimeReport.Row(key: $0.key, label: $0.label, figures: $0.figures) })
            return .current(Array(report.json.utf8), for: request)
        }
    }

    private func addLegFigures(to group: RouterGroup<DeskContext>) {
        route(.get, "figures/legs", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let from = try query.day("from")
            let to = try query.day("to")
            let asOf = try query.instant("asOf") ?? now
            let grouping = try query.parsed("by", expected: LegGrouping.choices) { LegGrouping(rawValue: $0) }
            try query.finish()
            let figures = try await desk.legFigures(
                of: agency, from: from, to: to, by: grouping ?? .agency, asOf: asOf, for: principal)
            return .current(Array(figures.json.utf8), for: request)
        }
    }

    private func addTimeFigures(to group: RouterGroup<DeskContext>) {
        route(.get, "figures/time-used", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let from = try query.day("from")
            let to = try query.day("to")
            let grouping = try query.required("by", expected: TimeGrouping.choices) { TimeGrouping(rawValue: $0) }
            try query.finish()
            let figures = try await desk.timeFigures(
                of: agency, from: from, to: to, by: grouping, at: now, for: principal)
            return .current(Array(figures.json.utf8), for: request)
        }
    }

    private func addMonthly(to group: RouterGroup<DeskContext>) {
        route(.get, "figures/monthly", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let month = try query.required("period", expected: "a month, such as 2011-05") { ReportMonth(iso: $0) }
            let cutOff = try query.required("cutoff", expected: CutOff.choices) { CutOff(rawValue: $0) }
            let waiting = try query.parsed("waiting", expected: WaitingRule.choices) { WaitingRule(rawValue: $0) }
            let asOf = try query.instant("asOf")
            let after = try query.parsed("after", expected: "a number of lines") {
                Int($0).flatMap { $0 >= 0 ? $0 : nil }
            }
            let limit = try query.limit(most: 1_000, standard: 1_000)
            try query.finish()
            let form = try await desk.reportedMonth(
                MonthlyRequest(month: month, cutOff: cutOff, waiting: waiting ?? .withinLimit), of: agency,
                counted: asOf != nil, at: asOf ?? now, for: principal)
            let first = min(after ?? 0, form.entries.count)
            let page = first..<min(first + limit, form.entries.count)
            var response = Response.current(Array(form.json(page: page).utf8), for: request)
            if page.upperBound < form.entries.count {
                // The lines that follow are those of the same moment; a frozen form has one.
                let following = String(page.upperBound)
                if form.frozen?.isShown == true {
                    response.link(next: ["after": following], of: request)
                } else {
                    let moment = (asOf ?? now).rfc3339(in: .utc).replacing("+", with: "%2B")
                    response.link(next: ["after": following, "asOf": moment], of: request)
                }
            }
            return response
        }
    }
}

extension CaseIterable where Self: RawRepresentable<String> {
    /// What a parameter may be, for its refusal.
    static var choices: String { "one of \(allCases.map(\.rawValue).joined(separator: ", "))" }
}
