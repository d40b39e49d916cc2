package import OneStop

/// By what the rows of the figures of ratings are told apart.
package enum RatingGrouping: String, Sendable, Hashable, CaseIterable {
    case procedure, unit, officer, month
}

/// How an applicant rated the service.
package struct RatingRow: Sendable, Hashable {
    /// 1 to 5, the best.
    package var score: Int
    package var at: Instant

    package init(score: Int, at: Instant) {
        self.score = score
        self.at = at
    }
}

/// A rating that somebody gives.
package struct NewRating: Sendable {
    package var dossier: DossierID
    package var score: Int
    /// What the applicant says of it. This is personal data.
    package var note: String?
    package var at: Instant
    /// The day of it by the clock of the agency that decided.
    package var on: LocalDate

    package init(dossier: DossierID, score: Int, note: String?, at: Instant, on: LocalDate) {
        self.dossier = dossier
        self.score = score
        self.note = note
        self.at = at
        self.on = on
    }
}

/// A rating in the list of an agency.
package struct ListedRating: Sendable, Hashable {
    package var dossier: DossierID
    /// The dossier's code, or another system's name for it.
    package var code: String
    package var rating: RatingRow
    /// What the applicant says of it; nil when nothing, or when it was erased.
    package var note: String?
    /// What the rights look at.
    package var scope: DossierScope

    package init(dossier: DossierID, code: String, rating: RatingRow, note: String?, scope: DossierScope) {
        self.dossier = dossier
        self.code = code
        self.rating = rating
        self.note = note
        self.scope = scope
    }
}
