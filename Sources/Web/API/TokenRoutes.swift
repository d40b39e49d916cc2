import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Tokens of an agency's staff, for who keeps them.
    func addTokens(to group: RouterGroup<DeskContext>) {
        route(.get, "tokens", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let user = try query.parsed("user", expected: "a sign-in name") { LoginText($0)?.text }
            let before = try query.parsed("cursor", expected: "the cursor of a Link header") {
                Int64($0).flatMap { $0 > 0 ? $0 : nil }
            }
            let limit = try query.limit(most: 200, standard: 50)
            try query.finish()
            let found = try await desk.tokens(
                of: agency, user: user, before: before, limit: limit, by: principal, at: now)
            let cursor = found.next.map { String($0) }
            return Response.list(found.views, next: cursor, for: request) { writer, view in
                writer.object { $0.token(view) }
            }.linked(to: cursor, of: request)
        }
        creation("tokens", in: group) { fields throws(FieldError) in
            try NewTokenInput(&fields)
        } by: { input, principal, now, key in
            try await desk.issue(input, by: principal, at: now, key: key) { view, secret in
                Answer(
                    status: 201, etag: nil, location: "/api/v1/tokens/\(view.row.id)",
                    body: JSONWriter.object { writer in
                        writer.token(view)
                        writer.field("secret", secret)
                    })
            }
        }
        route(.get, "tokens/{token}", in: group) { request, context, principal, now in
            try Query(of: request).finish()
            let view = try await desk.token(context.number("token", of: "The token"), by: principal, at: now)
            return .current(JSONWriter.object { $0.token(view) }, for: request)
        }
        route(.post, "tokens/{token}/revocation", in: group) { request, context, principal, now in
            try await Body(of: request).read { _ throws(FieldError) in }
            try await desk.revokeToken(context.number("token", of: "The token"), by: principal, at: now)
            return .nothing
        }
    }
}

extension NewTokenInput {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        let user = try fields.line("user", maxLength: 60)
        let label = try fields.line("label", maxLength: 200)
        let names = try fields.strings("scopes", maxCount: 10, maxLength: 40)
        var scopes: [Scope] = []
        for name in names {
            guard let scope = Scope(rawValue: name) else {
                throw fields.error("scopes", .choice, "must be scopes: \(Scope.choices)")
            }
            scopes.append(scope)
        }
        self.init(
            user: user, label: label, scopes: scopes, days: try fields.integer("days", in: 1...Self.mostDays))
    }
}

extension JSONWriter {
    fileprivate mutating func token(_ view: TokenView) {
        field("token", view.row.id)
        field("user", view.row.login)
        field("label", view.row.label)
        field("scopes", view.row.scopes)
        time("createdAt", view.row.createdAt, view.offset)
        time("expiresAt", view.row.expiresAt, view.offset)
        time("revokedAt", view.row.revokedAt, view.offset)
        field("counts", view.isCounting)
    }
}
