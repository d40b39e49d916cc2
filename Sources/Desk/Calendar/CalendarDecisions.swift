package import JSONText
package import OneStop
package import Records
import Store

/// A decision with the calendar it is for.
package struct CalendarDecisionInput: Sendable {
    /// The agency's code; nil for the caller's own.
    package var agency: String?
    /// The procedure's code; nil for all calendars of the agency.
    package var procedure: String?
    package var decision: CalendarDecision

    package init(agency: String?, procedure: String?, decision: CalendarDecision) {
        self.agency = agency
        self.procedure = procedure
        self.decision = decision
    }

    /// Reads its fields.
    package init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            agency: try fields.optionalString("agency", minLength: 1, maxLength: 60),
            procedure: try fields.optionalString("procedure", minLength: 1, maxLength: 60),
            decision: try CalendarDecisionDocument.read(&fields))
    }
}

/// A recorded decision as it is told.
package struct CalendarDecisionView: Sendable {
    package var row: CalendarDecisionRow
    package var decision: CalendarDecision
    package var agency: String
    package var procedure: String?
    package var offset: UTCOffset

    /// - Throws: `DeskError` when what is stored cannot be read.
    init(_ row: CalendarDecisionRow, in office: Office) throws(DeskError) {
        self.row = row
        decision = try CalendarDecisionDocument.parse(row.content)
        let agency = office.agencies[row.agency]
        self.agency = agency?.row.code ?? ""
        procedure = row.procedure.flatMap { office.procedures[$0]?.code }
        offset = agency?.calendar.offset ?? .vietnam
    }
}

/// Recorded decisions about calendars: everybody of the tree reads them; who decides on an agency's calendar drafts,
/// applies and undoes them.
extension DeskService {
    /// Enters a decision as a draft, which changes no date.
    package func draftCalendarDecision(
        _ input: CalendarDecisionInput, by principal: Principal, at now: Instant, key: RequestKey?,
        answer: (CalendarDecisionView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let scope = try calendarScope(of: input, in: office, by: principal)
            _ = try scope.compiled(input.decision, in: office)
            let new = NewCalendarDecision(
                tenant: principal.tenant, agency: scope.agency.id, procedure: scope.procedure, decision: input.decision,
                content: CalendarDecisionDocument.text(of: input.decision), at: now, by: principal.account)
            var told: Answer?
            var failure: DeskError?
            _ = try await database.addCalendarDecision(new) { row in
                do throws(DeskError) {
                    let answer = answer(try CalendarDecisionView(row, in: office))
                    told = answer
                    return key.map { answer.stored(for: principal.account, under: $0, at: now) }
                } catch {
                    failure = error
                    return nil
                }
            }
            if let failure { throw failure }
            guard let told else { throw StoreError.notFound }
            return told
        }
    }

    /// Decisions of an agency, the newest first, and the key that the next page begins before.
    package func calendarDecisions(
        of agency: String?, state: CalendarDecisionState?, before: CalendarDecisionID?, limit: Int,
        for principal: Principal
    ) async throws -> (views: [CalendarDecisionView], next: CalendarDecisionID?) {
        let office = try await directory.office()
        let agency = try agencyOfTree(agency, in: office, of: principal)
        let rows = try await translated {
            try await database.calendarDecisions(
                CalendarDecisionQuery(agencies: [agency.id], state: state, before: before, limit: limit + 1))
        }
        let views = try rows.prefix(limit).map { row throws(DeskError) in try CalendarDecisionView(row, in: office) }
        return (views, rows.count > limit ? views.last?.row.id : nil)
    }

    /// One decision of the caller's tree.
    package func calendarDecision(
        _ id: CalendarDecisionID, for principal: Principal
    ) async throws -> CalendarDecisionView {
        let office = try await directory.office()
        let row = try await translated { try await database.calendarDecision(id) }
        guard let row, row.tenant == principal.tenant else { throw DeskError.notFound("The decision") }
        return try CalendarDecisionView(row, in: office)
    }

    /// Puts a draft into effect: from now on dates are laid down by the new calendar, and open dossiers are moved.
    package func applyCalendarDecision(
        _ id: CalendarDecisionID, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (CalendarDecisionView) -> Answer
    ) async throws -> Answer {
        try await stepCalendarDecision(id, by: principal, at: now, key: key, answer: answer) { row, office in
            guard row.state == .draft else { throw DeskError.decisionState(row.state, wanted: "a draft") }
            let view = try CalendarDecisionView(row, in: office)
            guard let agency = office.agencies[row.agency] else { throw DeskError.notFound("The decision") }
            _ = try CalendarScope(agency: agency, procedure: row.procedure).compiled(view.decision, in: office)
            return .apply(by: principal.account, at: now)
        }
    }

