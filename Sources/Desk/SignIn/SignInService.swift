package import OneStop
package import Records
package import Store

/// How an attempt to sign in ended.
package enum SignInOutcome: Sendable {
    /// With a new session, by the secret that the browser gets.
    case signedIn(secret: String)
    /// The password was right, the code of the second factor is wanted. The secret is of a session for just that.
    case codeWanted(secret: String)
    /// All was right, and the password is one that an administrator gave: another is wanted. The secret is of a session
    /// for just that.
    case passwordWanted(secret: String)
    /// Login, password or code are wrong; which, nobody is told.
    case wrong
    /// Too many were wrong; nobody may try again before.
    case locked(until: Instant)
}

/// Signing in with a password and, for who has set one up, a second factor; sessions; passwords.
package struct SignInService: Sendable {
    package let sessions: SessionKeeper
    let database: Database
    let directory: OfficeDirectory
    /// Seals the secrets of second factors; without it none can be set up.
    let secrets: SecretBox?
    let cost: PasswordCost
    /// scrypt takes memory and time: more at once would take them from everybody else.
    let tries = Turnstile(places: 2)
    /// Stands in for a password that is not there, so that it takes the same time.
    let nobody: PasswordRow

    package init(desk: DeskService, cost: PasswordCost = .usual) {
        database = desk.database
        directory = desk.directory
        secrets = desk.webhooks.secrets
        self.cost = cost
        sessions = SessionKeeper(database: desk.database, directory: desk.directory)
        nobody = PasswordRow(
            salt: [UInt8](repeating: 0, count: 16), hash: [UInt8](repeating: 0, count: 32), rounds: cost.rounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
    }

    /// Whether a second factor can be set up here.
    package var offersSecondFactor: Bool { secrets != nil }

    /// Tries a login with a password. Where several trees of agencies have the login, `login@agency` says which is meant.
    /// - Parameter agent: what the browser says of itself.
    package func signIn(login: String, password: String, agent: String, at now: Instant) async throws -> SignInOutcome {
        let parts = login.tidied.split(separator: "@", maxSplits: 1).map(String.init)
        let name = parts.first ?? ""
        let subject = GuessSubject.login(login.tidied.lowercased()).hash
        if let until = try await database.guess(subject, at: now) { return .locked(until: until) }
        let isReadable = (1...60).contains(name.utf8.count) && password.utf8.count <= 1_000 && !name.utf8.contains(0)
        let found =
            isReadable ? try await database.signIns(login: name, agency: parts.count > 1 ? parts[1] : nil) : []
        let who = found.count == 1 ? found[0] : nil
        let matches = try await tries.pass { try await (who?.password ?? nobody).matches(isReadable ? password : "") }
        guard matches, let who, who.password != nil, who.account.signsIn, who.account.disabledAt == nil,
            who.oneTimeUntil.map({ now < $0 }) ?? true
        else { return .wrong }
        try await database.forgive(subject)
        return try await begin(who.account.id, who.nextStage, agent: agent, at: now)
    }

    /// Tries the code of the second factor in a session that waits for it; the session that follows is another.
    package func signIn(_ waiting: BrowserSession, code: String, agent: String, at now: Instant) async throws
        -> SignInOutcome
    {
        let account = waiting.principal.account
        let subject = GuessSubject.code(account.rawValue).hash
        if let until = try await database.guess(subject, at: now) { return .locked(until: until) }
        guard try await isRight(code, of: account, at: now) else { return .wrong }
        try await database.forgive(subject)
        try await end(waiting.id, of: waiting, at: now)
        let isGiven = try await own(waiting)?.oneTimeUntil != nil
        return try await begin(account, isGiven ? .password : .whole, agent: agent, at: now)
    }

    /// Begins a session at a stage; a stage that is not the last leads on to the next.
    func begin(
        _ account: UserID, _ stage: SessionStage, agent: String, at now: Instant
    ) async throws -> SignInOutcome {
        let secret = TokenSecret.random()
        try await database.addSession(
            NewSession(
                account: account, secretHash: TokenSecret.hash(secret), isComplete: stage == .whole,
                wantsPassword: stage == .password,
                agent: String(String.UnicodeScalarView(agent.unicodeScalars.filter { $0.value >= 32 }.prefix(200))),
                createdAt: now, expiresAt: now.adding(seconds: stage.seconds)))
        switch stage {
        case .code: return .codeWanted(secret: secret)
        case .password: return .passwordWanted(secret: secret)
        case .whole: return .signedIn(secret: secret)
        }
    }

    /// A person as they sign in, with the password that they have.
    func own(_ person: BrowserSession) async throws -> SignInRow? {
        try await database.signIns(login: person.principal.login, agency: nil).first {
            $0.account.id == person.principal.account
        }
    }

    /// Ends one of a person's sessions.
    /// - Returns: whether there was one to end.
    @discardableResult
    package func end(_ session: Int64, of person: BrowserSession, at now: Instant) async throws -> Bool {
        let ended = try await database.endSessions(of: person.principal.account, session: session, at: now)
        sessions.forgetAll()
        database.news.noteSessions()
        return ended > 0
    }

    /// The sessions that a person has open, those used last first.
    package func open(of person: BrowserSession, at now: Instant) async throws -> [SessionSummaryRow] {
        try await database.openSessions(
            of: person.principal.account, at: now, usedSince: now.adding(seconds: -BrowserSession.idleSeconds))
    }

    /// Changes a person's own password; every other session of theirs ends.
    /// - Returns: false when the present one is wrong.
    /// - Throws: `DeskError.invalid` for a new one that breaks the rules.
    package func changePassword(
        of person: BrowserSession, from present: String, to password: String, at now: Instant
    ) async throws -> SignInOutcome? {
        let login = person.principal.login
        try PasswordRule.check(password, of: login)
        let subject = GuessSubject.code(person.principal.account.rawValue).hash
        if let until = try await database.guess(subject, at: now) { return .locked(until: until) }
        let own = try await own(person)?.password ?? nobody
        guard present.utf8.count <= 1_000, try await tries.pass({ try await own.matches(present) }) else {
            return .wrong
        }
        try await database.forgive(subject)
        try await keep(password, of: person.principal.account, keeping: person.id, at: now)
        return nil
    }

    /// Sets somebody's password from the command line, where the operating system vouches for who does it; all their
    /// sessions end.
    package func setPassword(_ password: String, of account: AccountRow, at now: Instant) async throws {
        try PasswordRule.check(password, of: account.login)
        try await keep(password, of: account.id, keeping: nil, at: now)
    }

    func keep(
        _ password: String, of account: UserID, keeping session: Int64?, at now: Instant
    ) async throws {
        let row = try await tries.pass { try await PasswordRow.make(password, cost: cost) }
        try await database.setPassword(row, of: account, keeping: session, at: now)
        sessions.forgetAll()
        database.news.noteSessions()
    }
}

extension SignInRow {
    /// What follows the right password.
    fileprivate var nextStage: SessionStage {
        hasSecondFactor ? .code : oneTimeUntil == nil ? .whole : .password
    }
}
