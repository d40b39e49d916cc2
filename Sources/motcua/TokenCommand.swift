import ArgumentParser
import Desk
import OneStop
import Records
import Store

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Issue, list and revoke the bearer tokens that people and systems sign in with.",
        subcommands: [TokenIssueCommand.self, TokenListCommand.self, TokenRevokeCommand.self])
}

struct TokenIssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue", abstract: "Issue a token and print its secret, this once.",
        discussion: """
            Only a hash of the secret is stored: what is printed now cannot be shown again. A token never allows more than \
            its user may do; its scopes may allow less:
              dossiers.read    read dossiers, work lists and events
              dossiers.write   everything that changes a dossier
              reports          figures
              portal           file for applicants, as a portal does, and nothing else
              admin            users, units, catalogue, tokens, templates and webhooks

            Standard output has the secret and nothing else, so that it can be kept in a variable:
              TOKEN=$(motcua token issue --user lan.tt --agency H99.14 --scopes dossiers.read,dossiers.write --days 1)
              curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/api/v1/dossiers
            """)

    @Option(help: "The user's login.") var user: String
    @Option(help: "The code of the user's agency.") var agency: String
    @Option(help: "Scopes, separated by commas.") var scopes = "dossiers.read,dossiers.write,reports"
    @Option(help: "How many days it counts, 1 to 3650.") var days = 30
    @Option(help: "What it is for; shown in lists.") var label = "command line"
    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        guard (1...3_650).contains(days) else { throw ValidationError("--days must be from 1 to 3650.") }
        _ = try parsedScopes()
    }

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                let account = try await database.required(user, of: agency)
                guard account.disabledAt == nil, account.signsIn else {
                    throw CommandFailure(
                        text: "\(user) cannot sign in: the account is disabled, or known from an import only.")
                }
                let secret = TokenSecret.generate()
                let now = SystemClock.now()
                let expires = now.adding(seconds: Int64(days) * 86_400)
                let id = try await database.addToken(
                    NewToken(
                        account: account.id, secretHash: TokenSecret.hash(secret), label: label,
                        scopes: try parsedScopes().map(\.rawValue), createdAt: now, expiresAt: expires))
                Output.answer(secret)
                Output.remark("Token \(id) of \(user) counts until \(expires.rfc3339(in: .vietnam)).")
            }
        }
    }

    private func parsedScopes() throws -> [Scope] {
        let names = scopes.split(separator: ",").map { String($0).trimmed }
        let parsed = names.map { (name: $0, scope: Scope(rawValue: $0)) }
        if let unknown = parsed.first(where: { $0.scope == nil }) {
            throw ValidationError(
                "There is no scope \"\(unknown.name)\"; the scopes are \(Scope.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        guard !parsed.isEmpty else { throw ValidationError("Give at least one scope.") }
        return parsed.compactMap(\.scope)
    }
}

struct TokenListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print the tokens of an agency's staff: number, login, scopes, end, state, label.",
        discussion: """
            One line for each, fields separated by tabs. No secret is shown; none is stored.

            Example:
              motcua token list --agency H99.14
            """)

    @Option(help: "The agency's code.") var agency: String
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                let office = try await OfficeDirectory(database: database).office()
                let agency = try office.required(agency)
                let now = SystemClock.now()
                let lines = try await database.tokens(of: agency.id).map { token in
                    let state = token.revokedAt != nil ? "revoked" : token.expiresAt <= now ? "expired" : "active"
                    return [
                        String(token.id), token.login, token.scopes.joined(separator: ","),
                        token.expiresAt.rfc3339(in: agency.calendar.offset), state, token.label,
                    ].joined(separator: "\t")
                }
                Output.answer(lines.joined(separator: "\n"))
            }
        }
    }
}

struct TokenRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Stop a token for good; it counts no longer within five seconds.",
        discussion: """
            The number is the one that `motcua token list` shows.

            Example:
              motcua token revoke 12
            """)

    @Argument(help: "The token's number.") var token: Int64
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                guard try await database.revokeToken(token, at: SystemClock.now()) else {
                    throw CommandFailure(
                        text:
                            "There is no token \(token) that could be revoked: the number is unknown, or it was revoked before."
                    )
                }
                Output.remark("Token \(token) is revoked.")
            }
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
