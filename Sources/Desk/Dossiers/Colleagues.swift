import OneStop
package import Store

extension DeskService {
    /// The officers and heads to whom a dossier of a unit can be given, by name: for whoever gives it.
    package func colleagues(for view: DossierView, by principal: Principal) async throws -> [AccountRow] {
        let unit = view.state.unit
        return try await translated {
            var found: [AccountRow] = []
            for account in try await database.accounts(of: view.state.decidedBy)
            where account.disabledAt == nil && account.signsIn {
                guard let (row, appointments) = try await database.account(login: account.login, tenant: account.tenant)
                else { continue }
                let named = CommandInput.Named(account: row, appointments: appointments)
                if named.worksIn(unit, of: view.state.decidedBy, in: view.office) { found.append(row) }
            }
            return found.sorted { $0.name < $1.name }
        }
    }
}
