import OneStop
import Records
import Store

/// Every calendar of the offices as it is in effect: what the office's document says, and then each decision that took
/// effect, in the order in which they did.
///
/// A decision of an agency holds for all of its calendars, those of its procedures too, and for the agencies below that
/// have no document of their own. A decision for a procedure holds for that one in that agency.
struct OfficeCalendars {
    struct ProcedureKey: Hashable {
        var agency: AgencyID
        var procedure: Int64
    }

    private(set) var ofAgency: [AgencyID: CompiledCalendar] = [:]
    /// Procedures that have a calendar of their own.
    private(set) var ofProcedure: [ProcedureKey: CompiledCalendar] = [:]

    /// What a decision is added to.
    private struct Base {
        var calendar: WorkCalendar
        /// The same made ready for counting; nil while nobody counts by it.
        var compiled: CompiledCalendar?
        var isBuiltIn: Bool
    }

    private struct Decided {
        var procedure: Int64?
        var decision: CalendarDecision
    }

    init() {}

    /// - Throws: `DeskError` when a stored calendar or decision cannot be read; the text names which.
    init(_ rows: OfficeRows) throws(DeskError) {
        var documents: [AgencyID: WorkCalendar] = [:]
        var procedures: [ProcedureKey: WorkCalendar] = [:]
        for row in rows.calendars {
            let document = try CalendarDocument.parse(row.definition)
            if let procedure = row.procedure {
                procedures[ProcedureKey(agency: row.agency, procedure: procedure)] = document
            } else {
                documents[row.agency] = document
            }
        }
        var keys = Set(procedures.keys)
        var decisions: [AgencyID: [Decided]] = [:]
        for row in rows.decisions {
            let decision = try CalendarDecisionDocument.parse(row.content)
            decisions[row.agency, default: []].append(Decided(procedure: row.procedure, decision: decision))
            if let procedure = row.procedure { keys.insert(ProcedureKey(agency: row.agency, procedure: procedure)) }
        }
        // A superior's calendar is made before that of the agencies below it.
        let agencies = Dictionary(uniqueKeysWithValues: rows.agencies.map { ($0.id, $0) })
        var bases: [AgencyID: Base] = [:]
        var made: [AgencyID: Base] = [:]
        for row in rows.agencies {
            var chain: [AgencyRow] = []
            var next: AgencyRow? = row
            while let agency = next, made[agency.id] == nil {
                chain.append(agency)
                next = agency.parent.flatMap { agencies[$0] }
            }
            for agency in chain.reversed() {
                let base = Self.base(of: agency, documents[agency.id], above: agency.parent.flatMap { made[$0] })
                let own = (decisions[agency.id] ?? []).filter { $0.procedure == nil }
                bases[agency.id] = base
                let whole = try Self.make(base, own, "the calendar of agency \(agency.code)")
                made[agency.id] = Base(
                    calendar: whole.calendar, compiled: whole, isBuiltIn: base.isBuiltIn && own.isEmpty)
                ofAgency[agency.id] = whole
            }
        }
        for key in keys {
            guard let inherited = bases[key.agency] else { continue }
            let base = procedures[key].map { Base(calendar: $0, compiled: nil, isBuiltIn: false) } ?? inherited
            let own = (decisions[key.agency] ?? []).filter { $0.procedure == nil || $0.procedure == key.procedure }
            ofProcedure[key] = try Self.make(base, own, "the calendar of procedure \(key.procedure)")
        }
    }

    /// What an agency goes by before its own decisions: its document, its superior's calendar, or Viet Nam's by the
    /// agency's own clock, since an office that was imported may lie in another zone.
    private static func base(of agency: AgencyRow, _ document: WorkCalendar?, above: Base?) -> Base {
        if let document { return Base(calendar: document, compiled: nil, isBuiltIn: false) }
        if let above, !above.isBuiltIn || above.calendar.offset.minutes == agency.offsetMinutes { return above }
        var calendar = WorkCalendar.vietNam
        if let offset = UTCOffset(minutes: agency.offsetMinutes) { calendar.offset = offset }
        return Base(calendar: calendar, compiled: nil, isBuiltIn: true)
    }

    private static func make(
        _ base: Base, _ decisions: [Decided], _ what: String
    ) throws(DeskError) -> CompiledCalendar {
        if decisions.isEmpty, let compiled = base.compiled { return compiled }
        let calendar = decisions.reduce(base.calendar) { $0.changed(by: $1.decision) }
        do {
            return try CompiledCalendar(calendar)
        } catch {
            throw Office.damaged(what)
        }
    }
}

extension Office {
    /// The agencies some of whose calendars are not the same in another state of the offices.
    func agenciesUnlike(_ other: Office) -> Set<AgencyID> {
        let own = agencies.values.filter { agency in
            other.agencies[agency.id]?.calendar.calendar != agency.calendar.calendar
        }
        let keys = Set(calendars.ofProcedure.keys).union(other.calendars.ofProcedure.keys)
        let byProcedure = keys.filter { key in
            calendar(of: key.agency, procedure: key.procedure)?.calendar
                != other.calendar(of: key.agency, procedure: key.procedure)?.calendar
        }
        return Set(own.map(\.id)).union(byProcedure.map(\.agency))
    }
}
