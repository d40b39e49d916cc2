import JSONText
package import OneStop
import Records
import Store

extension DeskService {
    /// The most events that a date is told from: more than any life has.
    private static let mostEvents = 10_000
    /// The most days that are told one by one.
    private static let mostDays = 4_000

    /// Why a dossier is due when it is; the explanation is nil for one that was never accepted.
    /// - Throws: `DeskError` of kind `notFound` when it does not exist for the caller.
    package func explainDue(
        of name: DossierName, by principal: Principal, at now: Instant
    ) async throws -> (view: DossierView, explanation: DueExplanation?) {
        let view = try await dossier(name, read: .dossier, by: principal, at: now)
        return (view, try await explanation(of: view))
    }

    /// The same of a dossier at hand, whoever has it.
    func explanation(of view: DossierView) async throws -> DueExplanation? {
        guard let agency = view.agency else { throw DeskError.notFound("The dossier") }
        let rows = try await translated {
            try await database.events(of: view.state.id, after: 0, limit: Self.mostEvents)
        }
        let events = rows.compactMap { row -> Event? in
            guard let kind = EventKind(rawValue: row.kind), let facts = try? JSONValue(parsing: row.facts),
                let read = try? ReadFacts(kind, facts, of: view.state.id)
            else { return nil }
            // Who did something decides nothing about a date.
            return Event(at: row.at, actor: UserID(0), body: read.body)
        }
        let calendar = view.version.flatMap { view.office.calendar(of: agency.id, procedure: $0.procedure.id) }
        let explanation = DueExplanation(events, calendar: calendar ?? agency.calendar, policy: agency.policy)
        guard explanation?.days ?? 0 <= Self.mostDays else {
            throw DeskError.invalid(
                "code", rule: "query.range",
                "The date is more than \(Self.mostDays) days away, too many to be told one by one. Read the dossier.")
        }
        return explanation
    }
}

extension DueExplanation {
    fileprivate var days: Int {
        parts.reduce(0) { sum, part in
            if case .run(let run) = part { sum + (run.ledger?.lines.count ?? 0) } else { sum }
        }
    }
}
