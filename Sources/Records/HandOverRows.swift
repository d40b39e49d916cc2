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
