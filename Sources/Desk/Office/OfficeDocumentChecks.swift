import OneStop
import Store

/// What one field alone cannot tell: codes that name nothing, things named twice, steps longer than the limit.
extension OfficeDocument {
    func check() throws(DeskError) {
        try distinct(agencies.map { ($0.code, "\($0.path).code") }, "agency")
        for agency in agencies {
            guard (try? AgencyCode(parsing: agency.code)) != nil else {
                throw .invalid(
                    "\(agency.path).code", rule: "R6.agency_code",
                    "\(agency.path).code: \"\(agency.code)\" is not an agency's code. Write it as H38.14, or in the old form as 000.00.14.H38."
                )
            }
            guard agency.parent != agency.code else {
                throw .invalid(
                    "\(agency.path).parent", rule: "office.tree",
                    "\(agency.path).parent: an agency cannot stand above itself.")
            }
            try check(agency)
        }
        try checkUsers()
        if let demonstration, !agencies.contains(where: { $0.code == demonstration.agency }) {
            throw .invalid(
                "demonstration.agency", rule: "office.unknown_agency",
                "demonstration.agency: \"\(demonstration.agency)\" is no agency of this document.")
        }
    }

    private func check(_ agency: Agency) throws(DeskError) {
        try distinct(agency.units.map { ($0.code, "\($0.path).code") }, "unit")
        let desks = agency.units.filter(\.isDesk)
        if desks.count > 1 {
            throw .invalid(
                "\(desks[1].path).desk", rule: "office.one_desk",
                "\(desks[1].path).desk: agency \(agency.code) has its desk already in unit \(desks[0].code); an agency has one desk."
            )
        }
        if desks.isEmpty, !agency.procedures.isEmpty {
            throw .invalid(
                "\(agency.path).units", rule: "office.no_desk",
                "\(agency.path).units: agency \(agency.code) has procedures and no desk to take applications in. Mark one unit with \"desk\": true."
            )
        }
        try distinct(agency.procedures.map { ($0.code, "\($0.path).code") }, "procedure")
        for procedure in agency.procedures {
            if let offset = procedure.calendar?.offset, offset != agency.offset {
                throw .invalid(
                    "\(procedure.path).calendar", rule: "office.offset",
                    "\(procedure.path).calendar: its utcOffset must be \(agency.offset.text), that of the agency.")
            }
            try check(procedure)
        }
    }

    private func check(_ procedure: Procedure) throws(DeskError) {
        guard (try? ProcedureCode(parsing: procedure.code)) != nil else {
            throw .invalid(
                "\(procedure.path).code", rule: "R6.procedure_code",
                "\(procedure.path).code: \"\(procedure.code)\" is not a procedure's code. Write it as 2.002381, or with a suffix as 1.014393.H38."
            )
        }
        try distinct(procedure.versions.map { (String($0.number), "\($0.path).number") }, "version")
        for version in procedure.versions { try check(version) }
        let inOrder = procedure.versions.sorted { $0.validFrom < $1.validFrom }
        for (earlier, later) in zip(inOrder, inOrder.dropFirst())
        where earlier.validTo.map({ $0 > later.validFrom }) ?? true {
            throw .invalid(
                "\(later.path).validFrom", rule: "office.versions_overlap",
                "\(later.path).validFrom: version \(earlier.number) still holds on \(later.validFrom.iso). Give version \(earlier.number) \"validTo\": \"\(later.validFrom.iso)\", the first day on which it no longer holds."
            )
        }
    }

