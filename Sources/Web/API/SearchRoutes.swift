import Desk
import HTTPTypes
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// `GET /search`: dossiers, applicants or procedures by what is remembered of them.
    func addSearch(to group: RouterGroup<DeskContext>) {
        route(.get, "search", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let text = try query.required("q", expected: "a name, a code or a number") { $0 }
            let kind = try query.parsed("kind", expected: "one of: \(SearchKind.names)") {
                SearchKind(rawValue: $0)
            }
            let limit = try query.limit(most: 100, standard: 20)
            try query.finish()
            switch kind ?? .dossiers {
            case .dossiers:
                let (found, office) = try await desk.searchDossiers(text, limit: limit, by: principal, at: now)
                return .found(found, request) { writer, row in
                    writer.line(row, office, office.agencies[row.scope.decidedBy]?.calendar.offset ?? .vietnam)
                }
            case .applicants:
                let found = try await desk.searchApplicants(text, limit: limit, by: principal, at: now)
                return .found(found, request) { writer, applicant in
                    writer.object { writer in writer.details(of: applicant) }
                }
            case .procedures:
                let (found, office) = try await desk.searchProcedures(text, limit: limit, by: principal)
                return .found(found, request) { writer, procedure in
                    writer.object { writer in
                        writer.field("code", procedure.code)
                        writer.field("name", procedure.name)
                        writer.field("field", procedure.fieldCode)
                        writer.field("fieldName", procedure.fieldName)
                        writer.field("agency", office.agencies[procedure.agency]?.row.code)
                    }
                }
            }
        }
    }
}

/// What is searched for.
private enum SearchKind: String, CaseIterable {
    case dossiers, applicants, procedures

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Response {
    fileprivate static func found<Row>(
        _ found: Found<Row>, _ request: Request, _ write: (inout JSONWriter, Row) -> Void
    ) -> Response {
        var writer = JSONWriter(capacity: 512 * found.rows.count + 64)
        writer.object { writer in
            writer.array("items") { writer in
                for row in found.rows { write(&writer, row) }
            }
            writer.field("complete", found.isComplete)
        }
        return .current(writer.bytes, for: request)
    }
}
