import OneStop
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
        let (agency, unit) = (view.state.decidedBy, view.state.unit)
        return try await translated {
            Colleague.byName(
                of: try await database.staff(of: agency).filter { account, appointments in
                    CommandInput.Named(account: account, appointments: appointments)
                        .worksIn(unit, of: agency, in: view.office)
                })
        }
    }

    /// Everybody who works in the caller's agency, by name: for whoever says who stands in.
    package func colleagues(of principal: Principal) async throws -> [Colleague] {
        try await translated { Colleague.byName(of: try await database.staff(of: principal.agency)) }
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
