package import OneStop
package import Records
import Store

/// A part of a dossier's time as a caller names it.
package enum PartName: Sendable, Hashable {
    /// A unit of the deciding agency, or the desk, by its code.
    case unit(String)
    /// An officer by the login.
    case officer(String)
    /// A leg by its number.
    case leg(Int)
}

extension DeskService {
    /// Notes what a unit, an officer or the agency that had a leg says against the reckoning of its part. Nothing of the
    /// reckoning changes.
    ///
    /// - Throws: `DeskError`: `notFound` out of scope, `noRight` for who is not concerned, `invalid` for a part that used no
    ///   time.
    package func contest(
        _ part: PartName, of name: DossierName, note: String, by principal: Principal, at now: Instant,
        key: RequestKey?, answer: (TimeContestRow, Office) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let told = try await timeUsed(of: name, by: principal, at: now)
            let (contested, partName) = try concerned(part, told, principal)
            guard told.used.parts.contains(where: { contested.covers($0.hands) }) else { throw DeskError.noSuchPart }
            return try await write(told, key: key, by: principal, at: now) { present in
                let row = TimeContestRow(
                    dossier: told.view.state.id, number: (present.last?.number ?? 0) + 1, part: contested,
                    partName: partName, note: note, at: now, byLogin: principal.login, answer: nil)
                let new = NewTimeContest(
                    dossier: row.dossier, number: row.number, part: contested, note: note, at: now,
                    by: principal.account)
                return (.contest(new), answer(row, told.view.office))
            }
        }
    }

    /// A supervisor's decision on what was contested, given once.
    /// - Throws: `DeskError`: `notFound` out of scope or for an unknown contest, `noRight`, `refused` when it is answered.
    package func answerContest(
        _ number: Int, of name: DossierName, decision: ContestDecision, movedTo code: String?, note: String,
        by principal: Principal, at now: Instant, key: RequestKey?, answer: (TimeContestRow, Office) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let told = try await timeUsed(of: name, by: principal, at: now)
            let state = told.view.state
            guard Rights.permits(.answerContest, actor: principal.actor, dossier: DossierScope(state)) == .allowed
            else { throw DeskError(Refusal.noRight(.answerContest)) }
            let unit = try movedTo(code, decision, of: state.decidedBy, in: told.view.office)
            return try await write(told, key: key, by: principal, at: now) { present in
                guard var row = present.first(where: { $0.number == number }) else {
                    throw DeskError.notFound("The contest")
                }
                guard row.answer == nil else { throw DeskError.contestAnswered }
                let new = NewTimeContestAnswer(
                    dossier: state.id, number: number, decision: decision, movedTo: unit, note: note, at: now,
                    by: principal.account)
                row.answer = TimeContestAnswerRow(
                    decision: decision, movedTo: unit, note: note, at: now, byLogin: principal.login)
                return (.answer(new), answer(row, told.view.office))
            }
        }
    }

    private func write(
        _ told: TimeUsedView, key: RequestKey?, by principal: Principal, at now: Instant,
        _ decide: ([TimeContestRow]) throws -> (write: TimeContestWrite, answer: Answer)
    ) async throws -> Answer {
        var given: Answer?
        try await database.contest(told.view.state.id, code: told.view.state.code?.text ?? "") { present in
            let (write, answer) = try decide(present)
            given = answer
            return (write, key.map { answer.stored(for: principal.account, under: $0, at: now) })
        }
        guard let given else { throw StoreError.notFound }
        return given
    }

    private func movedTo(
        _ code: String?, _ decision: ContestDecision, of agency: AgencyID, in office: Office
    ) throws(DeskError) -> UnitID? {
        switch (decision, code) {
        case (.upheld, nil): return nil
        case (.upheld, _):
            throw .invalid(
                "movedTo", rule: "C7.moved_to", "A reckoning that stands is moved to nobody. Leave movedTo out.")
        case (.moved, let code):
            guard let code, let unit = office.unit(code: code, of: agency) else {
                throw .invalid(
                    "movedTo", rule: "C7.unknown_unit",
                    "Time is moved to a unit of the deciding agency. Write its code in movedTo.")
            }
            return unit.id
        }
    }

    /// The part by its keys, for who is concerned by it.
    private func concerned(
        _ part: PartName, _ told: TimeUsedView, _ principal: Principal
    ) throws(DeskError) -> (part: ContestedPart, name: String?) {
        let state = told.view.state
        guard Rights.permits(.contestTime, actor: principal.actor, dossier: DossierScope(state)) == .allowed else {
            throw DeskError(Refusal.noRight(.contestTime))
        }
        switch part {
        case .officer(let login):
            guard login == principal.login else { throw .notConcerned }
            return (.officer(principal.account), login)
        case .unit(let code):
            let office = told.view.office
            let found = office.unit(code: code, of: state.decidedBy) ?? office.unit(code: code, of: state.receivedBy)
            guard let found else { throw .noSuchPart }
            guard principal.worksIn(found.id, of: found.agency) else { throw .notConcerned }
            return (.unit(found.id), code)
        case .leg(let number):
            guard let leg = state.legs.first(where: { $0.number == number }) else { throw .noSuchPart }
            guard principal.worksIn(leg.unit, of: leg.agency) else { throw .notConcerned }
            return (.leg(number), nil)
        }
    }
}

extension Principal {
    /// Whether one of the grants that contest time is for the unit.
    fileprivate func worksIn(_ unit: UnitID, of agency: AgencyID) -> Bool {
        actor.grants.contains { grant in
            Rights.reach(.contestTime, of: grant.role) != nil && grant.agencies.contains(agency)
                && (grant.units?.contains(unit) ?? true)
        }
    }
}

extension DeskError {
    fileprivate static let notConcerned = DeskError(
        .noRight, rule: "C7.not_concerned",
        "Only the unit, the officer or the agency that the time is reckoned to may contest it. Ask them to.")
    fileprivate static let noSuchPart = DeskError(
        .invalid, rule: "C7.no_such_part", field: "part",
        "The reckoning has no time of this unit, officer or leg. Read who used the time first.")
    fileprivate static let contestAnswered = DeskError(
        .refused, rule: "C7.contest_answered",
        "This was decided already, and a decision is given once. Read it; what is new is contested anew.")
}
