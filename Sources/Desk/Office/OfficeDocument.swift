package import OneStop

/// Offices as one document describes them: agencies with their units, staff, rights, calendars and procedures.
///
/// Everything is named by codes and logins, so the same document can be applied again and again.
package struct OfficeDocument: Sendable {
    package struct Agency: Sendable {
        package var code: String
        package var name: String
        /// The code of the agency above; nil at the top of a tree.
        package var parent: String?
        package var offset: UTCOffset
        /// From this day on the apology gate holds; nil switches it off.
        package var gateFrom: LocalDate?
        /// Minutes of the day.
        package var handOverMinute: Int
        package var sameDayMinute: Int
        /// What stands for the agency in the symbol of its documents; nil for its code.
        package var symbol: String?
        /// What its letters begin and end with.
        package var letterhead: Letterhead
        /// What it has chosen about its duties.
        package var duties: DutyPolicy
        /// Within which time its units answer when they are asked for an opinion.
        package var opinionLimit: Limit
        package var calendar: WorkCalendar?
        package var units: [Unit]
        package var users: [User]
        package var procedures: [Procedure]
        /// Where in the document it stands, for refusals.
        package var path: String
    }

    package struct Unit: Sendable {
        package var code: String
        package var name: String
        package var isDesk: Bool
        package var parent: String?
        package var path: String
    }

    package struct User: Sendable {
        package var login: String
        package var name: String
        package var unit: String?
        package var roles: [Right]
        package var path: String
    }

    /// A role, narrowed to a unit and those below it, or to a procedure.
    package struct Right: Sendable {
        package var role: Role
        /// The agency it holds in; nil for the user's own.
        package var agency: String?
        package var unit: String?
        package var procedure: String?
        package var path: String
    }

    package struct Procedure: Sendable {
        package var code: String
        package var name: String
        package var fieldCode: String
        package var fieldName: String
        package var calendar: WorkCalendar?
        package var versions: [Version]
        package var path: String
    }

    package struct Version: Sendable {
        package var number: Int
        package var publication: Publication
        package var entry: CatalogueEntry
        package var path: String
    }

    /// Invented dossiers for one of the agencies.
    package struct Demonstration: Sendable, Hashable {
        package var agency: String
        package var dossiers: Int
        /// How far back the first of them lies.
        package var months: Int
        package var seed: UInt64

        package init(agency: String, dossiers: Int, months: Int, seed: UInt64) {
            self.agency = agency
            self.dossiers = dossiers
            self.months = months
            self.seed = seed
        }
    }

    package var agencies: [Agency]
    package var demonstration: Demonstration?
}
