/// What a form says of itself whose month was frozen.
package struct FrozenNote: Sendable, Hashable {
    /// The number under which it was frozen.
    package var number: Int64
    package var at: Instant
    /// The login of who froze it.
    package var by: String
    /// Whether the figures are the frozen ones; not where somebody sees a part of the agency only, or asks for the present
    /// ones.
    package var isShown: Bool

    /// All fields.
    package init(number: Int64, at: Instant, by: String, isShown: Bool) {
        self.number = number
        self.at = at
        self.by = by
        self.isShown = isShown
    }
}