    /// Takes a decision out of effect: the open dossiers that it moved go back to what the calendar without it gives.
    package func undoCalendarDecision(
        _ id: CalendarDecisionID, reason: String, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (CalendarDecisionView) -> Answer
    ) async throws -> Answer {
        try await stepCalendarDecision(id, by: principal, at: now, key: key, answer: answer) { row, _ in
            guard row.state == .applied || row.state == .applying else {
                throw DeskError.decisionState(row.state, wanted: "in effect")
            }
            return .undo(by: principal.account, at: now, reason: reason)
        }
    }

    /// Throws a draft away.
    package func deleteCalendarDecision(_ id: CalendarDecisionID, by principal: Principal) async throws {
        try await translated {
            _ = try await database.changeCalendarDecision(id) { row, rows in
                let row = try decidable(row, by: principal)
                guard row.state == .draft else { throw DeskError.decisionState(row.state, wanted: "a draft") }
                return .delete
            }
        }
    }

    private func stepCalendarDecision(
        _ id: CalendarDecisionID, by principal: Principal, at now: Instant, key: RequestKey?,
        answer: (CalendarDecisionView) -> Answer,
        _ decide: (CalendarDecisionRow, Office) throws -> CalendarDecisionStep
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            var read: Office?
            var told: Answer?
            _ = try await database.changeCalendarDecision(id) { row, rows in
                let row = try decidable(row, by: principal)
                let office = try Office(rows)
                read = office
                return try decide(row, office)
            } answer: { row in
                guard let office = read, let view = try? CalendarDecisionView(row, in: office) else { return nil }
                let answer = answer(view)
                told = answer
                return key.map { answer.stored(for: principal.account, under: $0, at: now) }
            }
            guard let told else { throw StoreError.notFound }
            // From now on this program counts by it; where the reading fails, housekeeping makes up for it.
            _ = try? await directory.refresh()
            return told
        }
    }

    private func decidable(_ row: CalendarDecisionRow?, by principal: Principal) throws(DeskError)
        -> CalendarDecisionRow
    {
        guard let row, row.tenant == principal.tenant else { throw .notFound("The decision") }
        try requireCalendarRight(principal, in: row.agency)
        return row
    }
}

/// Which calendar a decision is for.
struct CalendarScope {
    var agency: Office.Agency
    /// The procedure of the catalogue; nil for all calendars of the agency.
    var procedure: Int64?

    /// The calendar as it is in a state of the offices.
    func calendar(in office: Office) -> CompiledCalendar {
        let agency = office.agencies[agency.id] ?? agency
        return procedure.flatMap { office.calendar(of: agency.id, procedure: $0) } ?? agency.calendar
    }

    /// The calendar that a decision makes of the one there is.
    func compiled(_ decision: CalendarDecision, in office: Office) throws(DeskError) -> CompiledCalendar {
        do {
            return try decision.validated(on: calendar(in: office).calendar)
        } catch {
            throw DeskError(error)
        }
    }
}

extension DeskService {
    /// The calendar that a decision is for, if the caller may decide on it.
    func calendarScope(
        of input: CalendarDecisionInput, in office: Office, by principal: Principal
    ) throws(DeskError) -> CalendarScope {
        let agency = try agencyOfTree(input.agency, in: office, of: principal)
        try requireCalendarRight(principal, in: agency.id)
        var procedure: Int64?
        if let code = input.procedure {
            guard let row = office.procedure(code: code, tenant: principal.tenant) else {
                throw .invalid(
                    "procedure", rule: "R10.unknown_procedure", "There is no procedure \"\(code)\" in the catalogue.")
            }
            procedure = row.id
        }
        return CalendarScope(agency: agency, procedure: procedure)
    }

    /// An agency of the caller's tree by its code; the caller's own without one.
    func agencyOfTree(
        _ code: String?, in office: Office, of principal: Principal
    ) throws(DeskError) -> Office.Agency {
        let found = code.map { office.agency(code: $0) } ?? office.agencies[principal.agency]
        guard let found, found.row.tenant == principal.tenant else { throw .notFound("The agency") }
        return found
    }

    /// The agencies of the tree are known to everybody in it, so that a missing right is told.
    private func requireCalendarRight(_ principal: Principal, in agency: AgencyID) throws(DeskError) {
        guard principal.permits(.decideCalendar, in: agency) == .allowed else {
            throw DeskError(
                .noRight, rule: "C7.no_right",
                "Your rights do not include deciding on this agency's calendar. Ask its supervisor or coordinator.")
        }
    }
}

extension DeskError {
    /// The decision is not where it would have to be.
    fileprivate static func decisionState(_ state: CalendarDecisionState, wanted: String) -> DeskError {
        DeskError(
            .refused, rule: "C2.decision_state",
            "The decision is \(state.rawValue), not \(wanted). Read it again; one that is undone can be entered anew.")
    }
}