    private func check(_ version: Version) throws(DeskError) {
        if let validTo = version.validTo, validTo <= version.validFrom {
            throw .invalid(
                "\(version.path).validTo", rule: "office.valid_order",
                "\(version.path).validTo: must lie after validFrom, \(version.validFrom.iso).")
        }
        try distinct(
            version.components.enumerated().map { (String($1.number), "\(version.path).components[\($0)].number") },
            "component")
        try distinct(
            version.fees.enumerated().map { (String($1.number), "\(version.path).fees[\($0)].number") }, "fee")
        try distinct(version.steps.map { (String($0.number), "\($0.path).number") }, "step")
        if let step = version.steps.first(where: { [.admin, .auditor].contains($0.role) }) {
            throw .invalid(
                "\(step.path).role", rule: "R10.3.step_role",
                "\(step.path).role: \(step.role.rawValue) does no step; the administrator touches no dossier and the auditor changes nothing."
            )
        }
        if let over = Budget(version.committed).exceeded(by: [version.statutory], reversed: true) {
            throw .invalid(
                "\(version.path).limit.committed", rule: "R10.committed_limit",
                "\(version.path).limit.committed: \(version.committed.text) is longer than the statutory \(version.statutory.text) (\(over)). An office may promise less, never more."
            )
        }
        if let over = Budget(version.committed).exceeded(by: version.steps.map(\.limit), reversed: false) {
            throw .invalid(
                "\(version.path).steps", rule: "R10.3.step_limits",
                "\(version.path).steps: the limits of the steps add up to more than the committed \(version.committed.text) (\(over)). Shorten the steps."
            )
        }
    }

    private func checkUsers() throws(DeskError) {
        var tops: [String: String] = [:]
        let parents = Dictionary(agencies.map { ($0.code, $0.parent) }, uniquingKeysWith: { first, _ in first })
        for agency in agencies {
            var top = agency.code
            var seen: Set<String> = [top]
            while let above = parents[top] ?? nil {
                guard seen.insert(above).inserted else {
                    throw .invalid(
                        "\(agency.path).parent", rule: "office.tree",
                        "\(agency.path).parent: the agencies above \(agency.code) go round in a circle.")
                }
                top = above
            }
            tops[agency.code] = top
        }
        var logins: [(String, String)] = []
        for agency in agencies {
            for user in agency.users {
                logins.append(("\(tops[agency.code] ?? "")/\(user.login)", "\(user.path).login"))
            }
        }
        try distinct(logins, "login of this tree")
    }

    private func distinct(_ keys: [(key: String, path: String)], _ what: String) throws(DeskError) {
        var seen: [String: String] = [:]
        for (key, path) in keys {
            if let first = seen[key] {
                let name = key.split(separator: "/").last.map(String.init) ?? key
                throw .invalid(
                    path, rule: "office.twice", "\(path): the \(what) \"\(name)\" is given twice, first at \(first).")
            }
            seen[key] = path
        }
    }
}

/// A limit as amounts that can be compared: working time, calendar days, months. Amounts of different kinds have no
/// common measure without a date, so only equal kinds are compared.
struct Budget {
    /// A working day of steps given in hours, as published processes count it.
    private static let hoursOfDay = 8

    private var amounts: [Limit.Unit: Int] = [:]

    init(_ limit: Limit) {
        add(limit)
    }

    private mutating func add(_ limit: Limit) {
        for leg in limit.legs {
            switch leg.unit {
            case .workingHours: amounts[.workingHours, default: 0] += leg.count
            // The same day is a day of work.
            case .workingDays: amounts[.workingHours, default: 0] += max(1, leg.count) * Self.hoursOfDay
            case .calendarDays, .months: amounts[leg.unit, default: 0] += leg.count
            }
        }
    }

    /// What is too long, in words; nil when everything fits or cannot be compared.
    /// - Parameter reversed: whether it is this limit that may not be longer than the others together.
    func exceeded(by limits: [Limit], reversed: Bool) -> String? {
        var others = Budget(.none)
        for limit in limits { others.add(limit) }
        guard !amounts.isEmpty, Set(amounts.keys) == Set(others.amounts.keys) else { return nil }
        let (small, large) = reversed ? (amounts, others.amounts) : (others.amounts, amounts)
        for unit in Limit.Unit.allCases {
            guard let amount = small[unit], let most = large[unit], amount > most else { continue }
            switch unit {
            case .workingHours, .workingDays:
                return "\(amount) working hours instead of at most \(most), a day counted as \(Self.hoursOfDay)"
            case .calendarDays: return "\(amount) days instead of at most \(most)"
            case .months: return "\(amount) months instead of at most \(most)"
            }
        }
        return nil
    }
}
