package import OneStop
import Store

/// A password that an administrator gives, shown once. It lets its person choose another, and nothing else.
package struct GivenPassword: Sendable, Hashable {
    package var login: String
    /// As it is to be typed.
    package var password: String
    package var until: Instant
    package var offset: UTCOffset

    /// How long it counts, in seconds: a week, for who comes back on Monday.
    package static let seconds: Int64 = 7 * 86_400
    /// Letters and digits that are not taken for each other on paper.
    private static let signs = Array("abcdefghjkmnpqrstuvwxyz23456789")
    private static let length = 12

    /// Twelve random signs in three groups, some sixty bits.
    static func random(for login: String) -> String {
        var generator = SystemRandomNumberGenerator()
        while true {
            let drawn = (0..<length).map { _ in signs[Int.random(in: signs.indices, using: &generator)] }
            let text = stride(from: 0, to: length, by: 4).map { String(drawn[$0..<$0 + 4]) }.joined(separator: "-")
            if (try? PasswordRule.check(text, of: login)) != nil { return text }
        }
    }
}

extension SignInService {
    /// A password to be given to somebody, with what is stored of it.
    func passwordToGive(to login: String) async throws -> (password: String, row: PasswordRow) {
        let password = GivenPassword.random(for: login)
        return (password, try await tries.pass { try await PasswordRow.make(password, cost: cost) })
    }

    /// Puts a password of one's own in the place of one that was given, in the session that waits for it; the session that
    /// follows is another.
    /// - Throws: `DeskError.invalid` for a password that breaks the rules, or is the one that was given.
    package func choosePassword(
        _ password: String, in waiting: BrowserSession, agent: String, at now: Instant
    ) async throws -> SignInOutcome {
        try PasswordRule.check(password, of: waiting.principal.login)
        let given = try await own(waiting)?.password ?? nobody
        guard try await !tries.pass({ try await given.matches(password) }) else {
            throw DeskError.invalid(
                "password", rule: "password.same", "This is the password that was given. Choose one of your own.")
        }
        let account = waiting.principal.account
        try await keep(password, of: account, keeping: nil, at: now)
        return try await begin(account, .whole, agent: agent, at: now)
    }
}
