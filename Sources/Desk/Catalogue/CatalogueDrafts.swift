package import JSONText
package import OneStop
import Records
import Store

/// What somebody writes of a version: its content, and by which decision it is to be published.
package struct CatalogueDraft: Sendable {
    package var publication: Publication
    package var entry: CatalogueEntry

    package init(publication: Publication, entry: CatalogueEntry) {
        self.publication = publication
        self.entry = entry
    }

    /// Reads the fields of a version.
    package init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(publication: try Publication(&fields), entry: try CatalogueEntry(&fields))
    }
}

/// How drafts come to be, change and are published. Decided under the office's lock.
extension Catalogue {
    /// What adds a draft with the next number.
    func adding(_ draft: CatalogueDraft, to procedure: ProcedureRow) -> (
        change: OfficeChange, version: CatalogueVersion
    ) {
        let number = (versions(of: procedure).map(\.number).max() ?? 0) + 1
        return (
            .addDraft(facts(number, of: procedure, draft.publication, draft.entry)),
            told(number, of: procedure, revision: 1, draft.publication, draft.entry, isPublished: false)
        )
    }

    /// What puts a draft in the place of another.
    /// - Parameter expected: the revision that the caller has seen; nil to replace whatever there is.
    /// - Throws: `DeskError`: `notFound`, `stale`, or `refused` for a published version.
    func replacing(
        _ number: Int, of procedure: ProcedureRow, with draft: CatalogueDraft, expected: Int?
    ) throws(DeskError) -> (change: OfficeChange, version: CatalogueVersion) {
        let row = try self.draft(number, of: procedure, expected: expected)
        return (
            .changeDraft(row.id, facts(number, of: procedure, draft.publication, draft.entry)),
            told(
                number, of: procedure, revision: row.revision + 1, draft.publication, draft.entry, isPublished: false)
        )
    }

    /// What throws a draft away.
    /// - Parameters:
    ///   - expected: the revision that the caller has seen; nil to delete whatever there is.
    ///   - principal: whoever does it; nil for a command where the operating system vouches.
    /// - Throws: `DeskError`: `notFound`, `stale`, or `refused` for a published version.
    func deleting(
        _ number: Int, of procedure: ProcedureRow, expected: Int?, by principal: Principal?, at now: Instant
    ) throws(DeskError) -> OfficeChange {
        let row = try draft(number, of: procedure, expected: expected)
        var writer = JSONWriter(capacity: 100)
        writer.object { writer in
            writer.field("procedure", procedure.code)
            writer.field("version", number)
            writer.field("revision", row.revision)
        }
        return .deleteDraft(
            row.id, procedure: procedure.code, number: number,
            NewAuditEvent(
                .draftDeleted, tenant: procedure.tenant, agency: procedure.agency, at: now, actor: principal?.account,
                ground: nil, facts: String(decoding: writer.bytes, as: UTF8.self),
                requestID: principal?.occasion.requestID))
    }

    /// What publishes a draft and ends the version that holds until then.
    /// - Parameter publication: what it gives goes before what the draft has.
    /// - Throws: `DeskError`: `notFound`, `stale`, or `refused` with every problem there is.
    func publishing(
        _ number: Int, of procedure: ProcedureRow, by publication: Publication, today: LocalDate, expected: Int?
    ) throws(DeskError) -> (changes: [OfficeChange], version: CatalogueVersion) {
        let row = try draft(number, of: procedure, expected: expected)
        let entry = try entry(of: row)
        let whole = Publication(
            decision: publication.decision ?? row.publication.decision,
            validFrom: publication.validFrom ?? row.publication.validFrom,
            validTo: publication.validTo ?? row.publication.validTo)
        let problems = problems(of: procedure, entry, whole, today: today)
        guard problems.isEmpty, let validFrom = whole.validFrom else { throw DeskError(problems) }
        let ended = PublishedSpan.ended(by: validFrom, among: published(of: procedure))
        var changes: [OfficeChange] = versions(of: procedure).filter { row in ended.contains { $0.number == row.number }
        }
        .map { .endVersion($0.id, procedure: procedure.code, number: $0.number, validFrom) }
        changes.append(.publishDraft(row.id, facts(number, of: procedure, whole, entry)))
        if procedure.name != entry.name {
            changes.append(
                .changeProcedure(
                    ProcedureFacts(
                        agency: agencyCode(of: procedure), code: procedure.code, name: entry.name,
                        fieldCode: procedure.fieldCode, fieldName: procedure.fieldName)))
        }
        return (
            changes, told(number, of: procedure, revision: row.revision + 1, whole, entry, isPublished: true)
        )
    }

    func facts(
        _ number: Int, of procedure: ProcedureRow, _ publication: Publication, _ entry: CatalogueEntry
    ) -> VersionFacts {
        VersionFacts(number, of: procedure.code, agency: agencyCode(of: procedure), publication, entry)
    }

    func agencyCode(of procedure: ProcedureRow) -> String { office.agencies[procedure.agency]?.row.code ?? "" }

    private func draft(
        _ number: Int, of procedure: ProcedureRow, expected: Int?
    ) throws(DeskError) -> CatalogueVersionRow {
        guard let row = versions(of: procedure).first(where: { $0.number == number }) else {
            throw .notFound("The version")
        }
        if let expected, expected != row.revision {
            throw DeskError(
                .stale, rule: "C9.stale", field: "If-Match",
                "The version has revision \(row.revision), the request was made for revision \(expected). Read it again and decide anew."
            )
        }
        guard !row.isPublished else {
            throw DeskError(
                .refused, rule: "R10.version_published",
                "Version \(number) of \(procedure.code) is published, and dossiers are pinned to it: it never changes. Make a draft of the next version."
            )
        }
        return row
    }

    private func told(
        _ number: Int, of procedure: ProcedureRow, revision: Int, _ publication: Publication, _ entry: CatalogueEntry,
        isPublished: Bool
    ) -> CatalogueVersion {
        CatalogueVersion(
            procedure: procedure, agency: agencyCode(of: procedure), number: number, isPublished: isPublished,
            revision: revision, publication: publication, entry: entry)
    }
}
