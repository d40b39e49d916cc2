package import OneStop
package import Records
import Store

/// The catalogue as it was when it was read: procedures, and every version with its entry, drafts too.
struct Catalogue {
    let office: Office
    private let rows: [Int64: [CatalogueVersionRow]]

    init(_ office: Office, _ versions: [CatalogueVersionRow]) {
        self.office = office
        rows = Dictionary(grouping: versions, by: \.procedure)
    }

    /// - Throws: `DeskError` when what is stored cannot be read.
    init(_ snapshot: OfficeSnapshot) throws(DeskError) {
        self.init(try Office(snapshot.office), snapshot.versions)
    }

    /// The versions of a procedure, by number.
    func versions(of procedure: ProcedureRow) -> [CatalogueVersionRow] { rows[procedure.id] ?? [] }

    /// The spans of those that are published.
    func published(of procedure: ProcedureRow) -> [PublishedSpan] { versions(of: procedure).compactMap(\.span) }

    /// A version's whole entry.
    func entry(of row: CatalogueVersionRow) throws(DeskError) -> CatalogueEntry {
        if let text = row.entry { return try CatalogueEntry(stored: text) }
        guard let version = office.versions[row.id] else {
            return CatalogueEntry(name: office.procedures[row.procedure]?.name ?? "")
        }
        return CatalogueEntry(version, in: office)
    }

    /// A version as it is told.
    func version(_ row: CatalogueVersionRow, of procedure: ProcedureRow) throws(DeskError) -> CatalogueVersion {
        CatalogueVersion(
            procedure: procedure, agency: office.agencies[procedure.agency]?.row.code ?? "", number: row.number,
            isPublished: row.isPublished, revision: row.revision, publication: row.publication,
            entry: try entry(of: row))
    }

    /// Everything that stands in the way of publishing an entry now.
    func problems(
        of procedure: ProcedureRow, _ entry: CatalogueEntry, _ publication: Publication, today: LocalDate
    ) -> [PublishingProblem] {
        PublishingCheck(
            code: procedure.code, entry: entry, publication: publication, published: published(of: procedure),
            units: Set(office.agencies[procedure.agency]?.units.map(\.code) ?? []), today: today,
            hasUnitElsewhere: { [office] agency, unit in
                guard let found = office.agency(code: agency), found.id != procedure.agency else { return false }
                return found.row.tenant == procedure.tenant && office.unit(code: unit, of: found.id) != nil
            }
        ).problems(.entry)
    }
}

/// A version of a procedure as it is told.
package struct CatalogueVersion: Sendable {
    package var procedure: ProcedureRow
    /// The agency's code.
    package var agency: String
    package var number: Int
    package var isPublished: Bool
    /// Grows with every change of a draft, with its publication and with its end: the entity tag.
    package var revision: Int
    package var publication: Publication
    package var entry: CatalogueEntry
}

extension CatalogueVersionRow {
    /// The days on which it holds; nil for a draft.
    var span: PublishedSpan? {
        guard isPublished, let validFrom = publication.validFrom else { return nil }
        return PublishedSpan(number: number, validFrom: validFrom, validTo: publication.validTo)
    }
}

extension CatalogueEntry {
    /// The entry of a version that was published before entries were kept whole: what desk and units work by.
    fileprivate init(_ version: Office.Version, in office: Office) {
        self.init(name: version.procedure.name)
        statutory = try? Limit(parsing: version.row.statutoryLimit)
        committed = version.limit
        dayZero = version.dayZero
        restarts = version.row.restarts
        filing = version.filingWays.isEmpty ? nil : version.filingWays
        components = version.components.map { row in
            Component(
                number: row.number, name: row.name, mandatory: row.mandatory, originals: row.originals,
                copies: row.copies, electronic: row.electronic, reusable: row.reusable)
        }
        fees = version.fees.map { row in
            Fee(
                number: row.number, name: row.name, amount: row.amount, moment: row.moment,
                freeGround: row.freeGround, way: row.way)
        }
        steps = version.steps.map { step in
            Step(
                number: step.number, name: step.name, role: step.role.rawValue,
                unit: step.unit.flatMap { office.unit($0)?.code }, limit: step.limit, onlineLimit: step.onlineLimit,
                legs: step.legs.map { leg in
                    StepLeg(
                        agency: office.agencies[leg.agency]?.row.code ?? "", unit: office.unit(leg.unit)?.code ?? "",
                        limit: leg.limit)
                })
        }
    }

    /// In what a version differs from one that is published, in words.
    func words(
        since before: CatalogueEntry, _ publication: Publication, since earlier: Publication
    ) -> [String] {
        var found: [String] = []
        func note(_ what: String) {
            if !found.contains(what) { found.append(what) }
        }
        if publication.validFrom != earlier.validFrom {
            note("validFrom (\(earlier.validFrom?.iso ?? "none"), now \(publication.validFrom?.iso ?? "none"))")
        }
        if publication.decision != earlier.decision { note("decision") }
        for difference in before.differences(to: self) {
            switch (difference.part, difference.field, difference.before, difference.after) {
            case (.limit, let field?, let old?, let new?): note("limit.\(field) (\(old), now \(new))")
            // A procedure may be called otherwise than the version that was published for desk and units only.
            case (.name, _, _, _) where !informsApplicants: break
            case (let part, _, _, _): note(part.rawValue)
            }
        }
        return found.isEmpty ? ["the order of its lists"] : found
    }
}
