package import OneStop

/// An agency as stored: its place in the tree, its zone, and its dated choices.
package struct AgencyRow: Sendable, Hashable {
    package var id: AgencyID
    package var tenant: AgencyID
    package var parent: AgencyID?
    package var code: String
    package var name: String
    package var offsetMinutes: Int
    /// From this day on, a dossier past its due date is not signed without its letter (contract, section 4).
    package var gateFrom: LocalDate?
    package var handOverMinute: Int
    package var sameDayMinute: Int
}

/// A unit of an agency; the desk is one of them.
package struct UnitRow: Sendable, Hashable {
    package var id: UnitID
    package var agency: AgencyID
    package var parent: UnitID?
    package var code: String
    package var name: String
    package var isDesk: Bool
}

/// A calendar as it was given, for an agency or for one procedure of it.
package struct CalendarRow: Sendable, Hashable {
    package var agency: AgencyID
    /// The procedure of the catalogue it holds for; nil for all of the agency's.
    package var procedure: Int64?
    package var definition: String
    package var revision: Int
}

/// A procedure of the catalogue.
package struct ProcedureRow: Sendable, Hashable {
    package var id: Int64
    package var tenant: AgencyID
    package var agency: AgencyID
    package var code: String
    package var name: String
    package var fieldCode: String
    package var fieldName: String
}

/// One published version of a procedure. A dossier keeps the version it was taken in under.
package struct VersionRow: Sendable, Hashable {
    package var id: ProcedureID
    package var procedure: Int64
    package var number: Int
    package var validFrom: LocalDate
    /// The first day on which it no longer holds.
    package var validTo: LocalDate?
    package var statutoryLimit: String
    /// The limit that the receipt promises; never longer than the statutory one.
    package var committedLimit: String
    package var dayZero: String
    package var restarts: Bool
    package var fingerprint: String
}

/// A paper on the checklist of a procedure's version.
package struct ComponentRow: Sendable, Hashable {
    package var version: ProcedureID
    package var number: Int
    package var name: String
    package var mandatory: Bool
    package var originals: Int
    package var copies: Int
    package var electronic: Bool
}

/// A step of the internal process of a procedure's version.
package struct StepRow: Sendable, Hashable {
    package var version: ProcedureID
    package var number: Int
    package var name: String
    package var role: String
    package var unit: UnitID?
    package var limit: String
}
