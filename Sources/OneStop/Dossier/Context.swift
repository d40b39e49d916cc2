/// Everything outside the dossier that a decision depends on.
package struct Context: Sendable {
    /// The time of the decision.
    package var now: Instant
    /// Who asks.
    package var actor: Actor
    /// The deciding agency's calendar.
    package var calendar: CompiledCalendar
    /// The internal process of the procedure's version, in order; empty means one unnamed step of the unit.
    package var process: [ProcessStep]
    /// What the agency has chosen.
    package var policy: Policy
    /// By what another agency counts the limit of a leg; the deciding agency's own clock where that is not known.
    package var legClock: @Sendable (AgencyID) -> LegClock?

    /// The surroundings of one decision.
    package init(
        now: Instant, actor: Actor, calendar: CompiledCalendar, process: [ProcessStep] = [],
        policy: Policy = Policy(), legClock: @escaping @Sendable (AgencyID) -> LegClock? = { _ in nil }
    ) {
        self.now = now
        self.actor = actor
        self.calendar = calendar
        self.process = process
        self.policy = policy
        self.legClock = legClock
    }

    /// The local date of an instant, by the agency's own zone.
    func date(of instant: Instant) -> LocalDate {
        calendar.offset.localDate(of: instant)
    }
}

/// Whoever asks for something: a user, or a token that has what its user has or less.
package struct Actor: Sendable, Hashable {
    /// The user, also behind a token.
    package var user: UserID
    /// What the user was granted.
    package var grants: [Grant]
    /// The verbs a token is limited to; nil for a user who signed in.
    package var limitedTo: Set<Verb>?
    /// Whether this is a token with the portal's scope, which files for applicants.
    package var portal: Bool

    /// An actor.
    package init(user: UserID, grants: [Grant], limitedTo: Set<Verb>? = nil, portal: Bool = false) {
        self.user = user
        self.grants = grants
        self.limitedTo = limitedTo
        self.portal = portal
    }
}

/// What an agency has chosen where law and practice leave a choice.
package struct Policy: Sendable, Hashable {
    /// The first day on which the apology gate holds; nil switches it off. On from the start by default.
    package var gateFrom: LocalDate?
    /// The minute of the day after which paper is handed over at the start of the next working day.
    package var handOverHour: Int
    /// The minute of the day after which a same-day result moves to the next working day.
    package var sameDayHour: Int
    /// The working hours within which a filing must be answered.
    package var receiptHours: Int

    /// A policy; without arguments the national practice.
    package init(
        gateFrom: LocalDate? = LocalDate(dayNumber: 0), handOverHour: Int = 15 * 60, sameDayHour: Int = 15 * 60,
        receiptHours: Int = 8
    ) {
        self.gateFrom = gateFrom
        self.handOverHour = handOverHour
        self.sameDayHour = sameDayHour
        self.receiptHours = receiptHours
    }
}
