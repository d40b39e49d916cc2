import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Applicants who come again, and their details that change.
    func addApplicants(to group: RouterGroup<DeskContext>) {
        route(.get, "applicants", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let number = try query.required("identityNumber", expected: "a citizen's or a tax number") {
                (1...20).contains($0.count) ? $0 : nil
            }
            try query.finish()
            let found = try await desk.applicant(identityNumber: number, by: principal, at: now)
            var writer = JSONWriter(capacity: 400)
            writer.object { writer in writer.applicant(found) }
            return .json(writer.bytes, headers: [.cacheControl: "no-store"])
        }
        let dossier = group.group("dossiers/{code}")
        command("amendments", in: dossier) { (fields) throws(FieldError) in
            var details: [AmendedField: String] = [:]
            for field in AmendedField.allCases {
                details[field] = try fields.optionalLine(field.apiName, maxLength: field.longest)
            }
            return .amend(details)
        }
        route(.get, "amendments", in: dossier) { request, context, principal, now in
            var query = try Query(of: request)
            let page = try query.sequencePage()
            try query.finish()
            let (view, changes, next) = try await desk.amendments(
                of: context.dossierName(), page, by: principal, at: now)
            return .amendments(changes, next: next, of: view, request)
        }
    }
}

extension AmendedField {
    /// The detail's name in an applicant of the API.
    fileprivate var apiName: String {
        switch self {
        case .name, .phone, .email, .address: rawValue
        case .identityNumber: "identityNumber"
        }
    }

    /// The most characters of the detail.
    fileprivate var longest: Int {
        switch self {
        case .name: 200
        case .phone, .identityNumber: 20
        case .email: 254
        case .address: 500
        }
    }
}

extension Response {
    fileprivate static func amendments(
        _ changes: [ApplicantChangeRow], next: Int?, of view: DossierView, _ request: Request
    ) -> Response {
        var writer = JSONWriter(capacity: 200 * changes.count + 64)
        writer.object { writer in
            writer.field("code", view.state.code?.text)
            writer.array("amendments") { writer in
                for change in changes {
                    writer.object { writer in
                        writer.field("sequence", change.sequence)
                        writer.field("field", AmendedField(rawValue: change.field)?.apiName)
                        writer.field("before", change.before)
                        writer.field("after", change.after)
                        writer.time("changedAt", change.changedAt, view.offset)
                        writer.field("by", change.byLogin)
                    }
                }
            }
            writer.field("next", next)
        }
        return Response.current(
            writer.bytes, version: view.state.version, for: request, headers: [.cacheControl: "no-store"]
        ).linked(after: next.map { Int64($0) }, of: request)
    }
}
