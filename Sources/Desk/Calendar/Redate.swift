package import OneStop
package import Records
import Store
import Synchronization

/// What a decision changes, as two states of the offices.
struct CalendarTransition: Sendable {
    let after: Office
    /// Before the decision took effect; nil while it is undone.
    let before: Office?

    /// How the dossiers of a version in an agency move; nil when none does.
    func redating(of agency: AgencyID, version: ProcedureID) -> Redating? {
        guard let version = after.versions[version], let policy = after.agencies[agency]?.policy,
            let calendar = after.calendar(of: agency, procedure: version.procedure.id)
        else { return nil }
        return Redating(
            calendar: calendar, former: before.flatMap { $0.calendar(of: agency, procedure: version.procedure.id) },
            process: version.steps, policy: policy)
    }

    /// The dates of a dossier from now on; nil when nothing moves.
    func moved(_ dossier: RunningDossier) -> RunningDates? {
        guard dossier.status == .accepted || dossier.status == .processing else { return nil }
        return redating(of: dossier.decidedBy, version: dossier.version)?.moved(dossier.dates)
    }
}

extension DeskService {
    /// Moves the dossiers of every decision that is applied or undone at this moment, from wherever an earlier turn ended.
    ///
    /// Each batch is a transaction of its own with its events, and looks at the dossiers anew under their locks, so that
    /// a turn that was broken off and a second program that does the same move nothing twice. A decision is applied, or
    /// undone, when a look at all of them finds nothing left after the settling time.
    /// - Returns: the decisions as they are afterwards.
    @discardableResult
    package func carryOutCalendarDecisions(at now: Instant) async throws -> [CalendarDecisionRow] {
        try await translated {
            var rows: [CalendarDecisionRow] = []
            for id in try await database.calendarDecisionsUnderWay() {
                if let row = try await carryOut(id, at: now) { rows.append(row) }
            }
            return rows
        }
    }

    /// The same of one decision.
    package func carryOut(_ id: CalendarDecisionID, at now: Instant) async throws -> CalendarDecisionRow? {
        guard let row = try await database.calendarDecision(id) else { return nil }
        guard let task = try await RedatingTask(row, rows: database.offices()) else { return row }
        let settled = Mutex<[DossierID: Int]>([:])
        try await MovingTask(
            began: task.began, find: { try await candidates(of: task, settled) },
            note: { try await database.noteFound($0, by: id, in: row.state) },
            move: { dossiers in
                let batch = try await database.redate(dossiers, by: id, in: row.state) { task.move($0, at: now) }
                settled.withLock { $0.merge(batch.settled) { _, new in new } }
                return batch
            },
            finish: { try await database.finishRedating(id, in: row.state) }
        ).turn(at: now)
        return try await database.calendarDecision(id)
    }

}

extension DeskService {
    /// The dossiers that may have to be moved. At first those whose dates are late enough: whether one of them moves is asked
    /// under its lock, for to read them all beforehand takes as long as a fifth of moving them. Later only those that do move,
    /// without what a batch has left at its place and nobody has changed since.
    private func candidates(
        of task: RedatingTask, _ settled: borrowing Mutex<[DossierID: Int]>
    ) async throws -> [DossierID] {
        guard !task.query.agencies.isEmpty else { return [] }
        let known = settled.withLock { $0 }
        guard task.hasBegun || !known.isEmpty else {
            return try await database.runningDossiers(task.query, unlike: known)
        }
        var found: [DossierID] = []
        try await database.eachRunningDossier(task.query, unlike: known) { dossier in
            if task.transition.moved(dossier) != nil { found.append(dossier.id) }
        }
        return found
    }
}

/// What is to be done for a decision at this moment.
private struct RedatingTask: Sendable {
    let id: CalendarDecisionID
    let state: CalendarDecisionState
    let began: Instant
    let query: RunningDossierQuery
    let transition: CalendarTransition
    /// Whether some have been moved already.
    let hasBegun: Bool
    private let words: String
    private let actor: UserID

    /// Nil when there is nothing to do.
    init?(_ row: CalendarDecisionRow, rows: OfficeRows) throws(DeskError) {
        let office = try Office(rows)
        id = row.id
        state = row.state
        let decision = try CalendarDecisionDocument.parse(row.content)
        words = decision.label
        hasBegun = (row.state == .undoing ? row.putBack : row.moved) > 0
        switch row.state {
        case .applying:
            guard let at = row.appliedAt, let by = row.applier else { return nil }
            let former = try Office(rows.without(row.id))
            (began, actor) = (at, by)
            transition = CalendarTransition(after: office, before: former)
            query = RunningDossierQuery(
                agencies: Array(office.agenciesUnlike(former)), procedure: row.procedure,
                datedFrom: decision.firstDay)
        case .undoing:
            guard let at = row.undoneAt, let by = row.undoer else { return nil }
            (began, actor) = (at, by)
            transition = CalendarTransition(after: office, before: nil)
            let former = try Office(rows.with(row.inEffect))
            query = RunningDossierQuery(agencies: Array(office.agenciesUnlike(former)), movedBy: row.id)
        case .draft, .applied, .undone:
            return nil
        }
    }

    /// A dossier under its lock.
    func move(_ record: DossierRecord, at now: Instant) -> MovedDossiers.Move? {
        let dossier = record.state
        guard let redating = transition.redating(of: dossier.decidedBy, version: dossier.procedure),
            let event = redating.event(
                for: dossier, by: words, key: id, isUndone: state == .undoing, actor: actor, at: now)
        else { return nil }
        return transition.after.moved(record, by: event)
    }
}

extension CalendarDecisionRow {
    /// As one of those that are in effect.
    var inEffect: EffectiveDecisionRow {
        EffectiveDecisionRow(id: id, agency: agency, procedure: procedure, content: content)
    }
}

extension OfficeRows {
    /// The offices as they would be without a decision.
    func without(_ id: CalendarDecisionID) -> OfficeRows {
        var rows = self
        rows.decisions.removeAll { $0.id == id }
        return rows
    }

    /// The offices as they would be with one more decision.
    func with(_ decision: EffectiveDecisionRow) -> OfficeRows {
        var rows = self
        rows.decisions.append(decision)
        return rows
    }
}
