package import OneStop

/// Who signs in, and who does no longer.
package enum UserState: String, Sendable, Hashable, CaseIterable {
    case active, disabled
    /// Known from an import only; has never signed in.
    case imported
}

/// A token as an administrator sees it; its secret is not kept anywhere.
package struct TokenSummaryRow: Sendable, Hashable {
    package var id: Int64
    package var login: String
    package var label: String
    package var scopes: [String]
    package var createdAt: Instant
    package var expiresAt: Instant
    package var revokedAt: Instant?

    /// All fields, as read.
    package init(
        id: Int64, login: String, label: String, scopes: [String], createdAt: Instant, expiresAt: Instant,
        revokedAt: Instant?
    ) {
        self.id = id
        self.login = login
        self.label = label
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}
