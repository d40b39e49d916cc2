package import OneStop
package import Records
import Store

/// What a decision would do, or its undoing, and nothing of it done.
package struct CalendarPreview: Sendable {
    /// A day that is worked at other times than before.
    package struct Day: Sendable, Hashable {
        package var day: LocalDate
        /// The sessions, empty on a day off.
        package var before: [Session]
        package var after: [Session]
        package var ground: WorkCalendar.DayGround
    }

    /// A dossier that moves, or whose letter told a date on which the office is now closed.
    package struct Line: Sendable {
        package var dossier: RunningDossier
        /// The date from then on; nil when it stays.
        package var after: Deadline?
        /// By how many working days it shifts; negative to an earlier date.
        package var shift: Int
        package var apologyBefore: ApologyState
        package var apologyAfter: ApologyState
        /// Whether a letter is nearer than before, or due.
        package var needsLetter: Bool
        package var newDateIsDayOff: Bool
    }

    /// What concerns one unit; nil for what lies in none.
    package struct UnitCount: Sendable, Hashable {
        package var unit: UnitID?
        package var moving = 0
        package var letters = 0
    }

    /// Whether it is the undoing of a decision in effect.
    package var isUndoing: Bool
    /// The agency's code, and its zone.
    package var agency: String
    package var offset: UTCOffset
    package var office: Office
    package var days: [Day] = []
    /// Open dossiers with a date in the agencies concerned.
    package var open = 0
    package var moving = 0
    /// Those that wait for the applicant: they keep their dates, and the answer is laid down by the calendar of its day.
    package var waiting = 0
    package var letters = 0
    package var newDatesOff = 0
    /// How many shift by how many working days; 0 where only the days of warning, the step or what is provisional changes.
    package var shifts: [Int: Int] = [:]
    package var units: [UnitCount] = []
    package var lines: [Line] = []
    /// The key that the next page of lines comes after; nil on the last.
    package var next: DossierID?
}

extension DeskService {
    /// What a draft would do if it were applied now, or a decision in effect if it were undone.
    package func previewCalendarDecision(
        _ id: CalendarDecisionID, after: DossierID?, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> CalendarPreview {
        let view = try await calendarDecision(id, for: principal)
        let rows = try await translated { try await database.offices() }
        let office = try Office(rows)
        let scope = try calendarScope(
            of: CalendarDecisionInput(agency: view.agency, procedure: view.procedure, decision: view.decision),
            in: office, by: principal)
        switch view.row.state {
        case .draft:
            return try await preview(
                view.decision, scope, from: office, to: Office(rows.with(view.row.inEffect)), after: after,
                limit: limit, at: now)
        case .applied, .applying:
            let without = try Office(rows.without(id))
            return try await preview(
                view.decision, scope, from: office, to: without, undoing: id, after: after, limit: limit, at: now)
        case .undoing, .undone:
            throw DeskError(
                .refused, rule: "C2.decision_state",
                "The decision is undone, so there is nothing to look at in advance. Enter it anew.")
        }
    }

    /// What a decision would do that is not entered yet.
    package func previewCalendarDecision(
        _ input: CalendarDecisionInput, after: DossierID?, limit: Int, by principal: Principal, at now: Instant
    ) async throws -> CalendarPreview {
        let rows = try await translated { try await database.offices() }
        let office = try Office(rows)
        let scope = try calendarScope(of: input, in: office, by: principal)
        _ = try scope.compiled(input.decision, in: office)
        let added = EffectiveDecisionRow(
            id: CalendarDecisionID(0), agency: scope.agency.id, procedure: scope.procedure,
            content: CalendarDecisionDocument.text(of: input.decision))
        return try await preview(
            input.decision, scope, from: office, to: Office(rows.with(added)), after: after, limit: limit, at: now)
    }

    private func preview(
        _ decision: CalendarDecision, _ scope: CalendarScope, from before: Office, to after: Office,
        undoing: CalendarDecisionID? = nil, after key: DossierID?, limit: Int, at now: Instant
    ) async throws -> CalendarPreview {
        let transition = CalendarTransition(after: after, before: undoing == nil ? before : nil)
        var tally = PreviewTally(
            transition: transition, from: before, at: now, after: key, limit: limit,
            CalendarPreview(
                isUndoing: undoing != nil, agency: scope.agency.row.code, offset: scope.agency.calendar.offset,
                office: after))
        tally.preview.days = decision.changes(from: scope.calendar(in: before), to: scope.calendar(in: after))
        let agencies = Array(before.agenciesUnlike(after))
        if !agencies.isEmpty {
            try await translated {
                try await database.eachRunningDossier(
                    RunningDossierQuery(agencies: agencies, procedure: scope.procedure, movedBy: undoing)
                ) { tally.take($0) }
            }
        }
        return tally.whole
    }
}

/// Counts what comes by, and keeps one page of it.
private struct PreviewTally {
    let transition: CalendarTransition
    let from: Office
    let now: Instant
    let key: DossierID?
    let limit: Int
    var preview: CalendarPreview
    private var units: [UnitID?: CalendarPreview.UnitCount] = [:]

