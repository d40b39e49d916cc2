/// The key of a stored thing. `Entity` only keeps keys of different things apart; it has no values.
package struct Identifier<Entity>: Sendable, Hashable, Comparable {
    /// The number in the database. Meaningless outside of it and never shown to a citizen.
    package let rawValue: Int64

    /// Wraps a number as it is stored.
    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: Identifier, right: Identifier) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The things that have a key. Each is a name for the compiler only.
package enum Entity {
    /// An authority: a department, a commune, the province above them.
    package enum Agency {}
    /// A part of an agency: its one-stop desk, a division.
    package enum Unit {}
    /// A person with an account, or a portal's service account.
    package enum User {}
    /// One version of an administrative procedure; a dossier keeps the version it was taken in under.
    package enum Procedure {}
    /// One application by a citizen or an organisation.
    package enum Dossier {}
    /// A recorded decision about a calendar.
    package enum CalendarDecision {}
    /// A recorded decision by which an agency goes into another.
    package enum AgencyTransfer {}
}

/// The key of an agency.
package typealias AgencyID = Identifier<Entity.Agency>
/// The key of a unit.
package typealias UnitID = Identifier<Entity.Unit>
/// The key of a user.
package typealias UserID = Identifier<Entity.User>
/// The key of a procedure's version.
package typealias ProcedureID = Identifier<Entity.Procedure>
/// The key of a dossier.
package typealias DossierID = Identifier<Entity.Dossier>
/// The key of a recorded decision about a calendar.
package typealias CalendarDecisionID = Identifier<Entity.CalendarDecision>
/// The key of a recorded decision by which an agency goes into another.
package typealias AgencyTransferID = Identifier<Entity.AgencyTransfer>
