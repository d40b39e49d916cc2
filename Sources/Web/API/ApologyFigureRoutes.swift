import Desk
import Hummingbird
import JSONText
import OneStop
import Reports

extension API {
    /// `GET /figures/apologies`: late dossiers by their letters. `GET /figures/apology-register`: the letters.
    func addApologyFigures(to group: RouterGroup<DeskContext>) {
        route(.get, "figures/apologies", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let period = try query.period()
            let asOf = try query.instant("asOf") ?? now
            let grouping = try query.parsed("by", expected: ApologyGrouping.choices) { ApologyGrouping(rawValue: $0) }
            try query.finish()
            let figures = try await desk.apologies(of: agency, in: period, by: grouping, asOf: asOf, for: principal)
            let report = ApologyReport(
                period: period, asOf: figures.asOf, offset: figures.offset, grouping: grouping, total: figures.total,
                rows: figures.rows)
            return .current(Array(report.json.utf8), for: request)
        }
        route(.get, "figures/apology-register", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let period = try query.period()
            let asOf = try query.instant("asOf") ?? now
            let after = try query.parsed("after", expected: "a number of lines") {
                Int($0).flatMap { $0 >= 0 ? $0 : nil }
            }
            let limit = try query.limit(most: 1_000, standard: 1_000)
            try query.finish()
            let register = try await desk.apologyRegister(
                of: agency, in: period, after: after ?? 0, limit: limit, asOf: asOf, for: principal)
            var writer = JSONWriter(capacity: 256 + register.letters.count * 400)
            writer.object { writer in
                writer.array("letters") { writer in
                    ApologyRegister(offset: register.offset, letters: register.letters).write(to: &writer)
                }
                writer.field("next", register.next)
            }
            var response = Response.current(writer.bytes, for: request)
            if let next = register.next {
                // The lines that follow are those of the same moment.
                response.link(
                    next: ["after": String(next), "asOf": asOf.rfc3339(in: .utc).replacing("+", with: "%2B")],
                    of: request)
            }
            return response
        }
    }
}

extension Query {
    /// The days `from` and `to`, both included.
    fileprivate mutating func period() throws -> Period {
        let from = try day("from")
        guard let period = Period(from: from, to: try day("to")) else {
            throw DeskError.invalid("to", rule: "C6.period", "The period ends before it begins. Exchange from and to.")
        }
        return period
    }
}
