package import OneStop

/// A session as its owner sees it.
package struct SessionSummaryRow: Sendable, Hashable {
    package var id: Int64
    /// What the browser says of itself.
    package var agent: String
    package var createdAt: Instant
    package var seenAt: Instant
    package var expiresAt: Instant

    /// All fields, as read.
    package init(id: Int64, agent: String, createdAt: Instant, seenAt: Instant, expiresAt: Instant) {
        self.id = id
        self.agent = agent
        self.createdAt = createdAt
        self.seenAt = seenAt
        self.expiresAt = expiresAt
    }
}
