import OneStop
import Records
package import Store

/// Changes of one person's account, outside a document.
package enum Staff {
    /// Adds a user with a role, or gives a user a further one; what the user has already is kept.
    /// - Returns: what was created or changed; empty when the user has the role already.
    /// - Throws: `DeskError` of kind `invalid` for an unknown agency, unit or role and for a login that is no code.
    package static func add(
        login: String, name: String, role: String, unit: String?, to agency: String, in database: Database
    ) async throws -> [OfficeChange] {
        try check(login: login)
        guard !name.allSatisfy(\.isWhitespace) else {
            throw DeskError.invalid("name", rule: "field.tooShort", "The name must not be blank.")
        }
        guard let role = Role(rawValue: role) else {
            throw DeskError.invalid(
                "role", rule: "office.role",
                "There is no role \"\(role)\"; the roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return try await database.changeOffice { stored in
            try changes(login: login, name: name, role: role, unit: unit, to: agency, stored: stored)
        }
    }

    /// - Throws: `DeskError` of kind `invalid` for a login that is no code.
    static func check(login: String) throws(DeskError) {
        let isCode = login.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || ".-_".utf8.contains(byte)
        }
        guard isCode, (1...60).contains(login.utf8.count) else {
            var refusal = DeskError.invalid(
                "login", rule: "office.login",
                "A login has only letters a-z without marks, digits, '.', '-' and '_', at most 60 of them.")
            refusal.vietnamese = "Tên đăng nhập chỉ có chữ a-z không dấu, chữ số, '.', '-' và '_', tối đa 60 ký tự."
            throw refusal
        }
    }

    private static func changes(
        login: String, name: String, role: Role, unit: String?, to agency: String, stored: OfficeSnapshot
    ) throws(DeskError) -> [OfficeChange] {
        guard let row = stored.office.agencies.first(where: { $0.code == agency }) else {
            throw .invalid(
                "agency", rule: "office.unknown_agency",
                "There is no agency \"\(agency)\". Make it with an office document first.")
        }
        let unitRow = stored.office.units.first { $0.agency == row.id && $0.code == unit && $0.closedAt == nil }
        if let unit, unitRow == nil {
            throw .invalid("unit", rule: "office.unknown_unit", "Agency \(agency) has no unit \"\(unit)\".")
        }
        let account = stored.accounts.first { $0.tenant == row.tenant && $0.login == login }
        if let account, account.agency != row.id {
            throw .invalid(
                "login", rule: "office.twice",
                "The login \"\(login)\" belongs to somebody of another agency of the tree.")
        }
        var changes: [OfficeChange] = []
        let kept = account?.unit.flatMap { id in stored.office.units.first { $0.id == id }?.code }
        let facts = AccountFacts(agency: agency, login: login, name: name, unit: kept ?? unit)
        if let account {
            if account.name != name || !account.signsIn { changes.append(.changeAccount(facts)) }
        } else {
            changes.append(.addAccount(facts))
        }
        let hasRole = stored.appointments.contains {
            $0.account == account?.id && $0.role == role.rawValue && $0.agency == row.id && $0.unit == unitRow?.id
                && $0.procedure == nil
        }
        if !hasRole {
            changes.append(
                .appoint(
                    AppointmentFacts(
                        home: agency, login: login, role: role.rawValue, agency: agency, unit: unit, procedure: nil)))
        }
        return changes
    }
}
