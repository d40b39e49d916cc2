import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Who works in an agency and may do what, for who administers it.
    func addUsers(to group: RouterGroup<DeskContext>) {
        route(.get, "users", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let state = try query.parsed("state", expected: UserState.choices) { UserState(rawValue: $0) }
            let text = try query.parsed("q", expected: "1 to 100 characters") {
                (1...100).contains($0.count) ? $0 : nil
            }
            let after = try query.parsed("cursor", expected: "the cursor of a Link header") { LoginText($0)?.text }
            let limit = try query.limit(most: 200, standard: 50)
            try query.finish()
            let found = try await desk.users(
                of: agency, state: state, text: text, after: after, limit: limit, by: principal)
            return Response.list(found.views, next: found.next, for: request) { writer, view in
                writer.object { $0.user(view) }
            }.linked(to: found.next, of: request)
        }
        creation("users", in: group) { fields throws(FieldError) in
            try NewUserInput(&fields)
        } by: { input, principal, now, key in
            try await desk.add(input, by: principal, at: now, key: key) { view in
                Answer(
                    status: 201, etag: nil, location: "/api/v1/users/\(view.login)",
                    body: JSONWriter.object { $0.user(view) })
            }
        }
        route(.get, "users/{login}", in: group) { request, context, principal, _ in
            try Query(of: request).finish()
            let view = try await desk.user(context.login(), by: principal)
            return .current(JSONWriter.object { $0.user(view) }, for: request)
        }
        route(.put, "users/{login}", in: group) { request, context, principal, now in
            let terms = try await Body(of: request).read { fields throws(FieldError) in try UserTerms(&fields) }
            try await desk.change(context.login(), to: terms, by: principal, at: now)
            return .nothing
        }
        let one = group.group("users/{login}")
        route(.put, "disablement", in: one) { request, context, principal, now in
            try await Body(of: request).read { _ throws(FieldError) in }
            try await desk.disable(context.login(), by: principal, at: now)
            return .nothing
        }
        route(.delete, "disablement", in: one) { request, context, principal, now in
            try Query(of: request).finish()
            try await desk.enable(context.login(), by: principal, at: now)
            return .nothing
        }
        addRights(to: one)
        addCredentials(to: one)
    }

    private func addRights(to one: RouterGroup<DeskContext>) {
        route(.post, "rights", in: one) { request, context, principal, now in
            let body = try await Body(of: request)
            let key = try request.requiredKey(for: body)
            let right = try body.read { fields throws(FieldError) in try UserRight(&fields) }
            let answer = try await desk.give(right, to: context.login(), by: principal, at: now, key: key) { rights in
                Answer(
                    status: 201, etag: nil, location: nil, body: JSONWriter.object { $0.rights(rights) })
            }
            return .answer(answer)
        }
        route(.delete, "rights", in: one) { request, context, principal, now in
            var query = try Query(of: request)
            let role = try query.required("role", expected: Role.choices) { Role(rawValue: $0) }
            let agency = try query.required("agency", expected: "an agency's code") { $0.isEmpty ? nil : $0 }
            let right = UserRight(
                role: role, agency: agency, unit: query.text("unit"), procedure: query.text("procedure"))
            try query.finish()
            try await desk.take(right, from: context.login(), by: principal, at: now)
            return .nothing
        }
    }

    private func addCredentials(to one: RouterGroup<DeskContext>) {
        route(.post, "passwords", in: one) { request, context, principal, now in
            try await Body(of: request).read { _ throws(FieldError) in }
            let given = try await desk.givePassword(to: context.login(), by: principal, with: signIn, at: now)
            var writer = JSONWriter(capacity: 128)
            writer.object { writer in
                writer.field("password", given.password)
                writer.time("until", given.until, given.offset)
            }
            return .json(writer.bytes, status: .created, headers: [.cacheControl: "no-store"])
        }
        route(.delete, "second-factor", in: one) { request, context, principal, now in
            try Query(of: request).finish()
            try await desk.removeSecondFactor(of: context.login(), by: principal, at: now)
            return .nothing
        }
        route(.get, "sessions", in: one) { request, context, principal, now in
            try Query(of: request).finish()
            let (sessions, offset) = try await desk.sessions(of: context.login(), by: principal, at: now)
            return Response.list(sessions, next: nil, for: request) { writer, session in
                writer.object { writer in
                    writer.field("session", session.id)
                    writer.field("agent", session.agent)
                    writer.time("createdAt", session.createdAt, offset)
                    writer.time("seenAt", session.seenAt, offset)
                    writer.time("expiresAt", session.expiresAt, offset)
                }
            }
        }
        route(.delete, "sessions", in: one) { request, context, principal, now in
            try Query(of: request).finish()
            try await desk.endSessions(of: context.login(), by: principal, with: signIn, at: now)
            return .nothing
        }
        route(.delete, "sessions/{session}", in: one) { request, context, principal, now in
            try Query(of: request).finish()
            try await desk.endSessions(
                of: context.login(), session: context.number("session", of: "The session"), by: principal, with: signIn,
                at: now)
            return .nothing
        }
    }
}

/// A sign-in name as it may stand in an address.
struct LoginText {
    let text: String

    init?(_ written: String) {
        guard (1...60).contains(written.utf8.count), written.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        text = written
    }
}

extension DeskContext {
    /// The sign-in name in the address. One that cannot be one is somebody who does not exist.
    func login() throws -> String {
        guard let login = try parameters.require("login").percentDecoded.flatMap(LoginText.init) else {
            throw DeskError.notFound("The user")
        }
        return login.text
    }
}

extension UserTerms {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            name: try fields.line("name", maxLength: 200), unit: try fields.optionalLine("unit", maxLength: 60))
    }
}

extension NewUserInput {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        let login = try fields.line("login", maxLength: 60)
        let agency = try fields.optionalLine("agency", maxLength: 60)
        let terms = try UserTerms(&fields)
        var rights: [UserRight] = []
        for var entry in try fields.optionalObjects("rights", maxCount: 50) ?? [] {
            rights.append(try UserRight(&entry))
            try entry.finish()
        }
        self.init(login: login, agency: agency, terms: terms, rights: rights)
    }
}

extension UserRight {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            role: try fields.choice("role", of: Role.self), agency: try fields.line("agency", maxLength: 60),
            unit: try fields.optionalLine("unit", maxLength: 60),
            procedure: try fields.optionalLine("procedure", maxLength: 60))
    }
}

extension JSONWriter {
    /// The bytes of one object.
    static func object(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { write(&$0) }
        return writer.bytes
    }

    fileprivate mutating func user(_ view: UserView) {
        field("login", view.login)
        field("name", view.name)
        field("agency", view.agency)
        field("unit", view.unit)
        field("state", view.state.rawValue)
        time("disabledAt", view.disabledAt, view.offset)
        field("hasPassword", view.hasPassword)
        time("givenPasswordUntil", view.oneTimeUntil, view.offset)
        field("hasSecondFactor", view.hasSecondFactor)
        rights(view.rights)
    }

    fileprivate mutating func rights(_ rights: [UserRight]) {
        array("rights") { writer in
            for right in rights {
                writer.object { writer in
                    writer.field("role", right.role.rawValue)
                    writer.field("agency", right.agency)
                    writer.field("unit", right.unit)
                    writer.field("procedure", right.procedure)
                }
            }
        }
    }
}
