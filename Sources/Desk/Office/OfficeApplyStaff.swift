import OneStop
import Store

/// Staff and their rights.
extension OfficeIndex {
    func staffChanges(of agency: OfficeDocument.Agency) throws(DeskError) -> [OfficeChange] {
        var changes: [OfficeChange] = []
        for user in agency.users {
            var wanted: [OfficeChange] = []
            if let unit = user.unit, !hasUnit(unit, in: agency.code) {
                throw unknownUnit(unit, of: agency.code, at: "\(user.path).unit")
            }
            let account = storedAccount(user.login, in: agency.code)
            let facts = AccountFacts(agency: agency.code, login: user.login, name: user.name, unit: user.unit)
            if let account {
                let before = AccountFacts(
                    agency: agencyCodes[account.agency] ?? "", login: account.login, name: account.name,
                    unit: account.unit.flatMap { unitCodes[$0] })
                if before != facts || !account.signsIn { wanted.append(.changeAccount(facts)) }
            } else {
                wanted.append(.addAccount(facts))
            }
            wanted += try rightChanges(of: user, home: agency.code, account: account?.id)
            let isAdministered = account.map { stored.administered.accounts.contains($0.id) } ?? false
            if isAdministered, !wanted.isEmpty {
                let name = "user \(user.login) of \(agency.code)"
                wanted =
                    overwriting
                    ? wanted + [.markUser(agency: agency.code, login: user.login, at: nil)] : [.keep(name)]
            }
            changes += wanted
        }
        return changes
    }

    private func rightChanges(
        of user: OfficeDocument.User, home: String, account: UserID?
    ) throws(DeskError) -> [OfficeChange] {
        var wanted: [AppointmentFacts] = []
        for right in user.roles {
            let facts = AppointmentFacts(
                home: home, login: user.login, role: right.role.rawValue, agency: right.agency ?? home,
                unit: right.unit, procedure: right.procedure)
            try check(right, facts)
            if !wanted.contains(facts) { wanted.append(facts) }
        }
        var changes: [OfficeChange] = []
        var present: Set<AppointmentFacts> = []
        for row in storedAppointments(of: account) {
            let facts = AppointmentFacts(
                home: home, login: user.login, role: row.role, agency: agencyCodes[row.agency] ?? "",
                unit: row.unit.flatMap { unitCodes[$0] }, procedure: row.procedure.flatMap { procedureCodes[$0] })
            if wanted.contains(facts) { present.insert(facts) } else { changes.append(.dismiss(row.id, facts)) }
        }
        changes += wanted.filter { !present.contains($0) }.map(OfficeChange.appoint)
        return changes
    }

    private func check(_ right: OfficeDocument.Right, _ facts: AppointmentFacts) throws(DeskError) {
        guard let top = top(of: facts.agency), top == self.top(of: facts.home) else {
            throw .invalid(
                "\(right.path).agency", rule: "office.unknown_agency",
                "\(right.path).agency: there is no agency \"\(facts.agency)\" in the tree of \(facts.home). Rights never reach beyond a tree."
            )
        }
        if let unit = facts.unit, !hasUnit(unit, in: facts.agency) {
            throw unknownUnit(unit, of: facts.agency, at: "\(right.path).unit")
        }
        guard let procedure = facts.procedure else { return }
        let inDocument = documentAgencies.values.contains { agency in
            agency.procedures.contains { $0.code == procedure } && self.top(of: agency.code) == top
        }
        guard inDocument || storedProcedure(procedure, in: facts.home) != nil else {
            throw .invalid(
                "\(right.path).procedure", rule: "office.unknown_procedure",
                "\(right.path).procedure: there is no procedure \"\(procedure)\", neither in the document nor stored.")
        }
    }

    func unknownUnit(_ unit: String, of agency: String, at path: String) -> DeskError {
        .invalid(
            path, rule: "office.unknown_unit",
            "\(path): agency \(agency) has no unit \"\(unit)\", neither in the document nor stored.")
    }
}
