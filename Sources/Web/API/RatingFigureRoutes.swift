import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// `GET /figures/ratings`: how applicants rated the service.
    func addRatingFigures(to group: RouterGroup<DeskContext>) {
        route(.get, "figures/ratings", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let (from, to) = (try query.day("from"), try query.day("to"))
            let grouping = try query.parsed("by", expected: RatingGrouping.choices) { RatingGrouping(rawValue: $0) }
            try query.finish()
            let figures = try await desk.ratingFigures(of: agency, from: from, to: to, by: grouping, for: principal)
            var writer = JSONWriter(capacity: 256 + figures.rows.count * 256)
            writer.object { writer in
                writer.object("period") { writer in
                    writer.field("from", figures.period.from.iso)
                    writer.field("to", figures.period.to.iso)
                }
                writer.object("total") { writer in writer.ratings(figures.total) }
                writer.array("rows") { writer in
                    for row in figures.rows {
                        writer.object { writer in
                            writer.field("key", row.key)
                            writer.field("label", row.label)
                            writer.ratings(row.figures)
                        }
                    }
                }
            }
            return .current(writer.bytes, for: request)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func ratings(_ figures: RatingFigures) {
        field("count", figures.count)
        field("mean", figures.mean)
        array("scores") { writer in
            for score in RatingFigures.scores {
                writer.object { writer in
                    writer.field("score", score)
                    writer.field("count", figures[score])
                }
            }
        }
    }
}