    init(
        transition: CalendarTransition, from: Office, at now: Instant, after key: DossierID?, limit: Int,
        _ preview: CalendarPreview
    ) {
        self.transition = transition
        self.from = from
        self.now = now
        self.key = key
        self.limit = limit
        self.preview = preview
    }

    mutating func take(_ dossier: RunningDossier) {
        guard let calendar = transition.after.calendar(of: dossier.decidedBy, procedure: dossier.catalogueProcedure),
            let former = from.calendar(of: dossier.decidedBy, procedure: dossier.catalogueProcedure)
        else { return }
        preview.open += 1
        if dossier.pausedAfterDue != nil { preview.waiting += 1 }
        let moved = transition.moved(dossier)
        let newDay = dossier.apologyIssuedAt == nil ? nil : dossier.newDate.map { calendar.offset.localDate(of: $0) }
        let isOff = newDay.map { former.isWorkingDay($0) && !calendar.isWorkingDay($0) } ?? false
        guard moved != nil || isOff else { return }
        let line = line(dossier, moved?.deadline, isOff, calendar)
        var unit = units[dossier.unit] ?? CalendarPreview.UnitCount(unit: dossier.unit)
        if moved != nil {
            preview.moving += 1
            preview.shifts[line.shift, default: 0] += 1
            unit.moving += 1
        }
        if line.needsLetter {
            preview.letters += 1
            unit.letters += 1
        }
        if isOff { preview.newDatesOff += 1 }
        units[dossier.unit] = unit
        keep(line)
    }

    private func line(
        _ dossier: RunningDossier, _ after: Deadline?, _ isOff: Bool, _ calendar: CompiledCalendar
    ) -> CalendarPreview.Line {
        let today = calendar.offset.localDate(of: now)
        func state(_ deadline: Deadline?) -> ApologyState {
            ApologyState.of(
                ApologyFacts(
                    accepted: true, imported: false, deadline: deadline,
                    pausedBeforeDue: dossier.pausedAfterDue == false, endedAt: nil, issuedAt: dossier.apologyIssuedAt),
                today: today, in: calendar.offset)
        }
        let before = dossier.dates.deadline
        let (was, willBe) = (state(before), state(after ?? before))
        var shift = 0
        if let before, let after {
            shift =
                after.dueOn >= before.dueOn
                ? calendar.workingDays(after: before.dueOn, through: after.dueOn)
                : -calendar.workingDays(after: after.dueOn, through: before.dueOn)
        }
        return CalendarPreview.Line(
            dossier: dossier, after: after, shift: shift, apologyBefore: was, apologyAfter: willBe,
            needsLetter: willBe.urgency > was.urgency, newDateIsDayOff: isOff)
    }

    /// The dossiers come in no order: the lowest keys behind the page before are kept.
    private mutating func keep(_ line: CalendarPreview.Line) {
        if let key, line.dossier.id <= key { return }
        preview.lines.append(line)
        if preview.lines.count > 4 * limit + 100 { trim() }
    }

    private mutating func trim() {
        preview.lines.sort { $0.dossier.id < $1.dossier.id }
        preview.lines = Array(preview.lines.prefix(limit + 1))
    }

    var whole: CalendarPreview {
        var tally = self
        tally.trim()
        if tally.preview.lines.count > limit {
            tally.preview.lines.removeLast()
            tally.preview.next = tally.preview.lines.last?.dossier.id
        }
        tally.preview.units = units.values.sorted { ($0.unit?.rawValue ?? 0) < ($1.unit?.rawValue ?? 0) }
        return tally.preview
    }
}

extension ApologyState {
    /// How near a letter is that has not been issued; 0 where none is asked for.
    fileprivate var urgency: Int {
        switch self {
        case .none, .notNeeded, .issuedOnTime, .issuedLate, .notKept: 0
        case .atRisk: 1
        case .dueToday: 2
        case .missing: 3
        }
    }
}

extension CalendarDecision {
    /// The days that are worked otherwise, within what the decision speaks of.
    fileprivate func changes(from before: CompiledCalendar, to after: CompiledCalendar) -> [CalendarPreview.Day] {
        after.calendar.days(days, unlike: before.calendar).map { day in
            CalendarPreview.Day(
                day: day, before: before.sessions(on: day), after: after.sessions(on: day),
                ground: after.calendar.ground(of: day))
        }
    }
}
