package import Store

/// A way of running that the program refuses to serve in, unless it is told by this name that somebody wants it.
package enum Hazard: String, Sendable, Hashable, CaseIterable {
    case ownerRole = "owner-role"
    case ownerLogin = "owner-login"
    case fsync
    case fullPageWrites = "full-page-writes"
    case synchronousCommit = "synchronous-commit"
    case plainDatabase = "plain-database"
    case listen
    case operations

    /// What would be wrong, and what to do.
    package var explanation: String {
        switch self {
        case .ownerRole:
            "Statements run under a role that may change what is written once. Connect as a member of motcua_service that is neither superuser nor owner."
        case .ownerLogin:
            "The database is signed in to as a superuser or as the owner of its tables, who could take all rights back. Make a login that is only a member of motcua_service, and name that one in --database."
        case .fsync:
            "fsync is off: a power cut would damage the database. Set fsync = on in postgresql.conf and reload."
        case .fullPageWrites:
            "full_page_writes is off: a power cut could tear pages. Set full_page_writes = on in postgresql.conf and reload."
        case .synchronousCommit:
            "synchronous_commit is off: dossiers that were acknowledged would be lost with the power. Set synchronous_commit = on."
        case .plainDatabase:
            "The database is reached over a network without TLS, so everybody on the way reads along. Add sslmode=verify-full to the connection string."
        case .listen:
            "The API would listen beyond this machine, in plain HTTP. Give --listen a loopback address and put a proxy with TLS before it."
        case .operations:
            "Health and metrics would be open beyond this machine. Give --operations a loopback address."
        }
    }
}

extension DatabaseHealth {
    /// What of the database and the connection to it is unsafe.
    /// - Parameter isOwn: whether the cluster is the program's own, which it signs in to as the owner.
    package func hazards(isOwn: Bool, guards: [TableGuard]) -> Set<Hazard> {
        var found: Set<Hazard> = []
        if isSuperuser || guards.contains(where: \.isBreached) { found.insert(.ownerRole) }
        if loginIsOwner, !isOwn { found.insert(.ownerLogin) }
        if !fsync { found.insert(.fsync) }
        if !fullPageWrites { found.insert(.fullPageWrites) }
        if !synchronousCommit { found.insert(.synchronousCommit) }
        if !isPrivate { found.insert(.plainDatabase) }
        return found
    }
}

extension TableGuard {
    /// What is written once: no role of the program's changes it.
    package static let writtenOnce: Set = [
        "dossier_event", "document_number", "payment", "refund", "hand_over_list", "hand_over_line", "read_record",
        "audit_event", "component", "filing_way", "fee", "process_step", "duty_answer",
    ]

    /// Whether the service could change what is written once.
    package var isBreached: Bool {
        Self.writtenOnce.contains(table) && (mayUpdate || mayDelete || mayTruncate)
    }
}
