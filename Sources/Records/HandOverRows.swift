package import OneStop

/// The name of a list of dossiers handed over together: the giver's agency, the year, and a number in it from 1.
package struct HandOverListKey: Sendable, Hashable {
    package var agency: AgencyID
    package var year: Int
    package var number: Int

    /// A list's name.
    package init(agency: AgencyID, year: Int, number: Int) {
        self.agency = agency
        self.year = year
        self.number = number
    }
}

/// A list of dossiers handed over together.
package struct HandOverListRow: Sendable, Hashable {
    package var tenant: AgencyID
    package var unit: UnitID
    package var giverLogin: String?
    /// Nil when the unit received it and no one person.
    package var receiverLogin: String?
    package var handedOverAt: Instant

    /// All fields, as read.
    package init(
        tenant: AgencyID, unit: UnitID, giverLogin: String?, receiverLogin: String?, handedOverAt: Instant
    ) {
        self.tenant = tenant
        self.unit = unit
        self.giverLogin = giverLogin
        self.receiverLogin = receiverLogin
        self.handedOverAt = handedOverAt
    }
}

/// Which lists of dossiers handed over together are asked for, the newest first.
package struct HandOverListQuery: Sendable, Hashable {
    /// A place among the lists: those before it in time are asked for.
    package struct Position: Sendable, Hashable {
        package var handedOverAt: Instant
        package var key: HandOverListKey

        package init(handedOverAt: Instant, key: HandOverListKey) {
            self.handedOverAt = handedOverAt
            self.key = key
        }
    }

    /// Those that an agency numbered; nil to leave them out.
    package var numberedBy: AgencyID?
    /// Those that any of these units was given.
    package var units: [UnitID]
    package var span: TimeSpan
    package var after: Position?
    package var limit: Int

    package init(numberedBy: AgencyID?, units: [UnitID], span: TimeSpan, after: Position?, limit: Int) {
        self.numberedBy = numberedBy
        self.units = units
        self.span = span
        self.after = after
        self.limit = limit
    }
}

/// A list among others, with what the rights look at of its dossiers.
package struct HandOverListLine: Sendable {
    package var position: HandOverListQuery.Position
    package var list: HandOverListRow
    /// Its dossiers, those that the rights cannot tell apart together.
    package var dossiers: [(scope: DossierScope, count: Int)]

    /// All fields, as read.
    package init(
        position: HandOverListQuery.Position, list: HandOverListRow, dossiers: [(scope: DossierScope, count: Int)]
    ) {
        self.position = position
        self.list = list
        self.dossiers = dossiers
    }
}
