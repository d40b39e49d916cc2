import JSONText
package import OneStop
package import Records
import Store

/// Who used the time of one dossier, with what was said against it.
package struct TimeUsedView: Sendable {
    package var view: DossierView
    package var used: TimeUsed
    package var contests: [TimeContestRow]
    /// Logins of the officers that the parts name.
    package var logins: [UserID: String]
}

extension DeskService {
    /// Who used the time of a dossier, from its acceptance to its end or to now.
    /// - Throws: `DeskError` of kind `notFound` out of scope, `refused` before the acceptance.
    package func timeUsed(of name: DossierName, by principal: Principal, at now: Instant) async throws -> TimeUsedView {
        let view = try await dossier(name, read: .controlSlip, by: principal, at: now)
        return try await translated {
            let dossier = [view.state.id]
            let events = try await database.storedEvents(of: dossier)
            guard let used = try TimeUsed(events, until: now, in: view.office) else { throw DeskError.notAccepted }
            let contests = try await database.timeContests(of: dossier)
            return TimeUsedView(
                view: view, used: used, contests: contests, logins: try await logins(of: view.state.decidedBy))
        }
    }

    /// Logins of an agency's staff.
    func logins(of agency: AgencyID) async throws -> [UserID: String] {
        let accounts = try await database.accounts(of: agency)
        return Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0.login) })
    }
}

extension TimeUsed {
    /// The reckoning from stored events, by the calendars of the office; nil for a dossier that was not accepted by then.
    init?(_ stored: some Sequence<StoredEvent>, until now: Instant, in office: Office) throws(FieldError) {
        var events: [Event] = []
        for event in stored {
            // Steps of another system tell nothing that the machine knows.
            if let read = try event.read() { events.append(event.event(read.body)) }
        }
        var first: Dossier?
        if let event = events.first { first = apply(event, to: nil) }
        guard let dossier = first else { return nil }
        let version = office.versions[dossier.procedure]
        let own = version.flatMap { office.calendar(of: dossier.decidedBy, procedure: $0.procedure.id) }
        guard let calendar = own ?? office.agencies[dossier.decidedBy]?.calendar else { return nil }
        self.init(events, until: now, calendar: calendar, legClock: office.legClock(of:))
    }
}

extension DeskError {
    static let notAccepted = DeskError(
        .refused, rule: "C5.not_accepted",
        "The dossier is not accepted yet, so no time has been used. Ask again after its acceptance.")
}
