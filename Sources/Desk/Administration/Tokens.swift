import JSONText
package import OneStop
package import Records
import Store

/// A token that is to be issued.
package struct NewTokenInput: Sendable {
    /// Whose it is, by login.
    package var user: String
    /// What it is for.
    package var label: String
    package var scopes: [Scope]
    package var days: Int

    /// How long a token may count.
    package static let mostDays = 3_650

    package init(user: String, label: String, scopes: [Scope], days: Int) {
        self.user = user
        self.label = label
        self.scopes = scopes
        self.days = days
    }
}

/// A token as an administrator sees it.
package struct TokenView: Sendable, Hashable {
    package var row: TokenSummaryRow
    package var offset: UTCOffset
    package var isCounting: Bool

    init(_ row: TokenSummaryRow, _ offset: UTCOffset, at now: Instant) {
        self.row = row
        self.offset = offset
        isCounting = row.revokedAt == nil && now < row.expiresAt
    }
}

extension DeskService {
    /// Issues a token to somebody of an agency whose tokens the caller keeps. Its secret is told this once: the answer that
    /// is kept for repetitions has none.
    package func issue(
        _ input: NewTokenInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: @Sendable (TokenView, _ secret: String?) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let (user, rights, office) = try await foundUser(input.user, permitting: .tokens, by: principal)
            try principal.requireWithinReach(.tokens, rights.map(\.agency))
            guard user.account.disabledAt == nil else { throw AdministrationRefusal.disabled(input.user).error }
            guard user.account.signsIn else { throw AdministrationRefusal.notSigningIn(input.user).error }
            guard !input.scopes.isEmpty else { throw AdministrationRefusal.noScope.error }
            guard !input.scopes.contains(.portal) || Set(input.scopes).count == 1 else {
                throw AdministrationRefusal.portalAlone.error
            }
            let scopes = Scope.allCases.filter(input.scopes.contains).map(\.rawValue)
            let secret = TokenSecret.generate()
            let expires = now.adding(seconds: Int64(input.days) * 86_400)
            let offset = office.agencies[user.account.agency]?.calendar.offset ?? .vietnam
            func view(_ id: Int64) -> TokenView {
                TokenView(
                    TokenSummaryRow(
                        id: id, login: input.user, label: input.label, scopes: scopes, createdAt: now,
                        expiresAt: expires, revokedAt: nil), offset, at: now)
            }
            let id = try await database.issueToken(
                NewToken(
                    account: user.account.id, secretHash: TokenSecret.hash(secret), label: input.label, scopes: scopes,
                    createdAt: now, expiresAt: expires)
            ) { id in
                principal.event(.tokenIssued, in: user.account.agency, at: now) { writer in
                    writer.field("token", id)
                    writer.field("user", input.user)
                    writer.field("scopes", scopes)
                    writer.field("until", expires.rfc3339(in: offset))
                }
            } answer: { id in
                key.map { answer(view(id), nil).stored(for: principal.account, under: $0, at: now) }
            }
            return answer(view(id), secret)
        }
    }

    /// A page of the tokens of an agency's staff, the newest first.
    package func tokens(
        of code: String?, user: String? = nil, before: Int64? = nil, limit: Int, by principal: Principal,
        at now: Instant
    ) async throws -> (views: [TokenView], agency: Office.Agency, next: Int64?) {
        let office = try await directory.office()
        let agency = try principal.agency(code, permitting: .tokens, in: office)
        try principal.require(.tokens, in: agency.id, of: "The agency")
        let rows = try await translated {
            try await database.tokens(
                TokenQuery(agencies: [agency.id], login: user, before: before, limit: limit + 1))
        }
        let views = rows.prefix(limit).map { TokenView($0, agency.calendar.offset, at: now) }
        return (views, agency, rows.count > limit ? views.last?.row.id : nil)
    }

    /// One token of an agency whose tokens the caller keeps.
    package func token(_ id: Int64, by principal: Principal, at now: Instant) async throws -> TokenView {
        let office = try await directory.office()
        let row = try await kept(id, by: principal, in: office)
        return TokenView(row, office.agencies[principal.agency]?.calendar.offset ?? .vietnam, at: now)
    }

    /// Stops a token for good; it counts no longer within five seconds.
    package func revokeToken(_ id: Int64, by principal: Principal, at now: Instant) async throws {
        let row = try await kept(id, by: principal, in: try await directory.office())
        guard row.revokedAt == nil else {
            var refusal = DeskError(
                .refused, rule: "tokens.revoked", "The token was revoked before. There is nothing to revoke.")
            refusal.vietnamese = "Mã này đã bị thu hồi trước đó, không còn gì để thu hồi."
            throw refusal
        }
        try await administer(by: principal, at: now, of: "The token") { administration in
            guard
                let account = administration.stored.accounts.first(where: {
                    $0.tenant == principal.tenant && $0.login == row.login
                })
            else { throw DeskError.notFound("The token") }
            return [
                .revokeToken(id, at: now),
                administration.event(.tokenRevoked, in: account.agency) { writer in
                    writer.field("token", id)
                    writer.field("user", row.login)
                },
            ]
        }
    }

    private func kept(_ id: Int64, by principal: Principal, in office: Office) async throws -> TokenSummaryRow {
        let agencies = office.agencies.values.filter {
            $0.row.tenant == principal.tenant && principal.administers($0.id, .tokens)
        }
        guard !agencies.isEmpty else { throw DeskError(Refusal.noRight(.tokens)) }
        let found = try await translated {
            try await database.tokens(TokenQuery(agencies: agencies.map(\.id), id: id, limit: 1))
        }
        guard let row = found.first else { throw DeskError.notFound("The token") }
        return row
    }
}
