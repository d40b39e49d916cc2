import JSONText
package import OneStop
import Records
import Store

/// What somebody signs in with: an administrator can replace and end it, and never sees it.
extension DeskService {
    /// Gives somebody a password that counts for a week and has to be changed at the first sign-in; what they had no longer
    /// counts, and all their sessions end.
    package func givePassword(
        to login: String, by principal: Principal, with signIn: SignInService, at now: Instant
    ) async throws -> GivenPassword {
        // Before it costs anything to make one.
        _ = try await foundUser(login, permitting: .users, by: principal)
        let (password, row) = try await signIn.passwordToGive(to: login)
        let until = now.adding(seconds: GivenPassword.seconds)
        var offset = UTCOffset.vietnam
        try await administer(by: principal, at: now) { administration in
            let account = try administration.person(login)
            guard account.disabledAt == nil else { throw AdministrationRefusal.disabled(login).error }
            guard account.signsIn else { throw AdministrationRefusal.notSigningIn(login).error }
            offset = administration.office.agencies[account.agency]?.calendar.offset ?? .vietnam
            return [
                .givePassword(account.id, login: login, row, until: until, at: now),
                administration.event(.passwordReset, in: account.agency) { writer in
                    writer.field("user", login)
                    writer.field("until", until.rfc3339(in: offset))
                },
            ]
        }
        signIn.sessions.forgetAll()
        return GivenPassword(login: login, password: password, until: until, offset: offset)
    }

    /// Takes away the second factor of somebody who has lost the telephone.
    package func removeSecondFactor(of login: String, by principal: Principal, at now: Instant) async throws {
        try await administer(by: principal, at: now, of: "The second factor") { administration in
            let account = try administration.person(login)
            return [
                .removeSecondFactor(account.id, login: login),
                administration.event(.secondFactorRemoved, in: account.agency) { $0.field("user", login) },
            ]
        }
    }

    /// Ends one session of somebody's, or all of them.
    /// - Throws: `DeskError` of kind `notFound` where there is none to end.
    package func endSessions(
        of login: String, session: Int64? = nil, by principal: Principal, with signIn: SignInService, at now: Instant
    ) async throws {
        try await administer(by: principal, at: now, of: "The session") { administration in
            let account = try administration.person(login)
            return [
                .endSessions(account.id, login: login, session: session, at: now),
                administration.event(.sessionsEnded, in: account.agency) { writer in
                    writer.field("user", login)
                    writer.field("all", session == nil)
                },
            ]
        }
        signIn.sessions.forgetAll()
    }
}
