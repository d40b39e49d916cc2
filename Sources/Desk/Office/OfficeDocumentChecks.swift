import OneStop

/// What one field alone cannot tell: codes that name nothing, things named twice, what publishing asks for.
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
        for version in procedure.versions { try version.check(of: procedure.code) }
        let inOrder = procedure.versions.sorted { $0.span.validFrom < $1.span.validFrom }
        for (earlier, later) in zip(inOrder, inOrder.dropFirst()) where earlier.span.holds(on: later.span.validFrom) {
            let day = later.span.validFrom.iso
            throw .invalid(
                "\(later.path).validFrom", rule: "office.versions_overlap",
                "\(later.path).validFrom: version \(earlier.number) still holds on \(day). Give version \(earlier.number) \"validTo\": \"\(day)\", the first day on which it no longer holds."
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

extension OfficeDocument.Version {
    /// The days on which it holds.
    var span: PublishedSpan {
        PublishedSpan(
            number: number, validFrom: publication.validFrom ?? LocalDate(dayNumber: 0), validTo: publication.validTo)
    }

    /// Holds the version against everything that publishing asks for. A version of which the document says no more than
    /// the desk and the units work by is not asked for the rest of an entry.
    /// - Parameters:
    ///   - units: the codes of the agency's units; nil where they are not known yet.
    ///   - hasUnitElsewhere: whether another agency of the tree has a unit; nil where that is not known yet.
    func check(
        of code: String, units: Set<String>? = nil,
        hasUnitElsewhere: (@Sendable (_ agency: String, _ unit: String) -> Bool)? = nil
    ) throws(DeskError) {
        let check = PublishingCheck(
            code: code, entry: entry, publication: publication, units: units, hasUnitElsewhere: hasUnitElsewhere)
        let problems = check.problems(entry.informsApplicants ? .entry : .work)
        guard problems.isEmpty else { throw DeskError(problems, under: path) }
    }
}
