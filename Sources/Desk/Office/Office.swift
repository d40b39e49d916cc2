package import OneStop
package import Records
package import Store

/// Everything the use cases need to know about offices, as it was when it was read: agencies with their units and
/// calendars, and the catalogue. A value: whoever holds one sees one state.
package struct Office: Sendable {
    /// An agency with its units and choices.
    package struct Agency: Sendable {
        package var row: AgencyRow
        package var code: AgencyCode?
        package var units: [UnitRow]
        package var policy: Policy
        /// The agency's calendar; that of its superior, or Viet Nam's, when it has none of its own.
        package var calendar: CompiledCalendar
        /// What it has chosen about its duties.
        package var duties: DutyPolicy
        /// The agency and those that went into it, itself first: under which names its dossiers are reported.
        package var lines: [AgencyID]
        /// Those, and the ones that it went into itself.
        package var leads: [AgencyID]

        package var id: AgencyID { row.id }
        /// Within which time its units answer where a question names no limit of its own.
        package var opinionLimit: Limit { (try? Limit(parsing: row.opinionLimit)) ?? Self.usualOpinionLimit }
        /// That of an agency which says nothing else: three working days.
        static let usualOpinionLimit = (try? Limit(parsing: "3wd")) ?? .none
        /// Where dossiers come in.
        package var desk: UnitRow? { units.first(where: \.isDesk) }
        /// The symbol that follows the number of the agency's documents: its own, else its code.
        package var symbol: String { row.symbol ?? row.code.replacingDots }

        /// The year at an instant, by the agency's own clock.
        func year(at instant: Instant) -> Int { calendar.offset.localDate(of: instant).year }

        /// The register of a type of document in the year of an instant.
        func register(_ type: String?, at instant: Instant) -> Register {
            Register(agency: id, type: type, year: year(at: instant))
        }

        /// A number for form 03 from its register; nil when none can be formed.
        func formNumber(_ number: Int?, at instant: Instant) -> DocumentNumber? {
            number.flatMap {
                try? DocumentNumber(
                    type: RefusalForm.documentType, symbol: symbol, year: year(at: instant), number: $0)
            }
        }
    }

    /// A version of a procedure, with what an intake and the internal process need.
    package struct Version: Sendable {
        package var row: VersionRow
        package var procedure: ProcedureRow
        /// The committed limit.
        package var limit: Limit
        package var dayZero: DayZeroRule
        package var components: [CatalogueEntry.Component]
        /// The ways in which it can be filed; every one when there are none.
        package var filingWays: [CatalogueEntry.FilingWay]
        package var fees: [FeeRow]
        package var steps: [ProcessStep]

        package var id: ProcedureID { row.id }

        /// Whether the version can be filed in a way.
        package func isOpen(to channel: Channel) -> Bool {
            filingWays.isEmpty || filingWays.contains { $0.channel == channel }
        }

        /// The limit of who files in a way.
        package func limit(through channel: Channel) -> Limit {
            filingWays.first { $0.channel == channel }?.limit ?? limit
        }
    }

    package private(set) var agencies: [AgencyID: Agency] = [:]
    package private(set) var versions: [ProcedureID: Version] = [:]
    package private(set) var procedures: [Int64: ProcedureRow] = [:]
    /// Every version's steps that are a head's, as the work list knows them.
    package private(set) var headSteps: [Int64] = []
    private var agencyByCode: [String: AgencyID] = [:]
    private var unitsByID: [UnitID: UnitRow] = [:]
    private var versionsByProcedure: [Int64: [ProcedureID]] = [:]
    private var procedureByCode: [ProcedureKey: Int64] = [:]
    private(set) var calendars = OfficeCalendars()
    /// Who is told of what.
    package let audience: Audience
    /// Which agencies went into which.
    package let successions: Successions

    private struct ProcedureKey: Hashable {
        var tenant: AgencyID
        var code: String
    }

    /// - Throws: `DeskError` when a stored calendar or limit cannot be read; the text names which.
    package init(_ rows: OfficeRows) throws(DeskError) {
        for procedure in rows.procedures {
            procedures[procedure.id] = procedure
            procedureByCode[ProcedureKey(tenant: procedure.tenant, code: procedure.code)] = procedure.id
        }
        for unit in rows.units { unitsByID[unit.id] = unit }
        audience = Audience(rows)
        successions = Successions(rows.transfers)
        try takeAgencies(rows)
        try takeVersions(rows)
    }

    private mutating func takeAgencies(_ rows: OfficeRows) throws(DeskError) {
        calendars = try OfficeCalendars(rows)
        let units = Dictionary(grouping: rows.units, by: \.agency)
        for row in rows.agencies {
            guard let calendar = calendars.ofAgency[row.id] else { continue }
            agencies[row.id] = Agency(
                row: row, code: try? AgencyCode(parsing: row.code), units: units[row.id] ?? [],
                policy: Policy(
                    gateFrom: row.gateFrom, handOverHour: row.handOverMinute, sameDayHour: row.sameDayMinute),
                calendar: calendar, duties: try DutyPolicy(stored: row.duties),
                lines: successions.lines(of: row.id),
                leads: successions.lines(of: row.id) + successions.successors(of: row.id))
            agencyByCode[row.code] = row.id
        }
    }

    private mutating func takeVersions(_ rows: OfficeRows) throws(DeskError) {
        let components = Dictionary(grouping: rows.components, by: \.version)
        let steps = Dictionary(grouping: rows.steps, by: \.version)
        let legs = Dictionary(grouping: rows.stepLegs, by: \.version)
        let fees = Dictionary(grouping: rows.fees, by: \.version)
        let ways = Dictionary(grouping: rows.filingWays, by: \.version)
        for row in rows.versions {
            guard let procedure = procedures[row.procedure] else { continue }
            let process = try (steps[row.id] ?? []).map { step throws(DeskError) in
                guard let role = Role(rawValue: step.role) else {
                    throw Self.damaged("process_step.role of version \(row.id.rawValue)")
                }
                return ProcessStep(
                    number: step.number, name: step.name, role: role, unit: step.unit.map { successions.present($0) },
                    limit: try Self.limit(step.limit, of: row),
                    onlineLimit: try step.onlineLimit.map { text throws(DeskError) in try Self.limit(text, of: row) },
                    legs: try (legs[row.id] ?? []).filter { $0.step == step.number }.map { leg throws(DeskError) in
                        LegRequest(
                            agency: successions.present(leg.agency), unit: successions.present(leg.unit),
                            limit: try Self.limit(leg.limit, of: row))
                    })
            }
            let filingWays = try (ways[row.id] ?? []).map { way throws(DeskError) in
                CatalogueEntry.FilingWay(
                    channel: way.channel,
                    limit: try way.limit.map { text throws(DeskError) in try Self.limit(text, of: row) })
            }
            versions[row.id] = Version(
                row: row, procedure: procedure, limit: try Self.limit(row.committedLimit, of: row),
                dayZero: DayZeroRule(rawValue: row.dayZero) ?? .working,
                components: (components[row.id] ?? []).map(\.component),
                filingWays: filingWays, fees: fees[row.id] ?? [], steps: process)
            versionsByProcedure[row.procedure, default: []].append(row.id)
            headSteps += process.filter { $0.role == .head }.map { WorkListQuery.key(ofStep: $0.number, in: row.id) }
        }
    }

    private static func limit(_ text: String, of row: VersionRow) throws(DeskError) -> Limit {
        do {
            return try Limit(parsing: text)
        } catch {
            throw damaged("a limit of version \(row.id.rawValue)")
        }
    }

    static func damaged(_ what: String) -> DeskError {
        DeskError(
            .unavailable, rule: "office.damaged",
            "The stored office cannot be read: \(what) is not valid. Apply the office document again.")
    }
}

