/// How satisfied applicants were, in numbers of ratings by score (R9: what they say after their dossier is over).
package struct RatingFigures: Sendable, Hashable {
    /// From very dissatisfied to very satisfied.
    package static let scores = 1...5

    /// By score.
    private var counts = [Int](repeating: 0, count: Self.scores.count)

    /// No rating at all.
    package init() {}

    /// The number of ratings with a score; nothing outside of the scores.
    package subscript(score: Int) -> Int {
        get { Self.scores.contains(score) ? counts[score - 1] : 0 }
        set { if Self.scores.contains(score) { counts[score - 1] = newValue } }
    }

    /// The number of all ratings.
    package var count: Int { counts.reduce(0, +) }

    /// The mean of the scores; nil without any rating.
    package var mean: Double? {
        let sum = Self.scores.reduce(0) { $0 + $1 * self[$1] }
        return count == 0 ? nil : Double(sum) / Double(count)
    }
}
