/// Who used the time of a dossier, from its acceptance to its end or to now, in working minutes.
///
/// All parts are counted by the calendar of the deciding agency, whose promise it is, and add up to the whole exactly: a
/// minute that two hands shared is of the one who had the dossier when it was full. What a leg took by its own agency's
/// calendar, by which its limit runs, stands beside (`legs`), and so does
/// what units took that were asked for an opinion (`opinions`): meanwhile the dossier stays with whoever has it.
package struct TimeUsed: Sendable, Hashable {
    /// The time that one pair of hands used, whenever it was.
    package struct Part: Sendable, Hashable {
        /// Whose.
        package var hands: Hands
        /// Working minutes.
        package var minutes: Int

        /// A part.
        package init(hands: Hands, minutes: Int) {
            self.hands = hands
            self.minutes = minutes
        }
    }

    /// What a leg took by the calendar of the agency that had it, the applicant's pauses not taken out.
    package struct LegTime: Sendable, Hashable {
        /// The leg.
        package var leg: AgencyLeg
        /// Working minutes from its sending to its end, or to `to`.
        package var minutes: Int
    }

    /// What a unit took that was asked, by the calendar of its agency.
    package struct OpinionTime: Sendable, Hashable {
        /// The question.
        package var opinion: Opinion
        /// Working minutes from the question to what became of it, or to `to`.
        package var minutes: Int
    }

    /// The acceptance.
    package let from: Instant
    /// The end, or the instant asked about.
    package let to: Instant
    /// In the order in which the hands first had it; hands that used no whole minute have none.
    package private(set) var parts: [Part] = []
    /// In the order they were sent.
    package private(set) var legs: [LegTime] = []
    /// In the order they were asked.
    package private(set) var opinions: [OpinionTime] = []

    /// The working minutes of everybody.
    package var minutes: Int { parts.reduce(0) { $0 + $1.minutes } }

    /// The working minutes that the office waited for the applicant.
    package var applicantMinutes: Int { minutes(of: { $0 == .applicant }) }

    /// The unit that used most of the time, the earlier of two that used as much; nil when none used any.
    package var longestUnit: UnitID? {
        var longest: (unit: UnitID, minutes: Int)?
        for unit in parts.compactMap(\.hands.unit) {
            let minutes = minutes(of: { $0.unit == unit })
            if minutes > longest?.minutes ?? 0 { longest = (unit, minutes) }
        }
        return longest?.unit
    }

    /// The working minutes of the parts whose hands a condition names.
    package func minutes(of condition: (Hands) -> Bool) -> Int {
        parts.reduce(0) { $0 + (condition($1.hands) ? $1.minutes : 0) }
    }

    /// The reckoning of one dossier; nil when it was not accepted by then.
    ///
    /// - Parameters:
    ///   - events: all events of the dossier, in their order; later ones than `now` are left out.
    ///   - now: the instant asked about.
    ///   - calendar: that of the deciding agency for this procedure.
    ///   - legClock: by what another agency counts; nil where it is not known, which takes `calendar`.
    package init?(
        _ events: some Sequence<Event>, until now: Instant, calendar: CompiledCalendar,
        legClock: (AgencyID) -> LegClock? = { _ in nil }
    ) {
        var states: [(from: Instant, state: Dossier)] = []
        var dossier: Dossier?
        for event in events where event.at <= now {
            guard let next = apply(event, to: dossier) else { continue }
            dossier = next
            states.append((event.at, next))
        }
        guard let last = dossier, let from = last.acceptedAt, from <= now else { return nil }
        let to = max(from, min(now, last.endedAt ?? now))
        self.from = from
        self.to = to
        var counted = 0
        var place: [Hands: Int] = [:]
        for (index, entry) in states.enumerated() where entry.state.acceptedAt != nil {
            // What another system did before it was taken over is of whoever had it then.
            let until = index + 1 < states.count ? states[index + 1].from : to
            let through = calendar.workingMinutes(from: from, to: max(from, min(until, to)))
            guard through > counted else { continue }
            let hands = Hands(entry.state)
            if let known = place[hands] {
                parts[known].minutes += through - counted
            } else {
                place[hands] = parts.count
                parts.append(Part(hands: hands, minutes: through - counted))
            }
            counted = through
        }
        legs = last.legs.map { leg in
            let span = leg.span(until: to)
            let clock = legClock(leg.agency)?.calendar ?? calendar
            return LegTime(leg: leg, minutes: clock.workingMinutes(from: span.from, to: span.to))
        }
        opinions = last.opinions.map { opinion in
            let clock = legClock(opinion.terms.agency)?.calendar ?? calendar
            let until = max(opinion.askedAt, min(opinion.closedAt ?? to, to))
            return OpinionTime(opinion: opinion, minutes: clock.workingMinutes(from: opinion.askedAt, to: until))
        }
    }
}
