package import OneStop
package import Records
import Store

/// What a caller asks of the groups of dossiers.
package struct GroupsInput: Sendable {
    /// Code.
    package var agency: String?
    package var days: DaySpan
    package var after: GroupQuery.Position?
    package var limit: Int

    package init(agency: String?, days: DaySpan, after: GroupQuery.Position?, limit: Int) {
        self.agency = agency
        self.days = days
        self.after = after
        self.limit = limit
    }
}

/// A group among others, with the codes of its dossiers that the caller may read.
package struct GroupItem: Sendable {
    package var code: String
    package var takenInAt: Instant
    /// A login.
    package var takenInBy: String?
    /// A name; nil when the person was erased.
    package var applicant: String?
    package var dossiers: [String]
}

extension DeskService {
    /// The groups of dossiers that an agency decides, received or helped with, the newest first. A group is told to whoever
    /// may read a dossier of it.
    ///
    /// - Throws: `DeskError`: `notFound` for an agency outside the caller's scope, `noRight` where they may read none of its
    ///   dossiers.
    package func groups(
        _ input: GroupsInput, by principal: Principal, at now: Instant
    ) async throws -> (page: ReadablePage<GroupItem, GroupQuery.Position>, agency: Office.Agency) {
        let office = try await directory.office()
        let (agency, _) = try principal.readable(input.agency, in: office)
        let span = input.days.times(of: agency)
        var read: [Int64] = []
        let page = try await ReadablePage<GroupItem, GroupQuery.Position>(
            limit: input.limit, after: input.after
        ) { after, limit in
            try await translated {
                try await database.groups(GroupQuery(agency: agency.id, span: span, after: after, limit: limit))
            }
        } position: { (line: GroupLine) in
            line.position
        } show: { line in
            let seen = line.dossiers.filter { principal.mayRead($0.scope) }
            guard !seen.isEmpty else { return nil }
            read += seen.map(\.id.rawValue)
            return GroupItem(
                code: line.position.code, takenInAt: line.position.takenInAt, takenInBy: line.takenInBy,
                applicant: line.applicantName, dossiers: seen.compactMap(\.code))
        }
        try note(.group, of: read, by: principal, at: now)
        return (page, agency)
    }
}
