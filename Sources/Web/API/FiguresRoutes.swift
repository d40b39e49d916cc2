import Desk
import Hummingbird
import OneStop
import Reports

extension API {
    /// `GET /figures/on-time`: the classes and rates of a period.
    func addFigures(to group: RouterGroup<DeskContext>) {
        route(.get, "figures/on-time", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let from = try query.day("from")
            let to = try query.day("to")
            let asOf = try query.instant("asOf") ?? now
            let groupings = OnTimeGrouping.allCases.map(\.rawValue).joined(separator: ", ")
            let grouping = try query.parsed("by", expected: "one of \(groupings)") { OnTimeGrouping(rawValue: $0) }
            try query.finish()
            let figures = try await desk.onTime(
                of: agency, from: from, to: to, by: grouping, asOf: asOf, for: principal)
            let report = OnTimeReport(
                period: figures.period, asOf: figures.asOf, offset: figures.offset, grouping: grouping?.rawValue,
                total: figures.total,
                rows: figures.rows.map { OnTimeReport.Row(key: $0.key, label: $0.label, figures: $0.figures) })
            return .json(Array(report.json.utf8), headers: [.cacheControl: "no-cache"])
        }
    }
}
