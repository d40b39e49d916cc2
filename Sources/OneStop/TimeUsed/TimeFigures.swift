/// By what the rows of the time used are told apart.
package enum TimeGrouping: String, Sendable, Hashable, CaseIterable {
    /// A unit.
    case unit
    /// An officer.
    case officer
    /// An agency that had legs.
    case leg
}

/// Who used the time of an agency's dossiers that ended in a period. The minutes of all rows are those of the whole.
package struct TimeFigures: Sendable, Hashable {
    /// Whose time a row is.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The one-stop desk before the hand-over.
        case desk
        /// A unit; by officer, a unit while nobody had the dossier there; by leg, all of the agency's own units.
        case unit
        case officer
        case leader
        case clerk
        /// An agency that had legs.
        case leg
        /// The applicant, whom the office waited for.
        case applicant
    }

    /// One row.
    package struct Row: Sendable, Hashable {
        /// Whose time it is.
        package var kind: Kind
        /// A unit's or agency's code, a login; empty where it is of nobody in particular.
        package var key: String
        /// Its name.
        package var label: String
        /// In how many of the dossiers it has a part.
        package var dossiers = 0
        /// Working minutes by the deciding agency's calendar.
        package var minutes = 0
        /// Of legs, working minutes by their own agency's calendar; 0 for others.
        package var legMinutes = 0
        /// Of `minutes`, what decisions moved elsewhere.
        package var movedAway = 0
        /// What decisions moved here, beside `minutes`.
        package var movedHere = 0

        /// A row of no time yet.
        package init(kind: Kind, key: String, label: String) {
            self.kind = kind
            self.key = key
            self.label = label
        }
    }

    /// The period in which the dossiers ended.
    package var period: Period
    /// What the rows are told apart by.
    package var grouping: TimeGrouping
    /// How many dossiers there are.
    package var dossiers: Int
    /// The minutes of everybody.
    package var minutes = 0
    /// By kind and key.
    package var rows: [Row] = []

    /// The figures of a period, without rows yet.
    package init(period: Period, grouping: TimeGrouping, dossiers: Int) {
        self.period = period
        self.grouping = grouping
        self.dossiers = dossiers
    }
}
