import OneStop
import Records
import Store

/// Procedures, their versions, and calendars.
extension OfficeIndex {
    func catalogueChanges(of agency: OfficeDocument.Agency) throws(DeskError) -> [OfficeChange] {
        var changes: [OfficeChange] = []
        if let calendar = agency.calendar {
            changes += calendarChange(calendar, agency: agency.code, procedure: nil)
        }
        for procedure in agency.procedures {
            let row = storedProcedure(procedure.code, in: agency.code)
            let facts = ProcedureFacts(
                agency: agency.code, code: procedure.code, name: procedure.name, fieldCode: procedure.fieldCode,
                fieldName: procedure.fieldName)
            if let row {
                try requireSameAgency(row, agency, procedure)
                let before = ProcedureFacts(
                    agency: agency.code, code: row.code, name: row.name, fieldCode: row.fieldCode,
                    fieldName: row.fieldName)
                if before != facts { changes.append(.changeProcedure(facts)) }
            } else {
                changes.append(.addProcedure(facts))
            }
            if let calendar = procedure.calendar {
                changes += calendarChange(calendar, agency: agency.code, procedure: procedure.code)
            }
            changes += try versionChanges(of: procedure, in: agency, stored: row)
        }
        return changes
    }

    private func requireSameAgency(
        _ row: ProcedureRow, _ agency: OfficeDocument.Agency, _ procedure: OfficeDocument.Procedure
    ) throws(DeskError) {
        guard row.agency != agencies[agency.code]?.id else { return }
        throw .invalid(
            "\(procedure.path).code", rule: "office.procedure_elsewhere",
            "\(procedure.path).code: procedure \(procedure.code) belongs to agency \(agencyCodes[row.agency] ?? "?") of the same tree. A procedure has one place in a tree's catalogue."
        )
    }

    private func calendarChange(
        _ calendar: WorkCalendar, agency: String, procedure: String?
    ) -> [OfficeChange] {
        let facts = CalendarFacts(
            agency: agency, procedure: procedure, definition: CalendarDocument.text(of: calendar))
        let row = stored.office.calendars.first { row in
            agencyCodes[row.agency] == agency && row.procedure.flatMap { procedureCodes[$0] } == procedure
        }
        guard let row else { return [.addCalendar(facts)] }
        return row.definition == facts.definition ? [] : [.changeCalendar(facts)]
    }

    private func versionChanges(
        of procedure: OfficeDocument.Procedure, in agency: OfficeDocument.Agency, stored row: ProcedureRow?
    ) throws(DeskError) -> [OfficeChange] {
        let rows = stored.office.versions.filter { $0.procedure == row?.id }
        var ends: [OfficeChange] = []
        var additions: [OfficeChange] = []
        for version in procedure.versions {
            for step in version.steps {
                if let unit = step.unit, !hasUnit(unit, in: agency.code) {
                    throw unknownUnit(unit, of: agency.code, at: "\(step.path).unit")
                }
            }
            let facts = VersionFacts(version, of: procedure.code, agency: agency.code)
            guard let before = rows.first(where: { $0.number == version.number }) else {
                additions.append(.addVersion(facts))
                continue
            }
            guard before.fingerprint == facts.fingerprint else {
                throw published(version, of: procedure.code, differences: differences(before, facts))
            }
            if before.validTo != version.validTo {
                ends.append(
                    .endVersion(before.id, procedure: procedure.code, number: version.number, version.validTo))
            }
        }
        try requireOneAtATime(procedure, rows)
        return ends + additions
    }

    /// Versions that are stored and not in the document count as well.
    private func requireOneAtATime(
        _ procedure: OfficeDocument.Procedure, _ rows: [VersionRow]
    ) throws(DeskError) {
        for row in rows where !procedure.versions.contains(where: { $0.number == row.number }) {
            let rival = procedure.versions.first { version in
                (row.validTo.map { version.validFrom < $0 } ?? true)
                    && (version.validTo.map { row.validFrom < $0 } ?? true)
            }
            guard let rival else { continue }
            throw .invalid(
                "\(rival.path).validFrom", rule: "office.versions_overlap",
                "\(rival.path).validFrom: the stored version \(row.number) of \(procedure.code) holds from \(row.validFrom.iso) \(row.validTo.map { "until \($0.iso)" } ?? "without end"). Name it in the document with a \"validTo\" first."
            )
        }
    }

    private func published(
        _ version: OfficeDocument.Version, of procedure: String, differences: [String]
    ) -> DeskError {
        .invalid(
            version.path, rule: "office.version_published",
            "\(version.path): version \(version.number) of \(procedure) is published and differs in \(differences.joined(separator: ", ")). Dossiers are pinned to it for life, so its content never changes: end it with \"validTo\" and publish version \(version.number + 1)."
        )
    }

    private func differences(_ row: VersionRow, _ facts: VersionFacts) -> [String] {
        var found: [String] = []
        func note(_ what: String, _ before: String, _ after: String) {
            if before != after { found.append("\(what) (\(before), now \(after))") }
        }
        note("validFrom", row.validFrom.iso, facts.validFrom.iso)
        note("limit.statutory", row.statutoryLimit, facts.statutoryLimit)
        note("limit.committed", row.committedLimit, facts.committedLimit)
        note("dayZero", row.dayZero, facts.dayZero)
        note("restarts", "\(row.restarts)", "\(facts.restarts)")
        let components = stored.office.components.filter { $0.version == row.id }.map {
            VersionFacts.Component(
                number: $0.number, name: $0.name, mandatory: $0.mandatory, originals: $0.originals, copies: $0.copies,
                electronic: $0.electronic)
        }
        if components != facts.components { found.append("components") }
        let fees = stored.office.fees.filter { $0.version == row.id }.map { fee in
            VersionFacts.Fee(
                number: fee.number, name: fee.name, amount: fee.amount, moment: fee.moment.rawValue,
                freeGround: fee.freeGround)
        }
        if fees != facts.fees { found.append("fees") }
        let steps = stored.office.steps.filter { $0.version == row.id }.map { step in
            VersionFacts.Step(
                number: step.number, name: step.name, role: step.role, unit: step.unit.flatMap { unitCodes[$0] },
                limit: step.limit)
        }
        if steps != facts.steps { found.append("steps") }
        return found.isEmpty ? ["decision"] : found
    }
}
