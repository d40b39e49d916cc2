package import OneStop

/// Somebody who has looked at a dossier of late.
package struct OnlookerRow: Sendable, Hashable {
    package var login: String
    package var name: String
    package var at: Instant

    /// All fields, as read.
    package init(login: String, name: String, at: Instant) {
        self.login = login
        self.name = name
        self.at = at
    }
}
