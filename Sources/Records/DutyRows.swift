package import OneStop

/// A duty that was said to somebody, as stored.
package struct NoticeRow: Sendable, Hashable {
    package var id: Int64
    /// The dossier's code, or the reference of one that has none.
    package var dossier: String?
    package var scope: DossierScope
    package var tenant: AgencyID
    package var duty: DutyKind
    package var occasion: String
    package var since: Instant
    package var level: DutyLevel
    /// Whom it is for, in which agency and, where the role is a unit's, which unit.
    package var role: Role
    package var agency: AgencyID
    package var unit: UnitID?
    /// The officer who has the dossier; nil when it is for all who have the role there.
    package var officer: UserID?
    package var officerLogin: String?
    package var raisedAt: Instant
    /// When its cause was found gone.
    package var settledAt: Instant?

    /// All fields, as read.
    package init(
        id: Int64, dossier: String?, scope: DossierScope, tenant: AgencyID, duty: DutyKind, occasion: String,
        since: Instant, level: DutyLevel, role: Role, agency: AgencyID, unit: UnitID?, officer: UserID?,
        officerLogin: String?, raisedAt: Instant, settledAt: Instant?
    ) {
        self.id = id
        self.dossier = dossier
        self.scope = scope
        self.tenant = tenant
        self.duty = duty
        self.occasion = occasion
        self.since = since
        self.level = level
        self.role = role
        self.agency = agency
        self.unit = unit
        self.officer = officer
        self.officerLogin = officerLogin
        self.raisedAt = raisedAt
        self.settledAt = settledAt
    }
}

/// Which notices are asked for, the newest first.
package struct NoticeQuery: Sendable, Hashable {
    package var agency: AgencyID
    package var isOpen: Bool
    package var units: [UnitID]?
    package var duty: DutyKind?
    package var level: DutyLevel?
    /// Those before this number.
    package var before: Int64
    package var limit: Int

    package init(
        agency: AgencyID, isOpen: Bool, units: [UnitID]?, duty: DutyKind?, level: DutyLevel?, before: Int64, limit: Int
    ) {
        self.agency = agency
        self.isOpen = isOpen
        self.units = units
        self.duty = duty
        self.level = level
        self.before = before
        self.limit = limit
    }
}

/// What somebody said about a notice.
package struct NoticeAnswerRow: Sendable, Hashable {
    package var notice: Int64
    package var note: String
    /// The day through which it climbs no further; nil where it does not wait.
    package var until: LocalDate?
    package var at: Instant
    package var by: String

    /// All fields, as read.
    package init(notice: Int64, note: String, until: LocalDate?, at: Instant, by: String) {
        self.notice = notice
        self.note = note
        self.until = until
        self.at = at
        self.by = by
    }
}
