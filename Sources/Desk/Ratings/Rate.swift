package import OneStop
package import Records
import Store

/// Whether a dossier's service can be rated.
package enum RatingState: Sendable, Hashable {
    /// The dossier is not over.
    case notYet
    /// It is over, and nobody has rated it.
    case open
    case given(RatingRow)
}

/// What became of a rating.
package struct RatingAnswer: Sendable {
    package var dossier: LookedUp
    /// False when the dossier had been rated before: the first rating stands.
    package var isNew: Bool
}

extension DeskService {
    /// The most characters of what somebody says beside the score.
    package static let longestRatingNote = 2_000

    /// Rates the service of a dossier that is over, once, by whoever can look it up.
    /// - Parameters:
    ///   - score: 1 to 5, the best.
    ///   - note: what else the applicant wants to say; nil for nothing.
    /// - Throws: `DeskError`: `invalid` for another score or too long a note, `refused` while the dossier is not over.
    package func rate(
        code: String, digits: String, score: Int, note: String?, at now: Instant
    ) async throws -> LookUpOutcome<RatingAnswer> {
        guard RatingFigures.scores.contains(score) else {
            throw DeskError.invalid(
                "score", rule: "R9.score", "The score must be a whole number from 1 to 5. Choose one.")
        }
        guard note?.unicodeScalars.count ?? 0 <= Self.longestRatingNote else {
            throw DeskError.invalid(
                "note", rule: "form.too_long", "note may have at most \(Self.longestRatingNote) characters.")
        }
        return try await proved(code: code, digits: digits, at: now) { view in
            guard view.state.isOver else {
                throw DeskError(
                    .refused, rule: "R9.not_over",
                    "The dossier is not over yet. The service can be rated when there is a result.")
            }
            let isNew = try await database.add(
                NewRating(
                    dossier: view.state.id, score: score, note: note, at: now, on: view.offset.localDate(of: now)))
            return RatingAnswer(dossier: try await lookedUp(view), isNew: isNew)
        }
    }

    /// Asked for dossiers that are over only, so that all others are looked up as fast as without.
    func ratingState(of dossier: Dossier) async throws -> RatingState {
        guard dossier.isOver else { return .notYet }
        guard let rating = try await translated({ try await database.rating(of: dossier.id) }) else { return .open }
        return .given(rating)
    }
}

extension Dossier {
    /// Whether nothing but the hand-over is left to do.
    fileprivate var isOver: Bool { status == .finished || status.isFinal }
}
