package import OneStop
import Records
import Store

/// Somebody to whom a dossier can be given.
package struct Colleague: Sendable, Hashable {
    package var login: String
    package var name: String
}

extension DeskService {
    /// The officers and heads to whom the dossier can be given, by name: for whoever gives it.
    package func colleagues(for view: DossierView) async throws -> [Colleague] {
        try await colleagues(workingIn: [view.state.unit], of: view.state.decidedBy, in: view.office)
    }

    /// The officers and heads to whom the caller may give dossiers, by name: for whoever gives several at once. Whether one of
    /// them works on a certain dossier is told when it is given.
    package func assignees(of principal: Principal) async throws -> [Colleague] {
        let office = try await directory.office()
        let grants = principal.actor.grants.filter { Rights.reach(.assign, of: $0.role) != nil }
        let units = (office.agencies[principal.agency]?.units ?? []).map(\.id).filter { unit in
            grants.contains { $0.agencies.contains(principal.agency) && $0.units?.contains(unit) ?? true }
        }
        return try await colleagues(workingIn: units, of: principal.agency, in: office)
    }

    /// The officers and heads of a unit that is asked something about a dossier, by name: for whoever gives the question to
    /// one of them.
    package func colleagues(answeringFor unit: UnitID, of agency: AgencyID) async throws -> [Colleague] {
        try await colleagues(workingIn: [unit], of: agency, in: try await directory.office())
    }

    /// Everybody who works in the caller's agency, by name: for whoever says who stands in.
    package func colleagues(of principal: Principal) async throws -> [Colleague] {
        try await translated { Colleague.byName(of: try await database.staff(of: principal.agency)) }
    }

    private func colleagues(
        workingIn units: [UnitID?], of agency: AgencyID, in office: Office
    ) async throws -> [Colleague] {
        let staff = try await translated { try await database.staff(of: agency) }
        return Colleague.byName(
            of: staff.filter { account, appointments in
                let named = CommandInput.Named(account: account, appointments: appointments)
                return units.contains { named.worksIn($0, of: agency, in: office) }
            })
    }
}

extension Colleague {
    /// Those who can sign in at present.
    fileprivate static func byName(of staff: [(account: AccountRow, appointments: [AppointmentRow])]) -> [Colleague] {
        staff.filter { $0.account.disabledAt == nil && $0.account.signsIn }
            .map { Colleague(login: $0.account.login, name: $0.account.name) }
            .sorted { ($0.name, $0.login) < ($1.name, $1.login) }
    }
}
