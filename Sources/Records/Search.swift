package import OneStop

/// What somebody typed to find something, taken apart. Nil leaves a way of looking out.
package struct SearchTerms: Sendable, Hashable {
    /// The text in normal form C, trimmed: looked for as words of a name and as another system's reference.
    package var text: String
    /// Codes of dossiers that the text may stand for.
    package var codes: [String]
    /// How a dossier's or procedure's code begins.
    package var codePrefix: String?
    /// An identity number or tax code, or how one begins.
    package var identityPrefix: String?
    /// A telephone number, or how one begins.
    package var phonePrefix: String?

    /// The text where it has a number's digits and may stand somewhere as it is written: another system's numbers are
    /// kept so.
    package var writtenNumber: String?

    /// Whether the text reads as a code or a number, or how one begins.
    package var mayBeNumber: Bool {
        !codes.isEmpty || codePrefix != nil || identityPrefix != nil || phonePrefix != nil
    }

    package init(
        text: String, codes: [String] = [], codePrefix: String? = nil, identityPrefix: String? = nil,
        phonePrefix: String? = nil, writtenNumber: String? = nil
    ) {
        self.text = text
        self.codes = codes
        self.codePrefix = codePrefix
        self.identityPrefix = identityPrefix
        self.phonePrefix = phonePrefix
        self.writtenNumber = writtenNumber
    }
}

/// Whose dossiers are looked through: what the rights of one reader add up to.
package struct SearchScope: Sendable, Hashable {
    /// Every agency that a right to read is for.
    package var agencies: [AgencyID] = []
    /// Agencies of which everything decided there may be read.
    package var whole: [AgencyID] = []
    /// Units whose dossiers may be read.
    package var units: [UnitID] = []
    /// Agencies of which the desk's dossiers may be read: received there or helped there.
    package var desks: [AgencyID] = []
    /// The desks of those agencies that the rights are for.
    package var deskUnits: [UnitID] = []
    /// Versions of the procedures that the rights are for; nil for all.
    package var procedures: [ProcedureID]?

    package init() {}
}

/// A search for dossiers.
package struct DossierSearch: Sendable, Hashable {
    package var terms: SearchTerms
    package var scope: SearchScope
    package var tenant: AgencyID
    /// The local date that apology states are compared with.
    package var today: LocalDate
    package var limit: Int

    package init(terms: SearchTerms, scope: SearchScope, tenant: AgencyID, today: LocalDate, limit: Int) {
        self.terms = terms
        self.scope = scope
        self.tenant = tenant
        self.today = today
        self.limit = limit
    }
}

/// A search for applicants, by name among those of some agencies, by number among all of the tenant.
package struct ApplicantSearch: Sendable, Hashable {
    package var terms: SearchTerms
    package var agencies: [AgencyID]
    package var tenant: AgencyID
    package var limit: Int

    package init(terms: SearchTerms, agencies: [AgencyID], tenant: AgencyID, limit: Int) {
        self.terms = terms
        self.agencies = agencies
        self.tenant = tenant
        self.limit = limit
    }
}

/// A search for procedures of a tenant's catalogue.
package struct ProcedureSearch: Sendable, Hashable {
    package var terms: SearchTerms
    package var tenant: AgencyID
    package var limit: Int

    package init(terms: SearchTerms, tenant: AgencyID, limit: Int) {
        self.terms = terms
        self.tenant = tenant
        self.limit = limit
    }
}

/// What a search found, the best first.
package struct Found<Row: Sendable>: Sendable {
    package var rows: [Row]
    /// Whether everything that matches was looked at and is in `rows`; if not, a longer text finds more exactly.
    package var isComplete: Bool

    package init(rows: [Row], isComplete: Bool) {
        self.rows = rows
        self.isComplete = isComplete
    }
}

/// One thing found.
package struct SearchHit<Row: Sendable>: Sendable {
    package var row: Row
    /// Whether more may match than was looked at.
    package var isBounded: Bool

    package init(row: Row, isBounded: Bool) {
        self.row = row
        self.isBounded = isBounded
    }
}

extension Found {
    /// - Parameter limit: how many were asked for at most.
    package init(_ hits: [SearchHit<Row>], limit: Int) {
        self.init(
            rows: hits.map(\.row), isComplete: hits.count < limit && !hits.contains { $0.isBounded })
    }
}
