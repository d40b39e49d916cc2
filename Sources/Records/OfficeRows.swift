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
    /// What stands for the agency in the symbol of its documents, such as `SKHCN`.
    package var symbol: String?
    /// What its letters begin and end with.
    package var letterhead: Letterhead
    /// What it has chosen about its duties, as a document; nil for the usual.
    package var duties: String?
    /// Within which time its units answer where a question names no limit of its own.
    package var opinionLimit: String

    /// All fields, as read.
    package init(
        id: AgencyID, tenant: AgencyID, parent: AgencyID?, code: String, name: String, offsetMinutes: Int,
        gateFrom: LocalDate?, handOverMinute: Int, sameDayMinute: Int, symbol: String?,
        letterhead: Letterhead = Letterhead(), duties: String?, opinionLimit: String
    ) {
        self.id = id
        self.tenant = tenant
        self.parent = parent
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

/// A unit of an agency; the desk is one of them.
package struct UnitRow: Sendable, Hashable {
    package var id: UnitID
    package var agency: AgencyID
    package var parent: UnitID?
    package var code: String
    package var name: String
    package var isDesk: Bool
    /// Since when nothing goes into it any more; nil for an open one.
    package var closedAt: Instant?

    /// All fields, as read.
    package init(
        id: UnitID, agency: AgencyID, parent: UnitID?, code: String, name: String, isDesk: Bool,
        closedAt: Instant? = nil
    ) {
        self.id = id
        self.agency = agency
        self.parent = parent
        self.code = code
        self.name = name
        self.isDesk = isDesk
        self.closedAt = closedAt
    }
}

/// A calendar as it was given, for an agency or for one procedure of it.
package struct CalendarRow: Sendable, Hashable {
    package var agency: AgencyID
    /// The procedure of the catalogue it holds for; nil for all of the agency's.
    package var procedure: Int64?
    package var definition: String
    package var revision: Int

    /// All fields, as read.
    package init(
        agency: AgencyID, procedure: Int64?, definition: String, revision: Int
    ) {
        self.agency = agency
        self.procedure = procedure
        self.definition = definition
        self.revision = revision
    }
}

/// A decision about a calendar that is in effect, in the order in which they took effect.
package struct EffectiveDecisionRow: Sendable, Hashable {
    package var id: CalendarDecisionID
    package var agency: AgencyID
    /// The procedure of the catalogue it holds for; nil for all of the agency's.
    package var procedure: Int64?
    /// The decision as a document.
    package var content: String

    /// All fields, as read.
    package init(id: CalendarDecisionID, agency: AgencyID, procedure: Int64?, content: String) {
        self.id = id
        self.agency = agency
        self.procedure = procedure
        self.content = content
    }
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

    /// All fields, as read.
    package init(
        id: Int64, tenant: AgencyID, agency: AgencyID, code: String, name: String, fieldCode: String,
        fieldName: String
    ) {
        self.id = id
        self.tenant = tenant
        self.agency = agency
        self.code = code
        self.name = name
        self.fieldCode = fieldCode
        self.fieldName = fieldName
    }
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

    /// Whether it carries what another system decided. Nothing is taken in under it: it promises no limit and asks for
    /// no papers because nobody wrote any down.
    package var carriesImports: Bool { fingerprint == CatalogueVersionRow.importsFingerprint }

    /// All fields, as read.
    package init(
        id: ProcedureID, procedure: Int64, number: Int, validFrom: LocalDate, validTo: LocalDate?,
        statutoryLimit: String, committedLimit: String, dayZero: String, restarts: Bool, fingerprint: String
    ) {
        self.id = id
        self.procedure = procedure
        self.number = number
        self.validFrom = validFrom
        self.validTo = validTo
        self.statutoryLimit = statutoryLimit
        self.committedLimit = committedLimit
        self.dayZero = dayZero
        self.restarts = restarts
        self.fingerprint = fingerprint
    }
}

/// A paper on the checklist of a procedure's version.
package struct ComponentRow: Sendable, Hashable {
    package var version: ProcedureID
    package var component: CatalogueEntry.Component

    /// Both fields, as read.
    package init(version: ProcedureID, component: CatalogueEntry.Component) {
        self.version = version
        self.component = component
    }
}

/// A way in which applications under a procedure's version can be filed.
package struct FilingWayRow: Sendable, Hashable {
    package var version: ProcedureID
    package var channel: Channel
    /// The limit of who files in this way; nil for the committed one.
    package var limit: String?

    /// All fields, as read.
    package init(version: ProcedureID, channel: Channel, limit: String?) {
        self.version = version
        self.channel = channel
        self.limit = limit
    }
}

/// What an application of a kind costs under a procedure's version.
package struct FeeRow: Sendable, Hashable {
    package var version: ProcedureID
    package var number: Int
    package var name: String
    /// In đồng; 0 for a free case.
    package var amount: Int64
    package var moment: FeeMoment
    /// The provision that makes the case free.
    package var freeGround: String?
    /// The way of filing that it is for; nil for every one.
    package var way: Channel?

    /// All fields, as read.
    package init(
        version: ProcedureID, number: Int, name: String, amount: Int64, moment: FeeMoment, freeGround: String?,
        way: Channel?
    ) {
        self.version = version
        self.number = number
        self.name = name
        self.amount = amount
        self.moment = moment
        self.freeGround = freeGround
        self.way = way
    }
}

/// A step of the internal process of a procedure's version.
package struct StepRow: Sendable, Hashable {
    package var version: ProcedureID
    package var number: Int
    package var name: String
    package var role: String
    package var unit: UnitID?
    package var limit: String
    /// The limit for dossiers filed online; nil when it is the same.
    package var onlineLimit: String?

    /// All fields, as read.
    package init(
        version: ProcedureID, number: Int, name: String, role: String, unit: UnitID?, limit: String,
        onlineLimit: String?
    ) {
        self.version = version
        self.number = number
        self.name = name
        self.role = role
        self.unit = unit
        self.limit = limit
        self.onlineLimit = onlineLimit
    }
}

/// What a step asks of another agency.
package struct StepLegRow: Sendable, Hashable {
    package var version: ProcedureID
    /// The step's number.
    package var step: Int
    package var agency: AgencyID
    package var unit: UnitID
    package var limit: String

    /// All fields, as read.
    package init(version: ProcedureID, step: Int, agency: AgencyID, unit: UnitID, limit: String) {
        self.version = version
        self.step = step
        self.agency = agency
        self.unit = unit
        self.limit = limit
    }
}
