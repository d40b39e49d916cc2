package import OneStop
package import Records
import Store

extension DeskService {
    /// So long after somebody looked they count as having the dossier before them, in seconds. The same person's looks are
    /// recorded once in that time.
    private static let presence: Int64 = 600

    /// Colleagues of the caller's agency who have looked at the dossier in the last ten minutes, the latest first: so that two
    /// who work on it know of each other. Who supervises or inspects is not told of.
    package func onlookers(of view: DossierView, by principal: Principal, at now: Instant) async throws -> [OnlookerRow]
    {
        let query = OnlookerQuery(
            dossier: view.state.id, since: now.adding(seconds: -Self.presence), agency: principal.agency,
            reader: principal.account)
        return try await translated { try await database.onlookers(query) }
    }
}
