package import OneStop

/// A session of somebody who signed in: who it is, and the secret that the browser has.
package struct BrowserSession: Sendable {
    /// Its key; what is shown and ended by it is no secret.
    package var id: Int64
    package var principal: Principal
    /// The name as shown.
    package var name: String
    /// False between the password and the code.
    package var isComplete: Bool
    package var expiresAt: Instant

    /// How long a session lasts in which nothing is done, in seconds: an hour.
    package static let idleSeconds: Int64 = 3_600
    /// How long it lasts at all: a working day with its evening.
    package static let mostSeconds: Int64 = 12 * 3_600
    /// How long the code may take after the password.
    static let codeSeconds: Int64 = 300
}
