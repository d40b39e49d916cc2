package import OneStop
package import Records
import Store

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
    /// Another process may count by the former calendar for so long after a decision took effect: it reads the office
    /// every two seconds. What it took in meanwhile is moved by a last look.
    private static let settlingSeconds: Int64 = 5
    /// Few enough that whoever wants one of them waits for a moment only.
    private static let dossiersInBatch = 400
    private static let workers = 2
    /// Whoever holds a dossier for longer than so many rounds is waited for at the next turn.
    private static let rounds = 40

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
        for _ in 0..<3 {
            let found = try await candidates(of: task)
            try await database.noteFound(found.count, by: id, in: row.state)
            if found.isEmpty {
                if now >= task.began.adding(seconds: Self.settlingSeconds) {
                    try await database.finishRedating(id, in: row.state)
                }
                break
            }
            do {
                guard try await move(found, by: task, at: now) else { break }
            } catch StoreError.notFound {
                // Undone meanwhile: the next turn sees what it is now.
                break
            }
        }
        return try await database.calendarDecision(id)
    }

    private func candidates(of task: RedatingTask) async throws -> [DossierID] {
        var found: [DossierID] = []
        guard !task.query.agencies.isEmpty else { return [] }
        try await database.eachRunningDossier(task.query) { dossier in
            if task.transition.moved(dossier) != nil { found.append(dossier.id) }
        }
        return found
    }

    /// - Returns: whether nobody held any of them for all the time.
    private func move(_ found: [DossierID], by task: RedatingTask, at now: Instant) async throws -> Bool {
        var waiting = found
        for _ in 0..<Self.rounds where !waiting.isEmpty {
            let batches = stride(from: 0, to: waiting.count, by: Self.dossiersInBatch).map {
                Array(waiting[$0..<min($0 + Self.dossiersInBatch, waiting.count)])
            }
            let locked = try await withThrowingTaskGroup(of: [DossierID].self) { group in
                for worker in 0..<min(Self.workers, batches.count) {
                    group.addTask {
                        var locked: [DossierID] = []
                        for place in stride(from: worker, to: batches.count, by: Self.workers) {
                            locked += try await database.redate(batches[place], by: task.id, in: task.state) {
                                task.move($0, at: now)
                            }.locked
                        }
                        return locked
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            // Whoever has them is done in a moment.
            if !locked.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
            waiting = locked
        }
        return waiting.isEmpty
    }
}

/// What is to be done for a decision at this moment.
private struct RedatingTask: Sendable {
    let id: CalendarDecisionID
    let state: CalendarDecisionState
    let began: Instant
    let query: RunningDossierQuery
    let transition: CalendarTransition
    private let words: String
    private let actor: UserID

    /// Nil when there is nothing to do.
    init?(_ row: CalendarDecisionRow, rows: OfficeRows) throws(DeskError) {
        let office = try Office(rows)
        id = row.id
        state = row.state
        words = try CalendarDecisionDocument.parse(row.content).label
        switch row.state {
        case .applying:
            guard let at = row.appliedAt, let by = row.applier else { return nil }
            let former = try Office(rows.without(row.id))
            (began, actor) = (at, by)
            transition = CalendarTransition(after: office, before: former)
            query = RunningDossierQuery(
                agencies: Array(office.agenciesUnlike(former)), procedure: row.procedure)
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
    func move(_ dossier: Dossier, at now: Instant) -> MovedDossiers.Move? {
        guard let redating = transition.redating(of: dossier.decidedBy, version: dossier.procedure),
            let event = redating.event(
                for: dossier, by: words, key: id, isUndone: state == .undoing, actor: actor, at: now),
            let after = apply(event, to: dossier)
        else { return nil }
        var move = MovedDossiers.Move(
            state: after, versionBefore: dossier.version, event: event,
            stepDue: after.stepDue == dossier.stepDue ? nil : after.stepDue)
        move.outbox = transition.after.outbox(
            of: NewEvents(dossier: after.id, firstSequence: after.version, events: [event], states: [after]),
            for: DossierRecord(
                state: after, tenant: transition.after.agencies[after.decidedBy]?.row.tenant ?? after.decidedBy,
                catalogueProcedure: transition.after.versions[after.procedure]?.procedure.id ?? 0, applicant: nil))
        return move
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
