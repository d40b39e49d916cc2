package import OneStop

/// What a token may be used for. A token never has more than its user, and may have less.
package enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Read dossiers, work lists and events.
    case read = "dossiers.read"
    /// Everything that changes a dossier.
    case write = "dossiers.write"
    /// Figures and reports.
    case reports
    /// File for applicants, as a portal does; nothing else.
    case portal
    /// Users, units, catalogue and tokens; the erasure of a person.
    case administer = "admin"

    /// The verbs that a set of scopes leaves; a portal's token has none of a user's.
    package static func verbs(of scopes: Set<Scope>) -> Set<Verb> {
        if scopes.contains(.portal) { return Scope.portal.verbs }
        var verbs: Set<Verb> = []
        for scope in scopes { verbs.formUnion(scope.verbs) }
        return verbs
    }

    private var verbs: Set<Verb> {
        switch self {
        case .read: [.readDossiers, .readAudit, .readMessages]
        case .write:
            Set(Verb.allCases.filter { $0.concernsDossier && $0 != .fileOnline && $0 != .readDossiers })
                .union([.decideCalendar, .freezeMonth, .absences])
        case .reports: [.reports]
        case .portal: [.fileOnline]
        case .administer:
            [.absences, .users, .units, .catalogue, .tokens, .templates, .readMessages, .erasePerson]
        }
    }
}
