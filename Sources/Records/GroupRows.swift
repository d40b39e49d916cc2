package import OneStop

/// Which groups of dossiers are asked for, the newest first.
package struct GroupQuery: Sendable, Hashable {
    /// A place among the groups: those before it in time are asked for.
    package struct Position: Sendable, Hashable {
        package var takenInAt: Instant
        package var code: String

        package init(takenInAt: Instant, code: String) {
            self.takenInAt = takenInAt
            self.code = code
        }
    }

    /// The agency that decides a dossier of the group, received it or helped the citizen.
    package var agency: AgencyID
    package var span: TimeSpan
    package var after: Position?
    package var limit: Int

    package init(agency: AgencyID, span: TimeSpan, after: Position?, limit: Int) {
        self.agency = agency
        self.span = span
        self.after = after
        self.limit = limit
    }
}

/// A group among others, with all its dossiers.
package struct GroupLine: Sendable, Hashable {
    /// A dossier of the group.
    package struct Dossier: Sendable, Hashable {
        package var id: DossierID
        package var code: String?
        package var scope: DossierScope

        package init(id: DossierID, code: String?, scope: DossierScope) {
            self.id = id
            self.code = code
            self.scope = scope
        }
    }

    package var position: GroupQuery.Position
    /// The login of whoever took it in.
    package var takenInBy: String?
    /// Nil when the person was erased.
    package var applicantName: String?
    package var dossiers: [Dossier]

    /// All fields, as read.
    package init(
        position: GroupQuery.Position, takenInBy: String?, applicantName: String?, dossiers: [Dossier]
    ) {
        self.position = position
        self.takenInBy = takenInBy
        self.applicantName = applicantName
        self.dossiers = dossiers
    }
}
