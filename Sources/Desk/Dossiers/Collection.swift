package import OneStop
package import Records
import Store

/// A page of results that wait for their applicants.
package struct CollectionPage: Sendable {
    /// A result with whom to call.
    package struct Line: Sendable {
        package var dossier: WorkListRow
        package var details: CollectionRow
    }

    package var lines: [Line]
    /// Where the next page begins; nil on the last.
    package var next: WorkListQuery.Position?
    package var office: Office
    package var agency: Office.Agency
}

extension DeskService {
    /// Results that nobody has collected yet, by the date that was promised, with whom to call: for who hands them out.
    /// - Throws: `DeskError` of kind `noRight` for who returns no results.
    package func resultsToCollect(
        after: WorkListQuery.Position?, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> CollectionPage {
        guard principal.actor.grants.contains(where: { Rights.reach(.returnResult, of: $0.role) != nil }) else {
            throw DeskError(Refusal.noRight(.returnResult))
        }
        var input = WorkListInput(limit: limit)
        input.statuses = [.finished]
        input.after = after
        let page = try await workList(input, by: principal, at: now)
        let rows = page.rows.filter {
            Rights.permits(.returnResult, actor: principal.actor, dossier: $0.scope) == .allowed
        }
        var details: [DossierID: CollectionRow] = [:]
        if !rows.isEmpty {
            for row in try await translated({ try await database.collectionDetails(of: rows.map(\.id)) }) {
                details[row.dossier] = row
            }
        }
        let lines = rows.compactMap { row in details[row.id].map { CollectionPage.Line(dossier: row, details: $0) } }
        return CollectionPage(lines: lines, next: page.next, office: page.office, agency: page.agency)
    }
}
