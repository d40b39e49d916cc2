package import OneStop
import Store

/// Where somebody stands with a second factor.
package enum SecondFactor: Sendable, Hashable {
    case none
    /// A secret that nobody has shown a code of yet.
    case begun(secret: [UInt8])
    case inUse(since: Instant)
}

extension SignInService {
    /// Where a person stands with a second factor.
    package func secondFactor(of person: BrowserSession) async throws -> SecondFactor {
        guard let row = try await database.secondFactor(of: person.principal.account) else { return .none }
        if let since = row.confirmedAt { return .inUse(since: since) }
        guard let secret = try? secrets?.open(row.secret) else { return .none }
        return .begun(secret: secret)
    }

    /// Makes a secret for a person's telephone; it counts once a code of it was shown.
    /// - Throws: `DeskError` where the installation has no key to seal it with, or a second factor is in use.
    package func beginSecondFactor(of person: BrowserSession) async throws {
        guard let secrets else {
            throw DeskError.invalid(
                "secondFactor", rule: "second_factor.no_key",
                "This installation has no key to seal secrets with. The operator sets MOTCUA_SECRET_KEY.")
        }
        let sealed = try secrets.seal(OneTimeCode.newSecret())
        guard try await database.beginSecondFactor(sealed, of: person.principal.account) else {
            throw DeskError.invalid(
                "secondFactor", rule: "second_factor.in_use", "A second factor is in use. Remove it first.")
        }
    }

    /// Shows the first code, from which on every sign-in asks for one; or the code that removes the factor.
    /// - Returns: nil when the code was right.
    package func confirmSecondFactor(
        of person: BrowserSession, code: String, removing: Bool = false, at now: Instant
    ) async throws -> SignInOutcome? {
        let account = person.principal.account
        let subject = GuessSubject.code(account.rawValue).hash
        if let until = try await database.guess(subject, at: now) { return .locked(until: until) }
        guard try await isRight(code, of: account, at: now) else { return .wrong }
        try await database.forgive(subject)
        if removing { try await database.removeSecondFactor(of: account) }
        return nil
    }

    /// Whether a code is right and was not used before; uses it.
    func isRight(_ code: String, of account: UserID, at now: Instant) async throws -> Bool {
        guard let row = try await database.secondFactor(of: account), let secrets,
            let step = OneTimeCode.step(of: code, for: try secrets.open(row.secret), at: now)
        else { return false }
        return try await database.takeStep(step, of: account, at: now)
    }
}
