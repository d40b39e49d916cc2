/// What is asked of another agency.
package struct LegRequest: Sendable, Hashable {
    /// The agency.
    package var agency: AgencyID
    /// Its unit that gets the leg.
    package var unit: UnitID
    /// The leg's own limit.
    package var limit: Limit

    /// A request.
    package init(agency: AgencyID, unit: UnitID, limit: Limit) {
        self.agency = agency
        self.unit = unit
        self.limit = limit
    }
}

/// The beginning of a leg, with its date laid down.
package struct LegOpening: Sendable, Hashable {
    /// The place among the dossier's legs, from 1.
    package var number: Int
    /// The agency that gets it.
    package var agency: AgencyID
    /// Its unit.
    package var unit: UnitID
    /// The dossier's step at that time.
    package var step: Int
    /// The leg's own limit.
    package var limit: Limit
    /// Its date; nil without a limit.
    package var due: LegDue?

    /// A beginning.
    package init(number: Int, agency: AgencyID, unit: UnitID, step: Int, limit: Limit, due: LegDue?) {
        self.number = number
        self.agency = agency
        self.unit = unit
        self.step = step
        self.limit = limit
        self.due = due
    }
}

/// By what another agency counts the limit of its leg.
package struct LegClock: Sendable {
    /// Its calendar.
    package var calendar: CompiledCalendar
    /// The minute of the day after which a same-day result moves to its next working day.
    package var sameDayHour: Int

    /// A clock.
    package init(calendar: CompiledCalendar, sameDayHour: Int = CompiledCalendar.usualSameDayHour) {
        self.calendar = calendar
        self.sameDayHour = sameDayHour
    }
}
