import OneStop
import Records
import Store

/// What came of an import: drafts made and changed, and what was refused, told by its place in the file.
package struct CatalogueImportOutcome: Sendable {
    /// A version, by its procedure's code.
    package struct Version: Sendable, Hashable {
        package var code: String
        package var number: Int
    }

    package var created: [Version] = []
    package var changed: [Version] = []
    /// Versions that are there already, drafts or published, with the same content.
    package var unchanged: [Version] = []
    package var refused: [CatalogueDocument.Refusal]
}

extension Catalogue {
    /// The drafts that a document makes in an agency. What is published is never touched: it is there already, or the
    /// procedure is refused. A procedure is taken with all its versions or not at all.
    func importing(
        _ document: CatalogueDocument, into agency: Office.Agency
    ) throws(DeskError) -> (changes: [OfficeChange], outcome: CatalogueImportOutcome) {
        var outcome = CatalogueImportOutcome(refused: document.refused)
        var changes: [OfficeChange] = []
        for procedure in document.procedures {
            var part = CatalogueImportOutcome(refused: [])
            switch try importing(procedure, into: agency, &part) {
            case .success(let added):
                changes += added
                outcome.created += part.created
                outcome.changed += part.changed
                outcome.unchanged += part.unchanged
            case .failure(let reason):
                outcome.refused.append(
                    CatalogueDocument.Refusal(
                        code: procedure.code, place: procedure.place, rule: reason.rule, detail: reason.detail))
            }
        }
        return (changes, outcome)
    }

    private func importing(
        _ procedure: CatalogueDocument.Procedure, into agency: Office.Agency, _ outcome: inout CatalogueImportOutcome
    ) throws(DeskError) -> Result<[OfficeChange], DeskError> {
        let row = office.procedure(code: procedure.code, tenant: agency.row.tenant)
        if let row, row.agency != agency.id {
            return .failure(
                DeskError(
                    .refused, rule: "office.procedure_elsewhere",
                    "The procedure belongs to agency \(agencyCode(of: row)) of the same tree. Import it there."))
        }
        let stored = row.map { versions(of: $0) } ?? []
        var changes: [OfficeChange] = []
        switch heading(of: procedure, row, stored, in: agency) {
        case .success(let change): changes += [change].compactMap(\.self)
        case .failure(let reason): return .failure(reason)
        }
        for version in procedure.versions {
            let facts = VersionFacts(
                version.number, of: procedure.code, agency: agency.row.code, version.publication, version.entry)
            let named = CatalogueImportOutcome.Version(code: procedure.code, number: version.number)
            guard let before = stored.first(where: { $0.number == version.number }) else {
                changes.append(.addDraft(facts))
                outcome.created.append(named)
                continue
            }
            let entry = try entry(of: before)
            if before.isPublished {
                guard before.fingerprint == facts.fingerprint || entry == version.entry,
                    version.publication.agrees(with: before.publication)
                else {
                    let words = version.entry.words(
                        since: entry, version.publication, since: before.publication)
                    return .failure(
                        DeskError(
                            .refused, rule: "R10.version_published",
                            "Version \(version.number) is published and differs in \(words.joined(separator: ", ")). It never changes; give what is new the next number."
                        ))
                }
                outcome.unchanged.append(named)
            } else if entry == version.entry, before.publication == version.publication {
                outcome.unchanged.append(named)
            } else {
                changes.append(.changeDraft(before.id, facts))
                outcome.changed.append(named)
            }
        }
        return .success(changes)
    }

    /// The procedure itself: made, or called and filed as its newest version says while none of them is published. What an
    /// import of dossiers made has a version that nobody published.
    private func heading(
        of procedure: CatalogueDocument.Procedure, _ row: ProcedureRow?, _ stored: [CatalogueVersionRow],
        in agency: Office.Agency
    ) -> Result<OfficeChange?, DeskError> {
        let facts = ProcedureFacts(
            agency: agency.row.code, code: procedure.code, name: procedure.versions.last?.entry.name ?? procedure.code,
            fieldCode: procedure.fieldCode, fieldName: procedure.fieldName)
        guard let row else { return .success(.addProcedure(facts)) }
        let isSameField = row.fieldCode == facts.fieldCode && row.fieldName == facts.fieldName
        if stored.contains(where: { $0.isPublished && !$0.carriesImports }) {
            guard isSameField else {
                return .failure(
                    DeskError(
                        .refused, rule: "R10.field_published",
                        "The procedure is published in the field \(row.fieldCode) (\(row.fieldName)). Change the field with an office document, or write it as it is."
                    ))
            }
            return .success(nil)
        }
        return .success(isSameField && row.name == facts.name ? nil : .changeProcedure(facts))
    }
}

extension Publication {
    /// Whether decision and first day are those of what is published, as far as they are given. The end is each office's
    /// own: it is set when the next version is published there.
    fileprivate func agrees(with published: Publication) -> Bool {
        (decision == nil || decision == published.decision) && (validFrom == nil || validFrom == published.validFrom)
    }
}
