package import OneStop

/// One difference between an office as stored and as a document wants it. Everything is named by its codes, so that a
/// unit can be made in the same breath as its agency.
package enum OfficeChange: Sendable, Hashable {
    case addAgency(AgencyFacts, parent: String?)
    case changeAgency(AgencyFacts)
    case addUnit(UnitFacts)
    case changeUnit(UnitFacts)
    case addAccount(AccountFacts)
    case changeAccount(AccountFacts)
    case appoint(AppointmentFacts)
    /// Takes a right away, by its key.
    case dismiss(Int64, AppointmentFacts)
    case addProcedure(ProcedureFacts)
    case changeProcedure(ProcedureFacts)
    case addCalendar(CalendarFacts)
    case changeCalendar(CalendarFacts)
    /// The first day on which a version no longer holds.
    case endVersion(ProcedureID, procedure: String, number: Int, LocalDate?)
    /// A version that is published with its coming into being.
    case addVersion(VersionFacts)
    case addDraft(VersionFacts)
    /// Puts another content in the place of a draft's.
    case changeDraft(ProcedureID, VersionFacts)
    /// Throws a draft away, and says so in the audit trail.
    case deleteDraft(ProcedureID, procedure: String, number: Int, NewAuditEvent)
    /// Makes of a draft a published version with this content.
    case publishDraft(ProcedureID, VersionFacts)
    /// Ends the use of an account with its sessions and tokens, or lets it be used again with nil.
    case disable(UserID, login: String, at: Instant?)
    /// Gives somebody a password that counts until then and has to be changed; all sessions end.
    case givePassword(UserID, login: String, PasswordRow, until: Instant, at: Instant)
    case removeSecondFactor(UserID, login: String)
    /// Ends one session of somebody's, or all.
    case endSessions(UserID, login: String, session: Int64?, at: Instant)
    case revokeToken(Int64, at: Instant)
    /// Closes a unit, or opens it with nil.
    case closeUnit(UnitID, code: String, at: Instant?)
    /// Leaves somebody, a unit or a letterhead to administrators from now on, or to office documents with nil.
    case markUser(agency: String, login: String, at: Instant?)
    case markUnit(agency: String, unit: String, at: Instant?)
    case markAgency(agency: String, at: Instant?)
    /// Writes nothing: says what a document would have changed of what an administrator has changed.
    case keep(String)
    /// Keeps in the audit trail what the changes beside it are.
    case record(NewAuditEvent)
}

/// An agency's own columns.
package struct AgencyFacts: Sendable, Hashable {
    package var code: String
    package var name: String
    package var offsetMinutes: Int
    package var gateFrom: LocalDate?
    package var handOverMinute: Int
    package var sameDayMinute: Int
    package var symbol: String?
    package var letterhead: Letterhead
    package var duties: String?
    package var opinionLimit: String

    package init(
        code: String, name: String, offsetMinutes: Int, gateFrom: LocalDate?, handOverMinute: Int, sameDayMinute: Int,
        symbol: String?, letterhead: Letterhead, duties: String?, opinionLimit: String
    ) {
        self.code = code
        self.name = name
        self.offsetMinutes = offsetMinutes
        self.gateFrom = gateFrom
        self.handOverMinute = handOverMinute
        self.sameDayMinute = sameDayMinute
        self.symbol = symbol
        self.letterhead = letterhead
        self.duties = duties
        self.opinionLimit = opinionLimit
    }
}

/// A unit and where it stands, by codes.
package struct UnitFacts: Sendable, Hashable {
    package var agency: String
    package var code: String
    package var name: String
    package var isDesk: Bool
    package var parent: String?

    package init(agency: String, code: String, name: String, isDesk: Bool, parent: String?) {
        self.agency = agency
        self.code = code
        self.name = name
        self.isDesk = isDesk
        self.parent = parent
    }
}

/// A member of staff: the agency and unit by code.
package struct AccountFacts: Sendable, Hashable {
    package var agency: String
    package var login: String
    package var name: String
    package var unit: String?

    package init(agency: String, login: String, name: String, unit: String?) {
        self.agency = agency
        self.login = login
        self.name = name
        self.unit = unit
    }
}

/// A right of a member of staff, all by codes. `home` is the agency the person belongs to.
package struct AppointmentFacts: Sendable, Hashable {
    package var home: String
    package var login: String
    package var role: String
    package var agency: String
    package var unit: String?
    package var procedure: String?

    package init(home: String, login: String, role: String, agency: String, unit: String?, procedure: String?) {
        self.home = home
        self.login = login
        self.role = role
        self.agency = agency
        self.unit = unit
        self.procedure = procedure
    }
}

/// A procedure of the catalogue.
package struct ProcedureFacts: Sendable, Hashable {
    package var agency: String
    package var code: String
    package var name: String
    package var fieldCode: String
    package var fieldName: String

    package init(agency: String, code: String, name: String, fieldCode: String, fieldName: String) {
        self.agency = agency
        self.code = code
        self.name = name
        self.fieldCode = fieldCode
        self.fieldName = fieldName
    }
}

/// A calendar of an agency, or of one procedure in it.
package struct CalendarFacts: Sendable, Hashable {
    package var agency: String
    package var procedure: String?
    package var definition: String

    package init(agency: String, procedure: String?, definition: String) {
        self.agency = agency
        self.procedure = procedure
        self.definition = definition
    }
}

/// A version of a procedure: what its entry says, and by which decision it is published.
package struct VersionFacts: Sendable, Hashable {
    /// The agency's code.
    package var agency: String
    /// The procedure's code.
    package var procedure: String
    package var number: Int
    package var publication: Publication
    package var entry: CatalogueEntry
    /// The whole entry, as it is read again.
    package var text: String
    /// The hash of everything that a dossier is pinned to.
    package var fingerprint: String

    package init(
        agency: String, procedure: String, number: Int, publication: Publication, entry: CatalogueEntry, text: String,
        fingerprint: String
    ) {
        self.agency = agency
        self.procedure = procedure
        self.number = number
        self.publication = publication
        self.entry = entry
        self.text = text
        self.fingerprint = fingerprint
    }
}
