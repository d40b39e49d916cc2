import ArgumentParser
import Desk
import OneStop
import Records
import Store

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "See who works in an agency; add somebody, or end the use of an account.",
        discussion: """
            Whole offices are made with `motcua office apply`; these commands are for the one person in between. People sign \
            in to the pages with a password (`motcua user password`), programs to the API with a token (`motcua token issue`).
            """,
        subcommands: [
            UserListCommand.self, UserAddCommand.self, UserPasswordCommand.self, UserDisableCommand.self,
        ])
}

struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print the staff of an agency: login, unit, roles, state, name.",
        discussion: """
            One line for each, fields separated by tabs, by login.

            Example:
              motcua user list --agency H99.14
            """)

    @Option(help: "The agency's code.") var agency: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                let office = try await OfficeDirectory(database: database).office()
                let agency = try office.required(agency)
                var lines: [String] = []
                for account in try await database.accounts(of: agency.id) {
                    let found = try await database.account(login: account.login, tenant: account.tenant)
                    lines.append(line(account, found?.appointments ?? [], office))
                }
                Output.answer(lines.joined(separator: "\n"))
            }
        }
    }

    private func line(_ account: AccountRow, _ appointments: [AppointmentRow], _ office: Office) -> String {
        let unit = account.unit.flatMap { office.unit($0)?.code } ?? "-"
        let roles = appointments.map { appointment in
            appointment.role + (appointment.unit.flatMap { office.unit($0)?.code }.map { ":\($0)" } ?? "")
        }
        let state = account.disabledAt != nil ? "disabled" : account.signsIn ? "active" : "no sign-in"
        return [account.login, unit, roles.isEmpty ? "-" : roles.joined(separator: ","), state, account.name]
            .joined(separator: "\t")
    }
}

struct UserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a user with a role, or give a user a further role.",
        discussion: """
            Roles: intake, officer, head, leader, clerk, supervisor, coordinator, admin, auditor (docs/rights.md says what each \
            may do). With --unit the role holds for that unit and those below it; without, for the whole agency. Roles the \
            user has already are kept.

            Example:
              motcua user add --agency H99.14 --login lan.tt --name "Trần Thị Lan" --role intake --unit MOTCUA
            """)

    @Option(help: "The agency's code.") var agency: String
    @Option(help: "The sign-in name: letters without marks, digits, '.', '-', '_'.") var login: String
    @Option(help: "The name as shown.") var name: String
    @Option(help: "A role.") var role: String
    @Option(help: "The unit's code.") var unit: String?
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                let changes = try await Staff.add(
                    login: login, name: name, role: role, unit: unit, to: agency, in: database)
                for change in changes { Output.remark(change.explanation) }
                if changes.isEmpty { Output.remark("\(login) has this role already; nothing was changed.") }
            }
        }
    }
}

struct UserDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "End the use of an account; its tokens stop within five seconds.",
        discussion: """
            What the person did stays recorded. `--restore` lets the account be used again.

            Example:
              motcua user disable --agency H99.14 --login minh.pq
            """)

    @Option(help: "The agency's code.") var agency: String
    @Option(help: "The sign-in name.") var login: String
    @Flag(help: "Let the account be used again.") var restore = false
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                let account = try await database.required(login, of: agency)
                try await database.disable(account.id, at: restore ? nil : SystemClock.now())
                Output.remark(restore ? "\(login) can be used again." : "\(login) is disabled.")
            }
        }
    }
}

extension Office {
    /// An agency by its code, or a failure that says what to do.
    func required(_ code: String) throws -> Agency {
        guard let agency = agency(code: code) else {
            throw CommandFailure(
                text: "There is no agency \"\(code)\". Make it with `motcua office apply`, or write its code as stored."
            )
        }
        return agency
    }
}

extension Database {
    /// A member of staff by login.
    func required(_ login: String, of agencyCode: String) async throws -> AccountRow {
        let office = try await OfficeDirectory(database: self).office()
        let agency = try office.required(agencyCode)
        guard let found = try await account(login: login, tenant: agency.row.tenant),
            found.account.agency == agency.id
        else {
            throw CommandFailure(
                text:
                    "Agency \(agencyCode) has no user \"\(login)\". `motcua user list --agency \(agencyCode)` shows all."
            )
        }
        return found.account
    }
}
