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
    case addVersion(VersionFacts)
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

    package init(
        code: String, name: String, offsetMinutes: Int, gateFrom: LocalDate?, handOverMinute: Int, sameDayMinute: Int,
        symbol: String?
    ) {
        self.code = code
        self.name = name
        self.offsetMinutes = offsetMinutes
        self.gateFrom = gateFrom
        self.handOverMinute = handOverMinute
        self.sameDayMinute = sameDayMinute
        self.symbol = symbol
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

/// A version of a procedure with its checklist and internal process.
package struct VersionFacts: Sendable, Hashable {
    package struct Component: Sendable, Hashable {
        package var number: Int
        package var name: String
        package var mandatory: Bool
        package var originals: Int
        package var copies: Int
        package var electronic: Bool

        package init(number: Int, name: String, mandatory: Bool, originals: Int, copies: Int, electronic: Bool) {
            self.number = number
            self.name = name
            self.mandatory = mandatory
            self.originals = originals
            self.copies = copies
            self.electronic = electronic
        }
    }

    /// What an application of a kind costs.
    package struct Fee: Sendable, Hashable {
        package var number: Int
        package var name: String
        /// In đồng; 0 for a free case.
        package var amount: Int64
        package var moment: String
        package var freeGround: String?

        package init(number: Int, name: String, amount: Int64, moment: String, freeGround: String?) {
            self.number = number
            self.name = name
            self.amount = amount
            self.moment = moment
            self.freeGround = freeGround
        }
    }

    package struct Step: Sendable, Hashable {
        package var number: Int
        package var name: String
        package var role: String
        package var unit: String?
        package var limit: String

        package init(number: Int, name: String, role: String, unit: String?, limit: String) {
            self.number = number
            self.name = name
            self.role = role
            self.unit = unit
            self.limit = limit
        }
    }

    package var agency: String
    package var procedure: String
    package var number: Int
    package var validFrom: LocalDate
    package var validTo: LocalDate?
    package var decisionNumber: String?
    package var decisionDate: LocalDate?
    package var statutoryLimit: String
    package var committedLimit: String
    package var dayZero: String
    package var restarts: Bool
    package var fingerprint: String
    package var components: [Component]
    package var fees: [Fee]
    package var steps: [Step]

    package init(
        agency: String, procedure: String, number: Int, validFrom: LocalDate, validTo: LocalDate?,
        decisionNumber: String?, decisionDate: LocalDate?, statutoryLimit: String, committedLimit: String,
        dayZero: String, restarts: Bool, fingerprint: String, components: [Component], fees: [Fee],
        steps: [Step]
    ) {
        self.agency = agency
        self.procedure = procedure
        self.number = number
        self.validFrom = validFrom
        self.validTo = validTo
        self.decisionNumber = decisionNumber
        self.decisionDate = decisionDate
        self.statutoryLimit = statutoryLimit
        self.committedLimit = committedLimit
        self.dayZero = dayZero
        self.restarts = restarts
        self.fingerprint = fingerprint
        self.components = components
        self.fees = fees
        self.steps = steps
    }
}
