package import OneStop
import Store

/// A session of somebody who signed in: who it is, and the secret that the browser has.
package struct BrowserSession: Sendable {
    /// Its key; what is shown and ended by it is no secret.
    package var id: Int64
    package var principal: Principal
    /// The name as shown.
    package var name: String
    package var stage: SessionStage
    package var expiresAt: Instant

    /// How long a session lasts in which nothing is done, in seconds: an hour.
    package static let idleSeconds: Int64 = 3_600
    /// How long it lasts at all: a working day with its evening.
    package static let mostSeconds: Int64 = 12 * 3_600
    /// How long the code may take after the password.
    static let codeSeconds: Int64 = 300
    /// How long it may take to choose a password.
    static let choiceSeconds: Int64 = 900

    /// Whether the person is signed in; until then the session is good for its next step alone.
    package var isComplete: Bool { stage == .whole }
}

/// How far a sign-in has come.
package enum SessionStage: Sendable, Hashable {
    /// Between the password and the code of the second factor.
    case code
    /// Between a password that somebody else gave and one of the person's own.
    case password
    case whole

    init(_ row: SessionRow) {
        self = row.isComplete ? .whole : row.wantsPassword ? .password : .code
    }

    /// How long a session of this stage may last.
    var seconds: Int64 {
        switch self {
        case .code: BrowserSession.codeSeconds
        case .password: BrowserSession.choiceSeconds
        case .whole: BrowserSession.mostSeconds
        }
    }
}
