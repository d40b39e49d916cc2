import JSONText
package import OneStop
import Records
import Store

extension DeskService {
    /// Gives somebody a right, with effect from now: what they ask for next is measured by it, within three seconds.
    package func give(
        _ right: UserRight, to login: String, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: @Sendable ([UserRight]) -> Answer
    ) async throws -> Answer {
        try await administer(by: principal, at: now, key: key) { administration in
            let account = try administration.person(login)
            guard account.id != principal.account else { throw AdministrationRefusal.ownRights.error }
            let before = administration.rights(of: account.id)
            guard !before.contains(right) else { throw AdministrationRefusal.rightThere.error }
            let home = administration.office.agencies[account.agency]?.row.code ?? ""
            let facts = try administration.facts(of: right, for: login, home: home)
            let after = before + [right]
            return (
                [
                    .appoint(facts), .markUser(agency: home, login: login, at: now),
                    administration.event(.rightGiven, of: login, in: account.agency, right, before, after),
                ], answer(after)
            )
        }
    }

    /// Takes a right away, with effect from now.
    package func take(_ right: UserRight, from login: String, by principal: Principal, at now: Instant) async throws {
        try await administer(by: principal, at: now) { administration in
            let account = try administration.person(login)
            let row = administration.appointments(of: account.id).first {
                UserRight($0, in: administration.office) == right
            }
            guard let row else { throw AdministrationRefusal.rightNotThere.error }
            try administration.requireAnotherAdministrator(than: account, without: right)
            let before = administration.rights(of: account.id)
            let after = before.filter { $0 != right }
            let home = administration.office.agencies[account.agency]?.row.code ?? ""
            let facts = AppointmentFacts(
                home: home, login: login, role: right.role.rawValue, agency: right.agency, unit: right.unit,
                procedure: right.procedure)
            return [
                .dismiss(row.id, facts), .markUser(agency: home, login: login, at: now),
                administration.event(.rightTaken, of: login, in: account.agency, right, before, after),
            ]
        }
    }
}

extension Administration {
    /// A right that the caller may give, as it is stored.
    func facts(of right: UserRight, for login: String, home: String) throws(DeskError) -> AppointmentFacts {
        let found = office.agency(code: right.agency)
        guard let found, found.row.tenant == principal.tenant else {
            throw .invalid(
                "agency", rule: "office.unknown_agency",
                "There is no agency \"\(right.agency)\" in your tree of agencies. Rights never reach beyond it.")
        }
        try principal.requireWithinReach(.users, [found.id])
        let agency = try agency(right.agency, permitting: .users)
        if let unit = right.unit { _ = try self.unit(unit, of: agency, field: "unit") }
        if let procedure = right.procedure, office.procedure(code: procedure, tenant: principal.tenant) == nil {
            throw AdministrationRefusal.unknownProcedure(procedure).error
        }
        return AppointmentFacts(
            home: home, login: login, role: right.role.rawValue, agency: right.agency, unit: right.unit,
            procedure: right.procedure)
    }

    /// An office is never left without somebody who administers the whole of it.
    func requireAnotherAdministrator(than account: AccountRow, without right: UserRight) throws(DeskError) {
        guard right.role == .admin, right.unit == nil, right.procedure == nil,
            let agency = office.agency(code: right.agency)
        else { return }
        let able = Set(stored.accounts.filter { $0.signsIn && $0.disabledAt == nil && $0.id != account.id }.map(\.id))
        let isThere = stored.appointments.contains {
            $0.role == Role.admin.rawValue && $0.agency == agency.id && $0.unit == nil && $0.procedure == nil
                && able.contains($0.account)
        }
        guard isThere else { throw AdministrationRefusal.lastAdministrator(agency: right.agency).error }
    }

    fileprivate func event(
        _ kind: NewAuditEvent.Kind, of login: String, in agency: AgencyID, _ right: UserRight, _ before: [UserRight],
        _ after: [UserRight]
    ) -> OfficeChange {
        event(kind, in: agency) { writer in
            writer.field("user", login)
            writer.field("right", right.text)
            writer.field("before", before.map(\.text))
            writer.field("after", after.map(\.text))
        }
    }
}
