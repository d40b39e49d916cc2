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
            var found: [Colleague] = []
            for account in try await database.accounts(of: agency) where account.disabledAt == nil && account.signsIn {
                guard let (row, appointments) = try await database.account(login: account.login, tenant: account.tenant)
                else { continue }
                let named = CommandInput.Named(account: row, appointments: appointments)
                guard named.worksIn(unit, of: agency, in: view.office) else { continue }
                found.append(Colleague(login: row.login, name: row.name))
            }
            return found.sorted { ($0.name, $0.login) < ($1.name, $1.login) }
        }
    }
}
