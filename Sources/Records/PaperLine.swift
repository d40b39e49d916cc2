/// What lay on the counter of one component of the checklist.
package struct PaperLine: Sendable, Hashable {
    package var component: Int
    package var originals: Int
    package var copies: Int
    package var electronic: Int
    /// Taken from what the office already has instead of asked for again.
    package var reused: Bool

    package init(component: Int, originals: Int, copies: Int, electronic: Int, reused: Bool) {
        self.component = component
        self.originals = originals
        self.copies = copies
        self.electronic = electronic
        self.reused = reused
    }
}
