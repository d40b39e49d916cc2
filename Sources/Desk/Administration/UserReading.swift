package import OneStop
package import Records
import Store

/// A right as it is given: a role in an agency, narrowed to a unit and those below it, or to a procedure. All by codes.
package struct UserRight: Sendable, Hashable {
    package var role: Role
    package var agency: String
    package var unit: String?
    package var procedure: String?

    package init(role: Role, agency: String, unit: String? = nil, procedure: String? = nil) {
        self.role = role
        self.agency = agency
        self.unit = unit
        self.procedure = procedure
    }

    init?(_ row: StaffAppointmentRow, in office: Office) {
        guard let role = Role(rawValue: row.role), let agency = office.agencies[row.agency] else { return nil }
        self.init(
            role: role, agency: agency.row.code, unit: row.unit.flatMap { office.unit($0)?.code },
            procedure: row.procedure.flatMap { office.procedures[$0]?.code })
    }

    /// As the audit trail has it: `officer H99.14 ATBX`.
    var text: String { [role.rawValue, agency, unit, procedure].compactMap(\.self).joined(separator: " ") }
}

/// Somebody of the staff as an administrator sees them.
package struct UserView: Sendable, Hashable {
    package var login: String
    package var name: String
    /// Codes.
    package var agency: String
    package var unit: String?
    package var state: UserState
    package var disabledAt: Instant?
    package var hasPassword: Bool
    /// Until when a password that an administrator gave counts; nil for one of the person's own.
    package var oneTimeUntil: Instant?
    package var hasSecondFactor: Bool
    package var rights: [UserRight]
    package var offset: UTCOffset

    init(_ row: UserRow, rights: [UserRight], in office: Office) {
        login = row.account.login
        name = row.account.name
        agency = office.agencies[row.account.agency]?.row.code ?? ""
        unit = row.account.unit.flatMap { office.unit($0)?.code }
        state = row.account.disabledAt != nil ? .disabled : row.account.signsIn ? .active : .imported
        disabledAt = row.account.disabledAt
        hasPassword = row.hasPassword
        oneTimeUntil = row.oneTimeUntil
        hasSecondFactor = row.hasSecondFactor
        self.rights = rights
        offset = office.agencies[row.account.agency]?.calendar.offset ?? .vietnam
    }

    /// Somebody who has just been added.
    init(_ input: NewUserInput, agency: Office.Agency) {
        login = input.login
        name = input.terms.name
        self.agency = agency.row.code
        unit = input.terms.unit
        state = .active
        hasPassword = false
        hasSecondFactor = false
        rights = input.rights
        offset = agency.calendar.offset
    }
}

extension DeskService {
    /// A page of the staff of an agency that the caller administers, by login.
    package func users(
        of code: String?, state: UserState? = nil, text: String? = nil, after: String? = nil, limit: Int,
        by principal: Principal
    ) async throws -> (views: [UserView], agency: Office.Agency, next: String?) {
        let office = try await directory.office()
        let agency = try principal.agency(code, permitting: .users, in: office)
        try principal.require(.users, in: agency.id, of: "The agency")
        let query = UserQuery(agency: agency.id, state: state, text: text, after: after, limit: limit + 1)
        let (users, rights) = try await translated { try await database.users(query) }
        let byAccount = Dictionary(grouping: rights, by: \.account)
        let views = users.prefix(limit).map { row in
            UserView(
                row, rights: (byAccount[row.account.id] ?? []).compactMap { UserRight($0, in: office) }, in: office)
        }
        return (views, agency, users.count > limit ? views.last?.login : nil)
    }

    /// Somebody of the staff of an agency that the caller administers.
    package func user(_ login: String, by principal: Principal) async throws -> UserView {
        let (row, rights, office) = try await foundUser(login, permitting: .users, by: principal)
        return UserView(row, rights: rights.compactMap { UserRight($0, in: office) }, in: office)
    }

    /// The sessions that somebody has open, those used last first.
    package func sessions(
        of login: String, by principal: Principal, at now: Instant
    ) async throws -> (sessions: [SessionSummaryRow], offset: UTCOffset) {
        let (row, _, office) = try await foundUser(login, permitting: .users, by: principal)
        let open = try await translated {
            try await database.openSessions(
                of: row.account.id, at: now, usedSince: now.adding(seconds: -BrowserSession.idleSeconds))
        }
        return (open, office.agencies[row.account.agency]?.calendar.offset ?? .vietnam)
    }

    func foundUser(
        _ login: String, permitting verb: Verb, by principal: Principal
    ) async throws -> (row: UserRow, rights: [StaffAppointmentRow], office: Office) {
        let office = try await directory.office()
        let found = try await translated { try await database.user(login: login, tenant: principal.tenant) }
        guard let found else { throw DeskError.notFound("The user") }
        try principal.require(verb, in: found.user.account.agency, of: "The user")
        return (found.user, found.rights, office)
    }
}
