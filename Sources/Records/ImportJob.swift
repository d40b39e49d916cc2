package import OneStop

/// What a row of an imported file tells of.
package enum ImportKind: String, Sendable, Hashable, CaseIterable {
    /// A whole dossier.
    case dossiers
    /// A step; the columns of its case are repeated on each.
    case events
}

/// How far an import that was begun on a page is.
package enum ImportState: String, Sendable, Hashable, CaseIterable {
    /// The file is coming in.
    case sending
    case waiting
    case running
    /// It is known what would be taken and what refused; nothing is kept.
    case checked
    case done
    /// Nothing was kept; `failure` says why.
    case failed
}

/// An import that was begun on a page.
package struct ImportJobRow: Sendable, Hashable {
    package var id: Int64
    package var agency: AgencyID
    package var kind: ImportKind
    package var fileName: String
    /// Which column holds what: the JSON document as it was given.
    package var columns: String
    package var state: ImportState
    /// Whether nothing is to be kept.
    package var isDryRun: Bool
    package var totalBytes: Int64
    package var readBytes: Int64
    package var createdAt: Instant
    /// The name of who began it.
    package var createdBy: String
    /// When the last attempt began; it tells attempts apart.
    package var beganAt: Instant?
    /// When whoever works on it last said so.
    package var seenAt: Instant?
    package var endedAt: Instant?
    /// Numbers, as JSON.
    package var outcome: String?
    /// What quotes the file, as JSON.
    package var told: String?
    package var failureRule: String?
    package var failure: String?
    /// Whether the file and its rejects are gone.
    package var isForgotten: Bool

    package init(
        id: Int64, agency: AgencyID, kind: ImportKind, fileName: String, columns: String, state: ImportState,
        isDryRun: Bool, totalBytes: Int64, readBytes: Int64, createdAt: Instant, createdBy: String, beganAt: Instant?,
        seenAt: Instant?, endedAt: Instant?, outcome: String?, told: String?, failureRule: String?, failure: String?,
        isForgotten: Bool
    ) {
        self.id = id
        self.agency = agency
        self.kind = kind
        self.fileName = fileName
        self.columns = columns
        self.state = state
        self.isDryRun = isDryRun
        self.totalBytes = totalBytes
        self.readBytes = readBytes
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.beganAt = beganAt
        self.seenAt = seenAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.told = told
        self.failureRule = failureRule
        self.failure = failure
        self.isForgotten = isForgotten
    }
}
