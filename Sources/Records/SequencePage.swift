package import OneStop

/// A page of what was done to a dossier, in the order of its events: of what came after a number, so many.
package struct SequencePage: Sendable, Hashable {
    package var after: Int
    package var limit: Int

    package init(after: Int, limit: Int) {
        self.after = after
        self.limit = limit
    }

    /// The same with more of them at most, to see whether there is a further page.
    package func adding(_ more: Int) -> SequencePage { SequencePage(after: after, limit: limit + more) }
}

/// Such a page of a dossier.
package struct DossierPage: Sendable, Hashable {
    package var dossier: DossierID
    package var page: SequencePage

    package init(dossier: DossierID, page: SequencePage) {
        self.dossier = dossier
        self.page = page
    }
}
