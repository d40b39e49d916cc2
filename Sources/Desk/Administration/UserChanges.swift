import JSONText
package import OneStop
import Records
import Store

/// What an administrator writes of somebody.
package struct UserTerms: Sendable {
    /// As shown.
    package var name: String
    /// The code of the unit that the person works in; nil for none.
    package var unit: String?

    package init(name: String, unit: String?) {
        self.name = name
        self.unit = unit
    }
}

/// Somebody who is to sign in.
package struct NewUserInput: Sendable {
    package var login: String
    /// The agency's code; the caller's own where it is nil.
    package var agency: String?
    package var terms: UserTerms
    package var rights: [UserRight]

    package init(login: String, agency: String?, terms: UserTerms, rights: [UserRight]) {
        self.login = login
        self.agency = agency
        self.terms = terms
        self.rights = rights
    }
}

extension DeskService {
    /// Adds somebody to an agency that the caller administers, with rights in such agencies. They sign in as soon as they
    /// have a password.
    package func add(
        _ input: NewUserInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: @Sendable (UserView) -> Answer
    ) async throws -> Answer {
        try await administer(by: principal, at: now, key: key) { administration in
            let agency = try administration.agency(input.agency, permitting: .users)
            let code = agency.row.code
            try Staff.check(login: input.login)
            let isTaken = administration.stored.accounts.contains {
                $0.tenant == principal.tenant && $0.login == input.login
            }
            guard !isTaken else { throw AdministrationRefusal.loginTaken(input.login).error }
            try input.terms.check(in: agency, administration)
            var changes: [OfficeChange] = [
                .addAccount(
                    AccountFacts(agency: code, login: input.login, name: input.terms.name, unit: input.terms.unit))
            ]
            for (place, right) in input.rights.enumerated() where input.rights.firstIndex(of: right) == place {
                changes.append(.appoint(try administration.facts(of: right, for: input.login, home: code)))
            }
            changes.append(.markUser(agency: code, login: input.login, at: now))
            changes.append(
                administration.event(.userAdded, in: agency.id) { writer in
                    writer.field("user", input.login)
                    writer.field("unit", input.terms.unit)
                    writer.field("rights", input.rights.map(\.text))
                })
            return (changes, answer(UserView(input, agency: agency)))
        }
    }

    /// Changes what somebody is called and where they work. Somebody known from an import only signs in from then on.
    package func change(
        _ login: String, to terms: UserTerms, by principal: Principal, at now: Instant
    ) async throws {
        try await administer(by: principal, at: now) { administration in
            let account = try administration.person(login)
            guard let agency = administration.office.agencies[account.agency] else {
                throw DeskError.notFound("The user")
            }
            try terms.check(in: agency, administration)
            let before = account.unit.flatMap { administration.office.unit($0)?.code }
            guard terms.name != account.name || terms.unit != before || !account.signsIn else { return [] }
            return [
                .changeAccount(
                    AccountFacts(agency: agency.row.code, login: login, name: terms.name, unit: terms.unit)),
                .markUser(agency: agency.row.code, login: login, at: now),
                administration.event(.userChanged, in: account.agency) { writer in
                    writer.field("user", login)
                    // A name is personal data; that it changed is none.
                    writer.field("nameChanged", terms.name != account.name)
                    writer.field("before", before)
                    writer.field("after", terms.unit)
                },
            ]
        }
    }

    /// Ends the use of an account: its sessions and tokens are over for good.
    package func disable(_ login: String, by principal: Principal, at now: Instant) async throws {
        try await administer(by: principal, at: now) { administration in
            let account = try administration.person(login)
            guard account.id != principal.account else { throw AdministrationRefusal.oneself.error }
            guard account.disabledAt == nil else { throw AdministrationRefusal.disabled(login).error }
            for right in administration.rights(of: account.id) {
                try administration.requireAnotherAdministrator(than: account, without: right)
            }
            return [
                .disable(account.id, login: login, at: now),
                administration.event(.userDisabled, in: account.agency) { $0.field("user", login) },
            ]
        }
    }

    /// Lets an account be used again, with the password and the rights that it had.
    package func enable(_ login: String, by principal: Principal, at now: Instant) async throws {
        try await administer(by: principal, at: now) { administration in
            let account = try administration.person(login)
            guard account.disabledAt != nil else { throw AdministrationRefusal.enabled.error }
            return [
                .disable(account.id, login: login, at: nil),
                administration.event(.userEnabled, in: account.agency) { $0.field("user", login) },
            ]
        }
    }
}

extension UserTerms {
    fileprivate func check(in agency: Office.Agency, _ administration: Administration) throws(DeskError) {
        guard !name.allSatisfy(\.isWhitespace) else {
            throw .invalid("name", rule: "field.tooShort", "The name must not be blank.")
        }
        if let unit { _ = try administration.unit(unit, of: agency, field: "unit") }
    }
}