extension Office {
    package func agency(code: String) -> Agency? { agencyByCode[code].flatMap { agencies[$0] } }
    package func unit(_ id: UnitID) -> UnitRow? { unitsByID[id] }
    package func unit(code: String, of agency: AgencyID) -> UnitRow? {
        agencies[agency]?.units.first { $0.code == code }
    }

    /// The calendar that a dossier's clock runs by: the procedure's own in this agency, or the agency's.
    package func calendar(of agency: AgencyID, procedure: Int64) -> CompiledCalendar? {
        calendars.ofProcedure[.init(agency: agency, procedure: procedure)] ?? agencies[agency]?.calendar
    }

    package func procedure(code: String, tenant: AgencyID) -> ProcedureRow? {
        procedureByCode[ProcedureKey(tenant: tenant, code: code)].flatMap { procedures[$0] }
    }

    /// The version of a procedure in force on a day; never the one that carries imported dossiers.
    package func version(of procedure: Int64, on day: LocalDate) -> Version? {
        (versionsByProcedure[procedure] ?? []).lazy.compactMap { versions[$0] }.first {
            !$0.row.carriesImports && $0.row.validFrom <= day && ($0.row.validTo.map { day < $0 } ?? true)
        }
    }

    /// The procedures of a tenant, by code.
    package func procedures(of tenant: AgencyID) -> [ProcedureRow] {
        procedures.values.filter { $0.tenant == tenant }.sorted { $0.code < $1.code }
    }

    /// All versions of a procedure: a right for the procedure holds for each.
    package func versions(of procedure: Int64) -> Set<ProcedureID> { Set(versionsByProcedure[procedure] ?? []) }

    /// By what an agency counts the limit of a leg that it has.
    package func legClock(of agency: AgencyID) -> LegClock? {
        agencies[agency].map { LegClock(calendar: $0.calendar, sameDayHour: $0.policy.sameDayHour) }
    }

    /// A unit and all units below it.
    package func unitsBelow(_ root: UnitID) -> Set<UnitID> {
        guard let agency = unitsByID[root]?.agency, let units = agencies[agency]?.units else { return [root] }
        var found: Set<UnitID> = [root]
        var grew = true
        while grew {
            let more = units.filter { unit in
                !found.contains(unit.id) && (unit.parent.map { found.contains($0) } ?? false)
            }
            grew = !more.isEmpty
            found.formUnion(more.map(\.id))
        }
        return found
    }

    /// An agency and all agencies below it.
    package func agenciesBelow(_ root: AgencyID) -> Set<AgencyID> {
        var found: Set<AgencyID> = [root]
        var grew = true
        while grew {
            let more = agencies.values.filter { agency in
                !found.contains(agency.id) && (agency.row.parent.map { found.contains($0) } ?? false)
            }
            grew = !more.isEmpty
            found.formUnion(more.map(\.id))
        }
        return found
    }
}

extension String {
    fileprivate var replacingDots: String { String(map { $0 == "." ? "-" : $0 }) }
}
