import OneStop
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
            let staff = try await database.staff(of: agency).filter { account, appointments in
                let named = CommandInput.Named(account: account, appointments: appointments)
                return account.disabledAt == nil && account.signsIn && named.worksIn(unit, of: agency, in: view.office)
            }
            return staff.map { Colleague(login: $0.account.login, name: $0.account.name) }.sorted {
                ($0.name, $0.login) < ($1.name, $1.login)
            }
        }
    }
}
