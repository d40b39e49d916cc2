package import OneStop

/// A stretch of time that a list is asked for; nil leaves an end open.
package struct TimeSpan: Sendable, Hashable {
    package var from: Instant?
    /// The first instant that no longer belongs to it.
    package var until: Instant?

    package init(from: Instant?, until: Instant?) {
        self.from = from
        self.until = until
    }
}
