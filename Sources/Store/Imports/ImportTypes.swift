package import OneStop

/// A refused case: all of its rows stay out.
package struct RefusedCase: Sendable, Hashable {
    /// Nil for a row that names no case.
    package var reference: String?
    /// The line at fault.
    package var line: Int
    package var reason: String
}

/// A row of a refused case.
package struct RefusedRow: Sendable, Hashable {
    package var line: Int
    /// Where the fault is; another line of the same case, perhaps.
    package var faultLine: Int
    package var reason: String
}

/// How often something stands in the log.
package struct CountedName: Sendable, Hashable {
    package var name: String
    package var count: Int
}

/// A number that belongs to a day.
package struct DayCount: Sendable, Hashable {
    package var day: LocalDate
    package var count: Int
}

/// What an import adds to the dossiers and what it found.
package struct ImportCounts: Sendable, Hashable {
    package var rows = 0
    package var ended = 0
    package var open = 0
    /// Cases that an earlier import brought in.
    package var known = 0
    package var refused = 0
    package var steps = 0
    package var stepsBeforeStart = 0
    package var stepsAfterEnd = 0
    /// Nil for an event log.
    package var list: ListCounts?
}

/// What is counted of a list of dossiers besides.
package struct ListCounts: Sendable, Hashable {
    /// Rows that say again what another one says.
    package var repeated: Int
    /// Dossiers added that have an applicant.
    package var applicants: Int
    /// Identity numbers and telephones of theirs that are none, and are kept as they are written.
    package var unreadNumbers: Int
}

/// A day on which a new dossier was accepted or is due, with the number accepted.
package struct ImportDay: Sendable, Hashable {
    package var day: LocalDate
    package var accepted: Int
    /// When its last session closes; nil on a day off.
    package var closesAt: Instant?
    package var nextWorking: LocalDate
    package var oneBefore: LocalDate?
    package var twoBefore: LocalDate?
    package var firstSerial = 1

    package init(
        day: LocalDate, accepted: Int, closesAt: Instant?, nextWorking: LocalDate, oneBefore: LocalDate?,
        twoBefore: LocalDate?
    ) {
        self.day = day
        self.accepted = accepted
        self.closesAt = closesAt
        self.nextWorking = nextWorking
        self.oneBefore = oneBefore
        self.twoBefore = twoBefore
    }
}

/// The agency that an import goes to.
package struct ImportAgency: Sendable, Hashable {
    package var id: AgencyID
    package var tenant: AgencyID
    package var offsetMinutes: Int
    /// Made by this import.
    package var isNew: Bool
    /// The code of the agency that it went into; nil while it goes on.
    package var successor: String?
}
