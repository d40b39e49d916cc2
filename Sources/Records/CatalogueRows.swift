package import OneStop

/// A version of a procedure as the catalogue keeps it, draft or published.
package struct CatalogueVersionRow: Sendable, Hashable {
    package var id: ProcedureID
    package var procedure: Int64
    package var number: Int
    package var isPublished: Bool
    /// Grows each time a draft is replaced.
    package var revision: Int
    package var publication: Publication
    /// The hash of what is published, or `importsFingerprint`; empty for a draft.
    package var fingerprint: String
    /// The entry as text; nil for a version that was published before entries were kept whole.
    package var entry: String?

    /// What stands instead of a hash where an import of dossiers made the version.
    package static let importsFingerprint = "imported"

    /// Whether it carries what another system decided and is no entry that anybody published.
    package var carriesImports: Bool { fingerprint == Self.importsFingerprint }

    /// All fields, as read.
    package init(
        id: ProcedureID, procedure: Int64, number: Int, isPublished: Bool, revision: Int, publication: Publication,
        fingerprint: String, entry: String?
    ) {
        self.id = id
        self.procedure = procedure
        self.number = number
        self.isPublished = isPublished
        self.revision = revision
        self.publication = publication
        self.fingerprint = fingerprint
        self.entry = entry
    }
}
