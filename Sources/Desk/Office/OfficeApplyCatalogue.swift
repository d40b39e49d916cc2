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
        let rows = stored.versions.filter { $0.procedure == row?.id }
        let units = unitCodes(of: agency.code)
        var ends: [OfficeChange] = []
        var additions: [OfficeChange] = []
        for version in procedure.versions {
            try version.check(of: procedure.code, units: units) { [self] other, unit in
                other != agency.code && top(of: other) == top(of: agency.code) && hasUnit(unit, in: other)
            }
            let facts = VersionFacts(
                version.number, of: procedure.code, agency: agency.code, version.publication, version.entry)
            guard let before = rows.first(where: { $0.number == version.number }) else {
                additions.append(.addVersion(facts))
                continue
            }
            guard before.isPublished else { throw drafted(version, of: procedure.code) }
            guard before.fingerprint == facts.fingerprint else {
                throw try published(version, of: procedure.code, before: before)
            }
            let end = end(of: version, in: procedure, rows)
            if before.publication.validTo != end {
                ends.append(.endVersion(before.id, procedure: procedure.code, number: version.number, end))
            }
        }
        try requireOneAtATime(procedure, rows)
        return ends + additions
    }

    /// A later version that the document does not name, such as one that the catalogue published, stays, and so does the end
    /// that it gave the one before it.
    private func end(
        of version: OfficeDocument.Version, in procedure: OfficeDocument.Procedure, _ rows: [CatalogueVersionRow]
    ) -> LocalDate? {
        if let named = version.publication.validTo { return named }
        let stored = rows.first { $0.number == version.number }?.publication.validTo
        let successors = rows.compactMap(\.span).filter { row in
            !procedure.versions.contains { $0.number == row.number } && row.validFrom == stored
        }
        return successors.isEmpty ? nil : stored
    }

    /// Versions that are stored and not in the document count as well.
    private func requireOneAtATime(
        _ procedure: OfficeDocument.Procedure, _ rows: [CatalogueVersionRow]
    ) throws(DeskError) {
        for row in rows.compactMap(\.span) where !procedure.versions.contains(where: { $0.number == row.number }) {
            let rival = procedure.versions.first { version in
                (row.validTo.map { version.span.validFrom < $0 } ?? true)
                    && (end(of: version, in: procedure, rows).map { row.validFrom < $0 } ?? true)
            }
            guard let rival else { continue }
            throw .invalid(
                "\(rival.path).validFrom", rule: "office.versions_overlap",
                "\(rival.path).validFrom: the stored version \(row.number) of \(procedure.code) holds from \(row.validFrom.iso) \(row.validTo.map { "until \($0.iso)" } ?? "without end"). Name it in the document with a \"validTo\" first."
            )
        }
    }

    private func drafted(_ version: OfficeDocument.Version, of procedure: String) -> DeskError {
        .invalid(
            "\(version.path).number", rule: "office.version_drafted",
            "\(version.path).number: the catalogue has a draft with the number \(version.number) of \(procedure). Publish the draft, or give this version another number."
        )
    }

    private func published(
        _ version: OfficeDocument.Version, of procedure: String, before: CatalogueVersionRow
    ) throws(DeskError) -> DeskError {
        let catalogue = try Catalogue(stored)
        let differences = version.entry.words(
            since: try catalogue.entry(of: before), version.publication, since: before.publication)
        return .invalid(
            version.path, rule: "office.version_published",
            "\(version.path): version \(version.number) of \(procedure) is published and differs in \(differences.joined(separator: ", ")). Dossiers are pinned to it for life, so its content never changes: end it with \"validTo\" and publish version \(version.number + 1)."
        )
    }
}
